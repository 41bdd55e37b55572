"""`roaster stats`: what was spent, how scores spread, how the feeds are, what waits."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import fmean, median

from roaster.jobs.bill import at_worst, by_day, by_model, unpriced
from roaster.jobs.spread import Bunch, Drift, bunches, drifts
from roaster.jobs.workshop import LEDGER_NAME, Workshop
from roaster.model.roast import Roast, Status
from roaster.state.http_cache import FeedState
from roaster.state.ledger import LedgerCall
from roaster.text.addresses import host_of
from roaster.text.dates import day_in, iso_utc

DEAREST = 3  # roasts that `stats` names
SILENT = timedelta(days=30)  # an outlet that has had nothing new for so long has moved, or is shut


@dataclass(frozen=True, slots=True)
class Spend:
    """Money in USD. `unpriced` and `at_worst` count calls as in a run's bill.

    `by_day` has the days with a call, `dearest` the slugs of the roasts that cost most.
    """

    total: Decimal
    today: Decimal
    calls: int
    unpriced: int
    by_model: dict[str, Decimal]
    per_roast: Decimal | None
    by_day: dict[date, Decimal] = field(default_factory=dict)
    dearest: tuple[tuple[str, Decimal], ...] = ()
    tokens_in: int = 0
    tokens_cached: int = 0
    tokens_out: int = 0
    at_worst: int = 0


@dataclass(frozen=True, slots=True)
class ScoreSpread:
    """Scores of all roasts that were not killed; the figures are None without any."""

    count: int
    mean: float | None
    median: float | None
    lowest: float | None
    highest: float | None
    by_category: dict[str, float]
    by_whole: dict[int, int]  # how many between n and n + 1
    by_model: dict[str, float] = field(default_factory=dict)
    by_month: dict[str, float] = field(default_factory=dict)
    bunches: tuple[Bunch, ...] = ()
    drifts: tuple[Drift, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is wrong with the spread, in plain words."""
        return (*(one.words for one in self.bunches), *(one.words for one in self.drifts))


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """A configured feed as the last runs found it. Times are ISO or empty.

    `outcome` of the last asking, empty before the first. Failures or successes in a row, and
    `since` when. `reason` and `remedy` of the last asking. `next_asking`: not before then, and
    `wish` is why; empty: in the next run, or never again where `outcome` is gone. `silent_since` is
    set where a feed answers but has had nothing new for `SILENT`.
    """

    url: str
    outlet: str = ""
    outcome: str = ""
    failures: int = 0
    successes: int = 0
    since: str = ""
    last_ok: str = ""
    last_asked: str = ""
    reason: str = ""
    remedy: str = ""
    not_before: str = ""
    next_asking: str = ""
    wish: str = ""
    items: int = 0
    newest: str = ""
    silent_since: str = ""


@dataclass(frozen=True, slots=True)
class Stats:
    """All of it."""

    spend: Spend
    scores: ScoreSpread
    feeds: tuple[FeedHealth, ...]
    roasts: dict[str, int]  # by status
    drafts: int
    attention: int  # drafts with something that a person must look at


def stats(workshop: Workshop) -> Stats:
    """Count. Raises StateError when the ledger cannot be read."""
    roasts = workshop.library().roasts
    drafts = [roast for roast in roasts if roast.status is Status.DRAFT]
    return Stats(
        spend=_spend(workshop, roasts),
        scores=spread([roast for roast in roasts if roast.status is not Status.KILLED]),
        feeds=tuple(_health(workshop)),
        roasts=dict(Counter(roast.status.value for roast in roasts)),
        drafts=len(drafts),
        attention=sum(bool(roast.attention) for roast in drafts),
    )


def _spend(workshop: Workshop, roasts: Sequence[Roast]) -> Spend:
    calls: Sequence[LedgerCall] = ()
    if (workshop.state_dir / LEDGER_NAME).exists():  # asking is no reason to make one
        calls = tuple(workshop.ledger().calls())
    zone = workshop.config.site.zone
    today = day_in(workshop.now(), zone)
    days = by_day(calls, zone)
    total = sum(days.values(), Decimal(0))
    written = sum(bool(roast.roasted.get("cost_usd")) for roast in roasts)
    return Spend(
        total=total,
        today=days.get(today, Decimal(0)),
        calls=len(calls),
        unpriced=unpriced(calls),
        by_model=by_model(calls),
        per_roast=total / written if written else None,
        by_day=days,
        dearest=_dearest(roasts),
        tokens_in=sum(call.tokens_in for call in calls),
        tokens_cached=sum(call.tokens_cached for call in calls),
        tokens_out=sum(call.tokens_out for call in calls),
        at_worst=at_worst(calls),
    )


def _dearest(roasts: Sequence[Roast]) -> tuple[tuple[str, Decimal], ...]:
    """What front matter says, by hand or not: only a number above nothing is a cost."""
    costs = ((roast.slug, roast.roasted.get("cost_usd")) for roast in roasts)
    known = [
        (slug, Decimal(str(cost)))
        for slug, cost in costs
        if isinstance(cost, int | float) and not isinstance(cost, bool) and 0 < cost < math.inf
    ]
    return tuple(sorted(known, key=lambda one: (-one[1], one[0]))[:DEAREST])


def spread(roasts: Sequence[Roast]) -> ScoreSpread:
    """How scores spread. Pure."""
    scored = [(roast, float(roast.score)) for roast in roasts if roast.score is not None]
    values = [score for _, score in scored]
    return ScoreSpread(
        count=len(values),
        mean=round(fmean(values), 2) if values else None,
        median=round(median(values), 2) if values else None,
        lowest=min(values, default=None),
        highest=max(values, default=None),
        by_category=_means((roast.category or "none", score) for roast, score in scored),
        by_whole=dict(sorted(Counter(min(int(score), 9) for score in values).items())),
        by_model=_means((str(roast.roasted.get("model") or "none"), s) for roast, s in scored),
        by_month=_means((f"{roast.day:%Y-%m}", score) for roast, score in scored),
        bunches=bunches(roasts),
        drifts=drifts(roasts),
    )


def _means(named: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The mean of each name's scores, by name."""
    groups: dict[str, list[float]] = defaultdict(list)
    for name, score in named:
        groups[name].append(score)
    return {name: round(fmean(groups[name]), 2) for name in sorted(groups)}


def _health(workshop: Workshop) -> Iterable[FeedHealth]:
    cache = workshop.http_cache() if workshop.state_dir.exists() else None
    for feed in workshop.config.feeds:
        state = cache.feed_state(feed.url) if cache else FeedState(feed.url)
        yield health(state, feed.outlet, workshop.now())


def health(state: FeedState, outlet: str, now: datetime) -> FeedHealth:
    """How a feed is, by what is remembered of it. Pure."""
    not_before = _iso(state.not_before)
    return FeedHealth(
        state.url,
        outlet or state.outlet or host_of(state.url),
        state.outcome,
        state.failures,
        state.successes,
        _iso(state.since),
        _iso(state.last_ok),
        _iso(state.last_asked),
        state.last_reason,
        state.last_remedy,
        not_before,
        not_before if state.not_before and state.not_before > now else "",
        state.wish,
        state.items,
        _iso(state.newest),
        _iso(_silent_since(state, now)),
    )


def _silent_since(state: FeedState, now: datetime) -> datetime | None:
    """Of when its newest item is; a feed without any has been silent since it answers."""
    last = state.newest or (None if state.items else state.since)
    return last if state.successes and last and now - last > SILENT else None


def _iso(time: datetime | None) -> str:
    return iso_utc(time) if time else ""
