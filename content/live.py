"""The catalogue of this installation while it runs: changed texts are taken up by themselves, broken ones are not.

Topics, intents and buttons stay those of the start, because the model was trained with them; texts, facts and links may change.
"""

import logging
import re
import threading
import time
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from content import check
from content.catalogue import Catalogue, load_catalogue, spoken_files
from content.errors import ContentError
from content.files import ROOT

log = logging.getLogger(__name__)
SECONDS = 5.0  # at most so often the files are looked at
MOST_TOLD = 10
_LINE = re.compile(r":\d+:")


class Live:
    """One catalogue that is always good: the last one that the check did not refuse."""

    def __init__(self, root: Path = ROOT, seconds: float = SECONDS) -> None:
        """Raises BrokenContent when there is nothing to begin with; other faults are told and stay until they are mended."""
        self._root, self._seconds = root, seconds
        self._seen = _look(root)
        self._good = load_catalogue(root)
        self._next = time.monotonic() + seconds
        self._busy = threading.Lock()
        for problem in self._good.problems:
            log.error("content: %s", problem)

    def current(self) -> Catalogue:
        """The good catalogue, at once; a look at the files, when it is time for one, goes on beside it."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + self._seconds
            threading.Thread(target=self.refresh, name="content", daemon=True).start()
        return self._good

    def refresh(self) -> None:
        """Take up what changed, or tell the operator why not. Never raises."""
        if not self._busy.acquire(blocking=False):
            return
        try:
            seen = _look(self._root)
            if seen != self._seen:
                self._seen = seen  # told once for each state of the files
                self._take(load_catalogue(self._root))
        except ContentError as error:
            log.error("content: a change is not taken up, the last good texts stay: %s", error)
        except Exception as error:  # whatever lies on the disk, the bot goes on speaking
            log.error("content: a change could not be read (%s), the last good texts stay", type(error).__name__)
        finally:
            self._busy.release()

    def _take(self, fresh: Catalogue) -> None:
        """A fault that stands in the good catalogue as well is no reason to refuse."""
        known = {_LINE.sub(":", problem) for problem in _problems(self._good)}
        new = [problem for problem in _problems(fresh) if _LINE.sub(":", problem) not in known]
        for problem in new[:MOST_TOLD]:
            log.error("content: a change is not taken up, the last good texts stay: %s", problem)
        if new:
            return
        good = self._good
        fixed = {"topics": good.topics, "dialogue_intents": good.dialogue_intents, "responses": good.responses}
        if any(getattr(fresh, name) != value for name, value in fixed.items()):
            log.warning("content: topics.yaml or dialogue.yaml changed; that counts after `make train` and a new start")
        self._good = replace(fresh, **fixed)  # type: ignore[arg-type]
        log.warning("content: changed texts are taken up, version %s", self._good.version)


def _problems(c: Catalogue) -> list[str]:
    return check.problems_of(c, date.today(), check.SPOKEN)


def _look(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, time of change and size of every file that is spoken from."""
    found = []
    for path in spoken_files(root):
        try:
            stat = path.stat()
        except OSError:  # taken away between the listing and the look
            continue
        found.append((str(path), stat.st_mtime_ns, stat.st_size))
    return tuple(found)


@cache
def _installed() -> Live:
    return Live()


def catalogue() -> Catalogue:
    """The catalogue of this installation, as good as it is now."""
    return _installed().current()
