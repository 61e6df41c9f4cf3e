"""`python -m referral.demo`: demo desks in Rotterdam and Venlo and a national one, one person each. Never in production.

Prints one JSON line a person: {"desk", "email", "password" (one-time; null once changed), "recovery_key" (only when just made)}.
"""

import json
import os
import sys
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from referral.database import Staff, intake
from referral.desks import service as desks
from referral.settings import settings
from referral.staff import service as staff

DEMO = (
    ("Demo-loket Rotterdam", "0599", "rotterdam@demo.example"),
    ("Demo-loket Venlo", "0983", "venlo@demo.example"),
    ("Demo-loket landelijk", None, "landelijk@demo.example"),
)


def ensure_demo() -> list[dict[str, str | None]]:
    """Idempotent. Raises SystemExit in production."""
    if settings().wegwijzer_env == "production":
        raise SystemExit("demo desks are refused: WEGWIJZER_ENV is production")
    file = Path(settings().wegwijzer_var_dir) / "demo.json"
    passwords: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    with intake() as session:
        rows = [_ensure(session, name, municipality, email, passwords) for name, municipality, email in DEMO]
        _keep(file, passwords)  # before the commit: a password that nobody can read any more would lock the desk for ever
    return rows


def _keep(file: Path, passwords: dict[str, str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(".new")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump(passwords, out)
    temporary.replace(file)


def _ensure(session: Session, name: str, municipality: str | None, email: str, passwords: dict[str, str]) -> dict[str, str | None]:
    person = session.scalars(select(Staff).where(Staff.email == email)).first()
    recovery: str | None = None
    if person is None:
        passwords[email] = staff.one_time_password()
        person = staff.create(session, email, passwords[email])
        desk, private, recovery = desks.create(session, name, municipality)
        desks.give_access(session, desk, private, person, "admin")
    elif person.one_time and email not in passwords:
        print(f"the one-time password of {email} is lost (var/demo.json was removed): remove var/ to start again", file=sys.stderr)
    if not person.one_time:
        passwords.pop(email, None)
    return {"desk": name, "email": email, "password": passwords.get(email), "recovery_key": recovery}


if __name__ == "__main__":
    for row in ensure_demo():
        print(json.dumps(row))
    sys.exit(0)
