"""A shared location: the municipality is kept, the location is not."""

from actions import knowledge
from actions.forms.outcome import Outcome
from actions.view import View


async def here(view: View) -> Outcome:
    found = knowledge.by_location(view.entities.get("place", ""))
    if found is None:
        return Outcome().say("utter_location_unknown")
    outcome = Outcome({"municipality": found.code, "municipality_name": found.name})
    return outcome.say("utter_location_found", place_name=found.name)
