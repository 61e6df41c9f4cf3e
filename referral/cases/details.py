"""The short answers beside the story, as lines under it. They are sealed with the words, never stored in clear. Pure."""

from referral.cases.schemas import Filing

# For the staff, who read Dutch; the answers of buttons come as codes, own words as they are.
LABELS = {"when": "Wanneer", "who": "Over wie", "people": "Hoeveel mensen", "reach": "Wanneer en hoe te bereiken"}
CODES = {
    "ongoing": "gaat nog door", "stopped": "is gestopt", "only_me": "alleen de melder", "few": "een paar mensen", "many": "veel mensen",
    "any_time": "altijd", "daytime": "overdag", "evening": "'s avonds",
}  # fmt: skip


def words_for_desk(filing: Filing) -> str:
    """The worker's words, then one line for each short answer that was given."""
    given = filing.details.model_dump()
    lines = [f"{label}: {CODES.get(given[name], given[name])}" for name, label in LABELS.items() if given[name]]
    return "\n\n".join(part for part in (filing.text, "\n".join(lines)) if part)
