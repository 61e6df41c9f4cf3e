"""Rasa's language generator, in process: `utter_<topic>` is an answer from content, every other `utter_<name>` stands in dialogue.yaml."""

import logging
import os
from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlg import parameters, special, voice
from bot.nlg.reply import Reply

log = logging.getLogger(__name__)
# Said in the middle of a report or referral: only the buttons of its question follow, so that none gets a ninth line.
BETWEEN = frozenset(
    "case_status case_status_answer case_status_closed case_code_lost case_unknown case_too_many_tries case_service_down"
    " ask_case_code media_received sticker_received contact_received"
    " who_are_you share_service opt_out feedback_positive feedback_negative language_changed".split()
)
# below these the page of the case is named, where it has a public address; an SMS has no room for it
WITH_CODE = frozenset("filed_report filed_referral filed_later ask_case_code".split())


class Speaker(NaturalLanguageGenerator):
    """Never raises: a reply that cannot be made becomes the honest phrase `trouble`."""

    def __init__(self, endpoint_config: Any = None, domain: Any = None) -> None:
        self._domain = domain

    async def generate(self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any) -> dict[str, Any]:
        language = tracker.get_slot("language") or "en"
        name = utter_action.removeprefix("utter_")
        try:
            reply = self.speak(name, language, tracker, kwargs)
        except Exception as error:  # a fault in one text must not silence the bot
            log.error("no text for %s in %s: %s", name, language, type(error).__name__)
            reply = Reply(**voice.phrase_reply("trouble", language))
        return {"text": reply.text, "custom": {**reply.as_dict(), "ticket": kwargs.get("ticket")}}

    def speak(self, name: str, language: str, tracker: DialogueStateTracker, given: dict[str, Any]) -> Reply:
        """The reply called `name`. Raises KeyError when neither a topic nor a response has that name."""
        ask = tracker.get_slot("ask") if name.startswith("ask_") and "_form_" in name else None
        if isinstance(ask, dict) and ask.get("variant"):
            name, given = str(ask["variant"]), {**given, **ask}
        if name in special.BY_NAME:
            return special.BY_NAME[name](self, language, tracker, given)
        if voice.is_topic(name):
            inside = bool(tracker.active_loop_name) and not given.get("leaving")
            return special.answer(name, language, bare=inside, feedback=tracker.get_slot("channel") == "web")
        return self.respond(name, language, tracker, given)

    def respond(self, name: str, language: str, tracker: DialogueStateTracker, given: dict[str, Any]) -> Reply:
        """A response of dialogue.yaml with the slots (and what the action gave) filled in."""
        entry = voice.response(name)
        filled = parameters.of(tracker, language, given)
        text, sms = voice.phrase(entry["phrase"], language, filled)
        page = os.environ.get("CASE_PAGE_URL", "")
        if page and name in WITH_CODE:
            text += "\n\n" + voice.phrase("case_page", language, {"link": f"{page}?lang={language}"})[0]
        between = tracker.active_loop_name in parameters.FORMS and name in BETWEEN
        options = [] if between else [*given.get("options", []), *voice.options(entry, language)]
        return Reply(text, sms, options)
