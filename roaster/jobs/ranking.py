"""Which events are roasted first. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from roaster.model.news import Event
from roaster.text.addresses import address_key


def ranked(
    events: Sequence[Event], weights: Mapping[str, float], waiting: frozenset[str]
) -> list[Event]:
    """Waiting ones first, then by the summed weight of their outlets, then the newest day.

    `weights` are by feed address; `waiting` are address keys of sources of earlier leftovers.
    """
    return sorted(events, key=lambda event: _rank(event, weights, waiting))


def _rank(
    event: Event, weights: Mapping[str, float], waiting: frozenset[str]
) -> tuple[bool, float, int, str]:
    waits = not waiting.isdisjoint(keys_of(event))
    return (not waits, -_weight(event, weights), -event.day.toordinal(), event.id)


def keys_of(event: Event) -> set[str]:
    """The address keys of all its sources."""
    return {address_key(article.url) for article in (*event.articles, *event.copies)}


def _weight(event: Event, weights: Mapping[str, float]) -> float:
    """Each outlet once, with the best weight of its feeds."""
    best: dict[str, float] = {}
    for article in (*event.articles, *event.copies):
        outlet = article.outlet or article.url
        best[outlet] = max(best.get(outlet, 0.0), weights.get(article.feed_url, 1.0))
    return sum(best.values())
