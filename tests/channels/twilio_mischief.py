"""What goes wrong at a real provider, by chance: for the chaos test and for people at the simulator."""

import random
from dataclasses import dataclass, field


@dataclass
class Fault:
    """The next `times` sends (to `to`, or to anyone) go wrong: `status` and `code`; `keep`: accepted, yet the caller sees the failure;
    `seconds`: slow; `later`: accepted, and then this error code comes in a status callback."""

    times: int = 1
    status: int = 0
    code: int = 0
    to: str = ""
    keep: bool = False
    seconds: float = 0.0
    later: int = 0


# 30008 is not among them: it says that the person did not get it, so "answered exactly once" would mean something else
SENDS = (
    Fault(status=429, code=20429),
    Fault(status=500),
    Fault(status=503),
    Fault(status=500, keep=True),
    Fault(seconds=1.5),
    Fault(seconds=5.5),
)


@dataclass
class Mischief:
    """`rate`: the share of everything that goes wrong. The same seed gives the same chances."""

    rate: float
    seed: int = 1
    late: str = ""  # words at the beginning of a message for which WhatsApp's 24 hours may be over (63016); needs `window` at the double
    done: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)

    def happens(self, what: str) -> bool:
        if self._dice.random() >= self.rate:
            return False
        self.done[what] = self.done.get(what, 0) + 1
        return True

    def send_fault(self) -> Fault:
        if not self.happens("send"):
            return Fault()
        fault = self._dice.choice(SENDS)
        name = f"send {fault.status or 'slow'}{' kept' if fault.keep else ''}{f' {fault.seconds} s' if fault.seconds else ''}"
        self.done[name] = self.done.get(name, 0) + 1
        return fault

    def shuts_the_window(self, body: str) -> bool:
        return bool(self.late) and body.startswith(self.late) and self.happens("63016, the 24 hours are over")

    def callbacks(self, steps: list[tuple[str, int]]) -> list[tuple[str, int]]:
        """Twice, or in the wrong order."""
        if self.happens("callback twice"):
            steps = [*steps, steps[-1]]
        if self.happens("callbacks out of order"):
            steps = steps[::-1]
        return steps
