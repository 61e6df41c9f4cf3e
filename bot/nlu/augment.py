"""Systematic noise, made at training time and never stored: how the same sentence is typed on a phone in a bus.

Everything is drawn from one `random.Random(seed)`, so that two trainings see the same copies.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import NamedTuple

from bot.nlu.normalise import fold

# Two habits of writing Bulgarian with Latin letters: by sound with digits, and the official way.
_CHAT = dict(zip("щшчжяюъцйвхь", ["6t", "6", "4", "j", "q", "iu", "y", "c", "i", "v", "h", "i"], strict=True))
_OFFICIAL = dict(zip("щшчжяюъцйвхь", ["sht", "sh", "ch", "zh", "ya", "yu", "a", "ts", "y", "v", "h", "y"], strict=True))
_PLAIN = dict(zip("абгдезиклмнопрстуф", "abgdeziklmnoprstuf", strict=True))
# Personal habits that vary within each style: letter -> other spellings.
_HABITS = dict(zip("въщяюжцйх", ["w", "u", "sht", "ia", "ju", "zh", "ts", "j", "x"], strict=True))


def _pairs(text: str) -> dict[str, str]:
    """Text like `a=b, c d=e` as a dictionary."""
    return dict(pair.strip().split("=") for pair in text.split(",") if pair.strip())


# What people leave out in an SMS; whole words only, per language.
_SMS: dict[str, dict[str, str]] = {
    "nl": _pairs("""
        ik=k, niet=nt, het=t, een=n, dat=da, even=ff, zo'n=zon, mijn=mn, heb=hb, als=as, weet=wt, wat=wa
    """),
    "en": _pairs("""
        you=u, are=r, please=pls, because=cuz, my=ma, what=wat, for=4, to=2, the=da, with=w, have=hv, dont=dnt
    """),
    "pl": _pairs("""
        jest=jst, dzień=dzien, w ogóle=wgl, nie wiem=nwm, tylko=tlko, teraz=trz, czy=cz, proszę=prosze, na razie=nara,
        dlaczego=czemu
    """),
    "ro": _pairs("""
        că=k, care=k, pentru=ptr, sunt=snt, este=e, nu=n, mai=m, ce=c, bine=bn, vă rog=va rog, acum=ak, când=cnd
    """),
    "bg": _pairs("""
        съм=см, какво=кво, защо=що, благодаря=мерси, много=мн, нещо=нщо, трябва=тряя, сега=сеа, искам=искм, така=тъй
    """),
}

# Dutch words that stay Dutch in every language on the work floor: own word -> Dutch word.
_DUTCH: dict[str, dict[str, str]] = {
    "en": _pairs("""
        agency=uitzendbureau, payslip=loonstrook, municipality=gemeente, rent=huur, health insurance=zorgverzekering,
        insurance=verzekering, landlord=verhuurder, holiday allowance=vakantiegeld, doctor=huisarts, fired=ontslagen,
        salary=loon, deposit=borg, letter=brief, fine=boete, address=adres, dentist=tandarts, boss=baas, tax=belasting
    """),
    "pl": _pairs("""
        agencja=uitzendbureau, agencji=uitzendbureau, agencja pracy=uitzendbureau, pasek=loonstrook, urząd=gemeente,
        urzędzie=gemeente, gminie=gemeente, czynsz=huur, ubezpieczenie=verzekering, wakacyjne=vakantiegeld, lekarz=huisarts,
        lekarza=huisarts, kaucję=borg, kaucja=borg, list=brief, mandat=boete, szef=baas, dentysta=tandarts, podatek=belasting
    """),
    "ro": _pairs("""
        agenția=uitzendbureau, agenție=uitzendbureau, agenției=uitzendbureau, fluturaș=loonstrook, fluturașul=loonstrook,
        primărie=gemeente, primăria=gemeente, chirie=huur, chiria=huur, asigurare=verzekering, asigurarea=zorgverzekering,
        doctor=huisarts, medic=huisarts, garanția=borg, scrisoare=brief, amendă=boete, șeful=baas, dentist=tandarts,
        concediu=vakantie, adresă=adres
    """),
    "bg": _pairs("""
        агенцията=uitzendbureau, агенция=uitzendbureau, фиш=loonstrook, фиша=loonstrook, община=gemeente, общината=gemeente,
        наем=huur, наема=huur, застраховка=zorgverzekering, застраховката=zorgverzekering, доктор=huisarts, лекар=huisarts,
        депозит=borg, депозита=borg, писмо=brief, глоба=boete, шефа=baas, шефът=baas, зъболекар=tandarts, адрес=adres,
        отпуск=vakantie, договор=contract
    """),
}

_NEXT_KEYS = {
    row[i]: row[max(0, i - 1) : i] + row[i + 1 : i + 2]
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm", "явертъуиоп", "асдфгхйкл", "зьцжбнм")
    for i in range(len(row))
}


class Copy(NamedTuple):
    text: str
    kind: str


def latin_bulgarian(text: str, rng: random.Random) -> str:
    """Cyrillic to one person's Latin: a base style, each habit drawn once for the whole message."""
    table = {**_PLAIN, **(_CHAT if rng.random() < 0.6 else _OFFICIAL)}
    table.update({k: v for k, v in _HABITS.items() if rng.random() < 0.25})
    return "".join(table.get(c, c) for c in text.lower())


