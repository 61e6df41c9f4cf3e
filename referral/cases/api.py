"""The addresses that actions and channels call."""

import base64
import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Response
from pydantic import ValidationError

from referral.cases import intake as intake_service
from referral.cases import worker_side
from referral.cases.schemas import Adding, CodeAndOrigin, Contact, Filed, Filing, Sealed, SealedFiling, Status
from referral.database import intake
from referral.errors import CannotOpen, Forbidden, Malformed
from referral.metrics import CASES, INTAKE_SECONDS, REFUSED
from referral.routing.rules import Facts
from referral.routing.service import decide
from referral.routing.urgency import is_urgent
from referral.seal import boxes
from referral.settings import settings


def _bearer(expected: str, header: str | None) -> None:
    if not hmac.compare_digest((header or "").encode(), f"Bearer {expected}".encode()):
        REFUSED.labels("token").inc()
        raise Forbidden("wrong token")


def from_actions(authorization: Annotated[str | None, Header()] = None) -> None:
    _bearer(settings().referral_actions_token, authorization)


def from_channels(authorization: Annotated[str | None, Header()] = None) -> None:
    _bearer(settings().referral_channels_token, authorization)


router = APIRouter(prefix="/api", dependencies=[Depends(from_actions)])
internal = APIRouter(prefix="/internal", dependencies=[Depends(from_channels)])


@router.post("/cases", status_code=201)
def file_case(filing: Filing, response: Response, idempotency_key: Annotated[str, Header(min_length=8, max_length=80)]) -> Filed:
    return _file(filing, idempotency_key, response)


@router.post("/cases/sealed", status_code=201)
def file_sealed_case(body: Sealed, response: Response) -> Filed:
    """A case that waited while we were down. The words stay out of any error message."""
    try:
        plain = boxes.open_sealed(base64.b64decode(body.sealed, validate=True), settings().intake_private)
        filing = SealedFiling.model_validate_json(plain)
    except (CannotOpen, ValidationError, ValueError):
        raise Malformed("the sealed case cannot be opened or read") from None
    return _file(filing, filing.idempotency_key, response)


def _file(filing: Filing, key: str, response: Response) -> Filed:
    with INTAKE_SECONDS.time():
        filed, is_new = intake_service.file(filing, key)
    if is_new:
        CASES.labels(filing.kind).inc()
    else:
        response.status_code = 200
    return filed


@router.post("/cases/lookup")
def look_up(asked: CodeAndOrigin) -> Status:
    return worker_side.status(asked)


@router.post("/cases/messages", status_code=201)
def add_to_case(asked: Adding) -> None:
    worker_side.add(asked)


@router.post("/cases/withdraw")
def withdraw_case(asked: CodeAndOrigin) -> None:
    worker_side.withdraw(asked)


@router.get("/desks")
def which_desk(kind: str, desk_kind: str | None = None, municipality: str | None = None) -> dict[str, object]:
    with intake() as session:
        decision = decide(session, Facts(kind, desk_kind, municipality, urgent=is_urgent(None, desk_kind)))
        return {"desk": decision.desk.name, "national": decision.national}


@internal.post("/contacts", status_code=204)
def keep_contact(contact: Contact) -> None:
    intake_service.keep_contact(contact)
