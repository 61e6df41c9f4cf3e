"""What people send: half free text, half menu numbers, as conversations are. Seeded, so that two runs send the same."""

import random
from pathlib import Path

QUESTIONS = Path(__file__).resolve().parents[2] / "content"
TOPICS = (
    "minimum_wage",
    "unpaid_wages",
    "wage_deductions",
    "brp_registration",
    "rni_registration",
    "health_insurance",
    "language_course",
    "bad_housing",
)


def free_texts() -> list[str]:
    """Questions of eight topics in five languages."""
    found = []
    for file in sorted(QUESTIONS.glob("*/questions/*.txt")):
        if file.stem in TOPICS:
            found += [line.strip() for line in file.read_text().splitlines() if line.strip() and not line.startswith("#")]
    return found


def conversation(seed: int, turns: int) -> list[str]:
    """A greeting-like first question, then by turns a choice from what was offered and a question."""
    dice = random.Random(seed)
    texts = free_texts()
    return [dice.choice(texts) if turn % 2 == 0 else "0" if turn % 4 == 1 else "1" for turn in range(turns)]
