"""Articles and told stories in, new events and continuing articles out. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from roaster.events.copies import copy_groups, originality
from roaster.events.documents import article_document, story_document
from roaster.model.news import Article, Event, Story
from roaster.text.addresses import address_key
from roaster.text.dates import day_in
from roaster.text.digests import digest
from roaster.text.slugs import slug_of

if TYPE_CHECKING:
    from roaster.events.similarity import Pairs, Space

NO_CATEGORY = "news"
_WORTH_COMPARING = 0.4  # cosine below which two articles were never seen to share their text
_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Continuing:
    """An article about a story that is already told.

    `similarity` is the cosine to it, 0–1; 1 where the article is one of the story's sources.
    """

    article: Article
    slug: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Grouping:
    """Every article in exactly one place: in one event, as a source or copy, or continuing."""

    events: tuple[Event, ...] = ()
    continuing: tuple[Continuing, ...] = ()


def group(
    articles: Sequence[Article],
    stories: Sequence[Story],
    *,
    similarity: float,
    window: timedelta,
    zone: ZoneInfo,
    now: datetime,
) -> Grouping:
    """Group articles into events; the result does not depend on their order.

    Articles whose average similarity (cosine, 0–1) reaches `similarity` are one event, unless
    they lie further apart than `window`. A cluster that reaches a told story within the window,
    or holds one of its sources, continues it as a whole. `zone` decides on the day of an event;
    an event without any date is of today (`now`).
    """
    if not articles:
        return Grouping()
    ordered = sorted(articles, key=_canonical)
    near = _within_reach(ordered, stories, window, zone, now)
    # scikit-learn takes a second to import: only where there is something to compare.
    from roaster.events.similarity import Space

    space = Space(
        [*map(article_document, ordered), *map(story_document, near)],
        [*(_days(article.published) for article in ordered), *(_story_days(s, zone) for s in near)],
        stories=len(near),
        window_days=window.total_seconds() / _DAY_S,
    )
    return _Groups(ordered, near, space, similarity).result(zone, now)


def _canonical(article: Article) -> tuple[str, str, str]:
    return (address_key(article.url), article.title, article.text)


def _days(when: datetime | None) -> float | None:
    return when.timestamp() / _DAY_S if when else None


def _story_days(story: Story, zone: ZoneInfo) -> float:
    """The middle of the story's day: the roast's file keeps no hour."""
    return datetime.combine(story.day, time(12), zone).timestamp() / _DAY_S


def _within_reach(
    articles: Sequence[Article],
    stories: Sequence[Story],
    window: timedelta,
    zone: ZoneInfo,
    now: datetime,
) -> list[Story]:
    """The stories that an article of this run could continue: by time, or by being a source."""
    times = [article.published for article in articles if article.published] or [now]
    if any(article.published is None for article in articles):
        times.append(now)
    slack = window + timedelta(days=1)
    first, last = day_in(min(times) - slack, zone), day_in(max(times) + slack, zone)
    keys = {address_key(article.url) for article in articles}
    near = (s for s in stories if first <= s.day <= last or not keys.isdisjoint(s.keys))
    return sorted(near, key=lambda story: (story.day, story.slug))


class _Groups:
    """One grouping at work: articles have the indices before those of the stories."""

    def __init__(
        self, articles: Sequence[Article], stories: Sequence[Story], space: Space, limit: float
    ) -> None:
        self._articles = articles
        self._stories = stories
        self._space = space
        self._limit = limit
        self._near: dict[int, list[int]] = {}
        self._source_of = {key: n for n, story in enumerate(stories) for key in story.keys}

    def result(self, zone: ZoneInfo, now: datetime) -> Grouping:
        pairs = self._space.pairs(min(self._limit, _WORTH_COMPARING))
        self._near = self._stories_near(pairs.above(self._limit))
        copies = self._copies(pairs)
        told = range(len(self._articles), len(self._articles) + len(self._stories))
        clusters = self._space.clusters([*copies, *told], pairs.above(self._limit), self._limit)
        events: list[Event] = []
        continuing: list[Continuing] = []
        for cluster in clusters:
            originals = [index for index in cluster if index in copies]
            everyone = originals + [copy for index in originals for copy in copies[index]]
            if not originals:
                continue
            if reached := self._reached(cluster, originals, everyone):
                continuing += self._continuing(everyone, reached)
            else:
                events.append(self._event(originals, copies, zone, now))
        events.sort(key=lambda event: (-event.day.toordinal(), event.id))
        continuing.sort(key=lambda one: (one.slug, -one.similarity, _canonical(one.article)))
        return Grouping(tuple(events), tuple(continuing))

    def _stories_near(self, pairs: Pairs) -> dict[int, list[int]]:
        """For each article the stories that are alike enough taken alone."""
        near: dict[int, list[int]] = {}
        for left, right in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True):
            if left < len(self._articles) <= right:
                near.setdefault(left, []).append(right)
        return near

    def _copies(self, pairs: Pairs) -> dict[int, list[int]]:
        """Originals with their copies."""
        alike = pairs.above(_WORTH_COMPARING)
        candidates = (
            (left, right)
            for left, right in zip(alike.left.tolist(), alike.right.tolist(), strict=True)
            if right < len(self._articles)
        )
        return dict(copy_groups(self._articles, candidates))

    def _reached(
        self, cluster: Sequence[int], originals: Sequence[int], everyone: Sequence[int]
    ) -> list[int]:
        """The told stories that a cluster continues, as positions in `stories`."""
        by_source = {self._source(index) for index in everyone} - {None}
        inside = {n for index in cluster if (n := index - len(self._articles)) >= 0}
        if reached := sorted({n for n in by_source if n is not None} | inside):
            return reached
        # Another article may have joined the story first and drawn the average away from these.
        near = sorted({told for index in originals for told in self._near.get(index, ())})
        if not near:
            return []
        averages = self._space.between(originals, near).mean(axis=0).tolist()
        count = len(self._articles)
        return [
            told - count
            for told, average in zip(near, averages, strict=True)
            if average >= self._limit
        ]

    def _source(self, index: int) -> int | None:
        return self._source_of.get(address_key(self._articles[index].url))

    def _continuing(self, everyone: Sequence[int], reached: Sequence[int]) -> list[Continuing]:
        told = [n + len(self._articles) for n in reached]
        values = self._space.between(everyone, told)
        found: list[Continuing] = []
        for index, row in zip(everyone, values.tolist(), strict=True):
            source = self._source(index)
            best = max(range(len(reached)), key=lambda k: row[k])
            position = reached[best] if source is None else source
            value = round(row[best], 4) if source is None else 1.0
            found.append(Continuing(self._articles[index], self._stories[position].slug, value))
        return found

    def _event(
        self,
        originals: Sequence[int],
        copies: Mapping[int, Sequence[int]],
        zone: ZoneInfo,
        now: datetime,
    ) -> Event:
        articles = sorted((self._articles[index] for index in originals), key=originality)
        copied = [self._articles[copy] for index in originals for copy in copies[index]]
        original = articles[0]
        return Event(
            id=digest(address_key(original.url)),
            title=original.title,
            category=_category(articles),
            day=day_in(min(original.published or now, now), zone),
            articles=tuple(articles),
            copies=tuple(sorted(copied, key=originality)),
        )


def _category(articles: Sequence[Article]) -> str:
    """The category most articles have, the original's in a tie."""
    slugs = [slug_of(article.category) for article in articles if article.category.strip()]
    return Counter(slugs).most_common(1)[0][0] if slugs else NO_CATEGORY
