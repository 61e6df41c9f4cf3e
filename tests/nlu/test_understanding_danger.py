"""Danger: how much of what frightened people write is recognised, and how seldom everyday questions are taken for it."""

from functools import lru_cache, partial
from pathlib import Path

import numpy as np
import pytest
import yaml

from bot.channel.languages import asked
from bot.nlu import corpus, encoder, vectors
from bot.nlu.danger import KINDS, kinds, learning, lessons
from bot.nlu.danger.meaning import CALM, Meaning
from bot.nlu.danger.rules import Ruleset
from bot.nlu.danger.vocabulary import one_slip, tokens
from bot.nlu.model import views
from content.languages import LANGUAGES, NAMES
from content.signs import all_rules, read_rule

HERE = Path(__file__).parent
# Floors, a little under what is measured (docs/understanding.md): recall on the second set and on the third, and near misses of the
# third (calm messages with the words of danger) taken for danger.
LATER, BLIND, NEAR_MISSES = 0.95, 0.93, 0.2
SETS = ("danger", "danger_later", "danger_blind")

CAUGHT = [
    ("violence", "ik ben geslagen door mijn baas"),
    ("violence", "the supervisor hit me yesterday"),
    ("violence", "brygadzista mnie uderzył"),
    ("violence", "șeful m-a lovit"),
    ("violence", "шефът ме удари"),
    ("violence", "6efyt me udari"),
    ("held", "ze houden ons vast in het huis"),
    ("held", "they locked us in the house"),
    ("held", "zamknęli nas w domu"),
    ("held", "ne-au încuiat în casă"),
    ("held", "заключиха ни в къщата"),
    ("held", "ne ni puskat da izlezem"),
    ("passport", "mijn paspoort is afgepakt"),
    ("passport", "he took my passport"),
    ("passport", "szef zabrał mi paszport"),
    ("passport", "mi-a luat pașaportul"),
    ("passport", "взеха ми паспорта"),
    ("passport", "vzeha mi pasporta"),
    ("suicide", "ik wil niet meer leven"),
    ("suicide", "i want to kill myself"),
    ("suicide", "nie chcę już żyć"),
    ("suicide", "nu mai vreau să trăiesc"),
    ("suicide", "не искам да живея повече"),
    ("suicide", "ne iskam da jiveq"),
    ("medical", "hij ademt niet meer"),
    ("medical", "she is unconscious"),
    ("medical", "kolega jest nieprzytomny"),
    ("medical", "colegul nu respiră"),
    ("medical", "колегата е в безсъзнание"),
    ("medical", "ne moje da di6a"),
    ("fire", "er is brand in huis"),
    ("fire", "the house is on fire"),
    ("fire", "dom się pali, pali się"),
    ("fire", "a luat foc casa"),
    ("fire", "къщата гори"),
    ("fire", "ima pojar"),
    ("frost", "ik slaap buiten in de kou"),
    ("frost", "we are sleeping in the car"),
    ("frost", "śpię na dworze"),
    ("frost", "dorm afară în parc"),
    ("frost", "спя навън"),
    ("frost", "spq v kolata"),
]


