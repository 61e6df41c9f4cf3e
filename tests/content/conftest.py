"""A small tree of content that is right, in which each test breaks one thing; and the real content."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from content.catalogue import Catalogue, load_catalogue
from content.languages import LANGUAGES
from content.signs import KINDS

Write = Callable[[str, str], None]
TOPICS = {
    "groups": {"work": "Work", "help": "Help"},
    "desk_kinds": {"work_rights": "help with pay"},
    "topics": [
        {"id": "payslip", "group": "work", "desk": "work_rights", "scope": "my payslip"},
        {"id": "emergency", "group": "help", "danger": True, "scope": "danger now"},
        {"id": "embassy", "group": "help", "danger": True, "scope": "my embassy"},
    ],
    "dialogue": [{"id": "greet", "scope": "hello"}],
}
COMMON = {
    "topic": "pay", "fact_nl": "n", "fact_en": "e", "unit": "EUR/hour gross", "valid_from": None, "valid_until": None, "use": "show",
    "source_url": "https://www.rijksoverheid.nl/x", "source_title": "Rijksoverheid: Loon",
    "checked": "2026-11-23", "recheck_by": "2027-05-23",
}  # fmt: skip
FACTS = [
    {**COMMON, "id": "w-1", "series": "wage", "value": "14.71", "valid_from": "2026-01-01", "valid_until": "2026-06-30"},
    {**COMMON, "id": "w-2", "series": "wage", "value": "14.99", "valid_from": "2026-07-01", "valid_until": "2026-12-31"},
    {**COMMON, "id": "p-1", "series": "phone.emergency", "value": "112", "unit": "phone"},
    {**COMMON, "id": "p-2", "series": "phone.desk", "value": "0800 5151", "unit": "phone", "value_abroad": "+31 70 333 5678"},
    {**COMMON, "id": "d-1", "value": "4; 8", "unit": "months; %"},
    {**COMMON, "id": "old-1", "value": "9", "unit": "days", "valid_until": "2025-12-31"},
    {**COMMON, "id": "no-1", "value": "9", "unit": "days", "use": "no"},
    {
        **COMMON,
        "id": "re-1",
        "value": "7",
        "unit": "days",
        "use": "recheck",
        "source_url": "https://www.uwv.nl/y",
        "recheck_by": "2026-12-01",
    },
]
SHARE = """closing: "{lang} more: {{link}}"
payslip:
  {version}: 1
  text: |-
    No payslip?
    The wage is {{{{wage}}}}, since {{{{wage.from}}}}.
    You have a right to one.
emergency: {{{version}: 1, text: "Danger? {{{{phone.emergency}}}}"}}
embassy:
  {version}: 1
  text: |-
    Embassy, in danger {{{{phone.emergency}}}}
    Call {{{{phone.desk}}}}.
"""
DIALOGUE = """responses:
  greet:
    phrase: greet
    options:
      - {title: opt_menu, payload: "group?value=work"}
      - {title: "topic:payslip", payload: payslip}
"""
PAYSLIP = """---
title: Loonstrook
{version}: 1
reviewed: 2026-11-24
source: wage
---
# short
{lang} {{{{wage}}}} {{{{phone.desk}}}}

@without wage
See {{{{url.rijk}}}}.

# full
{lang}: it is *{{{{wage}}}}*, from {{{{wage.from}}}}.
- line with {{{{d-1}}}} and {{{{d-1.2}}}}
- call {{{{phone.desk}}}}, from abroad {{{{phone.desk.abroad}}}}

@without wage
Look at {{{{url.rijk}}}}.
"""
EMERGENCY = """---
title: Danger
{version}: 1
reviewed: 2026-11-24
---
# short
{lang} {{{{phone.emergency}}}}

# full
{lang} {{{{phone.emergency}}}}
"""


EMBASSY = """---
title: Embassy
{version}: 1
reviewed: 2026-11-24
---
# short
{lang} {{{{phone.emergency}}}}

# full
{lang} {{{{phone.emergency}}}} in danger.
Or call {{{{phone.desk}}}}.

1. First this, since 1 {month} 2026.
2. Then that.
"""
JULY = {"nl": "juli", "en": "July", "pl": "lipca", "ro": "iulie", "bg": "юли"}
AVOID = {"nl": {"salaris*": "loon"}, "pl": {"Pan": "Ty"}}


def _small(root: Path) -> None:
    (root / "topics.yaml").write_text(yaml.safe_dump(TOPICS))
    (root / "facts.yaml").write_text(yaml.safe_dump(FACTS, sort_keys=False))
    (root / "links.yaml").write_text("rijk: rijksoverheid.nl\n")
    (root / "page_words.yaml").write_text("more: {" + ", ".join(f"{lang}: 'more {{topic}}'" for lang in LANGUAGES) + "}\n")
    (root / "dialogue.yaml").write_text(DIALOGUE)
    (root / "words_to_avoid.yaml").write_text(yaml.safe_dump(AVOID))
    addresses = [f"{lang}/{topic} {topic}\n" for lang in LANGUAGES for topic in ("payslip", "emergency", "embassy")]
    (root / "slugs_published.txt").write_text("".join(addresses))
    for lang in LANGUAGES:
        signs = root / "danger" / lang
        signs.mkdir(parents=True)
        (signs / "words.yaml").write_text("me: me us\n")
        for kind in KINDS:
            (signs / f"{kind}.yaml").write_text("- help & <me>\n- on .. fire ! drill\n")
        answers, questions = root / lang / "answers", root / lang / "questions"
        answers.mkdir(parents=True)
        questions.mkdir()
        for name, text in (("payslip", PAYSLIP), ("emergency", EMERGENCY), ("embassy", EMBASSY)):
            version = "version" if lang == "nl" else "source_version"
            (answers / f"{name}.md").write_text(text.format(lang=lang, version=version, month=JULY[lang]))
            (questions / f"{name}.txt").write_text(f"# a comment\n{name} {lang} one\n{name} {lang} two\n")
        (questions / "greet.txt").write_text(f"hello {lang}\n")
        (root / lang / "phrases.yaml").write_text(f"greet: hello {{name}} {lang}\nopt_menu: Menu\n")
        version = "version" if lang == "nl" else "source_version"
        (root / lang / "share.yaml").write_text(SHARE.format(lang=lang, version=version))
        (root / lang / "slugs.yaml").write_text("payslip: payslip\nemergency: emergency\nembassy: embassy\n")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A content folder without a fault."""
    _small(tmp_path)
    return tmp_path


@pytest.fixture
def write(tree: Path) -> Write:
    """Replace a file of the tree: `write("pl/answers/payslip.md", "…")`."""

    def _write(name: str, text: str) -> None:
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return _write


@pytest.fixture
def change(tree: Path) -> Callable[[str, str, str], None]:
    """Replace words in a file of the tree."""

    def _change(name: str, old: str, new: str) -> None:
        text = (tree / name).read_text()
        assert old in text
        (tree / name).write_text(text.replace(old, new, 1))

    return _change


@pytest.fixture
def remove(tree: Path) -> Callable[[str], None]:
    def _remove(name: str) -> None:
        path = tree / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return _remove


@pytest.fixture(scope="session")
def real() -> Catalogue:
    """What the service says."""
    return load_catalogue()
