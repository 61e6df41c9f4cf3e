"""Language: recognised from few words, sticky within a conversation, honest about languages we do not speak."""

import pytest

from bot.nlu import corpus, language
from bot.nlu.language import OTHER, LanguageModel, Verdict
from bot.nlu.sticky import choose


def verdict(best: str, confidence: float, words: int) -> Verdict:
    return Verdict(best, confidence, None, words, {best: confidence} if best != OTHER else {"nl": 0.6})


@pytest.mark.parametrize(
    ("seen", "prior", "wanted"),
    [
        (verdict("en", 0.99, 1), "pl", "pl"),  # "help" in a Polish conversation
        (verdict("nl", 0.79, 5), "pl", "pl"),  # not sure enough
        (verdict("nl", 0.81, 3), "pl", "nl"),
        (verdict("nl", 0.90, 2), "pl", "pl"),  # two words need more
        (verdict("nl", 0.96, 2), "pl", "nl"),
        (verdict("nl", 0.30, 4), None, "nl"),  # nothing to hold on to
        (verdict(OTHER, 0.9, 4), "pl", OTHER),
        (verdict(OTHER, 0.6, 1), None, "nl"),
        (Verdict("en", 0.0, None, 0, {}), "ro", "ro"),  # a number, an emoji
    ],
)
def test_a_conversation_keeps_its_language(seen: Verdict, prior: str | None, wanted: str) -> None:
    assert choose(seen, prior) == wanted


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    examples = corpus.read()
    if len({e.language for e in examples}) < 5:
        pytest.skip("needs questions in all five languages")
    return language.fit(examples)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("wanneer krijg ik mijn vakantiegeld", "nl"),
        ("my boss does not pay me", "en"),
        ("szef nie placi mi za nadgodziny", "pl"),
        ("nu mi-au dat fluturasul de salariu", "ro"),
        ("не ми дават почивка", "bg"),
        ("ne mi davat po4ivka i 6efyt krqska", "bg"),
        ("shefat ne mi plashta zaplatata", "bg"),
        ("Ich brauche Hilfe mit meinem Lohn", OTHER),
        ("Здравствуйте, мне не платят зарплату", OTHER),
        ("Мені не платять зарплату, що робити", OTHER),
        ("Merhaba, patron maaşımı ödemiyor", OTHER),
        ("Hola, necesito ayuda con mi contrato", OTHER),
        ("Nem kaptam meg a fizetésemet, segítség", OTHER),
        ("مرحبا أحتاج مساعدة", OTHER),
    ],
)
def test_recognised_languages(model: LanguageModel, text: str, wanted: str) -> None:
    assert model.verdict(text).language == wanted


def test_the_prior_decides_words_that_are_the_same_everywhere(model: LanguageModel) -> None:
    assert choose(model.verdict("ok", "ro"), "ro") == "ro"
