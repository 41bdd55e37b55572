"""What the spread of scores tells: bunching, and drift by model, category and month. Pure.

A score that is the same for everything says nothing, and one that depends on who gave it says
something else than it pretends to. Both are told only where the numbers are large enough to mean
something: a difference must be felt by a reader, and be more than chance would make of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, pvariance

from roaster.model.roast import Roast

LEAST_ROASTS = 20  # fewer are bunched by chance
LEAST_GROUP = 8
BUNCHED = 0.6  # of all totals within one point
SAME = 0.7  # of all roasts with one value of a sub-score
FELT = 0.8  # points of the total
CHANCE = 2.5  # standard errors


@dataclass(frozen=True, slots=True)
class Drift:
    """A group whose scores differ from all others'. `kind` is model, category or month."""

    kind: str
    name: str
    count: int
    mean: float
    others: float

    @property
    def words(self) -> str:
        """In plain words."""
        where = {"model": "by {}", "category": "in {}", "month": "of {}"}[self.kind]
        than = "higher" if self.mean > self.others else "lower"
        return (
            f"scores {where.format(self.name)} are {abs(self.mean - self.others):.1f} points {than}"
            f" than the others ({self.mean:.1f} against {self.others:.1f}, {self.count} roasts)"
        )


@dataclass(frozen=True, slots=True)
class Bunch:
    """Values that lie too close. `key` is `score` or a sub-score; `low` to `high` hold `share`."""

    key: str
    low: float
    high: float
    share: float

    @property
    def words(self) -> str:
        """In plain words."""
        percent = f"{self.share:.0%} of all roasts"
        if self.key == "score":
            return f"scores are bunched: {percent} lie between {self.low:.1f} and {self.high:.1f}"
        return f"{self.key} says little: {percent} have the same {self.low:.0f}"


def drifts(roasts: Sequence[Roast]) -> tuple[Drift, ...]:
    """Groups that drift, the farthest first. Month: of the day of the event."""
    scored = [(roast, float(roast.score)) for roast in roasts if roast.score is not None]
    found = [
        drift
        for kind, names in (
            ("model", [str(roast.roasted.get("model") or "") for roast, _ in scored]),
            ("category", [roast.category for roast, _ in scored]),
            ("month", [f"{roast.day:%Y-%m}" for roast, _ in scored]),
        )
        for drift in _drifts(kind, names, [score for _, score in scored])
    ]
    return tuple(sorted(found, key=lambda one: (-abs(one.mean - one.others), one.kind, one.name)))


def _drifts(kind: str, names: Sequence[str], scores: Sequence[float]) -> Iterator[Drift]:
    groups: dict[str, list[float]] = defaultdict(list)
    for name, score in zip(names, scores, strict=True):
        groups[name].append(score)
    for name, inside in groups.items():
        outside = [score for other, values in groups.items() if other != name for score in values]
        if not name or min(len(inside), len(outside)) < LEAST_GROUP:
            continue
        mean, others = fmean(inside), fmean(outside)
        error = sqrt(pvariance(inside) / len(inside) + pvariance(outside) / len(outside))
        if abs(mean - others) >= max(FELT, CHANCE * error):
            yield Drift(kind, name, len(inside), round(mean, 2), round(others, 2))


def bunches(roasts: Sequence[Roast]) -> tuple[Bunch, ...]:
    """Where scores, or one of the sub-scores, are nearly the same for all."""
    found = list(_bunched_totals([float(one.score) for one in roasts if one.score is not None]))
    values: dict[str, list[int]] = defaultdict(list)
    for roast in roasts:
        for key, value in roast.scores.items():
            values[key].append(value)
    return (*found, *_same_values(values))


def _bunched_totals(scores: Iterable[float]) -> Iterator[Bunch]:
    ordered = sorted(scores)
    if len(ordered) < LEAST_ROASTS:
        return
    best, end = (0, 0), 0
    for start, low in enumerate(ordered):
        while end < len(ordered) and ordered[end] <= low + 1.0:
            end += 1
        if end - start > best[1] - best[0]:
            best = start, end
    share = (best[1] - best[0]) / len(ordered)
    if share >= BUNCHED:
        yield Bunch("score", ordered[best[0]], ordered[best[1] - 1], round(share, 2))


def _same_values(values: Mapping[str, Sequence[int]]) -> Iterator[Bunch]:
    for key, given in values.items():
        value, count = Counter(given).most_common(1)[0]
        if len(given) >= LEAST_ROASTS and count / len(given) >= SAME:
            yield Bunch(key, value, value, round(count / len(given), 2))
