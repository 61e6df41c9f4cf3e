"""Which language somebody asks for ("speak Polish", "po polsku", "на български"): by the stem of its name."""

import re

# Order matters: the first stem that starts a word of the message wins. "" = a language that we do not speak.
_STEMS: tuple[tuple[str, str], ...] = (
    ("nl", r"nederl|dutch|holl?and|holend|niderland|oland|neerland|нидерл|холанд"),
    ("en", r"engel|engl|ingl|angiel|англ|angl|ingles"),
    ("pl", r"pols|pool[s]|polish|polon|полск|поляц|po polsku"),
    ("ro", r"rom[aâă]n|roemeen|roemen|rumu|rumun|румън|румун|rumyn"),
    ("bg", r"bulg|bułg|българ|balgar|bylgar|b[uy]lgar"),
    ("", r"ukra|укра|russ|rosyj|rus[eă]|руск|turk|turec|турск|germ|deuts|duits|niem|немск|span|spaans|hiszp|испан|hung|węgier|maghiar|унгар|"
         r"slov|słow|словаш|czech|tsjech|чешк|lith|litou|litew|latv|lets|łotew|ital|włosk|french|frans|franc|френск|portug|arab|арабск|greek|grie|гръцк"),
)  # fmt: skip


def asked(text: str) -> str | None:
    """A language code, "" for a named language that we do not speak, or None when none is named."""
    plain = text.casefold()
    for language, stems in _STEMS:
        if re.search(rf"(?<!\w)(?:{stems})", plain):
            return language
    return None
