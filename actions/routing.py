"""Which kind of desk a case goes to."""

from typing import Any

from actions import knowledge
from actions.forms import abuse


def desk_kind_of(slots: dict[str, Any]) -> str:
    """What was chosen, else what the kind of abuse says, else what the talk was about."""
    chosen = slots.get("desk_kind") or abuse.desk_of(slots.get("abuse_kind"))
    return chosen or knowledge.desk_kind_of_topic(slots.get("topic") or "") or "work_rights"
