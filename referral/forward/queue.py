"""The job that carries an answer to channels. Its content is sealed to this room's own key: the queue's table can be read by nobody."""

import base64
import json
from functools import lru_cache

from nacl.public import PrivateKey
from procrastinate import App, SyncPsycopgConnector
from sqlalchemy.orm import Session

from referral.seal import boxes
from referral.settings import settings

ANSWER = "forward:answer"


@lru_cache(maxsize=1)
def _queue() -> App:
    return App(connector=SyncPsycopgConnector())


def seal_for_queue(content: dict[str, str]) -> str:
    public = bytes(PrivateKey(settings().intake_private).public_key)
    return base64.b64encode(boxes.seal(json.dumps(content).encode(), public)).decode()


def open_from_queue(sealed: str) -> dict[str, str]:
    content: dict[str, str] = json.loads(boxes.open_sealed(base64.b64decode(sealed), settings().intake_private))
    return content


def defer_answer(session: Session, content: dict[str, str]) -> None:
    """In the transaction of `session`: the answer and its job are there together or not at all.

    `content`: id, channel, address, language (of the worker), case (its reference), text, text_language.
    """
    connection = session.connection().connection.driver_connection
    _queue().configure_task(ANSWER, connection=connection).defer(sealed=seal_for_queue(content))
