"""How alike documents are: TF-IDF over word stems, compared without the square of all documents.

Imports scikit-learn, scipy and numpy: import it inside a function. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

# A few articles cannot tell which words are common. Counting this many imagined articles without
# any of their words keeps shared words from weighing less than unshared ones.
_IMAGINED = 20
# Two documents are looked at when they share words that at most so many documents have. A word of
# more can never alone make two alike, and the work grows with the number of documents, not with
# its square. With fewer documents than this, all pairs are looked at.
_RARE = 800
_SEEN = 0.5  # share of the similarity wanted that the rare words alone must bring
_CHUNK = 128  # rows compared at once: bounds memory

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of documents (`left[k] < right[k]`) and how alike they are, 0–1."""

    left: Indices
    right: Indices
    value: Floats

    def above(self, similarity: float) -> Pairs:
        """Only those at least so alike."""
        return self.where(self.value >= similarity)

    def where(self, kept: npt.NDArray[np.bool_]) -> Pairs:
        """Only those marked."""
        return Pairs(self.left[kept], self.right[kept], self.value[kept])

    def __iter__(self) -> Iterator[tuple[int, int, float]]:
        return zip(self.left.tolist(), self.right.tolist(), self.value.tolist(), strict=True)


class Space:
    """Documents as vectors with their days, the stories last.

    Two stories, and two documents further apart in time than the window, are not alike at all.
    """

    def __init__(
        self,
        documents: Sequence[Sequence[str]],
        days: Sequence[float | None],
        stories: int,
        window_days: float,
        rare: int = _RARE,
    ) -> None:
        self.vectors, self._frequency, self._vocabulary = _vectors(documents)
        self.days: Floats = np.array(
            [np.nan if day is None else day for day in days], dtype=np.float64
        )
        self.window_days = window_days
        self._first_story = len(documents) - stories
        self._rare = rare

    def frequency(self, word: str) -> int:
        """How many documents have a word."""
        column = self._vocabulary.get(word)
        return 0 if column is None else int(self._frequency[column])

    def between(self, rows: Sequence[int], columns: Sequence[int]) -> Floats:
        """How alike each of `rows` is to each of `columns`."""
        left, right = np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64)
        values: Floats = np.asarray((self.vectors[left] @ self.vectors[right].T).todense())
        values[self._apart(left[:, None], right[None, :])] = 0.0
        return np.clip(values, 0.0, 1.0)

    def pairs(self, similarity: float) -> Pairs:
        """All pairs at least so alike that share a rare word."""
        rare = self._frequency <= self._rare
        few, many = csr_matrix(self.vectors[:, rare]), csr_matrix(self.vectors[:, ~rare])
        columns = few.T.tocsr()
        seen = similarity * _SEEN if many.nnz else similarity
        size = self.vectors.shape[0]
        found = [
            self._pairs_from(start, few, columns, many, seen).above(similarity)
            for start in range(0, size, _CHUNK)
        ]
        none = np.zeros(0, dtype=np.int64)
        return Pairs(
            np.concatenate([none, *(pairs.left for pairs in found)]),
            np.concatenate([none, *(pairs.right for pairs in found)]),
            np.concatenate([np.zeros(0), *(pairs.value for pairs in found)]),
        )

    def _pairs_from(
        self, start: int, few: csr_matrix, columns: csr_matrix, many: csr_matrix, seen: float
    ) -> Pairs:
        product = (few[start : start + _CHUNK] @ columns).tocoo()
        left, right = product.row.astype(np.int64) + start, product.col.astype(np.int64)
        pairs = Pairs(left, right, product.data)
        pairs = pairs.where((right > left) & (pairs.value >= seen))
        pairs = pairs.where(~self._apart(pairs.left, pairs.right))
        rest = many[pairs.left].multiply(many[pairs.right]).sum(axis=1)
        value = np.clip(pairs.value + np.asarray(rest).ravel(), 0.0, 1.0)
        order = np.lexsort((pairs.right, pairs.left))
        return Pairs(pairs.left[order], pairs.right[order], value[order])

    def _apart(self, left: Indices, right: Indices) -> npt.NDArray[np.bool_]:
        far = np.abs(self.days[left] - self.days[right]) > self.window_days
        both = (left >= self._first_story) & (right >= self._first_story)
        apart: npt.NDArray[np.bool_] = far | both
        return apart


def _vectors(documents: Sequence[Sequence[str]]) -> tuple[csr_matrix, Indices, dict[str, int]]:
    """Unit vectors, how many documents have each word, and each word's column.

    A document without a word is the zero vector, alike to none.
    """
    vectorizer = CountVectorizer(analyzer=list, dtype=np.float64)
    try:
        counts = vectorizer.fit_transform(documents)
    except ValueError:  # "empty vocabulary": no document has a word
        return csr_matrix((len(documents), 1)), np.zeros(1, dtype=np.int64), {}
    size, features = counts.shape
    frequency = np.bincount(counts.indices, minlength=features).astype(np.int64)
    counts.data = 1.0 + np.log(counts.data)
    weights = np.log((1 + size + _IMAGINED) / (1 + frequency)) + 1
    counts.data *= weights[counts.indices]
    return csr_matrix(normalize(counts, copy=False)), frequency, vectorizer.vocabulary_
