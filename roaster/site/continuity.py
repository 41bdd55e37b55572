"""Earlier roasts of the same actors: "Previously roasted". Pure.

What a roast links to depends on it and on older roasts alone, so that a new roast changes no page
but its own.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from functools import partial

from roaster.site.shelf import Shown

MOST = 5  # links on one page
_LOOK_BACK = 40  # the newest roasts of one actor that are looked at
_COMMON_SHARE = 0.05  # a name in more of the older roasts says nothing: a city, a currency
_COMMON_LEAST = 20  # … unless there are few of them


def earlier_roasts(shown: Sequence[Shown], known: int = 0) -> tuple[tuple[Shown, ...], ...]:
    """For each roast, at most `MOST` older ones of the same actors, the closest first.

    `shown` is newest first, as a shelf has it. The oldest are left out, as many as are `known`.
    """
    oldest_first = shown[::-1]
    ranks = [(-one.day.toordinal(), one.path) for one in oldest_first]
    holders: dict[str, deque[int]] = defaultdict(partial(deque[int], maxlen=_LOOK_BACK))
    counts: Counter[str] = Counter()
    found: list[tuple[Shown, ...]] = []
    for older, one in enumerate(oldest_first):
        names = one.actors
        if older >= known:
            weights = _weights(names, holders, counts, older)
            ranked = sorted([(-round(weight, 6), ranks[n], n) for n, weight in weights.items()])
            found.append(tuple([oldest_first[n] for _, _, n in ranked[:MOST]]))
        for name in names:
            counts[name] += 1
            holders[name].append(older)
    return tuple(reversed(found))


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
