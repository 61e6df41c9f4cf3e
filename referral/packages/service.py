"""Making a package of a case for a partner, and handing it out. The file stays sealed under the case key until the case is erased."""

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from nacl.public import PublicKey, SealedBox
from sqlalchemy import select
from sqlalchemy.orm import Session

from referral.audit import service as audit
from referral.cases.intake import LETTERS
from referral.cases.workflow import STEPS, Given
from referral.database import Case, as_desk
from referral.errors import NotAllowed, UnknownCase
from referral.inbox.acting import acting, go_to, remember
from referral.inbox.service import case_key, find
from referral.packages import archive, document, receipt, signing
from referral.packages.document import Content, basis_of, summary_part
from referral.packages.parts import gather
from referral.partners.kinds import KINDS, chosen_of
from referral.partners.tables import Package, Partner
from referral.seal import boxes
from referral.staff.roles import require
from referral.staff.sessions import SignedIn

NUMBER, CODE = 8, 20  # letters: 300 thousand million numbers, and codes that cannot be guessed (95 bits)


@dataclass(frozen=True)
class Wish:
    """The form: whom to, which fields, the officer's own words, why it may go."""

    partner: str
    chosen: frozenset[str]
    summary: str
    basis: str


def partners(who: SignedIn) -> Sequence[Partner]:
    """Whom this desk can hand a case over to."""
    with as_desk(who.desk_id) as session:
        found = session.scalars(select(Partner).order_by(Partner.name)).all()
        session.expunge_all()
        return found


def preview(who: SignedIn, reference: str, wish: Wish) -> Content:
    """Exactly what would go. A reading of the case, so it stands in the audit. Raises Forbidden, UnknownCase, Malformed, NotAllowed."""
    with acting(who, reference, "case_read") as (session, case):
        return _content(session, case, who, wish)


def make(who: SignedIn, reference: str, wish: Wish, seen: str) -> str:
    """The number. `seen`: the mark of the content that was shown. Raises also NotAllowed when the case is not that any more."""
    with acting(who, reference, "case_sent") as (session, case):
        content = _content(session, case, who, wish)
        if content.mark() != seen:
            raise NotAllowed("the case has changed; look again")
        number, code, at = f"P-{_letters(NUMBER)}", _letters(CODE), datetime.now(UTC)
        printed = "-".join(code[i : i + 5] for i in range(0, CODE, 5))
        key = signing.key_of(who.private_key)
        signing.publish(session, who.desk_id, bytes(key.verify_key))
        file = archive.build(
            number, who.desk, document.whole(content, number, at, printed), document.as_pdf(content, number, at, printed), key
        )
        sha256 = hashlib.sha256(file).digest()
        session.add(
            Package(
                number=number, case_id=case.id, partner_id=content.partner.id, made_at=at, sha256=sha256, state_at=at,
                sealed_file=boxes.wrap(file, case_key(case, who)), code=receipt.mark(code),
            )
        )  # fmt: skip
        remember(session, case, "sent_to_partner", who, f"{content.partner.name}, {number}, SHA-256 {sha256.hex()}")
        if "waiting" in STEPS[case.status]:
            go_to(session, case, "waiting", who, Given(waiting_for="partner"))
        return number


def _content(session: Session, case: Case, who: SignedIn, wish: Wish) -> Content:
    if "handed_over" not in STEPS[case.status]:
        raise NotAllowed(case.status)
    partner = _partner(session, wish.partner)
    kind = next((known for known in KINDS if known == partner.kind), None)
    if kind is None:
        raise UnknownCase
    parts = gather(session, case, who, chosen_of(kind, wish.chosen))
    content = Content(partner, who.desk, basis_of(wish.basis), (*summary_part(wish.summary), *parts))
    session.expunge(partner)
    return content


def _partner(session: Session, partner: str) -> Partner:
    try:
        found = session.get(Partner, uuid.UUID(partner))
    except ValueError:
        found = None
    if found is None:
        raise UnknownCase
    return found


def of_case(who: SignedIn, reference: str) -> Sequence[tuple[Package, Partner]]:
    """The packages of a case with their partners, oldest first. A partner that is not offered any more keeps its name in the history."""
    with as_desk(who.desk_id) as session:
        case = find(session, who, reference)
        query = select(Package, Partner).outerjoin(Partner, Partner.id == Package.partner_id)
        rows = session.execute(query.where(Package.case_id == case.id).order_by(Package.made_at)).all()
        session.expunge_all()
        return [(row[0], row[1]) for row in rows]


def file_of(who: SignedIn, reference: str, number: str) -> tuple[str, bytes]:
    """(name, bytes): sealed to the partner where it has a key. Raises Forbidden, UnknownCase."""
    require(who.role, "work")
    with as_desk(who.desk_id) as session:
        case = find(session, who, reference)
        package = session.get(Package, number)
        if package is None or package.case_id != case.id or package.sealed_file is None:
            raise UnknownCase
        file = boxes.unwrap(package.sealed_file, case_key(case, who))
        partner = session.get(Partner, package.partner_id)
        audit.note(session, "exported", staff=who.staff_id, desk=who.desk_id, reference=reference)
        if partner is not None and partner.public_key:
            return f"{number}.zip.sealed", SealedBox(PublicKey(partner.public_key)).encrypt(file)
        return f"{number}.zip", file


def _letters(count: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(count))
