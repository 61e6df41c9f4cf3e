"""The addresses of the web chat. Everything works as plain forms; the script only makes it smoother."""

from typing import Annotated

from fastapi import APIRouter, Cookie, Form, Header, Request, Response
from fastapi.responses import RedirectResponse

from channels.messages import Option
from channels.web import TheRoom
from channels.webchat import pages, service
from channels.webchat.texts import best_language

router = APIRouter(include_in_schema=False)
COOKIE = "wegwijzer_chat"
Token = Annotated[str, Cookie(alias=COOKIE)]
Languages = Annotated[str, Header(alias="accept-language")]
FRAGMENT = "text/x-lines"
PAGE_WAITS, SCRIPT_WAITS = 3.0, 10.0


@router.get("/")
async def root() -> Response:
    return RedirectResponse("/chat", status_code=303)


@router.get("/chat")
async def chat(room: TheRoom, lang: str | None = None, topic: str = "", token: Token = "", accept_language: Languages = "") -> Response:
    view = await service.look(room, token)
    language = best_language(lang or (view.session.language if view.session else None), accept_language)
    title = room.words.topic_title(topic, language)
    return pages.chat(language, view.lines, waiting=view.waiting, topic=Option(title, topic) if title else None)


@router.post("/chat/message")
async def message(
    request: Request,
    room: TheRoom,
    text: Annotated[str, Form(max_length=20_000)] = "",
    payload: Annotated[str, Form(max_length=200)] = "",
    nonce: Annotated[str, Form(max_length=64)] = "",
    lang: Annotated[str, Form()] = "",
    token: Token = "",
    accept_language: Languages = "",
) -> Response:
    """303 back to the page, which by then usually has the answer; 204 for the script, which asks for it itself."""
    _same_site(request)
    language = best_language(lang, accept_language)
    script = request.headers.get("accept") == FRAGMENT
    session = await service.session_for(room, token, language, request.client.host if request.client else "", request.app.state.gate)
    if session is None:
        return pages.chat(language, [], waiting=False, status=429, problem="Too many chats were opened from here. Please wait a minute.")
    if text.strip() or payload:
        await service.say(room, session, text, payload, nonce)
    if not script:
        await service.wait_for_answer(room, session, PAGE_WAITS)
    response: Response = Response(status_code=204) if script else RedirectResponse(f"/chat?lang={language}#end", status_code=303)
    response.set_cookie(COOKIE, session.token, path="/chat", httponly=True, samesite="strict", secure=room.settings.secure_cookies)
    return response


@router.get("/chat/log")
async def log(room: TheRoom, after: int = 0, token: Token = "", lang: str | None = None, accept_language: Languages = "") -> Response:
    """New lines for the script; while an answer is being written it is waited for."""
    view = await service.look(room, token, after=after, patience=SCRIPT_WAITS)
    return pages.fragment(best_language(lang, accept_language), view.lines, waiting=view.waiting)


@router.post("/chat/language")
async def language(request: Request, room: TheRoom, lang: Annotated[str, Form()], token: Token = "") -> Response:
    """Changes the page, and tells the bot when a conversation is under way."""
    _same_site(request)
    chosen = best_language(lang, "")
    await service.change_language(room, token, chosen, PAGE_WAITS)
    return RedirectResponse(f"/chat?lang={chosen}#end", status_code=303)


@router.post("/chat/leave")
async def leave(request: Request, room: TheRoom, token: Token = "") -> Response:
    """Deletes the conversation at once and goes to a neutral page."""
    _same_site(request)
    await service.leave(room, token)
    response = RedirectResponse(
        pages.ELSEWHERE, status_code=303, headers={"Clear-Site-Data": '"cache", "storage"', "Cache-Control": "no-store"}
    )
    response.delete_cookie(COOKIE, path="/chat", httponly=True, samesite="strict", secure=room.settings.secure_cookies)
    return response


def _same_site(request: Request) -> None:
    """The cookie is strict already; this also keeps other sites from beginning chats in somebody's name. Raises NotFromHere."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise service.NotFromHere("another site")
