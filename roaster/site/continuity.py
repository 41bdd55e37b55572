"""Earlier roasts of the same actors: "Previously roasted". Pure.

What a roast links to depends on it and on older roasts alone, so that a new roast changes no page
but its own.
"""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Sequence

from roaster.site.shelf import Shown

MOST = 5  # links on one page
_LOOK_BACK = 40  # the newest roasts of one actor that are looked at
_COMMON_SHARE = 0.05  # a name in more of the older roasts says nothing: a city, a currency
_COMMON_LEAST = 20  # … unless there are few of them


def earlier_roasts(shown: Sequence[Shown]) -> tuple[tuple[Shown, ...], ...]:
    """For each roast, at most `MOST` older ones of the same actors, the closest first.

    `shown` is newest first, as a shelf has it.
    """
    holders: dict[str, deque[Shown]] = {}
    counts: Counter[str] = Counter()
    found: list[tuple[Shown, ...]] = []
    for older, one in enumerate(reversed(shown)):
        names = one.slip.actors
        found.append(_closest(names, holders, counts, older))
        for name in names:
            counts[name] += 1
            holders.setdefault(name, deque(maxlen=_LOOK_BACK)).append(one)
    return tuple(reversed(found))


def _closest(
    names: Sequence[str], holders: dict[str, deque[Shown]], counts: Counter[str], older: int
) -> tuple[Shown, ...]:
    common = max(_COMMON_LEAST, older * _COMMON_SHARE)
    weights: dict[str, float] = {}
    near: dict[str, Shown] = {}
    for name in names:
        if not 0 < counts[name] <= common:
            continue
        weight = math.log(1 + older / counts[name])
        for one in holders[name]:
            near[one.path] = one
            weights[one.path] = weights.get(one.path, 0.0) + weight
    ranked = sorted(
        (-round(weight, 6), -near[path].slip.day.toordinal(), path)
        for path, weight in weights.items()
    )
    return tuple(near[path] for _, _, path in ranked[:MOST])
