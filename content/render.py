"""An answer as it is said on a day: figures filled in, what is not valid left out, the source with its date at the end."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from content.answers import Answer
from content.facts import Fact, Facts
from content.format import long_date, short_date
from content.languages import ALL
from content.placeholders import PLACEHOLDER, parse, value_of

_MARK = re.compile(r"^@(from|until|without)\s+(\S+)\s*$")


@dataclass
class Rendered:
    """`full` for WhatsApp and web, `sms` for SMS; `facts_used` are record ids.

    For pages the full text in its parts: `body`, then `sources` (who says so, where to check); `source_url` belongs to the first.
    """

    title: str
    full: str
    sms: str
    danger: bool
    facts_used: list[str] = field(default_factory=list)
    body: str = ""
    sources: tuple[str, ...] = ()
    source_url: str = ""

    def in_dutch_for(self, lang: str) -> "Rendered":
        """The Dutch text for a reader of another language, who is told so."""
        notice = ALL[lang].only_dutch
        said = {"full": f"{notice}\n\n{self.full}", "sms": f"{notice} {self.sms}", "body": f"{notice}\n\n{self.body}"}
        return replace(self, **{name: text.strip() for name, text in said.items()})  # type: ignore[arg-type]


@dataclass
class _Filling:
    facts: Facts
    links: dict[str, str]
    lang: str
    on: date
    used: list[Fact] = field(default_factory=list)

    def text(self, source: str) -> str:
        """Blocks shown on that day, with every line whose figure is not valid left out."""
        blocks = (self._block(block) for block in re.split(r"\n\s*\n", source.strip()))
        return "\n\n".join(block for block in blocks if block)

    def _block(self, block: str) -> str:
        lines = block.split("\n")
        while lines and (mark := _MARK.match(lines[0].strip())):
            if not self._shown(mark.group(1), mark.group(2)):
                return ""
            lines = lines[1:]
        filled = (self._line(line) for line in lines)
        return "\n".join(line for line in filled if line is not None)

    def _shown(self, word: str, argument: str) -> bool:
        if word == "without":
            return self.facts.fact(argument, self.on) is None
        try:
            day = date.fromisoformat(argument)
        except ValueError:
            return False
        return self.on >= day if word == "from" else self.on <= day

    def _line(self, line: str) -> str | None:
        found: list[Fact] = []
        for name in PLACEHOLDER.findall(line):
            value = value_of(parse(name, self.facts), self.facts, self.links, self.lang, self.on)
            if value is None:
                return None
            line = re.sub(r"\{\{\s*" + re.escape(name) + r"\s*\}\}", lambda _, words=value[0]: words, line)  # type: ignore[misc]
            if value[1]:
                found.append(value[1])
        self.used += found
        return line.rstrip()


def filled(text: str, facts: Facts, links: dict[str, str], lang: str, on: date) -> str:
    """A text with placeholders as it is on that day; a line whose figure is not valid then is left out."""
    return _Filling(facts, links, lang, on).text(text)


def render(answer: Answer, danger: bool, facts: Facts, links: dict[str, str], on: date) -> Rendered:
    """Never raises for reasons of content: what cannot be shown is left out."""
    filling = _Filling(facts, links, answer.lang, on)
    full = filling.text(answer.full)
    brief = _Filling(facts, links, answer.lang, on)
    short = brief.text(answer.short)
    check = _check_line(brief.used, answer.lang, links).strip("()")  # an SMS has no room for brackets
    sms = " ".join(f"{short} {check[:1].upper()}{check[1:]}".split())
    stated = [f for ref in answer.facts if (f := facts.fact(ref, on))]
    source = facts.fact(answer.source, on) or next(iter([f for f in filling.used if not f.series.startswith("phone.")] + stated), None)
    lines = [line for line in (_source_line(source, answer.lang, on), _check_line(filling.used + stated, answer.lang, links)) if line]
    return Rendered(
        title=answer.title,
        full="\n\n".join(part for part in (full, "\n".join(lines)) if part),
        sms=sms,
        danger=danger,
        facts_used=list(dict.fromkeys(f.id for f in filling.used + stated)),
        body=full,
        sources=tuple(lines),
        # a newspaper or a law firm may have said it first, but is no place to send a worker to
        source_url=source.source_url if source and not source.check_at else "",
    )


def _source_line(fact: Fact | None, lang: str, on: date) -> str:
    if fact is None or not fact.source_url:
        return ""
    words = ALL[lang]
    since = f", {words.since} {long_date(fact.valid_from, lang)}" if fact.valid_from and fact.valid_until else ""
    return f"{words.source}: {fact.source_name}{since}, {words.checked} {short_date(fact.checked)}"


def _check_line(used: list[Fact], lang: str, links: dict[str, str]) -> str:
    """Facts that are old or second-hand are shown only with a place to check them."""
    sites = list(dict.fromkeys(site for f in used if f.use == "recheck" and (site := links.get(f.check_at, f.site))))
    return f"({ALL[lang].check_at} {', '.join(sites[:2])})" if sites else ""