def typos(text: str, rng: random.Random) -> str:
    """One slip per about 25 letters, at least one: swap, drop, double or neighbouring key; capitals and commas go."""
    chars = list(text if rng.random() < 0.5 else text.lower())
    for _ in range(max(1, len(chars) // 25)):
        places = [i for i in range(len(chars) - 1) if chars[i].isalpha() and chars[i + 1].isalpha()]
        if not places:
            break
        i, slip = rng.choice(places), rng.random()
        if slip < 0.35:
            chars[i], chars[i + 1] = chars[i + 1], chars[i]
        elif slip < 0.65:
            del chars[i]
        elif slip < 0.8:
            chars.insert(i, chars[i])
        else:
            chars[i] = rng.choice(_NEXT_KEYS.get(chars[i].lower()) or chars[i])
    return "".join(c for c in chars if c != "," or rng.random() < 0.5)


def _replace_words(text: str, table: dict[str, str], rng: random.Random, chance: float) -> str:
    for own, other in table.items():
        pattern = rf"(?<!\w){re.escape(own)}(?!\w)"
        if rng.random() < chance:
            text = re.sub(pattern, lambda _, other=other: other, text, flags=re.IGNORECASE)
    return text


def sms(text: str, language: str, rng: random.Random) -> str:
    """Short forms, lower case, no closing mark."""
    return _replace_words(text.lower(), _SMS.get(language, {}), rng, 0.7).rstrip(".?! ")


def mixed(text: str, language: str, rng: random.Random) -> str:
    """Dutch work-floor words inside another language."""
    return _replace_words(text, _DUTCH.get(language, {}), rng, 0.9)


def copies(text: str, language: str, rng: random.Random, many: int = 2) -> list[Copy]:
    """At most `many` noisy copies that differ from the text and from each other."""
    makers: list[tuple[str, Callable[[], str]]] = [
        ("nodia", lambda: fold(text)),
        ("typo", lambda: typos(text, rng)),
        ("sms", lambda: sms(text, language, rng)),
        ("mixed", lambda: mixed(text, language, rng)),
        ("typo", lambda: fold(typos(text, rng))),
    ]
    if language == "bg":
        makers[0] = ("latin", lambda: latin_bulgarian(text, rng))
        makers[4] = ("latin", lambda: latin_bulgarian(typos(text, rng), rng))
    rng.shuffle(makers)
    seen, out = {text}, []
    for kind, make in makers:
        copy = make()
        if copy.strip() and copy not in seen:
            seen.add(copy)
            out.append(Copy(copy, kind))
        if len(out) == many:
            break
    return out
