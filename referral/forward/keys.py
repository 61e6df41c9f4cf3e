"""The key of a running worker. Its private half is made at the start and stays in memory: neither the database nor any setting has it,
so an answer that waits in the queue cannot be read by somebody who has both."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from referral.database import WorkerKey, intake
from referral.seal import boxes

BEAT = timedelta(seconds=10)
ALIVE = timedelta(seconds=35)  # three beats and a bit


@dataclass(frozen=True)
class OwnKey:
    id: uuid.UUID
    private: bytes

    @property
    def queue(self) -> str:
        return queue_of(self.id)


def queue_of(key_id: uuid.UUID) -> str:
    """Jobs lie in a queue of the worker that can open them, so that no other takes them."""
    return f"to-{key_id.hex}"  # a notification channel is named after it, and those have 63 letters at most


def announce() -> OwnKey:
    """A new key for this process, from now on offered to everybody who has an answer to send."""
    own = OwnKey(uuid.uuid4(), boxes.new_pair()[0])
    with intake() as session:
        _offer(session, own)
    return own


def _offer(session: Session, own: OwnKey) -> None:
    session.merge(WorkerKey(id=own.id, public_key=boxes.public_of(own.private), seen_at=datetime.now(UTC)))


def still_here(own: OwnKey) -> None:
    with intake() as session:
        _offer(session, own)  # anew where it was swept away while the database was out of reach


def leave(own: OwnKey) -> None:
    with intake() as session:
        session.execute(delete(WorkerKey).where(WorkerKey.id == own.id))


def living(session: Session) -> list[tuple[uuid.UUID, bytes]]:
    """(id, public key) of the workers that run now, the one seen last first."""
    query = select(WorkerKey.id, WorkerKey.public_key).where(WorkerKey.seen_at > datetime.now(UTC) - ALIVE)
    return [(row[0], row[1]) for row in session.execute(query.order_by(WorkerKey.seen_at.desc()))]


def sweep() -> int:
    """Removes jobs that nobody can open any more; how many. Their answers go out again (again.py)."""
    with intake() as session:
        session.execute(delete(WorkerKey).where(WorkerKey.seen_at < datetime.now(UTC) - 10 * ALIVE))
        gone = "DELETE FROM procrastinate_jobs WHERE queue_name LIKE 'to-%' AND queue_name <> ALL(:living) RETURNING id"
        names = [queue_of(key) for key in session.scalars(select(WorkerKey.id))]
        return len(session.execute(text(gone), {"living": names}).all())
