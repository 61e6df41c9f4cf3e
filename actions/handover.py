"""Hands kept reports in as soon as referral answers again: a thread with back-off, apart from the conversations."""

import threading
from collections.abc import Callable

from actions.errors import ReferralDown, Refused
from actions.spool import Spool
from deploy.base.logs import logger

log = logger(__name__)
SHORTEST, LONGEST = 2.0, 300.0
HandIn = Callable[[str], None]


class Handover:
    """`hand_in` gets the sealed text; a file is deleted only after it returned. A refused one is put aside, never thrown away."""

    def __init__(self, spool: Spool, hand_in: HandIn) -> None:
        self._spool, self._hand_in = spool, hand_in
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="handover", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()

    def round(self) -> bool:
        """Try every kept report once, oldest first; False when referral is still down."""
        for path in self._spool.waiting():
            try:
                self._hand_in(path.read_text())
                path.unlink()
                log.info("kept report handed in")
            except ReferralDown:
                return False
            except Refused as error:
                path.rename(path.with_suffix(".refused"))
                log.error("kept report refused; it was put aside", reason=str(error))
        return True

    def _run(self) -> None:
        wait = SHORTEST
        while not self._stop.wait(wait):
            try:
                done = self.round()
            except OSError as error:
                log.error("the spool cannot be read", error=type(error).__name__)
                done = False
            wait = SHORTEST if done else min(wait * 2, LONGEST)
