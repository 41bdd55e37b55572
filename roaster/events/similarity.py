"""How alike documents are: TF-IDF over word stems, compared without the square of all documents.

Imports scipy and numpy: import it inside a function. Pure.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

# A few articles cannot tell which words are common. Counting this many imagined articles without
# any of their words keeps shared words from weighing less than unshared ones.
_IMAGINED = 20
# Two documents are looked at when they share words that at most so many documents have. A word of
# more can never alone make two alike, and the work grows with the number of documents, not with
# its square. With fewer documents than this, all pairs are looked at.
_RARE = 800
_SEEN = 0.5  # share of the similarity wanted that the rare words alone must bring
_CHUNK = 128  # rows compared at once: bounds memory
# Of a document's pairs only those with its nearest so many are kept, or with documents whose
# nearest it is. An event of more articles holds together by way of them.
_NEAREST = 64
_TOLD = 10_000  # pairs turned into Python's numbers at once: bounds memory

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

    def where(self, kept: npt.NDArray[np.bool_] | Indices) -> Pairs:
        """Only those marked, or those at the places named."""
        return Pairs(self.left[kept], self.right[kept], self.value[kept])

    def __iter__(self) -> Iterator[tuple[int, int, float]]:
        for start in range(0, len(self.left), _TOLD):
            part = slice(start, start + _TOLD)
            yield from zip(
                self.left[part].tolist(),
                self.right[part].tolist(),
                self.value[part].tolist(),
                strict=True,
            )


class Space:
    """Documents as vectors with their days, the stories last.

    Two stories, and two documents further apart in time than the window, are not alike at all.
    """

    def __init__(
        self,
        documents: Iterable[Sequence[str]],
        days: Sequence[float | None],
        stories: int,
        window_days: float,
        rare: int = _RARE,
        nearest: int = _NEAREST,
    ) -> None:
        self.vectors, self._frequency, self._vocabulary = _vectors(documents)
        self.days: Floats = np.array(
            [np.nan if day is None else day for day in days], dtype=np.float64
        )
        self.window_days = window_days
        self._first_story = len(days) - stories
        self._rare = rare
        self._nearest = nearest

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
        """The pairs at least so alike that share a rare word, nearest neighbours only."""
        rare = self._frequency <= self._rare
        few, many = csr_matrix(self.vectors[:, rare]), csr_matrix(self.vectors[:, ~rare])
        columns = few.T.tocsr()
        seen = similarity * _SEEN if many.nnz else similarity
        size = self.vectors.shape[0]
        none = np.zeros(0, dtype=np.int64)
        found = [Pairs(none, none, np.zeros(0))]
        for start in range(0, size, _CHUNK):
            product = (few[start : start + _CHUNK] @ columns).tocoo()
            pairs = Pairs(
                product.row.astype(np.int64) + start, product.col.astype(np.int64), product.data
            )
            found.append(self._neighbours(pairs.above(seen), many, similarity))
        return _once(size, found)

    def _neighbours(self, pairs: Pairs, many: csr_matrix, similarity: float) -> Pairs:
        """Of the pairs of some documents with all others, those of the nearest."""
        pairs = pairs.where((pairs.left != pairs.right) & ~self._apart(pairs.left, pairs.right))
        rest = np.asarray(many[pairs.left].multiply(many[pairs.right]).sum(axis=1)).ravel()
        pairs = Pairs(pairs.left, pairs.right, np.clip(pairs.value + rest, 0.0, 1.0))
        pairs = pairs.above(similarity)
        order = np.lexsort((pairs.right, -pairs.value, pairs.left))
        left = pairs.left[order]
        first = np.searchsorted(left, left)  # where each document's own pairs begin
        return pairs.where(order[np.arange(len(left)) - first < self._nearest])

    def _apart(self, left: Indices, right: Indices) -> npt.NDArray[np.bool_]:
        far = np.abs(self.days[left] - self.days[right]) > self.window_days
        both = (left >= self._first_story) & (right >= self._first_story)
        apart: npt.NDArray[np.bool_] = far | both
        return apart


def _once(size: int, found: Sequence[Pairs]) -> Pairs:
    """Pairs found from either end, once and in order."""
    left = np.concatenate([pairs.left for pairs in found])
    right = np.concatenate([pairs.right for pairs in found])
    value = np.concatenate([pairs.value for pairs in found])
    names, at = np.unique(
        np.minimum(left, right) * size + np.maximum(left, right), return_index=True
    )
    return Pairs(names // size, names % size, value[at])


def _vectors(documents: Iterable[Sequence[str]]) -> tuple[csr_matrix, Indices, dict[str, int]]:
    """Unit vectors, how many documents have each word, and each word's column.

    A document without a word is the zero vector, alike to none.
    """
    vocabulary: dict[str, int] = {}
    columns, counts, ends = array("i"), array("i"), array("q", [0])
    for words in documents:
        counted = Counter(words)
        columns.extend(vocabulary.setdefault(word, len(vocabulary)) for word in counted)
        counts.extend(counted.values())
        ends.append(len(columns))
    size, features = len(ends) - 1, max(1, len(vocabulary))
    indices = np.frombuffer(columns, dtype=np.int32) if columns else np.zeros(0, np.int32)
    times = np.frombuffer(counts, dtype=np.int32) if counts else np.zeros(0, np.int32)
    frequency = np.bincount(indices, minlength=features).astype(np.int64)
    weights = np.log((1 + size + _IMAGINED) / (1 + frequency)) + 1
    values = (1.0 + np.log(times)) * weights[indices]
    starts: Indices = np.frombuffer(ends, dtype=np.int64)
    rows = np.repeat(np.arange(size), starts[1:] - starts[:-1])
    lengths = np.sqrt(np.bincount(rows, weights=values**2, minlength=size))
    matrix = csr_matrix(
        (values / lengths[rows], indices, starts),
        shape=(size, features),
    )
    matrix.sort_indices()
    return matrix, frequency, vocabulary
