"""The sub-application at /v1. It has no session, no cookie and no page."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from deploy.base.logs import logger
from referral.open_api import cases, problems, statistics
from referral.open_api.description import HEADER, VERSION, describe
from referral.open_api.door import Paces
from referral.settings import settings

log = logger(__name__)
PATH = "/v1"
HEADERS = {HEADER: VERSION, "X-Frame-Options": "DENY"}


def create() -> FastAPI:
    app = FastAPI(title="Wegwijzer", version=VERSION, openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.paces = Paces()
    app.include_router(cases.router)
    app.include_router(statistics.router)
    problems.add_to(app)

    @app.get("/openapi.json", include_in_schema=False)
    def openapi() -> JSONResponse:
        # for anybody, from any page: registers of APIs read it in a browser
        return JSONResponse(describe(app), headers={"Access-Control-Allow-Origin": "*"})

    @app.middleware("http")
    async def headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        try:
            response = await call_next(request)
        except Exception as error:  # whatever it is, the caller gets a problem and the log its kind
            log.error("unexpected error of the API", kind=type(error).__name__)
            response = problems.problem(500)
        return marked(response)

    return app


def marked(response: Response) -> Response:
    """With the headers that every answer of the API has."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    if settings().secure_cookies:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response
