"""A case arrives: sealed to its desk and to the code, routed, filed once however often it is handed in."""

import json
import secrets
import uuid
from datetime import UTC, datetime

import psycopg
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from referral.cases.details import words_for_desk
from referral.cases.schemas import Contact, Filed, Filing
from referral.database import Case, CaseEvent, Desk, intake
from referral.desks.keys import hold_key, public_key
from referral.errors import NotAllowed, ReferralError, UnknownCase
from referral.forward import late
from referral.norms import service as clock
from referral.notify.service import tell
from referral.routing.rules import Facts
from referral.routing.service import decide
from referral.routing.urgency import is_urgent
from referral.seal import boxes, stretch
from referral.settings import settings

# no 0/O, 1/I/L, 5/S, 8/B: read aloud and copied by hand
LETTERS = "234679ACDEFGHJKMNPQRTUVWXYZ"


REFERENCE = 6  # letters; 300 million references
TRIES = 5  # when a reference is taken by another case


def file(filing: Filing, idempotency_key: str) -> tuple[Filed, bool]:
    """(answer, was it new). The same key again gives the first answer. Raises NotAllowed when another case has this code."""
    mark = stretch.lookup(settings().lookup_key, "idempotency", idempotency_key)
    if known := _known(mark):
        return known, False
    key, salt = boxes.new_key(), stretch.new_salt(settings().code_cost)
    worker_key = boxes.wrap(key, stretch.stretched(filing.code, salt))  # the slow part, before the transaction
    for _ in range(TRIES):
        try:
            return _insert(filing, mark, key, salt, worker_key), True
        except IntegrityError as error:
            if isinstance(error.orig, psycopg.Error) and error.orig.diag.constraint_name == "cases_reference_key":
                continue
            # the same key from two sides at once: the other one was first
            if known := _known(mark):
                return known, False
            raise NotAllowed("this case code is taken") from None
    raise ReferralError("no free reference")


def _insert(filing: Filing, mark: bytes, key: bytes, salt: bytes, worker_key: bytes) -> Filed:
    with intake() as session:
        urgent = is_urgent(filing.topic, filing.desk_kind)
        facts = Facts(filing.kind, filing.desk_kind, filing.municipality, filing.topic, filing.language, urgent)
        decision = decide(session, facts)
        desk = decision.desk
        hold_key(session, desk)
        now = datetime.now(UTC)
        case = Case(
            id=uuid.uuid4(),
            reference=new_reference(filing.kind),
            idempotency=mark,
            code=stretch.lookup(settings().lookup_key, "code", filing.code),
            code_salt=salt,
            kind=filing.kind,
            topic=filing.topic,
            desk_kind=filing.desk_kind,
            abuse=filing.abuse,
            municipality=filing.municipality,
            language=filing.language,
            channel=filing.channel,
            may_contact=filing.may_contact,
            status="new",
            desk_id=desk.id,
            urgent=urgent,
            routed_by=decision.rule,
            content_version=filing.content_version,
            key_no=desk.key_no,
            desk_key=boxes.seal(key, desk.public_key),
            worker_key=worker_key,
            sealed_text=boxes.lock(words_for_desk(filing), key),
            filed_at=filing.filed_at,
            received_at=now,
            changed_at=now,
        )
        clock.start(case, desk, now)
        session.add(case)
        session.flush()
        session.add(CaseEvent(case_id=case.id, at=now, what="received", detail=desk.name))
        tell(session, "case.received", desk.id, case.reference)
        return Filed(case=case.reference, desk=desk.name, national=decision.national)


def new_reference(kind: str) -> str:
    """R-7K2M94 for a report, D-… for a referral (doorverwijzing)."""
    return f"{'R' if kind == 'report' else 'D'}-{''.join(secrets.choice(LETTERS) for _ in range(REFERENCE))}"


def _known(mark: bytes) -> Filed | None:
    with intake() as session:
        row = session.execute(select(Case, Desk).join(Desk, Case.desk_id == Desk.id).where(Case.idempotency == mark)).first()
        return Filed(case=row[0].reference, desk=row[1].name, national=row[1].municipality is None) if row else None


def keep_contact(contact: Contact) -> None:
    """The address of a worker who asked for contact, sealed to his case at once. Raises UnknownCase while the case is not there."""
    mark = stretch.lookup(settings().lookup_key, "idempotency", contact.ticket.replace("-", "").lower())
    with intake() as session:
        case = session.scalars(select(Case).where(Case.idempotency == mark).with_for_update()).first()
        if case is None:
            raise UnknownCase
        if case.may_contact and case.sealed_contact is None and case.erased_at is None:
            desk = session.get_one(Desk, case.desk_id)
            hold_key(session, desk)
            key = boxes.new_key()
            late.plan(session, case, {"channel": contact.channel, "address": contact.address})
            case.sealed_contact = boxes.lock(json.dumps({"channel": contact.channel, "address": contact.address}), key)
            case.contact_key = boxes.seal(key, public_key(session, desk, case.key_no))
