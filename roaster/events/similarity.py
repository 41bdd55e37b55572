"""How alike documents are, and which belong together: TF-IDF over characters, average link.

The only module that imports scikit-learn, scipy and numpy: import it inside a function. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

# Characters within words. 3–4 instead of 3–5 once common words are out: a little better on each
# labelled set, and a third fewer features.
_GRAMS = (3, 4)
# A few articles cannot tell which words are common. Counting this many imagined articles without
# any of their words keeps shared words from weighing less than unshared ones (F1 on samples of 20
# articles at 0.24: 0.983 with 20, 0.977 without; on all 243: 0.980 and 0.982).
_IMAGINED = 20
_CHUNK = 256  # rows compared with all others at once: 256 × 5,000 × 8 bytes = 10 MB

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
        kept = self.value >= similarity
        return Pairs(self.left[kept], self.right[kept], self.value[kept])


class Space:
    """Documents as vectors with their days, the stories last.

    Two stories, and two documents further apart in time than the window, are not alike at all.
    """

    def __init__(
        self,
        documents: Sequence[str],
        days: Sequence[float | None],
        stories: int,
        window_days: float,
    ) -> None:
        self._vectors = _vectors(documents)
        self._days = np.array([np.nan if day is None else day for day in days], dtype=np.float64)
        self._is_story = np.arange(len(documents)) >= len(documents) - stories
        self._window_days = window_days

    def between(self, rows: Sequence[int], columns: Sequence[int]) -> Floats:
        """How alike each of `rows` is to each of `columns`."""
        left, right = np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64)
        values = np.asarray((self._vectors[left] @ self._vectors[right].T).todense())
        apart = np.abs(self._days[left][:, None] - self._days[right][None, :]) > self._window_days
        values[apart | (self._is_story[left][:, None] & self._is_story[right][None, :])] = 0.0
        alike: Floats = np.clip(values, 0.0, 1.0)
        return alike

    def pairs(self, similarity: float) -> Pairs:
        """All pairs at least so alike, without ever holding the square of all documents."""
        size = self._vectors.shape[0]
        found: list[tuple[Indices, Indices, Floats]] = []
        for start in range(0, size, _CHUNK):
            rows = range(start, min(start + _CHUNK, size))
            values = self.between(rows, range(size))
            left, right = np.nonzero(values >= similarity)
            upper = right > left + start
            left, right = left[upper], right[upper]
            found.append((left + start, right, values[left, right]))
        if not found:
            nothing = np.zeros(0, dtype=np.int64)
            return Pairs(nothing, nothing, np.zeros(0))
        return Pairs(*(np.concatenate(parts) for parts in zip(*found, strict=True)))

    def clusters(self, members: Sequence[int], pairs: Pairs, similarity: float) -> list[list[int]]:
        """The members in clusters whose average link is at least `similarity`.

        `pairs` are all pairs of at least `similarity`. Clusters never reach across documents
        that no chain of such pairs connects: an average of smaller values is smaller. So each
        connected part is clustered alone, with the same result as the whole.
        """
        place = np.full(self._vectors.shape[0], -1, dtype=np.int64)
        place[np.asarray(members, dtype=np.int64)] = np.arange(len(members))
        left, right = place[pairs.left], place[pairs.right]
        inside = (left >= 0) & (right >= 0)
        parts = _connected(len(members), left[inside], right[inside])
        return [
            [members[position] for position in cluster]
            for part in parts
            for cluster in self._average_link(part, members, similarity)
        ]

    def _average_link(
        self, part: list[int], members: Sequence[int], similarity: float
    ) -> list[list[int]]:
        if len(part) == 1:
            return [part]
        rows = [members[position] for position in part]
        distances = 1.0 - self.between(rows, rows)
        np.fill_diagonal(distances, 0.0)
        tree = linkage(squareform(distances, checks=False), "average")
        # Rounding must not separate what is exactly at the limit.
        labels = fcluster(tree, 1.0 - similarity + 1e-9, "distance")
        clusters: dict[int, list[int]] = {}
        for position, label in zip(part, labels.tolist(), strict=True):
            clusters.setdefault(label, []).append(position)
        return list(clusters.values())


def _vectors(documents: Sequence[str]) -> csr_matrix:
    """Unit vectors; a document without a word is the zero vector, alike to none."""
    vectorizer = TfidfVectorizer(
        analyzer="char_wb", ngram_range=_GRAMS, use_idf=False, norm=None, sublinear_tf=True
    )
    try:
        counts = vectorizer.fit_transform(documents)
    except ValueError:  # "empty vocabulary": no document has a word
        return csr_matrix((len(documents), 1))
    size, features = counts.shape
    frequency = np.bincount(counts.indices, minlength=features)
    weights = np.log((1 + size + _IMAGINED) / (1 + frequency)) + 1
    return csr_matrix(normalize(counts.multiply(weights[None, :]).tocsr()))


def _connected(size: int, left: Indices, right: Indices) -> list[list[int]]:
    graph = coo_matrix((np.ones(len(left), dtype=np.int8), (left, right)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    parts: dict[int, list[int]] = {}
    for position, label in enumerate(labels.tolist()):
        parts.setdefault(label, []).append(position)
    return list(parts.values())