def messages(name: str, language: str) -> list[tuple[set[str], str]]:
    """(kinds that are right, text) of a measuring file."""
    lines = (HERE / f"{name}_{language}.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(set(kind.split("|")), text) for kind, text in pairs]


@lru_cache
def everyday(language: str) -> list[str]:
    """Questions of all topics that are not of danger, and all turns of conversation."""
    listed = yaml.safe_load((corpus.CONTENT / "topics.yaml").read_text(encoding="utf-8"))["topics"]
    danger = {topic["id"] for topic in listed if topic.get("danger")}
    files = [p for p in sorted((corpus.CONTENT / language / "questions").glob("*.txt")) if p.stem not in danger]
    lines = [line.strip() for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("kind", "text"), CAUGHT)
def test_caught(kind: str, text: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize("language", corpus.LANGUAGES)
def test_the_measuring_set_has_sixty_messages_of_all_kinds_and_spellings(language: str) -> None:
    found = messages("danger", language)
    assert len(found) >= 60
    assert set().union(*(right for right, _ in found)) == set(KINDS)
    if language == "bg":
        assert sum(text.isascii() for _, text in found) >= len(found) / 3
    if language in ("pl", "ro"):
        assert sum(text.isascii() for _, text in found) >= len(found) / 3


@pytest.mark.parametrize("language", corpus.LANGUAGES)
def test_words_alone_recognise_nearly_all_danger_of_the_first_measuring_set(language: str) -> None:
    found = messages("danger", language)
    missed = [text for _, text in found if not kinds(text, language)]
    assert len(missed) <= 0.02 * len(found), missed
    wrong = [text for right, text in found if not right & set(kinds(text, language))]
    assert len(wrong) <= 0.05 * len(found), wrong


@pytest.mark.parametrize("language", corpus.LANGUAGES)
def test_words_take_few_everyday_questions_for_danger(language: str) -> None:
    asked = everyday(language)
    false = [text for text in asked if kinds(text, language)]
    assert len(false) <= 0.03 * len(asked), false[:20]


@lru_cache
def sentence_vectors() -> dict[tuple[str, str], np.ndarray]:
    """Of all messages here, by (text, language); made once, as most were kept by the training that comes before the tests."""
    shared = encoder.shared()
    if shared is None:
        pytest.skip("no encoder on this processor: danger is recognised by its words only")
    learnt = lessons.read()
    lexicon = learning.vocabulary(learnt)
    written = [(lesson.text, lesson.language) for lesson in learnt]
    for language in corpus.LANGUAGES:
        written += [(text, language) for text in everyday(language)]
        written += [(text, language) for name in SETS for _, text in messages(name, language)]
    written = list(dict.fromkeys(written))
    made = vectors.encode_cached(shared, [views(text, language, lexicon)[1] for text, language in written])
    return dict(zip(written, made, strict=True))


@lru_cache
def meant() -> Meaning:
    """Learnt as the bot learns it."""
    shared = encoder.shared()
    if shared is None:
        pytest.skip("no encoder on this processor: danger is recognised by its words only")
    return learning.fit(lessons.read(), partial(vectors.encode_cached, shared))


def recognised(texts: list[str], language: str) -> np.ndarray:
    """Whether words and meaning see danger, bool [n]."""
    known, meaning = sentence_vectors(), meant()
    return np.array([bool(meaning.judge(kinds(text, language), text, language, known[text, language])) for text in texts])


def of_all_languages(name: str, calm: bool = False) -> dict[str, np.ndarray]:
    """By language: what is recognised of a set's messages of danger, or of its calm ones."""
    return {
        lang: recognised([text for right, text in messages(name, lang) if (right == {CALM}) is calm], lang) for lang in corpus.LANGUAGES
    }


@pytest.mark.parametrize("language", corpus.LANGUAGES)
def test_the_meaning_takes_next_to_nothing_from_what_words_see_in_the_first_set(language: str) -> None:
    assert recognised([text for _, text in messages("danger", language)], language).mean() >= 0.98


@pytest.mark.parametrize(("name", "floor"), [("danger_later", LATER), ("danger_blind", BLIND)])
def test_words_and_meaning_recognise_most_danger_in_words_nobody_thought_of(name: str, floor: float) -> None:
    found = of_all_languages(name)
    assert np.concatenate(list(found.values())).mean() >= floor
    # a set holds few messages of one language: one more or less of twenty is five in a hundred
    assert {lang: seen.mean() for lang, seen in found.items() if seen.mean() < floor - 0.1} == {}


def test_most_calm_messages_with_the_words_of_danger_are_left_in_peace() -> None:
    assert np.concatenate(list(of_all_languages("danger_blind", calm=True).values())).mean() <= NEAR_MISSES


@pytest.mark.parametrize("language", corpus.LANGUAGES)
def test_the_third_set_holds_sixty_of_danger_and_sixty_calm(language: str) -> None:
    rights = [right for right, _ in messages("danger_blind", language)]
    assert sum(right == {CALM} for right in rights) >= 60
    assert sum(right != {CALM} for right in rights) >= 60


@pytest.mark.parametrize("language", corpus.LANGUAGES)
def test_words_and_meaning_together_take_few_everyday_questions_for_danger(language: str) -> None:
    # every fourth of over 5,000: one by one they take seconds
    assert recognised(everyday(language)[::4], language).mean() <= 0.03


def test_the_meaning_survives_being_stored(tmp_path: Path) -> None:
    (text, language), vector = next(iter(sentence_vectors().items()))
    meant().save(tmp_path)
    assert Meaning.load(tmp_path).probabilities(text, language, vector) == pytest.approx(meant().probabilities(text, language, vector))


def test_no_measuring_message_is_learnt() -> None:
    learnt = {lesson.text for lesson in lessons.read() if lesson.times > 1}
    for language in corpus.LANGUAGES:
        assert not learnt & {text for name in SETS for _, text in messages(name, language)}


def test_every_example_names_its_kind() -> None:
    examples = [lesson for lesson in lessons.read() if lesson.times > 1]
    assert {(one.language, one.label) for one in examples} == {(language, kind) for language in corpus.LANGUAGES for kind in (*KINDS, CALM)}


def test_nothing_is_learnt_from_calm_messages_alone() -> None:
    with pytest.raises(ValueError, match="both needed"):
        learning.fit([lessons.Lesson("wat is het minimumloon", "nl", CALM)] * 4, lambda texts: np.eye(len(texts), dtype=np.float32))


@pytest.mark.parametrize(
    "text",
    [
        "wat is het minimumloon",
        "when do I get my holiday pay",
        "ile mam dni urlopu",
        "cât costă dentistul",
        "колко дни отпуск имам",
        "kolko struva zubolekar",
        "ik ben mijn paspoort verloren in de trein",
        "hoeveel belasting betaal ik",
        "how do I get a DigiD",
        "unde mă înregistrez la primărie",
    ],
)
def test_everyday_questions_are_no_danger(text: str) -> None:
    assert kinds(text) == []


def test_every_kind_has_rules_in_every_language() -> None:
    assert {language: {rule.kind for rule in rules} for language, rules in all_rules().items()} == {
        language: set(KINDS) for language in corpus.LANGUAGES
    }


def test_every_language_that_is_offered_has_signs_of_danger_and_can_be_asked_for() -> None:
    assert [lang for lang in LANGUAGES if not all_rules().get(lang)] == []
    assert [lang for lang in LANGUAGES if asked(NAMES[lang]) != lang] == []


def test_the_most_urgent_kind_comes_first() -> None:
    assert kinds("he took my passport and now my friend is not breathing", "en")[0] == "medical"


@pytest.mark.parametrize(
    ("line", "text", "found"),
    [
        ("fall* & roof", "the roof, he falls", True), ("fall* .. roof", "the roof he falls", False),
        ("fall* .. roof", "falls off a roof", True),
        ("hit me", "hit on me", False), ("passed_out|faint*", "she passed out", True), ("passed_out|faint*", "it passed", False),
        ("gun ! water", "a water gun", False), ("gun ! water", "a gun", True), ("<me> & help", "help us", True), ("me & me", "me", False),
        ("^fire", "fire!!", True), ("^fire", "a fire", False), ("hit & me", "hit " + "x " * 12 + "me", False),
        ("strangling", "he is stranglig her", True), ("=strangling", "he is stranglig her", False),
    ],
)  # fmt: skip
def test_a_line_means_what_the_manual_says(line: str, text: str, found: bool) -> None:
    rules = Ruleset([read_rule("violence", line, {"me": "me us"})])
    assert bool(rules.kinds(tokens(text))) is found


@pytest.mark.parametrize("typed", ["удариха", "udariha", "ydariha", "udarixa", "УДАРИХА"])
def test_bulgarian_is_read_in_both_scripts(typed: str) -> None:
    assert Ruleset([read_rule("violence", "удариха", {})], bulgarian=True).kinds(tokens(typed)) == {"violence"}


@pytest.mark.parametrize(
    ("a", "b", "slip"),
    [
        ("stranglig", "strangling", True),
        ("strnagling", "strangling", True),
        ("atrangling", "strangling", False),
        ("strgling", "strangling", False),
    ],
)
def test_a_slip_is_one_letter_but_not_the_first(a: str, b: str, slip: bool) -> None:
    assert one_slip(a, b) is slip


def test_a_long_strange_message_costs_little_time() -> None:
    assert kinds("jjyyxxcciijjyy " * 5000) == []
