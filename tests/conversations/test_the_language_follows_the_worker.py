"""Three words in another language change the tongue of the bot; a borrowed word does not."""

from itertools import permutations

import pytest

from content.languages import LANGUAGES
from tests.bot.service import Bot, Worker

pytestmark = pytest.mark.rasa
THREE_WORDS = {
    "nl": "ik ben ziek", "en": "I am sick", "pl": "jestem bardzo chora", "ro": "sunt foarte bolnav", "bg": "аз съм болен",
}  # fmt: skip
MIXED = {
    "nl": ["mijn boss zegt dat ik geen payslip krijg", "ik zoek een mieszkanie in Venlo"],
    "en": ["my uitzendbureau does not give me a loonstrook", "how do I get a meldunek or BSN"],
    "pl": ["uitzendbureau nie daje mi loonstrook", "szef powiedział że mam sick leave"],
    "ro": ["nu am primit loonstrook de la uitzendbureau", "șeful zice că nu am overtime"],
    "bg": ["uitzendbureau не ми дава loonstrook", "shefa ne mi dava loonstrook ot uitzendbureau"],
}


@pytest.mark.parametrize(("known", "spoken"), list(permutations(LANGUAGES, 2)))
def test_three_words_in_another_language_change_it(bot: Bot, known: str, spoken: str) -> None:
    assert Worker(bot, language=known).turn(THREE_WORDS[spoken])["language"] == spoken


@pytest.mark.parametrize("known", LANGUAGES)
def test_borrowed_words_do_not(bot: Bot, known: str) -> None:
    for text in MIXED[known]:
        assert Worker(bot, language=known).turn(text)["language"] == known, text
