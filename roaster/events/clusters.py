"""Which documents belong together: average link within each connected part. Pure.

Imports scipy and numpy: import it inside a function.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from roaster.events.similarity import Floats, Indices, Pairs, Space

# Documents of one part whose square is held at once (18 MB). A larger part is cut where its links
# are weakest, and the clusters of the pieces are joined afterwards by their averages.
_PART = 1500
_STEP = 0.04  # similarity by which the links of a part too large are thinned at a time
_RULED = 1e8  # outweighs the similarities of any two clusters

Correction = Mapping[tuple[int, int], float]
"""What is added to the similarity of a pair of documents, the lower index first."""


def corrections(
    contradicted: Mapping[tuple[int, int], float],
    together: Iterable[tuple[int, int]],
    apart: Iterable[tuple[int, int]],
) -> dict[tuple[int, int], float]:
    """A contradicted pair (with its similarity) is not alike; a ruling outweighs everything."""
    found = {pair: -value for pair, value in contradicted.items()}
    found |= dict.fromkeys(together, _RULED)
    return found | dict.fromkeys(apart, -_RULED)


def clusters(
    space: Space,
    members: Sequence[int],
    pairs: Pairs,
    similarity: float,
    correction: Correction,
    part: int = _PART,
) -> list[list[int]]:
    """The members in clusters whose average link is at least `similarity`.

    `pairs` are all pairs of at least `similarity`. Clusters never reach across documents that no
    chain of such pairs connects: an average of smaller values is smaller. So each connected part
    is clustered alone, with the same result as the whole.
    """
    return _Clustering(space, similarity, correction, part).all(members, pairs)


def united(found: list[list[int]], together: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The clusters, those that hold two documents of one pair made one."""
    cluster_of = {member: cluster for cluster in found for member in cluster}
    for one, other in together:
        kept, gone = cluster_of[one], cluster_of[other]
        if kept is not gone:
            kept = sorted(kept + gone)
            cluster_of |= dict.fromkeys(kept, kept)
    return list({id(cluster): cluster for cluster in cluster_of.values()}.values())


def parted(found: Iterable[Sequence[int]], apart: Iterable[tuple[int, int]]) -> bool:
    """Whether a cluster holds two documents that must be apart."""
    label = {member: n for n, cluster in enumerate(found) for member in cluster}
    return any(label[one] == label[other] for one, other in apart)


