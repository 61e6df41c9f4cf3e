"""What a step makes of an answer."""

from dataclasses import dataclass, field
from typing import Any

Say = tuple[str, dict[str, Any]]


@dataclass
class Outcome:
    """`says`: responses spoken now. `variant`: another wording of the next question (with `options`, and what it names in
    `given`). `end`: the form is over.

    `next_form` goes on in another form, which keeps the slots named in `keep`. `miss`: the message was no answer.
    """

    slots: dict[str, Any] = field(default_factory=dict)
    says: list[Say] = field(default_factory=list)
    variant: str | None = None
    options: list[dict[str, str]] = field(default_factory=list)
    given: dict[str, str] = field(default_factory=dict)
    end: bool = False
    next_form: str | None = None
    keep: tuple[str, ...] = ()
    miss: bool = False

    def say(self, response: str, **given: Any) -> "Outcome":
        self.says.append((response, given))
        return self

    @property
    def ask(self) -> dict[str, Any] | None:
        """The value of slot `ask`, which the speaker reads when it puts the question."""
        return {**self.given, "variant": self.variant, "options": self.options} if self.variant else None
