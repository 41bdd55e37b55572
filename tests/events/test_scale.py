"""Comparing only neighbours, and keeping no large square, changes no result."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roaster.events.clusters import clusters, corrections
from roaster.events.similarity import Space

SIMILARITY = 0.18


def space(documents: Sequence[Sequence[str]], **bounds: int) -> Space:
    return Space(documents, [0.0] * len(documents), stories=0, window_days=9.0, **bounds)


def news(count: int, seed: int, topics: int) -> list[list[str]]:
    """Articles on a few topics, each of words of its topic and of words that all have."""
    rng = random.Random(seed)
    return [
        [f"t{rng.randrange(topics)}w{rng.randrange(9)}" for _ in range(6)]
        + [f"common{rng.randrange(12)}" for _ in range(4)]
        for _ in range(count)
    ]


def partition(found: Sequence[Sequence[int]]) -> set[frozenset[int]]:
    return {frozenset(cluster) for cluster in found}


def clustered(documents: Sequence[Sequence[str]], part: int, **bounds: int) -> set[frozenset[int]]:
    one = space(documents, **bounds)
    pairs = one.pairs(SIMILARITY)
    members = range(len(documents))
    return partition(clusters(one, members, pairs, SIMILARITY, {}, part))


def test_pairs_are_those_of_the_full_comparison() -> None:
    documents = news(300, 1, 40)
    one = space(documents)
    full = np.triu(one.between(range(300), range(300)), 1)
    left, right = np.nonzero(full >= SIMILARITY)
    pairs = one.pairs(SIMILARITY)
    assert list(zip(pairs.left, pairs.right, strict=True)) == list(zip(left, right, strict=True))
    assert np.allclose(pairs.value, full[left, right])


def test_leaving_common_words_out_of_the_search_loses_no_pair_of_one_event() -> None:
    documents = news(300, 2, 40)
    all_pairs, found = space(documents).pairs(0.3), space(documents, rare=80).pairs(0.3)
    missing = set(zip(all_pairs.left, all_pairs.right, strict=True)) - set(
        zip(found.left, found.right, strict=True)
    )
    assert len(missing) <= len(all_pairs.left) // 100
    values = dict(
        zip(zip(all_pairs.left, all_pairs.right, strict=True), all_pairs.value, strict=True)
    )
    assert all(np.isclose(values[a, b], value) for a, b, value in found)


def test_nearest_neighbours_alone_bound_the_number_of_pairs() -> None:
    documents = [["same", "words", "again"]] * 400
    pairs = space(documents, nearest=8).pairs(SIMILARITY)
    assert len(pairs.left) <= 400 * 8
    assert clustered(documents, part=1500, nearest=8) == {frozenset(range(400))}


@pytest.mark.parametrize("seed", range(5))
def test_a_part_too_large_for_its_square_has_the_same_clusters(seed: int) -> None:
    documents = news(400, seed, 30)
    assert clustered(documents, 1500) == clustered(documents, 60)


def test_a_large_part_of_equal_articles_is_one_cluster() -> None:
    documents = [["same", "words", "again"]] * 100
    assert clustered(documents, part=30) == {frozenset(range(100))}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 999), st.sampled_from((1500, 12)))
def test_rulings_hold_in_parts_of_any_size(seed: int, part: int) -> None:
    documents = news(40, seed, 3)
    rng = random.Random(seed)
    pairs = sorted({tuple(sorted(rng.sample(range(40), 2))) for _ in range(6)})
    apart = [(a, b) for a, b in pairs]
    one = space(documents)
    correction = corrections({}, [], apart)
    found = clusters(one, range(40), one.pairs(SIMILARITY), SIMILARITY, correction, part)
    assert sorted(member for cluster in found for member in cluster) == list(range(40))
    assert not any({a, b} <= set(cluster) for cluster in found for a, b in apart)
