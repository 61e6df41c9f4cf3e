"""What the workers of the journeys write, in their own words and spelling. One entry a language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lines:
    """`figure` is the minimum wage of 24 November 2026 as that language writes it; `no`/`yes` as people answer."""

    number: str
    question: str  # about unpaid wages
    wage_question: str
    figure: str
    report: str
    story: str
    place: str
    municipality: str
    no: str
    yes: str
    referral: str
    housing_word: str
    done: str
    skip: str


LINES = {
    "nl": Lines(
        "+31611110001",
        "mijn baas betaalt mijn overuren niet",
        "wat is nu het minimumloon per uur",
        "14,99",
        "ik wil een melding doen over mijn baas",
        "Al zes weken geen loon en hij schreeuwt tegen ons. Ik heet Kanariovka Nachtegaal.",
        "3011 AB",
        "0599",
        "nee",
        "ja",
        "ik wil met iemand praten over mijn huis",
        "wonen",
        "klaar",
        "weet niet",
    ),
    "en": Lines(
        "+31611110002",
        "my boss does not pay me for overtime",
        "what is the minimum wage per hour now",
        "14.99",
        "I want to report my employer",
        "No money for six weeks and he shouts at us. My name is Kanariovka Nachtegaal.",
        "Venlo",
        "0983",
        "no",
        "yes",
        "I want to talk to somebody about my house",
        "hous",
        "done",
        "skip",
    ),
    "pl": Lines(
        "+48511110003",
        "szef nie płaci mi za nadgodziny",
        "ile wynosi teraz minimalna stawka godzinowa",
        "14,99",
        "chcę zgłosić mojego szefa",
        "Od sześciu tygodni nie ma wypłaty i krzyczy na nas. Nazywam się Kanariovka Nachtegaal.",
        "w Rotterdamie",
        "0599",
        "nie",
        "tak",
        "chcę porozmawiać z kimś o moim mieszkaniu",
        "mieszkan",
        "gotowe",
        "nie wiem",
    ),
    "ro": Lines(
        "+40711110004",
        "nu mi-a dat salariul",
        "cat e salariul minim pe ora acum",
        "14,99",
        "vreau să fac o sesizare despre patronul meu",
        "De sase saptamani nu am primit bani si tipa la noi. Ma numesc Kanariovka Nachtegaal.",
        "5911",
        "0983",
        "nu",
        "da",
        "vreau să vorbesc cu cineva despre locuința mea",
        "locui",
        "gata",
        "nu știu",
    ),
    "bg": Lines(
        "+359881110005",
        "shefa ne mi plashta",
        "колко е минималната заплата на час сега",
        "14,99",
        "iskam da podam signal za shefa mi",
        "Шест седмици няма заплата и крещи. Казвам се Kanariovka Nachtegaal.",
        "Ротердам",
        "0599",
        "не",
        "да",
        "искам да говоря с някого за жилището си",
        "жили",
        "готово",
        "не знам",
    ),
}
CANARY_NAME = "Kanariovka"
