"""When two questions are the same gap: the same wording, or the same two words in it. Only what is compared is ever shown.

No sentence vector: what lies near a vector is one person's sentence, and that sentence would have to be shown (docs/decisions/0008).
"""

from __future__ import annotations

import re
from itertools import combinations

from bot.nlu.normalise import fold
from bot.tally.anonymous import anonymous

LONGEST_WORDING = 80  # letters; a longer message is nobody else's wording
MOST_WORDS = 6  # of a message, the longest first: 15 pairs at most
STEM = 7  # letters of a word: endings differ in Polish and Bulgarian, and so do plurals
SHORTEST = 4
TOGETHER = " + "
_LABEL = re.compile(r"\[[^\]]*\]")
_WORD = re.compile(r"[^\W\d_]+")
_OFFICE = re.compile(r"\b[A-ZА-Я]{2,5}\b")  # UWV, BSN, НАП
# words that say nothing about the subject, without diacritics
_EMPTY = frozenset(
    """
    aan about aceasta acest acum after again aici alle alleen also altijd always ander anders anyone asta atunci avea avem
    bardzo because bede bedzie been before begin bent beter bijna blagodarya buna byla bylo byly called cand care catre ceva
    chce chcialabym chcialbym cheama cine cineva could cum czemu czesc czyli daar daarna daca dacht dank deci despre deze
    dlaczego dobre dobry doen does doing done door dupa dziekuje dzien echt eens enig este faca face fara foarte from gaan gdzie
    geen give goed graag haar hallo have having hebben hebt heeft heel heet hello help here heten hier hoelang hoeveel iemand
    iets imam imeto imie intrebare iskam jaka jaki jakie jest jestem jezeli jullie kade kakvo kazvam kiedy know koga kogo kogos
    koito komu kunnen kunt laat like lucru maar make maken many meer mensen mereu mijn misschien mnogo moet moeten moga moge
    mogl moje molq more mozhe mozna much multa multe multumesc must musze naam naar name nawet nazywam need needs neshto nevoie
    nich niej niet niets niste nodig numai numele numesc omdat only osoba other over pentru people please poate pot poti
    potrzebuje powiedz prin prosze przez pytanie question salut samo sega should sobie some somebody someone something spune
    sunt tego tell teraz than thank thanks that their them then there they thing this toate tova trebuie trqbva tryabva tutaj
    tylko unde vraag vreau waar waarom wanneer want wants waren weet welke werd what when where which wiem wil will willen with
    without word worden wordt would wszystko your zashto zdravei zeby zeggen zijn zonder zrobic беше било бих благодаря бъде
    ваше всичко въпрос дали добре добър защо здравей здравейте имам името искам казвам каква какво какъв като когато които който
    колко която къде много мога може моля него нещо нужно някой някъде първо само сега след тази това този трябва търся човек
    """.split()
)


def pieces(text: str) -> list[str]:
    """What of a message is compared and may be shown: its wording, and the pairs of its words, each word cut to its first letters.

    At most 16, without personal data as far as patterns see it, each once, in a fixed order.
    """
    known = anonymous(text)
    offices = set() if known.isupper() else {fold(word) for word in _OFFICE.findall(known)}
    clean = fold(known).strip(" .!?…,;:")
    told = (word for word in _WORD.findall(_LABEL.sub(" ", clean)) if (len(word) >= SHORTEST and word not in _EMPTY) or word in offices)
    words = {word[:STEM] for word in told}
    longest = sorted(sorted(words, key=lambda word: (-len(word), word))[:MOST_WORDS])
    found = {TOGETHER.join(pair) for pair in combinations(longest, 2)}
    if len(longest) == 1:
        found.add(longest[0])
    if longest and len(clean) <= LONGEST_WORDING:
        found.add(clean)
    return sorted(found)


def without_parts(texts: dict[str, int]) -> list[str]:
    """Of pieces with their counts those worth reading: no pair whose words stand in a wording that was seen as often."""
    wordings = {text: {w[:STEM] for w in _WORD.findall(_LABEL.sub(" ", text))} for text in texts if TOGETHER not in text}
    return [
        text
        for text, count in texts.items()
        if TOGETHER not in text or not any(set(text.split(TOGETHER)) <= words and texts[w] >= count for w, words in wordings.items())
    ]
