"""The pure rules: states, routing, padding, stretching. No database."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.cases.intake import LETTERS, new_reference
from referral.cases.workflow import ADDED, ANSWERED, FRESH, MAY_WITHDRAW, STATES, STEPS, Given, State, buttons, shown_to_worker, step
from referral.errors import CannotOpen, Malformed, NotAllowed
from referral.inbox.subjects import mark, normal
from referral.routing.rules import Facts, Rule, first
from referral.seal import boxes, stretch


def test_every_state_is_reached_and_every_step_leads_to_a_state() -> None:
    reached = {"new", "withdrawn", *itertools.chain(*STEPS.values()), *ANSWERED.values(), *ADDED.values()}
    assert reached == set(STATES)
    assert {*ANSWERED, *ADDED, *FRESH, *MAY_WITHDRAW} <= set(STATES)


def test_the_worker_sees_only_the_words_of_the_contract() -> None:
    assert {shown_to_worker(s) for s in STATES} == {"new", "in_progress", "waiting", "handed_over", "closed"}


@pytest.mark.parametrize("status", STATES)
def test_no_button_hands_over_closes_or_goes_back_to_new(status: State) -> None:
    assert not {"handed_over", "new", "withdrawn", "closed", "waiting"} & set(buttons(status))
    with pytest.raises(NotAllowed):
        step(status, "new")


GIVEN = (Given(), Given(outcome="solved"), Given(waiting_for="worker"), Given(receiver=True), Given(outcome="x"), Given(waiting_for="x"))
NEEDS = {"closed": Given(outcome="solved"), "waiting": Given(waiting_for="worker"), "handed_over": Given(receiver=True)}


@pytest.mark.parametrize(("status", "wanted"), list(itertools.product(STATES, STATES)))
def test_a_step_is_taken_only_when_the_table_has_it_and_with_exactly_what_it_needs(status: State, wanted: State) -> None:
    for wish in GIVEN:
        if wanted not in STEPS[status]:
            with pytest.raises(NotAllowed):
                step(status, wanted, wish)
        elif wish == NEEDS.get(wanted, Given()):
            assert step(status, wanted, wish) == wanted
        else:
            with pytest.raises(Malformed):
                step(status, wanted, wish)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Uitzendbureau Jansen B.V.", "JANSEN BV", True),
        ("Café Pólska", "cafe polska", True),
        ("Łódź Work sp. z o.o.", "lodz work", True),
        ("Stationsweg 12, Venlo", "venlo stationsweg 12", True),
        ("Stationsweg 12", "Stationsweg 21", False),
        ("Jansen", "Janssen", False),
        ("B.V.", "N.V.", False),
    ],
)
def test_names_are_the_same_apart_from_signs_accents_order_and_legal_form(one: str, other: str, same: bool) -> None:
    assert (normal(one) == normal(other)) is same


def test_only_the_desk_that_has_the_key_makes_the_same_mark() -> None:
    assert mark("Jansen BV", b"a" * 32) == mark("JANSEN", b"a" * 32)
    assert mark("Jansen BV", b"a" * 32) != mark("Jansen BV", b"b" * 32)


RULES = [
    Rule("report", "housing", "0599", "woonfraude"),
    Rule(None, "work_rights", "0599", "werk"),
    Rule(None, None, "0599", "rotterdam"),
    Rule(None, None, "0983", "venlo"),
    Rule("report", "exploitation", None, "landelijk meldpunt"),
]


@pytest.mark.parametrize(
    ("kind", "desk_kind", "municipality", "expected"),
    [
        ("report", "housing", "0599", ("woonfraude", False)),
        ("referral", "housing", "0599", ("rotterdam", False)),
        ("referral", "work_rights", "0599", ("werk", False)),
        ("report", None, "0983", ("venlo", False)),
        ("report", "exploitation", "0363", ("landelijk meldpunt", False)),
        ("report", "exploitation", None, ("landelijk meldpunt", False)),
        ("referral", "exploitation", "0363", ("national", True)),
        ("report", "housing", None, ("national", True)),
    ],
)
def test_the_first_rule_that_fits_wins(kind: str, desk_kind: str | None, municipality: str | None, expected: tuple[str, bool]) -> None:
    rule = first(RULES, Facts(kind, desk_kind, municipality))
    assert (rule.desk if rule else "national", rule is None) == expected


def test_a_reference_has_no_letters_that_look_alike() -> None:
    assert not set("0O1IL5S8B") & set(LETTERS)
    assert new_reference("report")[:2] == "R-"
    assert len({new_reference("referral") for _ in range(200)}) == 200


@given(st.text(max_size=2000))
def test_a_padded_text_comes_back_and_its_length_tells_only_the_block(text: str) -> None:
    key = boxes.new_key()
    locked = boxes.lock(text, key)
    assert boxes.unlock(locked, key) == text
    assert len(locked) % boxes.BLOCK == len(boxes.lock("", key)) % boxes.BLOCK


def test_short_texts_look_alike() -> None:
    key = boxes.new_key()
    assert len({len(boxes.lock("a" * n, key)) for n in range(boxes.BLOCK)}) == 1


def test_a_salt_remembers_its_cost_and_another_cost_gives_another_key() -> None:
    cheap = stretch.new_salt(stretch.Cost(1, 8 * 1024))
    assert stretch.stretched("secret", cheap) == stretch.stretched("secret", cheap)
    dearer = stretch.new_salt(stretch.Cost(2, 8 * 1024))[:5] + cheap[5:]
    assert stretch.stretched("secret", cheap) != stretch.stretched("secret", dearer)
    for broken in (b"\x00\x00\x00\x20\x00" + b"s" * 16, b"\x01\xff\xff\xff\xff" + b"s" * 16):
        with pytest.raises(ValueError, match="salt"):
            stretch.stretched("secret", broken)


def test_a_wrong_key_opens_nothing() -> None:
    private, public = boxes.new_pair()
    with pytest.raises(CannotOpen):
        boxes.unlock(boxes.lock("x", boxes.new_key()), boxes.new_key())
    with pytest.raises(CannotOpen):
        boxes.open_sealed(boxes.seal(b"x", public), boxes.new_pair()[0])
    assert boxes.open_sealed(boxes.seal(b"x", public), private) == b"x"
