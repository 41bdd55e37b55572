"""`roaster roast TARGET…`: what a person hands in, roasted as an event of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from roaster.jobs.extract import read_target
from roaster.jobs.models import tell_troubles
from roaster.jobs.roast import RoastReport, write_events
from roaster.jobs.sifting import told_sources
from roaster.jobs.workshop import Workshop
from roaster.model.news import Article, Event
from roaster.text.addresses import address_key
from roaster.text.dates import day_in
from roaster.text.digests import digest
from roaster.text.slugs import slug_of


@dataclass(frozen=True, slots=True)
class Refused:
    """A target that was not roasted, and why. `slug` is of the roast that tells it already."""

    target: str
    reason: str
    remedy: str = ""
    slug: str = ""


@dataclass(frozen=True, slots=True)
class TargetsReport:
    """What became of the targets."""

    roasted: RoastReport
    refused: tuple[Refused, ...]


def roast_targets(workshop: Workshop, targets: Sequence[str], stdin: BinaryIO) -> TargetsReport:
    """Read and roast each target. Raises UsageError for one that is no address and no file."""
    with workshop.locked():
        tell_troubles(workshop)
        events, refused = read_targets(workshop, targets, stdin)
        return TargetsReport(write_events(workshop, events, as_drafts=True), refused)


def read_targets(
    workshop: Workshop, targets: Sequence[str], stdin: BinaryIO
) -> tuple[tuple[Event, ...], tuple[Refused, ...]]:
    """Each target as an event, or why not. Raises UsageError for what is no address and no file."""
    library = workshop.sound_library()
    told, ids = told_sources(library.roasts), {roast.id: roast for roast in library.roasts}
    refused: list[Refused] = []
    events: dict[str, Event] = {}
    for target in dict.fromkeys(targets):
        reading = read_target(workshop, target, stdin)
        if reading.article is None:
            refused.append(Refused(target, reading.reason, reading.remedy))
            continue
        event = event_of(workshop, reading.article)
        known = told.get(address_key(reading.article.url)) if reading.article.url else None
        same = ids.get(digest(f"roast:{event.id}"))
        slug = known.slug if known else same.slug if same else ""
        if slug:
            why = f"roasted already: {slug}"
            refused.append(Refused(target, why, f"roaster reroast {slug}", slug))
        else:
            events[event.id] = event
    return tuple(events.values()), tuple(refused)


def event_of(workshop: Workshop, article: Article, category: str = "") -> Event:
    """One article as an event. Without an address it is known by its text."""
    now = workshop.now()
    key = address_key(article.url) if article.url else f"text:{digest(article.text)}"
    return Event(
        id=digest(key),
        title=article.title,
        category=category or (slug_of(article.category) if article.category.strip() else "news"),
        day=day_in(min(article.published or now, now), workshop.config.site.zone),
        articles=(article,),
    )
