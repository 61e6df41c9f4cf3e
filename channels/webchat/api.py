"""The addresses of the web chat. Everything works as plain forms; the script only makes it smoother."""

from typing import Annotated

from fastapi import APIRouter, Form, Header, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse

from channels.messages import Option
from channels.web import TheRoom
from channels.webchat import pages, service, stream
from channels.webchat.places import Place
from channels.webchat.texts import best_language

Languages = Annotated[str, Header(alias="accept-language")]
FRAGMENT = "text/x-lines"
PAGE_WAITS, SCRIPT_WAITS = 3.0, 10.0
LONGEST_CODE = 40  # of a share link
front_door = APIRouter(include_in_schema=False)


@front_door.get("/")
async def root() -> Response:
    return RedirectResponse("/chat", status_code=303)


def router_of(place: Place) -> APIRouter:
    """The chat at one place."""
    router = APIRouter(prefix=place.base, include_in_schema=False)

    def token_of(request: Request) -> str:
        return request.cookies.get(place.cookie, "")

    @router.get("")
    async def chat(
        request: Request, room: TheRoom, lang: str | None = None, topic: str = "", via: str = "", accept_language: Languages = ""
    ) -> Response:
        view = await service.look(room, token_of(request))
        language = best_language(lang or (view.session.language if view.session else None), accept_language)
        title = room.words.topic_title(topic, language)
        offered = Option(title, topic) if title else None
        return pages.chat(place, language, view.lines, waiting=view.waiting, topic=offered, via=via[:LONGEST_CODE])

    @router.post("/message")
    async def message(
        request: Request,
        room: TheRoom,
        text: Annotated[str, Form(max_length=20_000)] = "",
        payload: Annotated[str, Form(max_length=200)] = "",
        nonce: Annotated[str, Form(max_length=64)] = "",
        via: Annotated[str, Form(max_length=LONGEST_CODE)] = "",
        lang: Annotated[str, Form()] = "",
        accept_language: Languages = "",
    ) -> Response:
        """303 back to the page, which by then usually has the answer; 204 for the script, which asks for it itself."""
        _same_site(request)
        language, client = best_language(lang, accept_language), request.client.host if request.client else ""
        script = request.headers.get("accept") == FRAGMENT
        session = await service.session_for(room, token_of(request), language, client, request.app.state.gate)
        if session is None:
            problem = "Too many chats were opened from here. Please wait a minute."
            return pages.chat(place, language, [], waiting=False, status=429, problem=problem)
        if text.strip() or payload:
            await service.say(room, session, text, payload, nonce, via)
        if not script:
            await service.wait_for_answer(room, session, PAGE_WAITS)
        back = RedirectResponse(f"{place.base}?lang={language}#end", status_code=303)
        response: Response = Response(status_code=204) if script else back
        place.remember(response, session.token, secure=room.settings.secure_cookies)
        return response

    @router.get("/log")
    async def log(request: Request, room: TheRoom, after: int = 0, lang: str | None = None, accept_language: Languages = "") -> Response:
        """New lines for the script; while an answer is being written it is waited for."""
        view = await service.look(room, token_of(request), after=after, patience=SCRIPT_WAITS)
        return pages.fragment(place, best_language(lang, accept_language), view.lines, waiting=view.waiting)

    @router.get("/stream")
    async def live(request: Request, room: TheRoom, after: int = 0, lang: str | None = None, accept_language: Languages = "") -> Response:
        """The same as server-sent events. After a broken line the browser says itself where it was."""
        known = request.headers.get("last-event-id", "")
        after = int(known) if known.isdecimal() and len(known) < 19 else after
        events = stream.events(room, token_of(request), best_language(lang, accept_language), after, place.base)
        # nginx would otherwise collect them
        headers = {**pages.headers(place), "X-Accel-Buffering": "no"}
        return StreamingResponse(events, media_type="text/event-stream", headers=headers)

    @router.post("/language")
    async def language(request: Request, room: TheRoom, lang: Annotated[str, Form()]) -> Response:
        """Changes the page, and tells the bot when a conversation is under way."""
        _same_site(request)
        chosen = best_language(lang, "")
        await service.change_language(room, token_of(request), chosen, PAGE_WAITS)
        return RedirectResponse(f"{place.base}?lang={chosen}#end", status_code=303)

    @router.post("/leave")
    async def leave(request: Request, room: TheRoom) -> Response:
        """Deletes the conversation at once and goes to a neutral page; a frame, which cannot take the whole window along, becomes empty."""
        _same_site(request)
        await service.leave(room, token_of(request))
        clearing = {"Clear-Site-Data": '"cache", "storage"', "Cache-Control": "no-store"}
        response = pages.gone(place) if place.framed else RedirectResponse(pages.ELSEWHERE, status_code=303)
        response.headers.update(clearing)
        place.forget(response, secure=room.settings.secure_cookies)
        return response

    return router


def _same_site(request: Request) -> None:
    """The cookie is strict or kept apart; this also keeps other sites from beginning chats in somebody's name. Raises NotFromHere."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise service.NotFromHere("another site")
