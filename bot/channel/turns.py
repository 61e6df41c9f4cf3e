"""A turn from beginning to end: journal, understanding, Rasa, and one transaction for everything that came of it."""

import asyncio
import logging
from collections import OrderedDict
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor

from bot.channel.output import Replies
from bot.channel.request import TurnRequest
from bot.channel.understand import Understood, understand
from bot.nlg import special, voice
from bot.nlg.reply import Reply
from bot.store import snapshot
from bot.store import turn as turns
from bot.store.journal import Journal
from bot.tally.notes import Feedback, Notes

log = logging.getLogger(__name__)
LONGEST_TURN = 10.0  # seconds; channels tells the worker that it takes longer and asks again
SHRUGS = ("out_of_scope", "rephrase", "rephrase_blank", "lost")
FORGETTING = ("withdraw_case",)
VERDICTS = {"feedback_positive": True, "feedback_negative": False}
UNANSWERED = ("nlu_fallback", "out_of_scope")
# Questions outside of a form → what they ask for.
ASKING = dict.fromkeys(("utter_ask_case_code", "utter_case_code_wrong_form", "utter_case_unknown"), "case_code")
NOT_UNDERSTOOD = ("wrong_code", "unsupported_language", "nlu_fallback", "out_of_scope", "empty_message", "choose")


class ActionsAway(Exception):
    """The action server cannot be reached: nothing of this turn is stored, and the same message works again in a moment."""


class Locks:
    """One turn at a time for each conversation in this process; the row's version guards against other processes."""

    def __init__(self, most: int = 2000) -> None:
        self._locks: OrderedDict[str, asyncio.Lock] = OrderedDict()
        self._most = most

    def of(self, conversation: str) -> asyncio.Lock:
        lock = self._locks.setdefault(conversation, asyncio.Lock())
        self._locks.move_to_end(conversation)
        while len(self._locks) > self._most and not next(iter(self._locks.values())).locked():
            self._locks.popitem(last=False)
        return lock


async def take(request: TurnRequest, processor: MessageProcessor, journal: Journal) -> dict[str, Any]:
    """The answer to a turn. Database errors, bot.store.journal.Overtaken and ActionsAway pass through (nothing was stored then)."""
    turn, answered = await journal.begin(request.conversation, request.message_id)
    if answered is not None:
        return answered
    known = request.language or turn.language
    token = turns.current.set(turn)
    replies = Replies()
    understood = Understood("nlu_fallback", known or "en")
    try:
        understood = await _understand(request, known, turn, processor)
        await asyncio.wait_for(_let_rasa(request, understood, replies, processor), LONGEST_TURN)
    except Exception as error:  # whatever happens, the worker gets an answer and the log gets no message text
        turn.failed = True
        log.error("turn failed: %s", type(error).__name__, extra={"channel": request.channel, "kind": request.kind})
    finally:
        turns.current.reset(token)
    if turn.unreachable and not understood.danger:  # whoever is in danger is not kept waiting for it
        raise ActionsAway
    return await _store(turn, understood, replies, journal)


async def _understand(request: TurnRequest, known: str | None, turn: turns.Turn, processor: MessageProcessor) -> Understood:
    async def parse(text: str, language: str | None) -> dict[str, Any]:
        message = UserMessage(text, sender_id=request.conversation, metadata={"language": language} if language else {})
        # Beside the loop: reading a message is mostly arithmetic outside Python, so two can be read at once.
        return await asyncio.to_thread(_parse, processor, message)

    intents = frozenset(processor.domain.intents)
    asked_for = turn.state.get("slots", {}).get("requested_slot") if turn.state.get("loop") else ASKING.get(turn.state.get("last") or "")
    understood = await understand(request, known, turn.state.get("options", []), intents, parse, asked_for)
    understood.entities["channel"] = request.channel
    return understood


def _parse(processor: MessageProcessor, message: UserMessage) -> dict[str, Any]:
    parsed: dict[str, Any] = asyncio.run(processor.parse_message(message))
    return parsed


