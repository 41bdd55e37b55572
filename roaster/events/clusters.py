"""Which documents belong together: average link within each connected part. Pure.

Imports scipy and numpy: import it inside a function.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from roaster.events.similarity import Indices, Pairs, Space

# Documents of one part whose square is held at once (18 MB). In a larger one only clusters that a
# pair links are compared, by the sums of their vectors: slower, with the same result.
_PART = 1500
_LINKS = 20_000  # links between clusters computed at once: bounds memory
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
        return self._joined([[member] for member in part], own)

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
        """Clusters joined by their average link, nearest neighbours first, as long as any can be.

        Two that are each other's nearest can be joined at once: average link is reducible, so the
        result is that of joining one pair after the other (Murtagh 1983).
        """
        links = self._links(found, pairs, np.ones(len(found), dtype=bool))
        while nearest := _mutual(len(found), links):
            into = {right: left for left, right in nearest}
            kept = [n for n in range(len(found)) if n not in into]
            new_name = np.full(len(found), -1, dtype=np.int64)
            new_name[kept] = np.arange(len(kept))
            touched = np.zeros(len(found), dtype=bool)
            for right, left in into.items():
                found[left] = sorted(found[left] + found[right])
                touched[[left, right]] = True
            same = links.where(~touched[links.left] & ~touched[links.right])
            found = [found[n] for n in kept]
            fresh = self._links(found, pairs, touched[kept])
            links = Pairs(
                np.concatenate([new_name[same.left], fresh.left]),
                np.concatenate([new_name[same.right], fresh.right]),
                np.concatenate([same.value, fresh.value]),
            )
        return found

    def _links(self, found: list[list[int]], pairs: Pairs, wanted: npt.NDArray[np.bool_]) -> Pairs:
        """The average links of the clusters wanted, where they are strong enough."""
        size = self._space.vectors.shape[0]
        label = np.zeros(size, dtype=np.int64)
        for n, cluster in enumerate(found):
            label[cluster] = n
        low = np.minimum(label[pairs.left], label[pairs.right])
        high = np.maximum(label[pairs.left], label[pairs.right])
        linked = np.unique((low * len(found) + high)[(low != high) & (wanted[low] | wanted[high])])
        left, right = linked // len(found), linked % len(found)
        left, right = self._within(found, left, right)
        members = _membership(found, size)
        sums = csr_matrix(members @ self._space.vectors)
        added = csr_matrix(members @ self._correction @ members.T)
        sizes = np.array([len(cluster) for cluster in found], dtype=np.float64)
        value = np.zeros(len(left))
        for start in range(0, len(left), _LINKS):
            one, other = left[start : start + _LINKS], right[start : start + _LINKS]
            total = np.asarray(sums[one].multiply(sums[other]).sum(axis=1)).ravel()
            total = total + np.asarray(added[one, other]).ravel()
            value[start : start + _LINKS] = total / (sizes[one] * sizes[other])
        return Pairs(left, right, value).above(self._similarity - 1e-9)

    def _within(
        self, found: list[list[int]], left: Indices, right: Indices
    ) -> tuple[Indices, Indices]:
        """Only clusters that lie within one window together."""
        days = [self._space.days[cluster] for cluster in found]
        first = np.array([np.min(d, initial=np.inf, where=~np.isnan(d)) for d in days])
        last = np.array([np.max(d, initial=-np.inf, where=~np.isnan(d)) for d in days])
        span = np.maximum(last[left], last[right]) - np.minimum(first[left], first[right])
        within = span <= self._space.window_days
        return left[within], right[within]


def _ends(correction: Correction) -> tuple[Indices, Indices]:
    ends = np.array(list(correction), dtype=np.int64).reshape(-1, 2)
    return ends[:, 0], ends[:, 1]


def _mutual(size: int, links: Pairs) -> list[tuple[int, int]]:
    """Clusters that are each other's nearest; the lower index in a tie."""
    order = np.lexsort((links.right, links.left, -links.value))
    left, right = links.left[order], links.right[order]
    ends = np.stack([left, right], axis=1).ravel()
    named, at = np.unique(ends, return_index=True)  # of each, its first place is its best link
    best = np.full(size, -1, dtype=np.int64)
    best[named] = at // 2
    places = np.arange(len(left))
    mutual = (best[left] == places) & (best[right] == places)
    return list(zip(left[mutual].tolist(), right[mutual].tolist(), strict=True))


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
