"""Replies that need more than a phrase: topic answers, group menus, "do you mean", languages, once again."""

from collections.abc import Callable
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlg import parameters, voice
from bot.nlg.reply import Reply
from bot.store import turn

PAGE = 5  # topics on one page of a group menu: with "more", "back" and "menu" eight lines, so that 9 stays the language
NEAR = 3
NEAR_ENOUGH = 0.05
NOT_REPEATED = ("repeat", "group", "ask_rephrase", "change_language", "trouble")
DANGERS = {
    "medical": "urgent_care", "fire": "emergency", "suicide": "mental_health", "violence": "emergency",
    "held": "exploitation", "passport": "exploitation", "frost": "homelessness",
}  # fmt: skip
# Topics whose own answer already says what to do about that danger.
SAYS_IT = {
    "medical": {"urgent_care"}, "fire": {"emergency"}, "suicide": {"mental_health"}, "violence": {"violence_at_work", "domestic_violence"},
    "held": {"exploitation", "emergency"}, "passport": {"exploitation"}, "frost": {"homelessness"},
}  # fmt: skip
# Lines with the specialist numbers that stand above an answer which does not give them.
DANGER_PHRASES = {"suicide": "danger_suicide", "violence": "danger_violence"}
Special = Callable[[Any, str, DialogueStateTracker, dict[str, Any]], Reply]


def answer(topic: str, language: str, *, bare: bool = False, feedback: bool = False) -> Reply:
    """The answer to a topic, with the ways on: a person, a report, the menu. A topic not yet written says so, and the ways on stay.

    `bare`, in the middle of a form: without buttons, because those of the form's question follow. `feedback`: with "did this help?",
    where two buttons more cost nothing (the web chat; WhatsApp shows three at most as buttons, and an SMS pays for each).
    """
    page = topic
    try:
        text, sms, danger = voice.answer(topic, language)
    except KeyError:
        text, sms, danger = *voice.phrase("out_of_scope", language, {}), False
        page = ""
    options = [] if bare else voice.ways_on(topic, language)
    if not danger and (now := turn.current.get()) is not None:
        now.useful["answered"] = topic
    if options and feedback and not danger:
        options[-1:-1] = [
            voice.option("opt_useful_yes", f"feedback_positive?value={topic}", language),
            voice.option("opt_useful_no", f"feedback_negative?value={topic}", language),
        ]
    return Reply(text, sms, options, danger, page)


def danger_answer(kind: str, language: str, asked: str = "") -> Reply | None:
    """What to do now, without buttons: those belong to what was going on. None when the answer to the topic `asked` says it."""
    topic = DANGERS.get(kind)
    if topic is None or asked in SAYS_IT[kind]:
        return None
    if voice.is_topic(asked) and voice.is_danger(asked):
        # Its answer begins with 112 and follows: only the numbers that it lacks are put above it.
        return _danger_line(kind, language) if kind in DANGER_PHRASES else None
    try:
        text, sms, _ = voice.answer(topic, language)
    except KeyError:
        return _danger_line(kind, language)
    if kind == "violence":
        line = _danger_line(kind, language)
        text, sms = f"{line.text}\n\n{text}", line.sms
    return Reply(text, sms, [], True)


def _danger_line(kind: str, language: str) -> Reply:
    return Reply(*voice.phrase(DANGER_PHRASES.get(kind, "danger_first"), language, {}), [], True)


def group(speaker: Any, language: str, tracker: DialogueStateTracker, given: dict[str, Any]) -> Reply:
    """The topics of one group, a page at a time."""
    name, page = _entity(tracker, "value"), int(_entity(tracker, "page") or 1)
    topics = voice.topics_of_group(name or "")
    if not topics:
        return speaker.respond("show_menu", language, tracker, given)
    first = max(0, page - 1) * PAGE
    options = [{"title": voice.title(t, language), "payload": t} for t in topics[first : first + PAGE]]
    if first + PAGE < len(topics):
        options.append(voice.option("opt_more", f"group?value={name}&page={page + 1}", language))
    if page > 1:
        options.append(voice.option("opt_back", f"group?value={name}&page={page - 1}", language))
    if not tracker.active_loop_name:  # in a form "go on" and "stop" follow
        options.append(voice.option("opt_menu", "show_menu", language))
    text, sms = voice.phrase("group_intro", language, {"group": voice.phrase(f"group_{name}", language, {})[0]})
    return Reply(text, sms, options)