async def _let_rasa(request: TurnRequest, understood: Understood, replies: Replies, processor: MessageProcessor) -> None:
    await processor.handle_message(
        UserMessage(
            understood.text,
            output_channel=replies,
            sender_id=request.conversation,
            input_channel="wegwijzer",
            message_id=request.message_id,
            parse_data=understood.parse_data(),
            metadata={"kind": understood.kind, "language": understood.language},
        )
    )


async def _store(turn: turns.Turn, understood: Understood, replies: Replies, journal: Journal) -> dict[str, Any]:
    language = understood.language
    if turn.failed or turn.tracker is None or not replies.replies:
        # The conversation stays where it was, so that sending the same again works.
        trouble = Replies()
        trouble.replies = [voice.phrase_reply("trouble", language)]
        _danger_first(understood, trouble)
        answer = trouble.answer(language)
        await journal.commit(turn, turn.state or {"slots": {"language": language}}, answer)
        return answer
    _danger_first(understood, replies)
    if turn.new:
        _language_hint(language, replies)
    answer = replies.answer(language)
    filed = bool(turn.tracker.get_slot("filed"))
    # what was said counts, not what was understood: in the middle of a story the same words are a part of it
    erase = snapshot.last_response(turn.tracker) == "utter_delete_my_data"
    state = None if erase else snapshot.of(turn.tracker, replies.options)
    if state is not None and state["loop"] is None and understood.intent in NOT_UNDERSTOOD:
        state["lost"] = True
    told = _notes(turn, understood)
    if state is not None:
        state["useful"] = turn.useful | ({"asked": told.feedback[-1].topic} if told.feedback else {})
    await journal.commit(turn, state, answer, forget=filed or understood.intent in FORGETTING, notes=told)
    return answer


def _notes(turn: turns.Turn, understood: Understood) -> Notes:
    """For the editors. Words inside a form belong to a report and words in danger to nobody: neither is a gap."""
    told = [*turn.feedback, _about_the_answer(turn, understood), Feedback.read(_slot(turn, "feedback"))]
    notes = Notes(understood.language, feedback=[one for one in told if one])
    in_a_form = turn.state.get("loop") or turn.tracker.active_loop_name
    if understood.intent in UNANSWERED and understood.kind == "text" and not understood.danger and not in_a_form:
        notes.gap = understood.text
    return notes


def _about_the_answer(turn: turns.Turn, understood: Understood) -> Feedback | None:
    """Praise and complaint count for the topic of the button, else for the one talked about; without a topic for none."""
    named = understood.entities.get("value") or _slot(turn, "topic")
    if turn.state.get("loop") and understood.kind == "text":
        return None  # inside a form the same words belong to what is told there
    if understood.intent not in VERDICTS or not isinstance(named, str) or not voice.is_topic(named):
        return None
    return Feedback(named, VERDICTS[understood.intent])


def _slot(turn: turns.Turn, name: str) -> Any:
    return turn.tracker.slots[name].value if name in turn.tracker.slots else None


def _language_hint(language: str, replies: Replies) -> None:
    """The first answer says, in all languages, how to get another one. Below the text, above the buttons."""
    text, sms = voice.phrase("language_hint", language, {})
    first = replies.replies[-1]
    replies.replies[-1] = {**first, "text": f"{first['text']}\n\n{text}", "sms": f"{first['sms']}\n{sms}"}


def _danger_first(understood: Understood, replies: Replies) -> None:
    """Signs of danger are answered before everything else, also in the middle of a form; what was going on stands below."""
    if understood.danger:
        answered = understood.intent if any(reply["danger"] for reply in replies.replies) else ""
        reply = special.danger_answer(understood.danger, understood.language, answered)
        if reply is not None:
            _drop_shrugs(understood.language, replies, reply)
            replies.replies.insert(0, reply.as_dict())


def _drop_shrugs(language: str, replies: Replies, danger: Reply) -> None:
    """Nobody in danger reads "I cannot help with that": only its buttons (a person, the menu) are kept."""
    shrugs = {voice.phrase(key, language, {})[0] for key in SHRUGS}
    if replies.replies and all(reply["text"] in shrugs for reply in replies.replies):
        danger.options = replies.replies[-1]["options"]
        replies.replies.clear()
