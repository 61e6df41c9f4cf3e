"""Every error of the API as a problem (RFC 9457) with status, title and detail, and a malformed question as 400."""

from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import OperationalError

from deploy.base.logs import logger
from referral.errors import NotSignedIn, ReferralError, TooManyTries

log = logger(__name__)
KIND = "application/problem+json"
# status → (title, what it means), as the description of the API says it too
MEANINGS = {
    400: ("Bad request", "A parameter is unknown or has a value that cannot be."),
    401: ("Unauthorized", "No token, or one that is unknown, revoked or expired."),
    403: ("Forbidden", "The token has no scope for this."),
    404: ("Not found", "There is nothing here, or nothing that this desk may see."),
    405: ("Method not allowed", "This address does not know that method."),
    429: ("Too many requests", "Wait as long as Retry-After says."),
    500: ("Internal server error", "Something went wrong on our side."),
    503: ("Service unavailable", "Try again in a minute."),
}


class TooFast(TooManyTries):
    title = MEANINGS[429][0]


def problem(status: int, detail: str = "", headers: dict[str, str] | None = None) -> JSONResponse:
    title, meaning = MEANINGS.get(status, ("Error", "The request could not be answered."))
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail or meaning}
    return JSONResponse(body, status, headers=headers, media_type=KIND)


def add_to(app: FastAPI) -> None:
    @app.exception_handler(ReferralError)
    def expected(request: Request, error: ReferralError) -> Response:
        headers = {}
        if isinstance(error, NotSignedIn):
            headers["WWW-Authenticate"] = "Bearer"
        if isinstance(error, TooManyTries):
            headers["Retry-After"] = str(error.retry_after)
        return problem(400 if error.status == HTTPStatus.UNPROCESSABLE_ENTITY else error.status, error.detail, headers)

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> Response:
        # where and what kind of fault; never the value, which may be anything
        where = [f"{e['loc'][-1]}: {e['type']}" for e in error.errors()]
        return problem(400, "; ".join(where))

    @app.exception_handler(404)
    def not_found(request: Request, _: Exception) -> Response:
        return problem(404)

    @app.exception_handler(405)
    def not_that_method(request: Request, error: Exception) -> Response:
        return problem(405, headers=dict(getattr(error, "headers", None) or {}))

    @app.exception_handler(OperationalError)
    def no_database(request: Request, error: OperationalError) -> Response:
        log.error("the database does not answer", kind=type(error.orig).__name__)
        return problem(503)
