"""How much an event is worth a roast, in points that are explained in words. Pure.

Another article of an event never takes points away: every part grows with the articles or stays.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from roaster.events.cues import CUES, MONEY, Cue, routine_title
from roaster.model.news import Article, Event
from roaster.text.clean import cut
from roaster.text.figures import differing, figures
from roaster.text.patterns import lowered, pattern_of
from roaster.text.quantities import quantities

LEAD = 1500  # characters of an article that are searched for something to roast
_OUTLETS = 2.0  # for one outlet of weight 1; about 1.6 more for each doubling
_COPY = 0.5  # of an outlet's weight, when it only copied
_FRESH, _HALF_LIFE = 3.0, timedelta(hours=24)
_UNDATED = 1.0
_IN_TITLE = 1.5  # times the points of a cue
_CUES_LIMIT = 6.0  # a loud press release must not outweigh five outlets
_CONTRADICTION = 2.0
_ROUTINE = -4.0
_WAITING, _WAITING_A_DAY, _WAITING_LIMIT = 2.0, 1.0, 6.0
_MONEY_SIGNS = frozenset("$€£¥")
_MONEY_POINTS = ((1_000_000_000, 1.5), (1_000_000, 1.0), (0, 0.5))
_OTHER_MONEY = 0.5
_MOST_ARTICLES = 8  # read for contradictions


@dataclass(frozen=True, slots=True)
class Part:
    """Points for one reason, and the words that show it."""

    name: str
    points: float
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        shown = f" ({', '.join(self.words)})" if self.words else ""
        return f"{self.name} {self.points:+.1f}{shown}"


@dataclass(frozen=True, slots=True)
class Worth:
    """What an event is worth, as the sum of its parts."""

    parts: tuple[Part, ...]

    @property
    def total(self) -> float:
        """All points."""
        return round(sum(part.points for part in self.parts), 2)

    @property
    def why(self) -> tuple[str, ...]:
        """Each part in words."""
        return tuple(map(str, self.parts))

    def with_part(self, part: Part) -> Worth:
        """The same with one more part."""
        return Worth((*self.parts, part))


def worth(
    event: Event,
    *,
    weights: Mapping[str, float],
    now: datetime,
    waits_since: datetime | None = None,
) -> Worth:
    """What an event is worth at `now`.

    `weights` are by feed address, 1 where there is none; `waits_since` is when an earlier run had
    no room for it.
    """
    parts = [
        _outlets(event, weights),
        _freshness(event, now),
        *_to_roast(event),
        *_contradiction(event),
        *_routine(event),
        *_waiting(waits_since, now),
    ]
    return Worth(tuple(Part(part.name, round(part.points, 2), part.words) for part in parts))


def outlet_of(article: Article) -> str:
    """The outlet's name, else its host."""
    return article.outlet or urlsplit(article.url).hostname or article.url


def _outlets(event: Event, weights: Mapping[str, float]) -> Part:
    """Each outlet once, with the best weight of its feeds."""
    best: dict[str, float] = {}
    for share, articles in ((1.0, event.articles), (_COPY, event.copies)):
        for article in articles:
            weight = share * weights.get(article.feed_url, 1.0)
            outlet = outlet_of(article)
            best[outlet] = max(best.get(outlet, 0.0), weight)
    points = _OUTLETS * math.log2(1 + math.fsum(best.values()))
    return Part("outlets", points, tuple(sorted(best, key=lambda name: (-best[name], name))))


def _freshness(event: Event, now: datetime) -> Part:
    times = [a.published for a in (*event.articles, *event.copies) if a.published]
    if not times:
        return Part("freshness", _UNDATED, ("no date",))
    age = max(now - max(times), timedelta())
    points = _FRESH * 0.5 ** (age / _HALF_LIFE)
    if any(a.published is None for a in (*event.articles, *event.copies)):
        points = max(points, _UNDATED)
    return Part("freshness", points, (_told(age),))


def _told(age: timedelta) -> str:
    hours = int(age.total_seconds() // 3600)
    return f"{hours} h old" if hours < 48 else f"{hours // 24} days old"


def _lead(article: Article) -> str:
    return f"{article.summary}\n{article.text[:LEAD]}"


def _to_roast(event: Event) -> Iterator[Part]:
    """Each cue once, in the place where it weighs most, up to a limit in all."""
    found = [part for part in (*(_cue(event, cue) for cue in CUES), _money(event)) if part]
    room = _CUES_LIMIT
    for part in sorted(found, key=lambda part: (-part.points, part.name)):
        if room > 0:
            yield Part(part.name, min(part.points, room), part.words)
            room -= part.points


def _cue(event: Event, cue: Cue) -> Part | None:
    for place, points in ((_title, _IN_TITLE * cue.points), (_lead, cue.points)):
        for article in event.articles:
            language = article.language.lower().partition("-")[0]
            if words := cue.found_in(place(article), language):
                return Part(cue.name, points, (cut(words, 60),))
    return None


def _title(article: Article) -> str:
    return article.title


def _money(event: Event) -> Part | None:
    """The largest sum that is told early."""
    best: tuple[float, str] = (0.0, "")
    for article in event.articles:
        text = f"{article.title}\n{_lead(article)}"
        for quantity in quantities(text):
            if quantity.unit in _MONEY_SIGNS:
                points = next(p for least, p in _MONEY_POINTS if max(quantity.values) >= least)
                best = max(best, (points, quantity.written))
        if other := pattern_of(MONEY).search(lowered(text)):
            best = max(best, (_OTHER_MONEY, other.group()))
    return Part("money", best[0], (best[1],)) if best[0] else None


def _contradiction(event: Event) -> Iterator[Part]:
    """Two outlets with another figure for one thing."""
    articles = event.articles[:_MOST_ARTICLES]
    if len({outlet_of(article) for article in articles}) < 2:
        return
    known = [figures(f"{article.title}\n{_lead(article)}") for article in articles]
    for place, article in enumerate(articles):
        for earlier in range(place):
            if outlet_of(articles[earlier]) == outlet_of(article):
                continue
            for one, other in differing(known[earlier], known[place]):
                words = (
                    f"{one.written} in {outlet_of(articles[earlier])}",
                    f"{other.written} in {outlet_of(article)}",
                )
                yield Part("contradiction between outlets", _CONTRADICTION, words)
                return


def _routine(event: Event) -> Iterator[Part]:
    reasons = [routine_title(article.title, article.category) for article in event.articles]
    if reasons and all(reasons):
        yield Part("routine", _ROUTINE, (reasons[0],))


def _waiting(since: datetime | None, now: datetime) -> Iterator[Part]:
    if since is None:
        return
    days = max(now - since, timedelta()) / timedelta(days=1)
    points = min(_WAITING + _WAITING_A_DAY * days, _WAITING_LIMIT)
    yield Part("waiting", points, (f"since {since.date().isoformat()}",))
