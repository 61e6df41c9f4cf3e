"""The job that carries an answer to channels, sealed to the key of one running worker."""

import base64
import json
import uuid
from datetime import datetime
from functools import lru_cache

from procrastinate import App, SyncPsycopgConnector
from sqlalchemy.orm import Session

from referral.database import Delivery
from referral.forward import keys
from referral.seal import boxes

ANSWER = "forward:answer"
LATE = "forward:late"


@lru_cache(maxsize=1)
def _queue() -> App:
    return App(connector=SyncPsycopgConnector())


def open_from_queue(sealed: str, own: keys.OwnKey) -> dict[str, str]:
    """Raises CannotOpen."""
    content: dict[str, str] = json.loads(boxes.open_sealed(base64.b64decode(sealed), own.private))
    return content


def defer_answer(session: Session, delivery: Delivery, content: dict[str, str]) -> bool:
    """In the transaction of `session`: the answer and its job are there together or not at all. False: no worker runs; `delivery` waits.

    `content`: id, channel, address, language (of the worker), case (its reference), text, text_language.
    """
    living = keys.living(session)
    if not living:
        return False
    delivery.key_id = living[0][0]
    session.flush()
    _job(session, delivery.key_id, boxes.seal(json.dumps(content).encode(), living[0][1]))
    return True


def defer_late(session: Session, to: tuple[uuid.UUID, bytes], content: dict[str, str] | bytes, when: datetime) -> int:
    """In the transaction of `session`: a job for that moment, sealed to the worker `to` (id, public key); its number.

    `content`: case (its id), channel, address; or the same as it was sealed before.
    """
    sealed = content if isinstance(content, bytes) else boxes.seal(json.dumps(content).encode(), to[1])
    return _job(session, to[0], sealed, LATE, when)


def _job(session: Session, key_id: uuid.UUID, sealed: bytes, name: str = ANSWER, when: datetime | None = None) -> int:
    connection = session.connection().connection.driver_connection
    task = _queue().configure_task(name, connection=connection, queue=keys.queue_of(key_id), schedule_at=when)
    return task.defer(sealed=base64.b64encode(sealed).decode())
