"""Earlier roasts of the same actors: "Previously roasted". Pure.

What a roast links to depends on it and on older roasts alone, so that a new roast changes no page
but its own.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence, Set
from functools import partial

from roaster.site.shelf import Shown

MOST = 5  # links on one page
_LOOK_BACK = 40  # the newest roasts of one actor that are looked at
_COMMON_SHARE = 0.05  # a name in more of the older roasts says nothing: a city, a currency
_COMMON_LEAST = 20  # … unless there are few of them


def earlier_roasts(shown: Sequence[Shown]) -> tuple[tuple[Shown, ...], ...]:
    """For each roast, at most `MOST` older ones of the same actors, the closest first.

    `shown` is newest first, as a shelf has it.
    """
    return tuple(reversed([older for _, older in _looked_back(shown, 0, None)]))


def earlier_again(
    shown: Sequence[Shown], first: int, names: Set[str] | None
) -> dict[str, tuple[Shown, ...]]:
    """The same of some roasts, by their files: from the rank `first` on, counted from the oldest.

    With `names`, of those alone that have one of these actors.
    """
    return {one.file: older for one, older in _looked_back(shown, first, names)}


def _looked_back(
    shown: Sequence[Shown], first: int, names: Set[str] | None
) -> Iterator[tuple[Shown, tuple[Shown, ...]]]:
    """Roasts with their earlier ones, oldest first."""
    oldest_first = shown[::-1]
    ranks = [(-one.day.toordinal(), one.path) for one in oldest_first]
    holders: dict[str, deque[int]] = defaultdict(partial(deque[int], maxlen=_LOOK_BACK))
    counts: Counter[str] = Counter()
    for older, one in enumerate(oldest_first):
        actors = one.actors
        if older >= first and (names is None or not names.isdisjoint(actors)):
            weights = _weights(actors, holders, counts, older)
            ranked = sorted([(-round(weight, 6), ranks[n], n) for n, weight in weights.items()])
            yield one, tuple([oldest_first[n] for _, _, n in ranked[:MOST]])
        for name in actors:
            counts[name] += 1
            holders[name].append(older)


def _weights(
    names: Sequence[str], holders: dict[str, deque[int]], counts: Counter[str], older: int
) -> dict[int, float]:
    """How close older roasts are, by their number from the oldest."""
    common = max(_COMMON_LEAST, older * _COMMON_SHARE)
    weights: dict[int, float] = {}
    for name in names:
        count = counts[name]
        if 0 < count <= common:
            weight = math.log(1 + older / count)
            for n in holders[name]:
                weights[n] = weights.get(n, 0.0) + weight
    return weights
