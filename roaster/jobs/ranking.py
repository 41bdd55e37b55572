"""Which events are roasted, and in what order. Pure."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from roaster.events.worth import Part, Worth, outlet_of, worth
from roaster.model.news import Event
from roaster.text.addresses import address_key

_SAME_CATEGORY, _SAME_OUTLET = -0.75, -0.75  # for each event that stands before
_SAME_LIMIT = -3.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """An event with its worth. `rank` counts from 1; None: it waited too long and is let go."""

    event: Event
    worth: Worth
    rank: int | None


@dataclass(frozen=True, slots=True)
class Picked:
    """The events that a run has room for, and the rest; both in the ranked order."""

    now: tuple[Event, ...]
    later: tuple[Event, ...]


def rank(
    events: Iterable[Event],
    weights: Mapping[str, float],
    waiting: Mapping[str, datetime],
    *,
    now: datetime,
    max_age: timedelta,
) -> tuple[Ranked, ...]:
    """The most worthy first, with variety; those that waited longer than `max_age` at the end.

    `weights` are by feed address; `waiting` says since when events of earlier runs wait, by the
    address keys of their sources. The order of `events` does not matter.
    """
    valued: list[tuple[Event, Worth]] = []
    stale: list[tuple[Event, Worth]] = []
    for event in events:
        since = waits_since(event, waiting)
        value = worth(event, weights=weights, now=now, waits_since=since)
        (stale if since and now - since > max_age else valued).append((event, value))
    ordered = enumerate(_varied(valued), start=1)
    ranked = [Ranked(event, value, place) for place, (event, value) in ordered]
    stale.sort(key=lambda one: one[0].id)
    return (*ranked, *(Ranked(event, value, None) for event, value in stale))


def pick(ranking: Sequence[Ranked], per_run: int, per_category: int | None) -> Picked:
    """As many as a run may roast; what was let go is in neither part."""
    now: list[Event] = []
    later: list[Event] = []
    counts: Counter[str] = Counter()
    for one in ranking:
        if one.rank is None:
            continue
        full = per_category is not None and counts[one.event.category] >= per_category
        if full or len(now) >= per_run:
            later.append(one.event)
        else:
            counts[one.event.category] += 1
            now.append(one.event)
    return Picked(tuple(now), tuple(later))


def waits_since(event: Event, waiting: Mapping[str, datetime]) -> datetime | None:
    """Since when an event waits: a new source does not make it younger."""
    times = [waiting[key] for key in keys_of(event) if key in waiting]
    return min(times) if times else None


def keys_of(event: Event) -> set[str]:
    """The address keys of all its sources."""
    return {address_key(article.url) for article in (*event.articles, *event.copies)}


def _varied(valued: Sequence[tuple[Event, Worth]]) -> list[tuple[Event, Worth]]:
    """The best is taken again and again; what is like those taken already weighs less.

    Weights only fall, so an event whose weight still holds when it comes up is the best of all.
    """
    taken: Counter[str] = Counter()
    heap = [(-value.total, -event.day.toordinal(), event.id, place)
            for place, (event, value) in enumerate(valued)]  # fmt: skip
    heapq.heapify(heap)
    order: list[tuple[Event, Worth]] = []
    while heap:
        weight, day, name, place = heapq.heappop(heap)
        event, value = valued[place]
        value = _less_for_likeness(event, value, taken)
        if -value.total > weight:
            heapq.heappush(heap, (-value.total, day, name, place))
            continue
        order.append((event, value))
        taken.update(_likeness(event))
    return order


def _likeness(event: Event) -> dict[str, int]:
    return {f"category {event.category}": 1, f"outlet {outlet_of(event.articles[0])}": 1}


def _less_for_likeness(event: Event, value: Worth, taken: Mapping[str, int]) -> Worth:
    category, outlet = _likeness(event)
    less = max(_SAME_CATEGORY * taken.get(category, 0), _SAME_LIMIT)
    less += max(_SAME_OUTLET * taken.get(outlet, 0), _SAME_LIMIT)
    if not less:
        return value
    words = (f"{taken[key]} of {key} before" for key in (category, outlet) if taken.get(key))
    return value.with_part(Part("variety", less, tuple(words)))
