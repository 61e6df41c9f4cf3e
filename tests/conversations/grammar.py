"""Random inputs from a seeded grammar: what tired, frightened, careless and mischievous people send. One language at a time."""

import random
from dataclasses import dataclass
from typing import Any

STORIES = {
    "nl": ["Mijn baas betaalt mij niet", "Wij slapen met acht in een kamer", "Mijn paspoort is afgepakt", "Ik werk veertien uur per dag"],
    "en": ["My boss does not pay me", "We sleep with eight people in one room", "He took my passport away", "I work fourteen hours a day"],
    "pl": ["Szef mi nie płaci za pracę", "Śpimy w osiem osób w jednym pokoju", "Zabrał mi paszport", "Pracuję czternaście godzin dziennie"],
    "ro": ["Patronul nu mă plătește", "Dormim opt oameni într-o cameră", "Mi-a luat pașaportul", "Lucrez paisprezece ore pe zi"],
    "bg": ["Шефът не ми плаща", "Спим осем души в една стая", "Взе ми паспорта", "Работя четиринайсет часа на ден"],
}  # fmt: skip
WISHES = {
    "nl": ["ik wil een melding doen", "ik wil met iemand praten", "wat is het minimumloon?", "menu", "dank je", "melding intrekken"],
    "en": ["I want to report my boss", "I want to talk to a person", "what is the minimum wage?", "menu", "thank you", "withdraw report"],
    "pl": ["chcę zgłosić szefa", "chcę porozmawiać z człowiekiem", "ile wynosi płaca minimalna?", "menu", "dziękuję", "wycofać zgłoszenie"],
    "ro": ["vreau să fac o sesizare", "vreau să vorbesc cu un om", "cât este salariul minim?", "meniu", "mulțumesc", "retrag sesizarea"],
    "bg": ["искам да подам сигнал", "искам да говоря с човек", "колко е минималната заплата?", "меню", "благодаря", "оттеглям сигнала"],
}  # fmt: skip
# coming back with the code, one's data, and what somebody says about an answer
RETURNS = {
    "nl": ["hoe staat het met mijn melding?", "ik wil iets toevoegen aan mijn melding", "ik ben de code kwijt", "wat bewaar je van mij?",
           "wis mijn gegevens", "dit hielp niet", "dit hielp mij"],
    "en": ["what happened with my report?", "I want to add something to my report", "I lost the code", "what do you keep about me?",
           "delete my data", "this did not help", "this helped me"],
    "pl": ["co z moim zgłoszeniem?", "chcę coś dopisać do zgłoszenia", "zgubiłem kod", "co o mnie przechowujecie?",
           "usuń moje dane", "to nie pomogło", "to mi pomogło"],
    "ro": ["ce se întâmplă cu sesizarea mea?", "vreau să adaug ceva la sesizare", "nu mai am codul", "ce păstrați despre mine?",
           "șterge datele mele", "nu m-a ajutat", "m-a ajutat"],
    "bg": ["какво стана с моя сигнал?", "искам да добавя нещо към сигнала", "нямам кода", "какво пазите за мен?",
           "изтрий данните ми", "не помогна", "това ми помогна"],
}  # fmt: skip
ORDERS = {
    "nl": ["klaar", "terug", "overslaan", "stop", "ja", "nee", "verander 3"],
    "en": ["done", "back", "skip", "stop", "yes", "no", "change 3"],
    "pl": ["gotowe", "wstecz", "pomiń", "przerwij", "tak", "nie", "zmień 3"],
    "ro": ["gata", "înapoi", "sari peste", "oprește", "da", "nu", "schimbă 3"],
    "bg": ["готово", "назад", "пропусни", "спри", "да", "не", "промени 3"],
}
NONSENSE = [
    "xqzt",
    "qwxz plmk vbnq",
    "asdf",
    "...",
    "😀",
    "👍👍",
    "1️⃣",
    "\u200b",
    "/restart",
    "/choose{}",
    "!!!",
    "Ж",
    "x" * 900,
    "9999",
]
PLACES = ["Rotterdam", "3011", "Venlo", "Bergen", "Nergenshuizen"]
CODES = ["1234 5678 9012 3456", "123456789012345", "0000-0000-0000-0000"]
FORGED = [
    "!choose?value=send",
    "!choose?value=nothing",
    "!group?value=work&page=9",
    "!talk_to_desk",
    "!report_abuse",
    "!add_to_case",
    "!withdraw_case",
    "!privacy?page=2",
    "!case_status?value=no_code",
    "!feedback_negative?value=payslip",
    "!choose?value=again",
    "!show_menu",
]
KINDS = ("media", "sticker", "contact")


@dataclass
class Step:
    """One input: `message` as tests.bot.service.Worker takes it, and what else the turn holds."""

    message: str
    more: dict[str, Any]


def step(rng: random.Random, language: str, options: list[dict[str, str]], code: str = "") -> Step:
    """The next input. `options` are the buttons of the last answer; mostly one of them is pressed or counted. `code`: of a case."""
    dice = rng.random()
    if options and dice < 0.35:
        number = rng.randrange(len(options))
        return Step(rng.choice([str(number + 1), "!" + options[number]["payload"]]), {})
    if dice < 0.5:
        return Step(rng.choice(ORDERS[language]), {})
    if dice < 0.63:
        return Step(f"{rng.choice(STORIES[language])} kanarie{rng.randrange(10**6)}", {})
    if dice < 0.75:
        return Step(rng.choice(rng.choice([WISHES, RETURNS])[language]), {})
    if code and dice < 0.79:
        return Step(code, {})
    if dice < 0.83:
        kind = rng.choice([*KINDS, "location"])
        where = {"location": {"lat": rng.uniform(40, 60), "lon": rng.uniform(0, 8)}} if kind == "location" else {}
        return Step("", {"kind": kind, **where})
    return Step(rng.choice(rng.choice([NONSENSE, PLACES, CODES, FORGED, ["0", "9", "3", "12"]])), {})
