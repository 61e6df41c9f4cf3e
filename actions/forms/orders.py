"""Small orders inside a form, as people type them in five languages: back, skip, done, stop, "change 3". A table; pure."""

import re
import unicodedata

_NL = {"back": "terug|vorige|vorige vraag|ga terug", "done": "klaar|dat is alles|dat was het|niets meer|meer niet|einde"}
_EN = {
    "back": "back|go back|previous|previous question",
    "done": "done|that is all|thats all|that s all|finished|nothing more|i am done|im done",
}
_PL = {"back": "wstecz|cofnij|wroc|poprzednie|poprzednie pytanie", "done": "gotowe|to wszystko|skonczone|nic wiecej|to tyle"}
_RO = {"back": "inapoi|precedenta|intrebarea dinainte", "done": "gata|atat|asta e tot|asta este tot|am terminat|nimic altceva|doar atat"}
_BG = {
    "back": "назад|nazad|върни|vurni|varni|върни назад|предишен въпрос|предишния въпрос",
    "done": "готово|gotovo|това е|това е всичко|tova e|tova e vsichko|нищо повече|nishto poveche|свърших",
}
_SKIP = (
    "overslaan|sla over|weet ik niet|weet niet|geen idee|skip|i dont know|i don t know|dont know|don t know|no idea|pass"
    "|pomin|pomijam|nie wiem|sari|sari peste|nu stiu|nush|пропусни|propusni|не знам|ne znam|neznam|нз"
)
_STOP = (
    "stop|stoppen|ophouden|annuleer|annuleren|hiermee stoppen|cancel|quit|exit|abort|end|never mind|forget it"
    "|przerwij|anuluj|rezygnuje|koniec|anuleaza|opreste|renunt|стоп|спри|spri|отказ|otkaz|откажи|otkazhi|отказвам се"
)
_CHANGE = "verander|wijzig|pas|change|edit|correct|zmien|popraw|schimb|modific|corect|промен|смен|поправ|promen|promeni|smen|poprav"


def bare(text: str) -> str:
    """Small letters without marks and signs; Cyrillic stays Cyrillic."""
    split = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    return " ".join(re.findall(r"\w+", "".join(c for c in split if not unicodedata.combining(c))))


def _table() -> dict[str, str]:
    orders = {"skip": _SKIP, "stop": _STOP}
    for language in (_NL, _EN, _PL, _RO, _BG):
        for order, words in language.items():
            orders[order] = f"{orders[order]}|{words}" if order in orders else words
    return {bare(word): order for order, words in orders.items() for word in words.split("|")}


ORDERS = _table()
_CHANGE_LINE = re.compile(rf"^(?:{'|'.join(bare(stem) for stem in _CHANGE.split('|'))})\w*\D{{0,12}}(\d)\D{{0,8}}$")


def order(text: str) -> str | None:
    """`back`, `skip`, `done`, `stop`, or None. The whole message must be the order: "back pain" is none."""
    return ORDERS.get(bare(text)) if len(text) <= 40 else None


def line_to_change(text: str) -> int | None:
    """3 for "change 3", "zmień nr 3", "промени 3"; None for anything else."""
    found = _CHANGE_LINE.match(bare(text)) if len(text) <= 40 else None
    return int(found.group(1)) if found else None
