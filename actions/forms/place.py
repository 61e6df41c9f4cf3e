"""Where is it: a name, a postcode or a location gives a municipality, and the person says whether it is the right one."""

from actions import knowledge
from actions.answers import yes_or_no
from actions.forms.outcome import Outcome
from actions.view import SURE, View

TRIES = 2
MOST_SHOWN = 5
CONFIRM = "place_confirm"


def place(view: View) -> Outcome | None:
    """A place is offered first ("Westland – right?"); a button with a municipality is an answer at once. None: no place in it."""
    if view.choice == "no_place":
        return no_place()
    if view.choice and view.choice.isdigit() and (chosen := knowledge.by_code(view.choice)):
        return _taken(chosen, chosen.name)
    if (judged := _answer_to_offer(view)) is not None:
        return judged
    if view.kind == "location":
        here = knowledge.by_location(view.entities.get("place", ""))
        return offer(Outcome(), here) if here else Outcome({"place_tries": _tries(view)}, variant="location_unknown", miss=True)
    if view.kind != "text" or _is_question(view):
        return None
    found = knowledge.find(view.text)
    if len(found) == 1:
        return offer(Outcome(), found[0], view.text[:80])
    if found:
        options = [{"title": p.title, "payload": f"choose?value={p.code}"} for p in found[:MOST_SHOWN]]
        return Outcome(variant="place_choose", options=options)
    return None


def offer(outcome: Outcome, found: knowledge.Place, said: str = "") -> Outcome:
    """The question whether this is the place. `said`: the person's own words, kept with the report when they say yes."""
    outcome.variant = CONFIRM
    outcome.given = {"place_name": found.shown, "place_code": found.code, "place_said": said or found.name}
    return outcome


def again(view: View) -> Outcome:
    """Nobody knows the place. After two misses the national desk is offered."""
    tries = _tries(view)
    return Outcome({"place_tries": tries}, variant="place_unknown" if tries < TRIES else "place_give_up", miss=True)


def _answer_to_offer(view: View) -> Outcome | None:
    """Yes, no, or another place ("nie, w Tilburgu"), when a place was offered last."""
    asked = view.slots.get("ask") or {}
    offered = knowledge.by_code(str(asked.get("place_code") or "")) if asked.get("variant") == CONFIRM else None
    if offered is None:
        return None
    said = {"right_place": True, "other_place": False}.get(view.choice or "")
    if said is None and view.kind == "text":
        said = yes_or_no(view.text, view.language, view.intent if view.confidence >= SURE else "")
        if said is not True and (named := knowledge.find(view.text)):
            if [p.code for p in named] != [offered.code]:
                return None  # another place was named: that one is looked at
            said = said is None  # "Venlo" once more is a yes, "not Venlo" is none
    if said is None:
        return None
    if said:
        return _taken(offered, str(asked.get("place_said") or offered.name))
    return Outcome({"municipality": None, "municipality_name": None})  # asked once more


def no_place() -> Outcome:
    return Outcome({"place": "", "municipality": None, "municipality_name": None})


def _taken(found: knowledge.Place, said: str) -> Outcome:
    return Outcome({"place": said, "municipality": found.code, "municipality_name": found.name})


def _tries(view: View) -> int:
    return int(view.slots.get("place_tries") or 0) + 1


def _is_question(view: View) -> bool:
    """A whole sentence about a topic may hold the name of a town without being an answer to "where?"."""
    return knowledge.is_topic(view.intent) and view.confidence >= 0.8 and len(view.text.split()) > 3