def rephrase(speaker: Any, language: str, tracker: DialogueStateTracker, given: dict[str, Any]) -> Reply:
    """ "Do you mean …?" with the nearest topics, and always a person and the menu."""
    ranking = (tracker.latest_message.parse_data or {}).get("intent_ranking", []) if tracker.latest_message else []
    if _lost():
        return speaker.respond("lost", language, tracker, given)
    near = [r["name"] for r in ranking if voice.is_topic(r["name"]) and r.get("confidence", 0) >= NEAR_ENOUGH][:NEAR]
    if not near:
        return speaker.respond("rephrase_blank", language, tracker, given)
    options = [{"title": voice.title(t, language), "payload": t} for t in near]
    return speaker.respond("rephrase", language, tracker, {**given, "options": options})


def out_of_scope(speaker: Any, language: str, tracker: DialogueStateTracker, given: dict[str, Any]) -> Reply:
    """Said once; after that a person and the menu."""
    return speaker.respond("lost" if _lost() else "out_of_scope", language, tracker, given)


def _lost() -> bool:
    """The message before this one was not understood either."""
    now = turn.current.get()
    return now is not None and bool(now.state.get("lost"))


def change_language(speaker: Any, language: str, tracker: DialogueStateTracker, given: dict[str, Any]) -> Reply:
    """Done when a language was named, else the question which one."""
    name = "language_changed" if _entity(tracker, "asked_language") else "change_language"
    return speaker.respond(name, language, tracker, given)


def repeat(speaker: Any, language: str, tracker: DialogueStateTracker, given: dict[str, Any]) -> Reply:
    """What was said last, once more; the menu when that is not known."""
    last = str(tracker.get_slot("last_response") or "").removeprefix("utter_")
    if not last or last in NOT_REPEATED:
        return speaker.respond("show_menu", language, tracker, given)
    again: Reply = speaker.speak(last, language, tracker, given)
    text, sms = voice.phrase("repeat_intro", language, {})
    return Reply(f"{text}\n{again.text}", f"{sms} {again.sms}", again.options, again.danger, again.topic)


def privacy(speaker: Any, language: str, tracker: DialogueStateTracker, given: dict[str, Any]) -> Reply:
    """Two sentences, and more for who wants it. In a form only "more" is offered: deleting there would delete the report."""
    more = _entity(tracker, "page") == "2"
    reply: Reply = speaker.respond("privacy_more" if more else "privacy", language, tracker, given)
    if tracker.active_loop_name in parameters.FORMS:
        reply.options = [] if more else reply.options[:1]
    return reply


def delete_my_data(speaker: Any, language: str, tracker: DialogueStateTracker, given: dict[str, Any]) -> Reply:
    """What is deleted now (a report half written is named), what is not, and why."""
    deleted = "deleted_draft" if tracker.active_loop_name and tracker.get_slot("report_text") else "deleted_talk"
    reply: Reply = speaker.respond("delete_my_data", language, tracker, {**given, "deleted": f"phrase:{deleted}"})
    return reply


def thanks(speaker: Any, language: str, tracker: DialogueStateTracker, given: dict[str, Any]) -> Reply:
    return _useful("thanks", speaker, language, tracker, given)


def goodbye(speaker: Any, language: str, tracker: DialogueStateTracker, given: dict[str, Any]) -> Reply:
    return _useful("goodbye", speaker, language, tracker, given)


def _useful(name: str, speaker: Any, language: str, tracker: DialogueStateTracker, given: dict[str, Any]) -> Reply:
    """With "thank you" or "goodbye" after an answer comes the question whether it was useful: once for each answer, never about danger."""
    now = turn.current.get()
    topic = now.useful.get("answered") if now is not None else None
    if now is None or topic is None or not voice.is_topic(topic) or now.useful.get("asked") == topic:
        reply: Reply = speaker.respond(name, language, tracker, given)
        return reply
    now.useful["asked"] = topic
    asked: Reply = speaker.respond(f"{name}_useful", language, tracker, {**given, "topic": f"topic:{topic}"})
    for option in asked.options:
        option["payload"] += f"?value={topic}" if option["payload"].startswith("feedback_") else ""
    return asked


def _entity(tracker: DialogueStateTracker, name: str) -> str | None:
    return next((str(v) for v in tracker.get_latest_entity_values(name)), None)


BY_NAME: dict[str, Special] = {
    "group": group,
    "ask_rephrase": rephrase,
    "out_of_scope": out_of_scope,
    "change_language": change_language,
    "repeat": repeat,
    "privacy": privacy,
    "delete_my_data": delete_my_data,
    "thanks": thanks,
    "goodbye": goodbye,
}
