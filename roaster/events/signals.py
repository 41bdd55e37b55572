"""What can show that two articles of like words tell different events. Pure.

Each contradiction is one a reader would name: another place, another day, another figure, another
instalment of a series, nothing shared beyond a few words of the headline. A contradicted pair
counts as not alike at all; within a larger event the other articles can outvote it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from roaster.events.documents import LEAD, compared_text, stems
from roaster.events.places import one_place, places_in
from roaster.model.news import Article, Story

_FEW = 3  # shared words that a headline's subject alone explains
_LEAST = 5  # words beside the shared ones, in each of the two, that say something else
_NEXT_ISSUE_S = 16 * 3600  # a daily column appears no sooner again

_DAY = re.compile(
    r"\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.? \d{1,2})\b",
    re.IGNORECASE,
)
# Units whose figure belongs to the thing itself. Counts of people and money grow with the news.
_FIGURE = re.compile(
    r"\b(?:(?P<value>\d+(?:[.,]\d+)*)[\s-]?"
    r"(?P<unit>[kmgt]wh?|km/h|mph|km|miles|kilometers|kilometres|acres?|hectares?|year-old)"
    r"|(?P<serial>no\.|week|day|episode|season|round|game|part|chapter|phase|magnitude|grade"
    r"|issue|vol\.|#)\s?(?P<number>\d+(?:\.\d+)?))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signals:
    """What of one article can contradict another's."""

    outlet: str
    published_s: float | None
    title: tuple[str, ...]  # stems, each once, in order
    words: tuple[str, ...]  # the same of all that is compared
    body: bool
    title_places: frozenset[str]
    places: frozenset[str]
    days: frozenset[str]
    title_figures: frozenset[tuple[str, str]]  # unit and value
    figures: frozenset[tuple[str, str]]


def article_signals(article: Article) -> Signals:
    """What an article says of places, days and figures."""
    published_s = article.published.timestamp() if article.published else None
    return _signals(*compared_text(article), article.outlet.casefold(), published_s)


def story_signals(story: Story) -> Signals:
    """What a told story says of places, days and figures."""
    return _signals(story.title, story.text[:LEAD], "", None)


def _signals(title: str, body: str, outlet: str, published_s: float | None) -> Signals:
    places, figures = places_in(title), _figures(title)
    return Signals(
        outlet=outlet,
        published_s=published_s,
        title=_each(title),
        words=_each(f"{title} {body}"),
        body=bool(body),
        title_places=places,
        places=places | places_in(body),
        days=frozenset(match.group().casefold() for match in _DAY.finditer(title)),
        title_figures=figures,
        figures=figures | _figures(body),
    )


def contradiction(one: Signals, other: Signals) -> str:
    """Why two articles are not about one event, in words; empty when nothing speaks against it."""
    return (
        _other_instalment(one, other)
        or _other_place(one, other)
        or _other_day(one, other)
        or _other_figure(one, other)
        or _little_shared(one, other)
    )


def _other_instalment(one: Signals, other: Signals) -> str:
    """One outlet, one headline, another day, and no text that says it is the same."""
    if not one.outlet or one.outlet != other.outlet or one.title != other.title:
        return ""
    if one.published_s is None or other.published_s is None:
        return ""
    if abs(one.published_s - other.published_s) < _NEXT_ISSUE_S:
        return ""
    beyond = _shared(one, other) - set(one.title)
    own = min(len(one.words), len(other.words)) - len(one.title)
    return "" if own > 0 and 2 * len(beyond) >= own else "two instalments of one series"


def _other_place(one: Signals, other: Signals) -> str:
    if not one.title_places or not other.title_places:
        return ""
    if _meet(one.title_places, other.places) or _meet(other.title_places, one.places):
        return ""
    return f"other places: {_listed(one.title_places)} and {_listed(other.title_places)}"


def _meet(some: frozenset[str], others: frozenset[str]) -> bool:
    return any(one_place(place, other) for place in some for other in others)


def _other_day(one: Signals, other: Signals) -> str:
    if not one.days or not other.days or one.days & other.days:
        return ""
    return f"other days: {_listed(one.days)} and {_listed(other.days)}"


def _other_figure(one: Signals, other: Signals) -> str:
    shared = {unit for unit, _ in one.figures & other.figures}
    for unit, value in sorted(one.title_figures):
        theirs = sorted(v for u, v in other.title_figures if u == unit)
        if theirs and unit not in shared:
            return f"other figures: {value} and {theirs[0]} {unit}"
    return ""


def _little_shared(one: Signals, other: Signals) -> str:
    if not one.body and not other.body:
        return ""  # headlines alone share few words always
    shared = _shared(one, other)
    least = min(len(one.words), len(other.words)) - len(shared)
    if len(shared) > _FEW or (least < _LEAST and one.body and other.body):
        return ""
    return f"nothing shared but {_listed(shared)}" if shared else "no word shared"


def _each(text: str) -> tuple[str, ...]:
    """Tuples of shared strings: of 50,000 articles, sets would take a quarter of a gigabyte."""
    return tuple(sorted({sys.intern(word) for word in stems(text)}))


def _shared(one: Signals, other: Signals) -> set[str]:
    return set(one.words).intersection(other.words)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _figures(text: str) -> frozenset[tuple[str, str]]:
    found = set()
    for match in _FIGURE.finditer(text):
        unit = (match["unit"] or match["serial"]).casefold().rstrip("s")
        found.add((unit, (match["value"] or match["number"]).replace(",", "")))
    return frozenset(found)
