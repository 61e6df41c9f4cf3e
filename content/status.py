"""How the texts stand: current or not, read twice or not, how long, how hard to read."""

from datetime import date
from statistics import mean

from content import budget, reading
from content.catalogue import Catalogue
from content.languages import ALL


def of(c: Catalogue, topic: str, lang: str) -> str:
    """missing, outdated or current: computed from the Dutch version, never typed in."""
    answer, source = c.answers.get((topic, lang)), c.answers.get((topic, "nl"))
    if answer is None:
        return "missing"
    return "current" if lang == "nl" or (source and answer.source_version == source.version) else "outdated"


def details(c: Catalogue, topic: str, lang: str, on: date) -> dict[str, object]:
    """One answer as it is sent on that day; lengths in characters (GSM-7 characters where the SMS is in that alphabet)."""
    answer = c.answers.get((topic, lang))
    if answer is None:
        return {"state": "missing"}
    shown = c.answer(topic, lang, on)
    sms = budget.fold(shown.sms) if ALL[lang].fold else shown.sms
    found: dict[str, object] = {
        "state": of(c, topic, lang),
        "version": f"{answer.source_version}.{answer.minor}",
        "reviewed": answer.reviewed.isoformat() if answer.reviewed else None,
        "full": len(shown.full),
        "sms": budget.septets(sms) or len(sms),
        "words_per_sentence": round(reading.words_per_sentence(answer.full), 1),
        "longest_sentence": reading.longest(answer.full),
    }
    if lang == "nl":
        found["flesch_douma"] = round(reading.flesch_douma(answer.full))
    return found


def overview(c: Catalogue, on: date) -> dict[str, dict[str, dict[str, object]]]:
    """Topic → language → details."""
    return {topic: {lang: details(c, topic, lang, on) for lang in c.languages} for topic in c.topics}


def summary(c: Catalogue, lang: str, on: date) -> tuple[str, ...]:
    """One line for a language, for people: language, current, outdated, missing, read twice, then averages."""
    rows = [details(c, topic, lang, on) for topic in c.topics]
    there = [row for row in rows if row["state"] != "missing"]
    count = {state: str(sum(row["state"] == state for row in rows)) for state in ("current", "outdated", "missing")}
    twice = f"{sum(bool(row['reviewed']) for row in there)} of {len(there)}"
    name = lang if ALL[lang].ready else f"{lang} (under construction)"
    averages = [_average(there, key) for key in ("full", "sms", "words_per_sentence")]
    longest = str(max((int(str(row["longest_sentence"])) for row in there), default="–"))
    return (name, *count.values(), twice, *averages, longest, _average(there, "flesch_douma"))


def _average(rows: list[dict[str, object]], key: str) -> str:
    numbers = [float(str(row[key])) for row in rows if key in row]
    return f"{mean(numbers):.0f}" if numbers else "–"
