"""A text as word pieces: the way through the text whose pieces have the highest total score (unigram model of SentencePiece)."""

from __future__ import annotations

import re

from bot.nlu.e5.file import ModelFile

SPACE = "\u2581"  # how the vocabulary writes a space
_NOWHERE = (float("-inf"), 0, 0)


class Pieces:
    def __init__(self, model: ModelFile):
        self._ids = {piece.decode(): i for i, piece in enumerate(model.pieces) if piece and i != model.unknown}
        self._scores = model.scores.tolist()
        self._normal = str.maketrans(model.normal)
        self._unknown = model.unknown
        self._penalty = min(self._scores) - 10  # a letter that no piece has: worse than any piece
        self._longest = max(map(len, self._ids))

    def cut(self, text: str) -> list[int]:
        """Ids of the pieces, without the marks for begin and end."""
        text = re.sub(" {2,}", " ", text.translate(self._normal))
        text = ("" if text.startswith(" ") else SPACE) + text.replace(" ", SPACE)
        # best[i]: (score, where the last piece begins, its id) of the best way to letter i
        best = [(0.0, 0, 0)] + [_NOWHERE] * len(text)
        for start in range(len(text)):
            so_far = best[start][0]
            for stop in range(start + 1, min(len(text), start + self._longest) + 1):
                piece = self._ids.get(text[start:stop])
                if piece is not None and so_far + self._scores[piece] > best[stop][0]:
                    best[stop] = (so_far + self._scores[piece], start, piece)
            if so_far + self._penalty > best[start + 1][0]:
                best[start + 1] = (so_far + self._penalty, start, self._unknown)
        found, at = [], len(text)
        while at:
            _, at, piece = best[at]
            found.append(piece)
        return found[::-1]
