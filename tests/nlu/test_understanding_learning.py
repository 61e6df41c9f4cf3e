"""Augmenter, network, model and Rasa component on a tiny set."""

import random

import numpy as np
import pytest

from bot import encode_questions
from bot.evaluation import calibration
from bot.nlu import augment, encoder, training, vectors
from bot.nlu.corpus import Example
from bot.nlu.model import IntentModel

ASK = {
    "wage": {
        "nl": ["hoeveel loon per uur", "wat is het loon", "loon te laag"],
        "en": ["how much wage per hour", "what is the wage", "wage too low"],
        "bg": ["каква е заплатата на час", "заплатата е ниска", "колко е заплатата"],
    },
    "tooth": {
        "nl": ["kiespijn en een tandarts", "tandarts zoeken", "tand kapot"],
        "en": ["tooth pain dentist", "find a dentist", "broken tooth"],
        "bg": ["боли ме зъб", "търся зъболекар", "счупен зъб"],
    },
    "greet": {
        "nl": ["hallo", "goedemorgen", "dag"],
        "en": ["hello", "good morning", "hi there"],
        "bg": ["здравейте", "добро утро", "привет"],
    },
}
EXAMPLES = [Example(text, intent, language) for intent, by in ASK.items() for language, texts in by.items() for text in texts]


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return training.fit(EXAMPLES, None)


def test_the_augmenter_is_seeded_and_never_returns_the_original() -> None:
    text = "защо не ми плащат осигуровките, имам договор"
    once, again = (augment.copies(text, "bg", random.Random(3), 3) for _ in range(2))
    assert once == again
    assert text not in [c.text for c in once]
    assert len({c.text for c in once}) == len(once)


def test_latin_bulgarian_copies_have_no_cyrillic_left() -> None:
    written = augment.latin_bulgarian("щом няма чистачка, жената ще я върне", random.Random(1))
    assert not any("\u0400" <= c <= "\u04ff" for c in written)


def test_it_learns_and_its_probabilities_add_up(model: IntentModel) -> None:
    rows = model.probabilities(["de tandarts", "HELLO", "zaplata"], ["nl", "en", "bg"], None)
    assert [model.intents[i] for i in rows.argmax(axis=1)] == ["tooth", "greet", "wage"]
    assert np.allclose(rows.sum(axis=1), 1, atol=1e-4)


def test_a_stored_model_answers_the_same(model: IntentModel, tmp_path) -> None:
    model.save(tmp_path)
    again = IntentModel.load(tmp_path)
    ask = (["tandarts"], ["nl"], None)
    assert np.allclose(model.probabilities(*ask), again.probabilities(*ask), atol=1e-5)


def test_two_intents_are_enough() -> None:
    small = training.fit([e for e in EXAMPLES if e.intent != "greet"], None)
    assert small.probabilities(["x"], ["en"], None).shape == (1, 2)


def test_without_avx2_there_is_no_encoder_and_it_says_so(tmp_path, monkeypatch) -> None:
    (tmp_path / "cpuinfo").write_text("flags : fpu sse2\n")
    assert not encoder.has_avx2(tmp_path / "cpuinfo")
    monkeypatch.setattr(encoder, "has_avx2", lambda: False)
    monkeypatch.setattr(encoder, "_tried", False)
    monkeypatch.setattr(encoder, "_shared", None)
    assert encoder.status() == "none"


def test_vectors_are_computed_once_and_a_broken_cache_is_no_disaster(tmp_path) -> None:
    class Counting:
        name, dim, asked = "fake", 3, 0

        def encode(self, texts: list[str]) -> np.ndarray:
            self.asked += len(texts)
            return np.array([[len(t), 1, 0] for t in texts], np.float32)

    fake = Counting()
    first = vectors.encode_cached(fake, ["aa", "b", "aa"], tmp_path)
    assert first.tolist() == [[2, 1, 0], [1, 1, 0], [2, 1, 0]]
    vectors.encode_cached(fake, ["b", "aa"], tmp_path)
    assert fake.asked == 2
    (tmp_path / "vectors-fake.npz").write_bytes(b"broken")
    assert vectors.encode_cached(fake, ["b"], tmp_path).tolist() == [[1, 1, 0]]


def test_calibration_error_is_the_gap_between_what_was_said_and_what_came_true() -> None:
    assert calibration.expected_error(np.array([0.9, 0.9]), np.array([True, False])) == pytest.approx(0.4)
    assert calibration.expected_error(np.array([1.0, 1.0]), np.array([True, True])) == pytest.approx(0.0)


def test_vectors_of_the_repository_are_those_of_the_encoder() -> None:
    texts = [text for found in encode_questions.wanted().values() for text in found]
    engine = encoder.shared()
    assert engine is not None
    known = vectors.read_shipped(engine)
    missing = [text for text in texts if vectors.key(text) not in known]
    assert len(missing) < 0.05 * len(texts), "many new questions: run `make vectors`"
    for text in texts[:: len(texts) // 20]:
        stored = known.get(vectors.key(text))
        if stored is not None:
            assert float(engine.encode([text])[0] @ stored) > 0.999, text


def test_vectors_survive_being_written_in_eight_bits(tmp_path) -> None:
    rows = np.random.default_rng(3).normal(size=(5, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    names = [vectors.key(str(i)) for i in range(5)]
    path = tmp_path / "fake-nl.npz"
    vectors.write_shipped(path, dict(zip(names, rows, strict=True)))

    class Fake:
        name, dim = "fake", 16

        def encode(self, texts: list[str]) -> np.ndarray:
            raise AssertionError("nothing is to be encoded")

    assert vectors.names_in(path) == set(names)
    again = vectors.encode_cached(Fake(), [str(i) for i in range(5)], tmp_path / "cache", tmp_path)
    assert np.abs(again - rows).max() < 0.01
