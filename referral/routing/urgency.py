"""Which cases are urgent before anybody has read them. A table; staff can change it on each case."""

URGENT_DESK_KINDS = frozenset({"exploitation", "shelter_return"})
URGENT_TOPICS = frozenset({"exploitation", "violence_at_work", "domestic_violence", "homelessness", "emergency", "eviction"})


def is_urgent(topic: str | None, desk_kind: str | None) -> bool:
    return topic in URGENT_TOPICS or desk_kind in URGENT_DESK_KINDS
