"""Character n-grams as TF-IDF, kept as plain arrays so that a stored model holds no pickle."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer


class Ngrams:
    """TF-IDF over character n-grams inside words (a word border counts as a space), rows of unit length."""

    def __init__(self, shortest: int, longest: int, most: int | None = None, min_df: int = 2):
        self.range = (shortest, longest)
        self._vectorizer = self._make(max_features=most, min_df=min_df)
        self._cut = self._vectorizer.build_analyzer()

    def _make(self, **options) -> TfidfVectorizer:
        return TfidfVectorizer(analyzer="char_wb", ngram_range=self.range, lowercase=False, sublinear_tf=True, dtype=np.float32, **options)

    def fit(self, texts: list[str]) -> csr_matrix:
        """Learn the n-grams; gives the matrix float32 [n, size] of these texts."""
        return self._vectorizer.fit_transform(texts)

    def transform(self, texts: list[str]) -> csr_matrix:
        """Matrix float32 [n, size]. Counted here: the vectorizer gives the same numbers, but checks itself for a millisecond each time."""
        rows = [self._row(text) for text in texts]
        ends = np.cumsum([0] + [len(columns) for columns, _ in rows])
        columns = np.concatenate([columns for columns, _ in rows]) if rows else np.zeros(0, np.int32)
        values = np.concatenate([values for _, values in rows]) if rows else np.zeros(0, np.float32)
        return csr_matrix((values, columns, ends), shape=(len(texts), self.size))

    def _row(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Columns int32 in order, and the unit-length values float32 that stand in them."""
        known = self._vectorizer.vocabulary_
        counted = Counter(known[gram] for gram in self._cut(text) if gram in known)
        columns = np.array(sorted(counted), np.int32)
        weights = self._weights
        values = (1 + np.log(np.array([counted[c] for c in columns.tolist()], np.float32))) * weights[columns]
        return columns, values / max(float(np.sqrt((values * values).sum())), 1e-12)

    @cached_property
    def _weights(self) -> np.ndarray:
        return self._vectorizer.idf_.astype(np.float32)

    @property
    def size(self) -> int:
        return len(self._vectorizer.vocabulary_)

    def arrays(self, prefix: str) -> dict[str, np.ndarray]:
        """What to store: n-grams in column order, their weights, the lengths."""
        return {
            f"{prefix}_grams": self._vectorizer.get_feature_names_out().astype(str),
            f"{prefix}_idf": self._vectorizer.idf_,
            f"{prefix}_range": np.array(self.range),
        }

    @classmethod
    def from_arrays(cls, prefix: str, arrays: dict[str, np.ndarray]) -> Ngrams:
        made = cls(*(int(n) for n in arrays[f"{prefix}_range"]))
        grams = arrays[f"{prefix}_grams"].tolist()
        made._vectorizer = made._make(vocabulary={gram: i for i, gram in enumerate(grams)})
        made._vectorizer.idf_ = arrays[f"{prefix}_idf"]
        return made
