"""Events become roasts: each is written, proven, and put into a file before the next is counted."""

from __future__ import annotations

import threading
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from roaster.articles.language import foreign_to
from roaster.content.compose import compose, file_name
from roaster.content.files import write_new
from roaster.content.library import Library
from roaster.errors import NothingDoneError
from roaster.jobs.bill import Bill, bill
from roaster.jobs.pool import as_done
from roaster.jobs.ranking import Ranked, keys_of, pick, waits_since
from roaster.jobs.workshop import WAITING_NAME, Workshop
from roaster.model.news import Event
from roaster.model.roast import Draft, Roast, Status
from roaster.roasts.writer import Brief, ProposedFact, Unwritten, Written
from roaster.state.waiting import load_waiting, save_waiting

if TYPE_CHECKING:
    from roaster.roasts.chain import WriterChain

RECENT = 50  # roasts whose phrases a writer avoids
SPARE_HANDS = 4  # events at most that are prepared or proven while others are being answered


@dataclass(frozen=True, slots=True)
class Roasted:
    """A roast that now stands in a file. `path` is relative to the site."""

    slug: str
    path: str
    title: str
    status: Status
    score: Decimal | None
    scores: Mapping[str, int]
    attention: tuple[str, ...]
    model: str
    cost_usd: Decimal | None
    category: str
    sources: int


@dataclass(frozen=True, slots=True)
class Failed:
    """An event that no writer could roast, and why. `waits`: it is first in the next run."""

    event: Event
    reason: str
    remedy: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class RoastReport:
    """What became of the events of a run. `left_over` are those that this run had no room for."""

    roasts: tuple[Roasted, ...] = ()
    failed: tuple[Failed, ...] = ()
    left_over: tuple[Event, ...] = ()
    notes: tuple[str, ...] = ()  # trouble with models, one line each
    cost_usd: Decimal = Decimal(0)
    bill: Bill = field(default_factory=Bill)

    @property
    def failure(self) -> NothingDoneError | None:
        """Why nothing could be done, when there were events and none could be written."""
        if self.roasts or not self.failed:
            return None
        first = self.failed[0]
        what = "no event could be roasted" if len(self.failed) > 1 else "the event was not roasted"
        return NothingDoneError(f"{what}: {first.reason}", remedy=first.remedy)


def roast_events(workshop: Workshop, ranking: Sequence[Ranked]) -> RoastReport:
    """Roast the best, as many as `roast.per_run` and `per_category` allow; the rest waits.

    Raises DiskError when a roast cannot be kept: nothing more is paid for then.
    """
    state = workshop.state_dir / WAITING_NAME
    since = load_waiting(state, workshop.now())

    def remember(events: Iterable[Event]) -> None:
        times = ((event, waits_since(event, since) or workshop.now()) for event in events)
        save_waiting(state, {key: time for event, time in times for key in keys_of(event)})

    # Before anything is written: a run that is killed leaves none behind.
    remember(one.event for one in ranking)
    limits = workshop.config.roast
    picked = pick(ranking, limits.per_run, limits.per_category)
    report = write_events(workshop, picked.now)
    let_go = (one.event for one in ranking if one.rank is None)
    unwritten = (one.event for one in report.failed if one.waits)
    remember((*unwritten, *picked.later, *let_go))
    return replace(report, left_over=picked.later)


def write_events(
    workshop: Workshop, events: Sequence[Event], *, as_drafts: bool = False
) -> RoastReport:
    """Roast these events, all of them; `as_drafts` whatever the site's rule is."""
    if not events:
        return RoastReport()
    roasts: list[Roasted] = []
    failed: list[Failed] = []
    with workshop.writers() as chain:
        press = Press(workshop, workshop.sound_library(), as_drafts=as_drafts)
        with workshop.reporter.track(
            "roasting", len(events), tally=lambda: f"${workshop.spent:.4f}"
        ) as advance:
            for event, result in _written(workshop, chain, press, events):
                if isinstance(result, Unwritten):
                    failed.append(_failed(event, result))
                else:
                    roasts.append(press.keep(event, result))
                advance(event.title)
        paid = bill(workshop.calls(), today=workshop.spent_today(), roasts=len(roasts))
        notes = chain.notes()
        return RoastReport(tuple(roasts), tuple(failed), (), notes, workshop.spent, paid)


def _failed(event: Event, result: Unwritten) -> Failed:
    return Failed(event, result.reason, result.remedy, waits=result.out_of_budget)


