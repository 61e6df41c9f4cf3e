"""Whom a case is about (an employer, an agency, an address), and which other cases of this desk are about the same.

The mark of a name is a keyed hash; its key is made from the desk's private key. So marks are compared by the database without any
name in clear, nobody without a member's password can try names, and no other desk can make the same mark.
"""

import re
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from referral.database import Case, CaseSubject
from referral.errors import Malformed
from referral.inbox.acting import acting, remember
from referral.inbox.service import case_key
from referral.seal import boxes, stretch
from referral.staff.sessions import SignedIn

LONGEST = 120
SIGNAL, WINDOW = 3, timedelta(days=30)  # the third case about one name in so many days is a signal
LEGAL_FORMS = re.compile(r"\b(b ?v|n ?v|v ?o ?f|holding|groep|group|uitzendbureau|uitzend|sp z o ?o|srl|eood|ood|ltd|gmbh)\b")


@dataclass(frozen=True)
class Related:
    """Other cases of this desk about the same name. `signal`: there are three or more within thirty days."""

    name: str
    references: tuple[str, ...]
    signal: bool


def normal(name: str) -> str:
    """`Uitzendbureau Jansen B.V.` and `JANSEN BV` are one: small letters without signs, accents and legal forms, words in order."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ł", "l").replace("ß", "ss"))
    letters = "".join(" " if not c.isalnum() else c for c in plain if not unicodedata.combining(c))
    bare = " ".join(LEGAL_FORMS.sub(" ", " ".join(letters.split())).split())
    return " ".join(sorted((bare or " ".join(letters.split())).split()))


def mark(name: str, private_key: bytes) -> bytes:
    return stretch.lookup(stretch.subkey(private_key, "subjects"), "subject", normal(name))


def add(who: SignedIn, reference: str, name: str) -> None:
    """Raises UnknownCase, Malformed."""
    name = " ".join(name.split())
    if not normal(name) or len(name) > LONGEST:
        raise Malformed(f"a name of at most {LONGEST} characters")
    with acting(who, reference, "case_changed") as (session, case):
        found = mark(name, who.private_key)
        if session.scalars(select(CaseSubject.id).where(CaseSubject.case_id == case.id, CaseSubject.mark == found)).first():
            return
        sealed = boxes.lock(name, case_key(case, who))
        session.add(CaseSubject(id=uuid.uuid4(), case_id=case.id, mark=found, sealed_name=sealed, at=datetime.now(UTC)))
        remember(session, case, "subject_added", who)


def names_of(session: Session, case: Case, who: SignedIn) -> list[str]:
    rows = session.scalars(select(CaseSubject).where(CaseSubject.case_id == case.id).order_by(CaseSubject.at)).all()
    return [boxes.unlock(row.sealed_name, case_key(case, who)) for row in rows]


def related(session: Session, case: Case, who: SignedIn) -> list[Related]:
    """For each name of the case the other cases about it, newest first, at most twenty; row-level security keeps them to this desk."""
    found, other = [], aliased(CaseSubject)
    for row in session.scalars(select(CaseSubject).where(CaseSubject.case_id == case.id).order_by(CaseSubject.at)):
        same = select(Case).join(other, other.case_id == Case.id).where(other.mark == row.mark)
        cases = session.scalars(same.where(Case.id != case.id).order_by(Case.received_at.desc()).limit(20)).all()
        near = same.where(Case.received_at.between(case.received_at - WINDOW, case.received_at + WINDOW))
        count = session.scalar(select(func.count()).select_from(near.subquery())) or 0
        name = boxes.unlock(row.sealed_name, case_key(case, who))
        found.append(Related(name, tuple(c.reference for c in cases), count >= SIGNAL))
    return found
