"""Which language somebody asks for ("speak Polish", "po polsku", "на български"): by the stem of its name."""

import re

# Order matters: the first stem that starts a word of the message wins. "" = a language that we do not speak.
_STEMS: tuple[tuple[str, str], ...] = (
    ("nl", "nederl dutch holland hollan holend niderland oland neerland нидерл холанд niderlandsk holandsk"),
    ("en", "engel engl ingl angiel англ angl"),
    ("pl", "pols pools polish polon полск поляц"),
    ("ro", "roman româ romã român roemeen roemen rumu rumun румън румун rumyn"),
    ("bg", "bulg bułg българ balgar bylgar"),
    ("", "ukra укра russ rosyj rus руск turk turec турск germ deuts duits niem немск span spaans hiszp испан"),
    ("", "hung węgier maghiar унгар slov słow словаш czech tsjech чешк lith litou litew latv lets łotew"),
    ("", "ital włosk french frans franc френск portug arab арабск greek grie гръц"),
)


def asked(text: str) -> str | None:
    """A language code, "" for a named language that we do not speak, or None when none is named."""
    plain = text.casefold()
    for language, stems in _STEMS:
        if re.search(rf"(?<!\w)(?:{stems.replace(' ', '|')})", plain):
            return language
    return None
