"""The FastAPI application of this room: API for the other rooms, pages for the desk, health."""

import time
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from deploy.base.logs import logger
from referral.case_page import pages as case_pages
from referral.cases import api
from referral.database import as_desk, intake
from referral.errors import NotSignedIn, ReferralError, TooManyTries, UnknownCase
from referral.inbox import organise_pages, pages, reply_pages
from referral.inbox.service import refused
from referral.notify import pages as notify_pages
from referral.open_api import pages as token_pages
from referral.open_api import room as open_api
from referral.outreach import room as outreach
from referral.outreach.web import trouble
from referral.packages import pages as package_pages
from referral.packages import public_pages
from referral.staff import oidc_pages, people_pages, second_pages, sessions
from referral.staff import pages as staff_pages
from referral.statistics import pages as statistics_pages
from referral.theme import own_sheet
from referral.web import error_page as desk_error_page
from referral.web import session_cookie

log = logger(__name__)
MOST_BYTES = 256 * 1024  # a sealed case of 20,000 characters in Cyrillic is about 60 kB
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


def problem(status: int, title: str, detail: str = "", **more: object) -> JSONResponse:
    """RFC 9457."""
    body = {"type": "about:blank", "title": title, "status": status, **({"detail": detail} if detail else {}), **more}
    return JSONResponse(body, status, media_type="application/problem+json")


def create_app() -> FastAPI:
    app = FastAPI(title="Wegwijzer referral", version="1.0", docs_url=None, redoc_url=None, lifespan=outreach.running)
    app.include_router(api.router)
    app.include_router(api.internal)
    app.include_router(case_pages.router)
    app.include_router(pages.router)
    app.include_router(organise_pages.router)
    app.include_router(reply_pages.router)
    app.include_router(staff_pages.router)
    app.include_router(people_pages.router)
    app.include_router(second_pages.router)
    app.include_router(oidc_pages.router)
    app.include_router(notify_pages.router)
    app.include_router(token_pages.router)
    app.mount(open_api.PATH, open_api.create())
    outreach.add_to(app)
    app.include_router(package_pages.router)
    app.include_router(public_pages.router)
    app.include_router(statistics_pages.router)

    app.mount("/case/static", StaticFiles(directory=Path(__file__).parent / "case_page" / "static"), name="case-static")
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "inbox" / "static"), name="static")

    @app.get("/theme.css", include_in_schema=False)
    def theme_css() -> Response:
        sheet = own_sheet()
        return FileResponse(sheet, media_type="text/css") if sheet else PlainTextResponse("", 404)

    _handlers(app)
    _health(app)

    @app.middleware("http")
    async def headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = _too_big(request) or await call_next(request)
        return _with_headers(request, response)

    return app


def error_page(request: Request, status: int, title: str) -> Response:
    """In the words of those who see it: staff, or workers and key figures."""
    return trouble(request, status) if request.url.path.startswith(("/my", "/go/")) else desk_error_page(request, status, title)


def _with_headers(request: Request, response: Response) -> Response:
    for name, value in HEADERS.items():
        if not (name == "Cache-Control" and request.url.path.startswith(("/static/", "/case/static/"))):
            response.headers.setdefault(name, value)
    return response


def _too_big(request: Request) -> Response | None:
    """Bodies are read whole, also before anybody has shown a token, so they have a bound and must say their size."""
    length = request.headers.get("content-length", "0")
    if "transfer-encoding" in request.headers or not length.isdecimal():
        return _of(request, problem(411, "Length required", "say the size of the body"))
    return _of(request, problem(413, "Too large", f"at most {MOST_BYTES} bytes")) if int(length) > MOST_BYTES else None


def _of(request: Request, response: Response) -> Response:
    """Answers of the API have its headers also when they come from here."""
    return open_api.marked(response) if request.url.path.startswith(open_api.PATH + "/") else response


def _handlers(app: FastAPI) -> None:
    def is_page(request: Request) -> bool:
        return not request.url.path.startswith(("/api/", "/internal/"))

    @app.exception_handler(ReferralError)
    def expected(request: Request, error: ReferralError) -> Response:
        if isinstance(error, NotSignedIn) and is_page(request):
            return RedirectResponse(getattr(error, "where", "/log-in"), 303)
        if isinstance(error, UnknownCase) and is_page(request):
            _remember_refusal(request)
        if is_page(request):
            return error_page(request, error.status, error.title)
        response = problem(error.status, error.title, error.detail)
        if isinstance(error, TooManyTries):
            response = problem(429, error.title, error.detail, retry_after=error.retry_after)
            response.headers["Retry-After"] = str(error.retry_after)
        return response

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> Response:
        # where it is wrong, never what was sent: that may be the words of a report
        where = ["/".join(str(part) for part in e["loc"]) + ": " + e["type"] for e in error.errors()]
        return error_page(request, 422, "Malformed") if is_page(request) else problem(422, "Malformed", "; ".join(where))

    @app.exception_handler(OperationalError)
    def no_database(request: Request, error: OperationalError) -> Response:
        log.error("the database does not answer", kind=type(error.orig).__name__)
        return error_page(request, 503, "Try again in a minute") if is_page(request) else problem(503, "Try again")

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> Response:
        log.error("unexpected error", kind=type(error).__name__, path=request.url.path)
        page = error_page(request, 500, "Something went wrong") if is_page(request) else problem(500, "Something went wrong")
        return _with_headers(request, page)  # this handler stands outside the middleware

    @app.exception_handler(404)
    def not_found(request: Request, _: Exception) -> Response:
        return error_page(request, 404, "Not found") if is_page(request) else problem(404, "Not found")


def _remember_refusal(request: Request) -> None:
    try:
        who = sessions.who(request.cookies.get(session_cookie()))
    except ReferralError:
        return
    refused(who, request.path_params.get("reference", ""))


def _health(app: FastAPI) -> None:
    started = time.time()

    @app.get("/health/live")
    def live() -> dict[str, object]:
        return {"alive": True, "seconds": int(time.time() - started)}

    @app.get("/health/ready")
    def ready() -> JSONResponse:
        try:
            with intake() as session:
                session.execute(text("SELECT 1 FROM desks LIMIT 1"))
            with as_desk(uuid.UUID(int=0)) as session:
                session.execute(text("SELECT 1 FROM cases LIMIT 1"))
        except OperationalError:
            return JSONResponse({"ready": False}, 503)
        return JSONResponse({"ready": True})

    @app.get("/metrics")
    def metrics() -> PlainTextResponse:
        return PlainTextResponse(generate_latest(), media_type=CONTENT_TYPE_LATEST)