def _written(
    workshop: Workshop, chain: WriterChain, press: Press, events: Sequence[Event]
) -> Iterator[tuple[Event, Written | Unwritten]]:
    """Each event with what the writers gave, as it comes.

    The offline writer minds what stands in the roast before, so it writes one after the other.
    """
    if workshop.offline:
        for event in events:
            yield event, chain.write(press.brief(event))
        return
    briefs = [press.brief(event) for event in events]
    at_once = workshop.config.roast.concurrency
    workers = at_once + min(SPARE_HANDS, at_once // 4)
    # A reply that has arrived by then is in the journal, and costs nothing in the next run.
    for place, result in as_done(chain.write, briefs, workers=workers, hang_up=chain.close):
        event = events[place]
        if isinstance(result, Written):
            # The offline writer, standing in for a model, may have written several at once.
            result = chain.afresh(press.brief(event), result)
        yield event, result


class _Ear:
    """Tells languages apart, for one thread at a time: else each would load the detector."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __call__(self, text: str, wanted: str) -> str:
        with self._lock:
            return foreign_to(text, wanted)


class Press:
    """Puts drafts into files, and knows which texts and names are taken."""

    def __init__(
        self,
        workshop: Workshop,
        library: Library,
        *,
        as_drafts: bool = False,
        again: Roast | None = None,
    ) -> None:
        """`again` is a roast that is written anew: what it said itself it may say again."""
        self._workshop = workshop
        self._phrases = workshop.phrases(
            [
                roast
                for roast in library.roasts
                if roast.status is not Status.KILLED and roast != again
            ]
        )
        self._publishes = workshop.config.review == "auto" and not as_drafts
        self._slugs = {roast.slug for roast in library.roasts}
        self._recent = [_phrases(roast) for roast in library.roasts[:RECENT]]
        self._ear = _Ear()

    def brief(self, event: Event, variant: str = "") -> Brief:
        """What a writer may know of an event now; another `variant` asks for another roast."""
        config, rubrics = self._workshop.config, self._workshop.rubrics()
        for_news = event.matter.is_news
        rubric = rubrics.by_version[config.roast.rubric] if for_news else rubrics.newest("pitch")
        return Brief(
            event,
            config.persona,
            rubric,
            config.site.language,
            tuple(self._recent[:RECENT]),
            variant,
            config.roast.judge_samples,
            self._phrases,
            self._ear,
        )

    def keep(self, event: Event, written: Written) -> Roasted:
        """Prove what was written and put it into a new file. Raises DiskError."""
        return self.put(self.proven(self.brief(event), written))

    def proven(self, brief: Brief, written: Written, *, may_be_straight: bool = True) -> Draft:
        """What was written, through every gate; held and not straight, unless it `may_be`."""
        from roaster.roasts.finish import finish
        from roaster.roasts.phrases.passages import passages_of

        settings = self._workshop.config.roast
        draft = finish(
            brief,
            written,
            self._workshop.now(),
            min_facts=settings.min_facts,
            never_roast=settings.never_roast,
            sensitive=settings.sensitive if may_be_straight else "hold",
            spare=self._verbatim,
        )
        repeats = self._phrases.claim(brief.event, passages_of(draft))
        if not repeats:
            return draft
        return replace(draft, attention=(*draft.attention, *(each.said for each in repeats)))

    def _verbatim(self, event: Event) -> Sequence[ProposedFact]:
        """Sentences of the sources as they stand, for a roast with too few proven bullets."""
        from roaster.roasts.writers.offline.verbatim import verbatim_facts

        return verbatim_facts(event, self._workshop.config.site.language)

    def put(self, draft: Draft) -> Roasted:
        """A draft as a file: published where the site's rule allows it, else waiting."""
        from roaster.roasts.phrases.passages import passages_of

        passes = self._publishes and not draft.attention
        status = Status.PUBLISHED if passes else Status.DRAFT
        path = self._free_path(draft)
        data = compose(draft, headings=self._workshop.headings, status=status)
        write_new(self._workshop.root / path, data)
        self._slugs.add(slug_in(path))
        self._phrases.add(slug_in(path), passages_of(draft))
        burns = (burn.why for burn in draft.burned)
        self._recent.insert(0, "\n".join((draft.quip, *draft.take, *burns, draft.lining)))
        return _roasted(draft, path, status)

    def _free_path(self, draft: Draft) -> str:
        return free_path(draft.day, draft.title, self._slugs)


def _phrases(roast: Roast) -> str:
    return "\n".join((roast.quip, *(section.text for section in roast.sections)))


def free_path(day: date, title: str, slugs: Iterable[str]) -> str:
    """Where a new roast stands. No slug is given twice on a site, so that it names one roast."""
    taken = slugs if isinstance(slugs, Set) else frozenset(slugs)
    return f"content/roasts/{day.year:04d}/{file_name(day, title, _Names(taken))}"


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of files that slugs have taken, of any day: no need to spell out thousands."""

    slugs: Container[str]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and slug_in(name) in self.slugs


def slug_in(path: str) -> str:
    """The slug in a roast's path, `content/roasts/2026/2026-04-10-<slug>.md`."""
    return Path(path).stem[len("2026-04-10-") :]


def _roasted(draft: Draft, path: str, status: Status) -> Roasted:
    return Roasted(
        slug=slug_in(path),
        path=path,
        title=draft.title,
        status=status,
        score=draft.score,
        scores=draft.scores,
        attention=draft.attention,
        model=draft.provenance.model,
        cost_usd=draft.provenance.cost_usd,
        category=draft.category,
        sources=len(draft.sources),
    )