class _Clustering:
    def __init__(self, space: Space, similarity: float, correction: Correction, part: int) -> None:
        self._space = space
        self._similarity = similarity
        self._part = part
        size = space.vectors.shape[0]
        left, right = _ends(correction)
        added = np.array(list(correction.values()), dtype=np.float64)
        matrix = coo_matrix((added, (left, right)), shape=(size, size)).tocsr()
        self._correction = csr_matrix(matrix + matrix.T)

    def all(self, members: Sequence[int], pairs: Pairs) -> list[list[int]]:
        inside = np.zeros(self._space.vectors.shape[0], dtype=bool)
        inside[np.asarray(members, dtype=np.int64)] = True
        pairs = self._corrected(pairs).above(self._similarity)
        pairs = pairs.where(inside[pairs.left] & inside[pairs.right])
        parts = _connected(np.asarray(sorted(members), dtype=np.int64), pairs)
        return [cluster for one in parts for cluster in self._of_part(one, pairs)]

    def _corrected(self, pairs: Pairs) -> Pairs:
        """The pairs with their corrections, and those that only a ruling makes."""
        upper = coo_matrix(self._correction)
        ruled = (upper.row < upper.col) & (upper.data > 0)
        left = np.concatenate([pairs.left, upper.row[ruled].astype(np.int64)])
        right = np.concatenate([pairs.right, upper.col[ruled].astype(np.int64)])
        value = np.concatenate([pairs.value, np.zeros(int(ruled.sum()))])
        if self._correction.nnz and len(left):
            value = value + np.asarray(self._correction[left, right]).ravel()
        return Pairs(left, right, value)

    def _of_part(self, part: list[int], pairs: Pairs) -> list[list[int]]:
        if len(part) <= self._part:
            return self._average_link(part)
        inside = np.zeros(self._space.vectors.shape[0], dtype=bool)
        inside[part] = True
        own = pairs.where(inside[pairs.left])
        pieces = self._pieces(np.asarray(part, dtype=np.int64), own, self._similarity + _STEP)
        found = [cluster for piece in pieces for cluster in self._average_link(piece)]
        return self._joined(found, own)

    def _pieces(self, part: Indices, pairs: Pairs, similarity: float) -> list[list[int]]:
        """A part cut where its links are weakest; what no cut divides, simply in order."""
        if similarity > 1.0:
            members = part.tolist()
            starts = range(0, len(members), self._part)
            return [members[start : start + self._part] for start in starts]
        kept = pairs.above(similarity)
        pieces: list[list[int]] = []
        for piece in _connected(part, kept):
            if len(piece) <= self._part:
                pieces.append(piece)
            else:
                array = np.asarray(piece, dtype=np.int64)
                own = kept.where(np.isin(kept.left, array))
                pieces += self._pieces(array, own, similarity + _STEP)
        return pieces

    def _average_link(self, part: list[int]) -> list[list[int]]:
        if len(part) == 1:
            return [part]
        values = self._space.between(part, part)
        values += self._correction[part][:, part].toarray()
        distances = np.maximum(1.0 - (values + values.T) / 2, 0.0)
        np.fill_diagonal(distances, 0.0)
        tree = linkage(squareform(distances, checks=False), "average")
        # Rounding must not separate what is exactly at the limit.
        labels = fcluster(tree, 1.0 - self._similarity + 1e-9, "distance")
        return _by_label(np.asarray(part, dtype=np.int64), labels)

    def _joined(self, found: list[list[int]], pairs: Pairs) -> list[list[int]]:
        """Clusters of one part joined by their average link, nearest neighbours first.

        Pairs that are each other's nearest can be joined at once: average link is reducible, so
        the result is that of joining one pair after the other (Murtagh 1983).
        """
        while True:
            left, right, value = self._links(found, pairs)
            nearest = _mutual(len(found), left, right, value)
            if not nearest:
                return found
            gone = {right for _, right in nearest}
            merged = dict(nearest)
            found = [
                sorted(cluster + found[merged[n]]) if n in merged else cluster
                for n, cluster in enumerate(found)
                if n not in gone
            ]

    def _links(self, found: list[list[int]], pairs: Pairs) -> tuple[Indices, Indices, Floats]:
        """The average links between clusters, where they are strong enough."""
        label = np.zeros(self._space.vectors.shape[0], dtype=np.int64)
        for n, cluster in enumerate(found):
            label[cluster] = n
        low = np.minimum(label[pairs.left], label[pairs.right])
        high = np.maximum(label[pairs.left], label[pairs.right])
        linked = np.unique(np.stack([low, high])[:, low != high], axis=1)
        left, right = linked[0], linked[1]
        members = _membership(found, self._space.vectors.shape[0])
        sums = csr_matrix(members @ self._space.vectors)
        added = csr_matrix(members @ self._correction @ members.T)
        total = np.asarray(sums[left].multiply(sums[right]).sum(axis=1)).ravel()
        if len(left):
            total = total + np.asarray(added[left, right]).ravel()
        sizes = np.array([len(cluster) for cluster in found], dtype=np.float64)
        value: Floats = total / (sizes[left] * sizes[right])
        kept = (value >= self._similarity - 1e-9) & (self._span(found, left, right))
        return left[kept], right[kept], value[kept]

    def _span(self, found: list[list[int]], left: Indices, right: Indices) -> Indices:
        """Whether two clusters together lie within the window."""
        days = [self._space.days[cluster] for cluster in found]
        first = np.array([np.min(d, initial=np.inf, where=~np.isnan(d)) for d in days])
        last = np.array([np.max(d, initial=-np.inf, where=~np.isnan(d)) for d in days])
        span = np.maximum(last[left], last[right]) - np.minimum(first[left], first[right])
        within: Indices = span <= self._space.window_days
        return within


def _ends(correction: Correction) -> tuple[Indices, Indices]:
    ends = np.array(list(correction), dtype=np.int64).reshape(-1, 2)
    return ends[:, 0], ends[:, 1]


def _mutual(size: int, left: Indices, right: Indices, value: Floats) -> list[tuple[int, int]]:
    """Pairs that are each other's nearest; the lower index in a tie."""
    best = np.full(size, -1, dtype=np.int64)
    order = np.lexsort((right, left, -value))
    for k in order.tolist():
        one, other = int(left[k]), int(right[k])
        if best[one] < 0:
            best[one] = k
        if best[other] < 0:
            best[other] = k
    return [
        (int(left[k]), int(right[k]))
        for k in np.unique(best[best >= 0]).tolist()
        if best[left[k]] == k and best[right[k]] == k
    ]


def _membership(found: list[list[int]], size: int) -> csr_matrix:
    rows = np.repeat(np.arange(len(found)), [len(cluster) for cluster in found])
    columns = np.concatenate([np.asarray(cluster, dtype=np.int64) for cluster in found])
    return coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(found), size)).tocsr()


def _connected(members: Indices, pairs: Pairs) -> list[list[int]]:
    size = len(members)
    left = np.searchsorted(members, pairs.left)
    right = np.searchsorted(members, pairs.right)
    graph = coo_matrix((np.ones(len(left), dtype=np.int8), (left, right)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    return _by_label(members, labels)


def _by_label(members: Indices, labels: Indices) -> list[list[int]]:
    parts: dict[int, list[int]] = {}
    for member, label in zip(members.tolist(), labels.tolist(), strict=True):
        parts.setdefault(label, []).append(member)
    return list(parts.values())
