"""Five sub-scores from signals that can be counted. Pure.

hype_gap        superlatives (`hype`), contradicted pairs, figures set against each other (`gap`)
self_own        own announcements and officers speaking (`own`, boasts), climb-downs; less where
                somebody else did it (`harm`)
irony           pairs of a claim and its opposite, boasts, quotations, short sentences that sting
stakes          the largest sum of money, the most people, public bodies
missing_remedy  promises without a date, refusals, stubbornness; less for refunds and repairs

Of what is not news (`pitch-1`): claim_gap as hype_gap, fine_print as missing_remedy; fog and
cliche from superlatives and promises without a date, self_praise from announcements and boasts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from roaster.model.rubric import TOP
from roaster.roasts.writers.offline.extracts import Extracts
from roaster.roasts.writers.offline.figures import Figure, Kind
from roaster.roasts.writers.offline.story import Story

UNKNOWN = 2  # for a criterion of a rubric that this writer does not know

_MONEY_STEPS = [Decimal(n) for n in (10**5, 5 * 10**6, 10**8, 2 * 10**9, 5 * 10**10)]
_PEOPLE_STEPS = [Decimal(n) for n in (500, 20_000, 10**6, 10**7, 10**8)]


@dataclass(frozen=True, slots=True)
class Signals:
    """What was counted, as jokes and scores need it."""

    hype: int
    gap: int
    reversal: int
    climbdown: int
    own: int
    harm: int
    public: int
    remedy: int
    stubborn: int
    vague: int  # promises without a date, kinds of them
    boasts: int
    sayings: int
    turns: int
    dry: int
    pairs: int
    money: Decimal
    people: Decimal
    length: int  # sentences


def count_signals(
    story: Story, extracts: Extracts, numbers: Sequence[Figure], pairs: int
) -> Signals:
    """Everything countable of an event."""
    count = story.counts
    return Signals(
        hype=count["hype"],
        gap=count["gap"],
        reversal=count["reversal"],
        climbdown=count["climbdown"],
        own=count["own"],
        harm=count["harm"],
        public=count["public"],
        remedy=count["remedy"],
        stubborn=count["stubborn"],
        vague=len({kind for kind, _ in extracts.promises}),
        boasts=len(extracts.boasts),
        sayings=len(extracts.sayings),
        turns=len(extracts.turns),
        dry=len(extracts.dry),
        pairs=pairs,
        money=max((n.value for n in numbers if n.kind is Kind.MONEY), default=Decimal(0)),
        people=max(map(_reach, numbers), default=Decimal(0)),
        length=max(len(story.lines), 1),
    )


def _reach(figure: Figure) -> Decimal:
    """How many people a figure stands for: of other things, one for ten of them."""
    if figure.kind is Kind.PEOPLE:
        return figure.value
    return figure.value / 10 if figure.kind is Kind.COUNT else Decimal(0)


def score(signals: Signals, keys: Sequence[str]) -> Mapping[str, int]:
    """A sub-score from 0 to 5 for each criterion of a rubric."""
    known = {
        "hype_gap": _hype_gap(signals),
        "self_own": _self_own(signals),
        "irony": _irony(signals),
        "stakes": _stakes(signals),
        "missing_remedy": _missing_remedy(signals),
        "claim_gap": _hype_gap(signals),
        "fog": _fog(signals),
        "self_praise": _self_praise(signals),
        "cliche": _cliche(signals),
        "fine_print": _missing_remedy(signals),
    }
    return {key: _whole(known.get(key, UNKNOWN)) for key in keys}


def _whole(value: float) -> int:
    return max(0, min(TOP, int(value + 0.5)))


def _per(count: int, signals: Signals, sentences: float) -> float:
    """Occurrences per so many sentences: a long article is not more absurd for its length."""
    return count * sentences / max(signals.length, 12)


def _hype_gap(s: Signals) -> float:
    return (
        0.6
        + min(2.4, 0.9 * _per(s.hype, s, 20))
        + min(1.2, 0.6 * s.pairs)
        + min(1.2, 0.5 * _per(s.gap, s, 15))
        + min(0.6, 0.3 * s.turns)
    )


def _self_own(s: Signals) -> float:
    return (
        0.9
        + min(2.2, 0.6 * _per(s.own, s, 20))
        + min(1.6, 0.7 * _per(s.climbdown, s, 20))
        + min(1.5, 0.5 * s.boasts)
        - min(2.4, 0.8 * _per(s.harm, s, 20))
    )


def _irony(s: Signals) -> float:
    return (
        0.4
        + min(2.6, 0.9 * s.pairs)
        + min(1.0, 0.35 * s.boasts)
        + min(1.4, 0.2 * s.sayings)
        + min(1.2, 0.25 * _per(s.dry, s, 20))
        + min(0.8, 0.25 * _per(s.reversal, s, 20))
    )


def _stakes(s: Signals) -> float:
    money = bisect_right(_MONEY_STEPS, s.money)
    people = bisect_right(_PEOPLE_STEPS, s.people)
    public = min(1.0, 0.15 * _per(s.public, s, 20))
    return max(money, people) * 0.8 + min(money, people) * 0.25 + public


def _fog(s: Signals) -> float:
    return 1.0 + min(2.4, 0.8 * _per(s.hype, s, 15)) + min(1.6, 0.5 * s.vague)


def _self_praise(s: Signals) -> float:
    return 0.8 + min(2.4, 0.8 * _per(s.own, s, 20)) + min(2.0, 0.6 * s.boasts)


def _cliche(s: Signals) -> float:
    return 0.8 + min(3.0, 0.9 * _per(s.hype, s, 12)) + min(1.2, 0.4 * s.vague)


def _missing_remedy(s: Signals) -> float:
    return (
        1.9
        + min(2.0, 0.7 * s.vague)
        + min(2.0, 0.8 * _per(s.stubborn, s, 20))
        - min(2.6, 0.6 * _per(s.remedy, s, 20))
    )
