"""Reports in words, for a person at a terminal. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from roaster.cli import building
from roaster.cli.money import billed, would_ask
from roaster.cli.money import dollars as dollars
from roaster.cli.money import plural as plural
from roaster.model.news import Event
from roaster.model.outcome import FeedOutcome, FeedReport, ItemOutcome, ItemReport
from roaster.model.roast import Draft, Roast, Status
from roaster.text.clean import clean_line, cut
from roaster.text.sober import SoberMatch

if TYPE_CHECKING:
    from roaster.articles.reading import Reading
    from roaster.jobs.dry_run import DryRun
    from roaster.jobs.gather import Gathered
    from roaster.jobs.ranking import Ranked
    from roaster.jobs.reroast import Reroasted
    from roaster.jobs.roast import Failed, Roasted, RoastReport
    from roaster.jobs.run import RunReport
    from roaster.jobs.targets import PrintedReport, TargetsReport
    from roaster.jobs.update import Updated
    from roaster.jobs.updates import UpdateOffer
    from roaster.publish import PublishReport

_TROUBLE = (FeedOutcome.FAILED, FeedOutcome.GONE, FeedOutcome.EMPTY)
# Items whose end says something about a page, worth a line each.
_TOLD = (ItemOutcome.WALLED, ItemOutcome.THIN, ItemOutcome.FAILED, ItemOutcome.REFUSED)
_TOLD_ALWAYS = (*_TOLD, ItemOutcome.UPDATED)
MOST_LINES = 12  # of one kind; the rest is counted, and -v or --json tells it


def gathered(report: Gathered, *, verbose: bool = False) -> str:
    """What `gather` found, each event with its sources."""
    lines = list(_gathered(report, verbose=verbose))
    for one in report.ranking:
        event = one.event
        lines.append(f"  {event.day} · {event.category} · {clean_line(event.title)}")
        lines += [_worth(one)] if verbose else []
        lines += [
            f"      {article.outlet}: {article.url}" for article in (*event.articles, *event.copies)
        ]
    return "\n".join(lines)


def _worth(one: Ranked) -> str:
    place = f"{one.rank}." if one.rank else "waited longer than gather.max_age, let go:"
    return "      " + clean_line(f"{place} worth {one.worth.total:.1f}: {'; '.join(one.worth.why)}")


def _gathered(report: Gathered, *, verbose: bool) -> Iterator[str]:
    trouble = [feed for feed in report.feeds if feed.outcome in _TROUBLE]
    ends = ", ".join(f"{count} {name}" for name, count in report.totals.items())
    read = len(report.feeds) - len(trouble)
    yield (
        f"gathered   {plural(len(report.items), 'item')} from {read} of "
        f"{plural(len(report.feeds), 'feed')}" + (f": {ends}" if ends else "")
    )
    for feed in trouble:
        yield f"  ! {_feed(feed)}"
    for feed in report.feeds:
        if feed.found:
            yield f"    {feed.url}: its feed is {feed.found}; config.yaml may name that directly"
    shown = [item for item in report.items if verbose or item.outcome in _TOLD_ALWAYS]
    yield from _limited([_item(item) for item in shown], verbose=verbose)
    told = f"grouped    {plural(len(report.events), 'new event')}"
    several = sum(len(event.articles) + len(event.copies) > 1 for event in report.events)
    told += f", {several} of them told by several articles" if several else ""
    if report.barred:
        told += f"; {len(report.barred)} never to be joked about (roast.never_roast):"
    yield told
    yield from _limited([_barred(*one) for one in report.barred], verbose=verbose)
    yield from map(offered, report.updates)


def offered(offer: UpdateOffer) -> str:
    """A line for an update that the editor may take up."""
    evidence = cut(clean_line(offer.evidence), 120)
    return (
        f"  update offered: {offer.slug}: {offer.words}: “{evidence}” ({offer.url}) → "
        f"roaster update {offer.slug}, or edit it"
    )


def _barred(event: Event, match: SoberMatch) -> str:
    title = cut(clean_line(event.title), 70)
    return f"    {match.subject}: {title}: “{cut(clean_line(match.sentence), 120)}”"


def _limited(lines: Sequence[str], *, verbose: bool) -> Iterator[str]:
    most = len(lines) if verbose else MOST_LINES
    yield from lines[:most]
    if lines[most:]:
        yield f"    … and {len(lines) - most} more (-v tells all)"


def _feed(feed: FeedReport) -> str:
    remedy = f" → {feed.remedy}" if feed.remedy else ""
    return f"{feed.url}: {feed.outcome.value}: {feed.reason}{remedy}"


def _item(item: ItemReport) -> str:
    reason = f": {item.reason}" if item.reason else ""
    return f"    {item.outcome.value}: {cut(clean_line(item.title), 70)} ({item.url}){reason}"


def roasted(report: RoastReport) -> str:
    """What the writers made."""
    return "\n".join(_roasted(report))


def _roasted(report: RoastReport) -> Iterator[str]:
    statuses = Counter(roast.status for roast in report.roasts)
    money = f", {dollars(report.cost_usd)}" if report.cost_usd else ""
    yield (
        f"roasted    {plural(len(report.roasts), 'event')}: {statuses[Status.PUBLISHED]} published,"
        f" {statuses[Status.DRAFT]} held back for a person{money}"
    )
    waiting = [roast for roast in report.roasts if roast.status is Status.DRAFT]
    for roast in report.roasts:
        yield from _held(roast)
    yield from map(_failed, report.failed)
    if report.left_over:
        left = plural(len(report.left_over), "event")
        limits = "roast.per_run, roast.per_category"
        yield f"    left over: {left}, each weighs more in the next run ({limits})"
    for note in report.notes:
        yield f"  ! {note}"
    if report.bill.calls:
        yield billed(report.bill)
    if waiting:
        yield f"    look at them: roaster list --status draft, roaster show {waiting[0].slug}"


def _held(roast: Roasted, *, all_drafts: bool = False) -> Iterator[str]:
    """A roast that a person must look at; with `all_drafts` also one that only waits."""
    if roast.attention or (all_drafts and roast.status is Status.DRAFT):
        yield f"  held back: {roast.title} ({roast.path})"
        yield from (f"      {reason}" for reason in roast.attention)


def _failed(one: Failed) -> str:
    word = "waits" if one.waits else "not roasted"
    remedy = f" → {one.remedy}" if one.remedy else ""
    return f"  {word}: {clean_line(one.event.title)}: {one.reason}{remedy}"


def targets(report: TargetsReport) -> str:
    """What became of what was handed in."""
    lines = [_draft(roast) for roast in report.roasted.roasts]
    lines += map(_failed, report.roasted.failed)
    lines += [f"  ! {note}" for note in report.roasted.notes]
    for one in report.refused:
        remedy = f" → {one.remedy}" if one.remedy else ""
        lines.append(f"  {one.target}: {one.reason}{remedy}")
    return "\n".join(lines)


def printed(report: PrintedReport, headings: Mapping[str, str]) -> str:
    """Roasts as a person reads them in a terminal, each fact with the words that prove it."""
    blocks = ["\n\n".join(_printed(draft, headings)) for draft in report.drafts]
    lines = [*map(_failed, report.failed), *(f"  ! {note}" for note in report.notes)]
    for one in report.refused:
        remedy = f" → {one.remedy}" if one.remedy else ""
        lines.append(f"  {one.target}: {one.reason}{remedy}")
    return f"\n\n{'─' * 40}\n\n".join(blocks + (["\n".join(lines)] if lines else []))


def _printed(draft: Draft, headings: Mapping[str, str]) -> Iterator[str]:
    made = draft.provenance
    yield f"{draft.title}\n{'=' * min(len(draft.title), 78)}\n{draft.score}/10 · {made.model}"
    yield draft.quip
    facts = "\n".join(f"- {fact.text}\n    “{fact.quote}”" for fact in draft.facts)
    burned = "\n".join(f"- {burn.who}: {burn.why}" for burn in draft.burned)
    texts = {
        "take": "\n\n".join(draft.take),
        "facts": facts,
        "burned": burned,
        "lining": draft.lining,
    }
    for key, heading in headings.items():
        if texts.get(key):
            yield f"## {heading}\n\n{texts[key]}"
    yield "\n".join(
        f"{key} {value}/5  {draft.score_reasons.get(key, '')}".rstrip()
        for key, value in draft.scores.items()
    )
    if draft.attention:
        yield "\n".join(f"! {reason}" for reason in draft.attention)


def _draft(roast: Roasted) -> str:
    score = "straight" if roast.score is None else f"{roast.score}/10"
    text = f"{roast.status.value}: {roast.path} ({score}, {roast.model})"
    return "\n".join([text, *(f"    {reason}" for reason in roast.attention)])


def published(report: PublishReport, *, dry_run: bool = False) -> str:
    """What was published."""
    where = f"{report.remote} ({report.branch})"
    numbers = f"{report.added} added, {report.changed} changed, {report.removed} removed"
    if dry_run:
        return f"would publish to {where}: {numbers}"
    if not report.pushed:
        return f"published  nothing new for {where}"
    return f"published  {numbers} to {where}, commit {report.commit[:12]}"


def dry(report: DryRun, *, verbose: bool = False) -> str:
    """What would be asked, of whom, and what it costs at worst."""
    lines = list(_gathered(report.gathered, verbose=verbose)) if report.gathered else []
    return "\n".join([*lines, *would_ask(report)])


def ran(report: RunReport, root: str, *, verbose: bool = False) -> str:
    """A whole run in a few lines, and where the site lies."""
    lines = list(_gathered(report.gathered, verbose=verbose))
    if report.roasted is not None:
        lines.append(roasted(report.roasted))
    if report.built is not None:
        lines.append(building.text(report.built))
    if report.published is not None:
        lines.append(published(report.published))
    if report.built is not None:
        lines += [f"the site   {root}/public", f"look at it roaster -C {root} serve"]
    return "\n".join(lines)


def needed(report: RunReport, warnings: Sequence[str]) -> str:
    """Of a run only what a person should see to; nothing when there is nothing."""
    lines = [f"! {warning}" for warning in warnings]
    lines += map(offered, report.gathered.updates)
    if report.roasted is not None:
        lines += [line for roast in report.roasted.roasts for line in _held(roast, all_drafts=True)]
    return "\n".join(lines)


def listed(roasts: Sequence[Roast]) -> str:
    """A line for each roast, newest first."""
    if not roasts:
        return "no roasts"
    return "\n".join(map(_listed, roasts))


def _listed(roast: Roast) -> str:
    score = f"{roast.score:>4}" if roast.score is not None else "   –"
    mark = " !" if roast.attention else "  "
    title = cut(clean_line(roast.title), 60)
    return f"{roast.status.value:<9}{mark} {score}  {roast.name}  {title}"


def read(reading: Reading) -> str:
    """What was read of a page, from where, and whether it would be roasted."""
    verdict = (
        "would be roasted" if reading.article else f"{reading.outcome.value}: {reading.reason}"
    )
    lines = [reading.url or "(no address)", verdict]
    lines += [f"→ {reading.remedy}"] if reading.remedy else []
    lines += [f"note: {note}" for note in reading.notes]
    for one in reading.alternatives:
        mark = "*" if one.chosen else " "
        value = cut(clean_line(one.value), 100)
        lines.append(f" {mark} {one.field:<10} {one.origin:<20} {value}")
    if reading.found is not None:
        lines += ["", reading.found.text]
    return "\n".join(lines)


def reroasted(report: Reroasted) -> str:
    """What was written anew, and what is offered beside a person's own text."""
    roast = report.changed.after
    lines = [f"{roast.path}: wrote {', '.join(report.replaced) or 'nothing'} anew"]
    if roast.status is not report.changed.before.status:
        lines.append(f"it is a draft again: roaster approve {roast.slug}")
    lines += [f"could not be read again: {url}" for url in report.unread]
    for part, text in report.proposals.items():
        lines += ["", f"{part} is yours and stays. A new one would be:", "", text]
    if report.kept:
        lines += ["", f"kept in {report.kept}: roaster proposals show {roast.slug}"]
    return "\n".join(lines)


def updated(done: Sequence[Updated], waiting: Sequence[UpdateOffer] = ()) -> str:
    """What was appended to roasts, and what is offered for published ones."""
    lines: list[str] = []
    for one in done:
        roast = one.changed.after
        lines.append(f"{roast.path}: {plural(len(one.facts), 'fact')} appended as an update")
        lines += [f"  - {clean_line(fact.text)}" for fact in one.facts]
        lines += [f"  ! {reason}" for reason in roast.attention]
        lines += [f"  could not be read: {url}" for url in one.unread]
    lines += map(offered, waiting)
    return "\n".join(lines) or "no update is offered"
