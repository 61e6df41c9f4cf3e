"""The simulator's page and what it can do, on loopback only."""

from pathlib import Path
from typing import Any

from fastapi import FastAPI, Response
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel

from tests.channels.twilio_mischief import Mischief
from tests.simulator.phones import KINDS, Phones
from tests.twilio.prism import Prism

HERE = Path(__file__).parent
# nothing from elsewhere, no script in the page: texts of the house are shown here
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'"


class Saying(BaseModel):
    phone: str
    text: str = ""
    kind: str = ""


class Tapping(BaseModel):
    sid: str
    title: str


class Weather(BaseModel):
    """`rate`: the share of requests that go wrong; `hours`: how far all phones' last messages move into the past."""

    rate: float | None = None
    hours: float = 0.0
    window: bool | None = None


def create_app(phones: Phones, front: Prism | None = None) -> FastAPI:
    """`front`: Prism, when it stands between the house and the double; what it refuses is shown."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")

    @app.get("/")
    def page() -> HTMLResponse:
        return HTMLResponse((HERE / "static" / "phones.html").read_text(), headers={"Content-Security-Policy": POLICY})

    @app.get("/state")
    def state() -> dict[str, Any]:
        double = phones.double
        rate = double.mischief.rate if double.mischief else 0.0
        refused = [
            *double.refused[-5:],
            *((kind, f"{method}: see Twilio's description") for method, kind in (front.refused[-5:] if front else ())),
        ]
        return {"phones": phones.state(), "kinds": list(KINDS), "rate": rate, "window": double.window, "refused": refused}

    @app.post("/phones", status_code=204)
    def add(saying: Saying) -> Response:
        phones.add(saying.phone)
        return Response(status_code=204)

    @app.post("/say")
    def say(saying: Saying) -> dict[str, int]:
        return {"webhook": phones.say(saying.phone, saying.text, saying.kind)}

    @app.post("/tap")
    def tap(tapping: Tapping) -> dict[str, int]:
        return {"webhook": phones.tap(tapping.sid, tapping.title)}

    @app.post("/weather", status_code=204)
    def weather(asked: Weather) -> Response:
        if asked.rate is not None:
            phones.double.mischief = Mischief(asked.rate) if asked.rate else None
        if asked.window is not None:
            phones.double.window = asked.window
        phones.double.grow_older(asked.hours * 3600)
        return Response(status_code=204)

    return app
