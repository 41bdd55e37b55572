"""Reports of `roaster events` as documents and in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from roaster.cli import documents
from roaster.model.news import Article, Event
from roaster.text.addresses import address_key
from roaster.text.clean import clean_line

if TYPE_CHECKING:
    from roaster.events.result import Join, KeptApart
    from roaster.jobs.events import Ruled
    from roaster.jobs.gather import Gathered

Document = dict[str, Any]
_SHOWN = 6  # shared words


def listed(report: Gathered) -> Document:
    """`events`: as `gather`, each source with what joined it; and what was kept apart."""
    joins, urls = _joins(report), _urls(report)
    gathered = documents.gathered(report)
    for event in gathered["events"]:
        for source in event["sources"]:
            join = joins.get(address_key(source["url"]))
            source["join"] = _join(join, urls) if join else None
    return {
        "events": gathered["events"],
        "kept_apart": [
            {
                "urls": [urls.get(key, key) for key in (one.article_key, one.other_key)],
                "similarity": round(one.similarity, 2),
                "reason": one.reason,
            }
            for one in report.kept_apart
        ],
    }


def _join(join: Join, urls: Mapping[str, str]) -> Document:
    return {
        "to": urls.get(join.to_key, join.to_key),
        "by": join.by.value,
        "similarity": round(join.similarity, 2),
        "shared": list(join.shared),
    }


def in_words(report: Gathered) -> str:
    """`events` for a person."""
    joins, urls = _joins(report), _urls(report)
    lines = [line for event in _events(report) for line in _event(event, joins)]
    lines += [_apart(one, urls) for one in report.kept_apart]
    return "\n".join(lines) or "no new events"


def _event(event: Event, joins: Mapping[str, Join]) -> Iterator[str]:
    yield f"{event.day} · {event.category} · {clean_line(event.title)}"
    for article in (*event.articles, *event.copies):
        join = joins.get(address_key(article.url))
        yield f"    {clean_line(article.outlet)}: {article.url}"
        if join is not None:
            yield f"        {_why(join)}"


def _why(join: Join) -> str:
    shared = ", ".join(map(clean_line, join.shared[:_SHOWN]))
    if join.by.value == "ruling":
        return "joined by content/events.yaml"
    if join.by.value == "copy":
        return "the same text, or the same address"
    return f"joined at {join.similarity:.2f}" + (f": {shared}" if shared else "")


def _apart(one: KeptApart, urls: Mapping[str, str]) -> str:
    first, second = (urls.get(key, key) for key in (one.article_key, one.other_key))
    return f"kept apart at {one.similarity:.2f}: {one.reason}\n    {first}\n    {second}"


def _events(report: Gathered) -> tuple[Event, ...]:
    return (*report.events, *(event for event, _ in report.barred))


def _joins(report: Gathered) -> dict[str, Join]:
    return {join.article_key: join for join in report.joins}


def _urls(report: Gathered) -> dict[str, str]:
    articles: list[Article] = []
    for event in _events(report):
        articles += (*event.articles, *event.copies)
    return {address_key(article.url): article.url for article in articles}


def ruled(report: Ruled) -> Document:
    """A ruling."""
    return {
        "path": report.path,
        "kind": report.kind.value,
        "members": list(report.members),
        "written": report.written,
    }


def ruled_in_words(report: Ruled) -> str:
    """What was written, and how to take it back."""
    if not report.written:
        return f"{report.path}: it stands there already"
    return f"{report.path}: {report.kind.value} written; delete its line to undo it"
