"""Articles and told stories in, new events and continuing articles out. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import chain
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from roaster.events.constraints import Constraints, named_slugs, unknown_slugs
from roaster.events.copies import copy_groups, originality
from roaster.events.documents import article_words, stem, story_words
from roaster.events.reasons import Contradictions, Explained
from roaster.events.result import By, Continuing, Grouping
from roaster.model.news import Article, Event, Story
from roaster.model.rulings import Rulings
from roaster.text.addresses import address_key
from roaster.text.dates import day_in
from roaster.text.digests import digest
from roaster.text.slugs import slug_of

if TYPE_CHECKING:
    from roaster.events.similarity import Space

__all__ = ["Continuing", "Grouping", "group"]

NO_RULINGS = Rulings()
NO_CATEGORY = "news"
_WORTH_COMPARING = 0.4  # cosine below which two articles were never seen to share their text
_DAY_S = 86_400.0


def group(
    articles: Sequence[Article],
    stories: Sequence[Story],
    *,
    similarity: float,
    window: timedelta,
    zone: ZoneInfo,
    now: datetime,
    rulings: Rulings = NO_RULINGS,
) -> Grouping:
    """Group articles into events; the result does not depend on their order.

    Articles whose average similarity (cosine, 0–1) reaches `similarity` are one event, unless
    they lie further apart than `window`. A cluster that reaches a told story within the window,
    or holds one of its sources, continues it as a whole. `zone` decides on the day of an event;
    an event without any date is of today (`now`). `rulings` beat what is measured.
    """
    if not articles:
        return Grouping()
    ordered = sorted(articles, key=_canonical)
    near = _within_reach(ordered, stories, window, zone, now, rulings)
    # scipy takes half a second to import: only where there is something to compare.
    from roaster.events.similarity import Space

    documents = chain(map(article_words, ordered), map(story_words, near))
    space = Space(
        (list(map(stem, words)) for words in documents),
        [*(_days(article.published) for article in ordered), *(_story_days(s, zone) for s in near)],
        stories=len(near),
        window_days=window.total_seconds() / _DAY_S,
    )
    constraints = Constraints(ordered, near, rulings)
    found = _Groups(ordered, near, space, similarity, constraints).result(zone, now, rulings.ignore)
    missing = tuple(unknown_slugs(rulings, stories))
    return replace(found, contradictions=found.contradictions + missing) if missing else found


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
    rulings: Rulings,
) -> list[Story]:
    """The stories that an article of this run could continue: by time, or by being a source."""
    times = [article.published for article in articles if article.published] or [now]
    if any(article.published is None for article in articles):
        times.append(now)
    slack = window + timedelta(days=1)
    first, last = day_in(min(times) - slack, zone), day_in(max(times) + slack, zone)
    keys = {address_key(article.url) for article in articles}
    named = named_slugs(rulings, keys)
    near = (
        story
        for story in stories
        if first <= story.day <= last or story.slug in named or not keys.isdisjoint(story.keys)
    )
    return sorted(near, key=lambda story: (story.day, story.slug))


class _Groups:
    """One grouping at work: articles have the indices before those of the stories."""

    def __init__(
        self,
        articles: Sequence[Article],
        stories: Sequence[Story],
        space: Space,
        limit: float,
        constraints: Constraints,
    ) -> None:
        self._articles = articles
        self._stories = stories
        self._space = space
        self._limit = limit
        self._constraints = constraints
        self._keys = [address_key(article.url) for article in articles]
        self._pairs = space.pairs(min(limit, _WORTH_COMPARING))
        self._against = Contradictions(articles, stories, self._pairs.above(limit))
        self._near = self._stories_near()
        self._source_of = {key: n for n, story in enumerate(stories) for key in story.keys}

    def result(self, zone: ZoneInfo, now: datetime, ignore: frozenset[str]) -> Grouping:
        copies = self._copies()
        explained = Explained(
            self._articles,
            self._stories,
            self._keys,
            self._space,
            self._against,
            self._constraints,
        )
        events: list[Event] = []
        continuing: list[Continuing] = []
        clusters = self._clusters(copies)
        for cluster in clusters:
            originals = sorted(
                (index for index in cluster if index in copies),
                key=lambda index: originality(self._articles[index]),
            )
            everyone = originals + [copy for index in originals for copy in copies[index]]
            if not originals:
                continue
            if reached := self._reached(cluster, originals, everyone):
                found = self._continuing(everyone, reached, explained)
                explained.placed(everyone, [one.slug for one in found])
                continuing += found
            else:
                event = self._event(originals, copies, zone, now)
                explained.event(event.id, originals, copies)
                events.append(event)
        ignored = {event.id for event in events if ignore and _has(event, ignore)}
        events.sort(key=lambda event: (-event.day.toordinal(), event.id))
        continuing.sort(key=lambda one: (one.slug, -one.similarity, _canonical(one.article)))
        return Grouping(
            events=tuple(event for event in events if event.id not in ignored),
            continuing=tuple(continuing),
            ignored=tuple(event for event in events if event.id in ignored),
            joins=explained.joins(),
            kept_apart=explained.kept_apart(self._limit),
            contradictions=self._constraints.contradictions + self._unmet(clusters, copies),
        )

    def _unmet(
        self, clusters: Sequence[Sequence[int]], copies: Mapping[int, Sequence[int]]
    ) -> tuple[str, ...]:
        """Merges that came to nothing: a split holds between the texts that these are copies of."""
        place = {
            index: number
            for number, cluster in enumerate(clusters)
            for member in cluster
            for index in (member, *copies.get(member, ()))
        }
        return tuple(
            f"merge of {self._name(one)} and {self._name(other)}: a split keeps the texts apart "
            "that they are copies of, and it holds"
            for one, other in self._constraints.together
            if place[one] != place[other]
        )

    def _name(self, index: int) -> str:
        count = len(self._articles)
        return self._keys[index] if index < count else self._stories[index - count].slug

    def _clusters(self, copies: Mapping[int, Sequence[int]]) -> list[list[int]]:
        from roaster.events.clusters import clusters, corrections, parted, united

        owner = {copy: original for original, own in copies.items() for copy in own}
        told = range(len(self._articles), len(self._articles) + len(self._stories))
        members = [*copies, *told]
        together = _owned(self._constraints.together, owner)
        apart = _owned(self._constraints.ruled_apart(members), owner)
        pairs = self._pairs.above(self._limit)

        def clustered(together: Sequence[tuple[int, int]]) -> list[list[int]]:
            correction = corrections(self._against.similarity, together, apart)
            return clusters(self._space, members, pairs, self._limit, correction)

        # A merge brings both articles' events together; where a split forbids that, the two alone.
        whole = united(clustered(()), together)
        return clustered(together) if parted(whole, apart) else whole

    def _stories_near(self) -> dict[int, list[int]]:
        """For each article the stories that are alike enough taken alone."""
        near: dict[int, list[int]] = {}
        count = len(self._articles)
        told = (self._pairs.left < count) & (self._pairs.right >= count)
        for left, right, _ in self._pairs.where(told).above(self._limit):
            if not self._against.reason(left, right):
                near.setdefault(left, []).append(right)
        return near

    def _copies(self) -> dict[int, list[int]]:
        """Originals with their copies."""
        candidates = (
            (left, right)
            for left, right, _ in self._pairs.above(_WORTH_COMPARING)
            if right < len(self._articles) and not self._against.reason(left, right)
        )
        return dict(copy_groups(self._articles, candidates, self._constraints.apart))

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
        near = [
            told
            for told in near
            if not any(self._constraints.apart(index, told) for index in everyone)
        ]
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
        """The story that rests on an article, unless a person ruled the two apart."""
        story = self._source_of.get(self._keys[index])
        if story is None or self._constraints.apart(index, story + len(self._articles)):
            return None
        return story

    def _continuing(
        self, everyone: Sequence[int], reached: Sequence[int], explained: Explained
    ) -> list[Continuing]:
        count = len(self._articles)
        values = self._space.between(everyone, [n + count for n in reached])
        found: list[Continuing] = []
        for index, row in zip(everyone, values.tolist(), strict=True):
            source, by = self._source(index), By.SIMILARITY
            best = max(range(len(reached)), key=lambda k: row[k])
            position, value = reached[best], round(row[best], 4)
            if source is not None:
                position, value, by = source, 1.0, By.SOURCE
            elif ruled := [k for k, n in enumerate(reached) if self._ruled(index, n + count)]:
                position, value = reached[ruled[0]], round(row[ruled[0]], 4)
                by = By.RULING
            shared = explained.shared(index, position + count)
            slug = self._stories[position].slug
            found.append(Continuing(self._articles[index], slug, value, shared, by))
        return found

    def _ruled(self, index: int, story: int) -> bool:
        return (index, story) in self._constraints.together

    def _event(
        self,
        originals: Sequence[int],
        copies: Mapping[int, Sequence[int]],
        zone: ZoneInfo,
        now: datetime,
    ) -> Event:
        articles = [self._articles[index] for index in originals]
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


def _owned(pairs: Iterable[tuple[int, int]], owner: Mapping[int, int]) -> list[tuple[int, int]]:
    """Pairs of the originals in place of their copies."""
    found = {tuple(sorted((owner.get(one, one), owner.get(other, other)))) for one, other in pairs}
    return sorted((one, other) for one, other in found if one != other)


def _has(event: Event, keys: frozenset[str]) -> bool:
    return any(address_key(one.url) in keys for one in (*event.articles, *event.copies))


def _category(articles: Sequence[Article]) -> str:
    """The category most articles have, the original's in a tie."""
    slugs = [slug_of(article.category) for article in articles if article.category.strip()]
    return Counter(slugs).most_common(1)[0][0] if slugs else NO_CATEGORY
