"""`roaster roast TARGET…`: what a person hands in, roasted as an event of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from roaster.articles.matter import Guess, guess_matter
from roaster.articles.reading import Reading
from roaster.articles.words import count_words
from roaster.errors import NothingDoneError
from roaster.jobs.extract import read_target
from roaster.jobs.models import tell_troubles
from roaster.jobs.roast import Failed, Press, RoastReport, write_events
from roaster.jobs.seeing import Eyes
from roaster.jobs.sifting import told_sources
from roaster.jobs.workshop import Workshop
from roaster.model.matter import Matter
from roaster.model.news import Article, Event
from roaster.model.outcome import ItemOutcome
from roaster.model.roast import Draft, Status
from roaster.roasts.writer import Unwritten
from roaster.text.addresses import address_key
from roaster.text.dates import day_in
from roaster.text.digests import digest
from roaster.text.slugs import slug_of

LEAST_WORDS = 25  # of a landing page, a CV or a pitch
_SHORT = "what is no news may be short: say so by --as page, cv or pitch; or lower gather.min_words"


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


@dataclass(frozen=True, slots=True)
class Ways:
    """How targets are taken: as what (None: guessed), how pictures are read.

    `asks`: a model may be asked to read them.
    """

    matter: Matter | None = None
    by_ocr: bool = False
    asks: bool = True


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """Roasts that stand in no file, in the order of their targets, and what was not roasted."""

    drafts: tuple[Draft, ...]
    failed: tuple[Failed, ...]
    refused: tuple[Refused, ...]
    notes: tuple[str, ...]
    cost_usd: Decimal

    @property
    def failure(self) -> NothingDoneError | None:
        """Why nothing could be done, when there was something to roast and none was."""
        report = RoastReport(failed=self.failed)
        return None if self.drafts else report.failure


def roast_targets(
    workshop: Workshop, targets: Sequence[str], stdin: BinaryIO, ways: Ways | None = None
) -> TargetsReport:
    """Read and roast each target. Raises UsageError for one that is no address and no file."""
    with workshop.locked():
        tell_troubles(workshop)
        events, refused = read_targets(workshop, targets, stdin, ways)
        return TargetsReport(write_events(workshop, events, as_drafts=True), refused)


def read_targets(
    workshop: Workshop, targets: Sequence[str], stdin: BinaryIO, ways: Ways | None = None
) -> tuple[tuple[Event, ...], tuple[Refused, ...]]:
    """Each target as an event, or why not. Raises UsageError for what is no address and no file."""
    library = workshop.sound_library()
    told, ids = told_sources(library.roasts), {roast.id: roast for roast in library.roasts}
    killed = {roast.slug for roast in library.roasts if roast.status is Status.KILLED}
    refused: list[Refused] = []
    events: dict[str, Event] = {}
    for target, event in _read(workshop, targets, stdin, ways or Ways(), refused):
        url = event.articles[0].url
        known = told.get(address_key(url)) if url else None
        same = ids.get(digest(f"roast:{event.id}"))
        slug = known.slug if known else same.slug if same else ""
        if slug:
            refused.append(_told_already(target, slug, killed=slug in killed))
        else:
            events[event.id] = event
    return tuple(events.values()), tuple(refused)


def _told_already(target: str, slug: str, *, killed: bool) -> Refused:
    if killed:
        remedy = "write `status: draft` in its file, if that was a mistake"
        return Refused(target, f"roasted already, and killed: {slug}", remedy, slug)
    return Refused(target, f"roasted already: {slug}", f"roaster reroast {slug}", slug)


def print_targets(
    workshop: Workshop, targets: Sequence[str], stdin: BinaryIO, ways: Ways | None = None
) -> PrintedReport:
    """Read and roast each target, and write no file of `content/`. Raises as `roast_targets`."""
    refused: list[Refused] = []
    drafts: list[Draft] = []
    failed: list[Failed] = []
    with workshop.locked():
        tell_troubles(workshop)
        press = Press(workshop, workshop.sound_library(), as_drafts=True)
        events = [event for _, event in _read(workshop, targets, stdin, ways or Ways(), refused)]
        with workshop.writers() as chain:
            for event in events:
                brief = press.brief(event)
                result = chain.write(brief)
                if isinstance(result, Unwritten):
                    failed.append(Failed(event, result.reason, result.remedy))
                else:
                    drafts.append(press.proven(brief, result))
            notes = chain.notes()
    return PrintedReport(tuple(drafts), tuple(failed), tuple(refused), notes, workshop.spent)


def _read(
    workshop: Workshop,
    targets: Sequence[str],
    stdin: BinaryIO,
    ways: Ways,
    refused: list[Refused],
) -> Iterator[tuple[str, Event]]:
    """Each target that can be roasted, as an event; the others go to `refused`."""
    eyes = Eyes(workshop, by_ocr=ways.by_ocr, asks=ways.asks)
    for target in dict.fromkeys(targets):
        reading = read_target(workshop, target, stdin, eyes)
        article = reading.found
        guess = Guess(ways.matter) if ways.matter else guess_matter(article) if article else None
        if article is None or guess is None or not _is_enough(reading, article, guess.matter):
            thin = reading.outcome is ItemOutcome.THIN
            refused.append(Refused(target, reading.reason, _SHORT if thin else reading.remedy))
            continue
        if guess.signs:
            signs = ", ".join(f"“{sign}”" for sign in guess.signs[:4])
            told = f"{target}: taken for a {guess.matter.value}, by {signs}; --as says otherwise"
            workshop.reporter.note(told)
        yield target, event_of(workshop, article, matter=guess.matter, notes=reading.notes)


def _is_enough(reading: Reading, article: Article, matter: Matter) -> bool:
    """Whether it is fit to be roasted: what is no news may be short."""
    if reading.article is not None:
        return True
    thin = reading.outcome is ItemOutcome.THIN
    return thin and not matter.is_news and count_words(article.text) >= LEAST_WORDS


def event_of(
    workshop: Workshop,
    article: Article,
    category: str = "",
    *,
    matter: Matter = Matter.NEWS,
    notes: Sequence[str] = (),
) -> Event:
    """One article as an event. Without an address it is known by its text.

    What is no news has its kind as its category.
    """
    now = workshop.now()
    category = category or ("" if matter.is_news else matter.value)
    key = address_key(article.url) if article.url else f"text:{digest(article.text)}"
    return Event(
        id=digest(key),
        title=article.title,
        category=category or (slug_of(article.category) if article.category.strip() else "news"),
        day=day_in(min(article.published or now, now), workshop.config.site.zone),
        articles=(article,),
        matter=matter,
        doubts=tuple(note for note in notes if note.startswith("the source is a picture")),
    )
