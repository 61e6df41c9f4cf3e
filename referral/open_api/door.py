"""Who may come in: a bearer token with the scope that is asked for, and not too often."""

import threading
import time
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

from referral.database import intake
from referral.errors import Forbidden, Malformed, NotSignedIn
from referral.open_api.problems import TooFast
from referral.open_api.tokens import Caller, Scope, admit
from referral.outreach.counts.limits import Pace
from referral.settings import settings

bearer = HTTPBearer(scheme_name="token", auto_error=False, description="A token of the desk, made by its admin, with the scope needed.")
LONGEST = 200
WRONG_BURST, WRONG_EACH = 20, 0.2


class Paces:
    """In memory: how often each token may call, and how often one side may come with a wrong one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls = Pace(settings().referral_api_burst, settings().referral_api_pace)
        self._wrong = Pace(WRONG_BURST, WRONG_EACH)

    def call(self, token: object) -> None:
        """Raises TooFast."""
        with self._lock:
            if not self._calls.allows(token, time.monotonic()):
                raise TooFast(max(1, round(1 / self._calls.each)))

    def not_shut_out(self, side: str) -> None:
        """Raises TooFast."""
        with self._lock:
            if not self._wrong.has(side, time.monotonic()):
                raise TooFast(round(1 / WRONG_EACH))

    def wrong(self, side: str) -> None:
        with self._lock:
            self._wrong.allows(side, time.monotonic())


def only_known(model: type[BaseModel]) -> Any:
    """A dependency that refuses other parameters: a filter with a mistake in its name would silently show everything.

    FastAPI's own way (extra="forbid") lets the Python name of a field through and then ignores it.
    """
    names = {field.alias or name for name, field in model.model_fields.items()}

    def check(request: Request) -> None:
        if set(request.query_params) - names:
            raise Malformed("unknown parameter; known are " + ", ".join(sorted(names)))

    return Depends(check)


def needs(scope: Scope) -> Callable[..., Caller]:
    """A dependency that gives the caller. Raises NotSignedIn, Forbidden, TooFast."""

    def caller(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]) -> Caller:
        paces: Paces = request.app.state.paces
        side = request.client.host if request.client else ""
        if given is None:
            raise NotSignedIn("Authorization: Bearer and a token are needed")
        paces.not_shut_out(side)
        try:
            with intake() as session:
                found = admit(session, given.credentials[:LONGEST])
        except NotSignedIn:
            paces.wrong(side)
            raise
        paces.call(found.token_id)
        if scope not in found.scopes:
            raise Forbidden(f"the scope {scope} is needed")
        return found

    return caller
