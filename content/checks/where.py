"""Where in which file something stands, so that a problem can be opened at once."""

from content.answers import Answer
from content.catalogue import Catalogue
from content.files import line_of


def in_answer(c: Catalogue, answer: Answer, words: str = "") -> str:
    """`pl/answers/payslip.md:12`, the first line with these words."""
    name = f"{answer.lang}/answers/{answer.topic}.md"
    return f"{name}:{line_of(c.root / name, words) if words else 1}"


def in_phrases(c: Catalogue, lang: str, key: str) -> str:
    name = f"{lang}/phrases.yaml"
    return f"{name}:{line_of(c.root / name, f'{key}:')}"


def in_facts(c: Catalogue, record: str) -> str:
    return f"facts.yaml:{line_of(c.root / 'facts.yaml', f'id: {record}')}"


def in_dialogue(c: Catalogue, name: str) -> str:
    return f"dialogue.yaml:{line_of(c.root / 'dialogue.yaml', f'  {name}:')}"
