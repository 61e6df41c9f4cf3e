"""Words that the door itself understands, before the bot hears anything. A table; pure."""

from enum import StrEnum

from channels.messages import Channel, InboundMessage, Kind
from channels.turns.words import bare


class Word(StrEnum):
    STOP = "stop"
    START = "start"
    MENU = "menu"


# Written as `bare` gives them. Twilio itself takes the English ones on SMS.
STOP_TWILIO = frozenset({"stop", "stopall", "unsubscribe", "end", "quit", "revoke", "optout", "cancel"})
# and these never reach us as an answer: it confirms, opts in or explains by itself (docs of Advanced Opt-Out)
TAKEN_BY_TWILIO = STOP_TWILIO | {"start", "yes", "unstop", "help", "info"}
STOP = frozenset(
    {"stop", "stopp", "stopall", "stop all", "unsubscribe", "opt out", "optout", "revoke"}  # en
    | {"stoppen", "afmelden", "uitschrijven"}  # nl
    | {"wypisz", "wypisz mnie", "koniec", "zatrzymaj"}  # pl
    | {"oprire", "opreste", "dezabonare"}  # ro
    | {"spri", "otpishi", "otpishi me", "otpisvane"}  # bg (стоп, спри, отпиши)
)
START = frozenset(
    {"start", "unstop", "opt in", "optin"}
    | {"aanmelden", "begin", "beginnen"}
    | {"zacznij", "wznow"}
    | {"incepe", "porneste", "pornire"}
    | {"zapochni", "nachalo"}
)
MENU = frozenset({"0", "menu", "meniu", "menyu", "hoofdmenu", "main menu", "menu glowne", "meniu principal", "glavno menyu"})


def understand(message: InboundMessage) -> Word | None:
    """STOP, START or MENU, or None: then the bot gets it. HELP stays the bot's: it has an answer to it."""
    if message.opt_out in ("STOP", "START"):
        return Word(message.opt_out.lower())
    if message.kind is not Kind.TEXT:
        return None
    word = bare(message.text)
    if message.channel is not Channel.WEB:
        if word in STOP or (message.channel is Channel.SMS and word in STOP_TWILIO):
            return Word.STOP
        if word in START:
            return Word.START
    return Word.MENU if word in MENU else None


def provider_answered(message: InboundMessage) -> bool:
    """Twilio has already confirmed this STOP or START on SMS; sending to that number now would fail (21610)."""
    return bool(message.opt_out) or (message.channel is Channel.SMS and bare(message.text) in STOP_TWILIO)
