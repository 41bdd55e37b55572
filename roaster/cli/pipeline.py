"""The job and its steps: run, gather, roast, publish; build is in `building`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roaster.cli import documents, words
from roaster.cli.options import Folder, Options
from roaster.cli.running import STRICT_FAILED, Answer, RoasterCommand
from roaster.errors import UsageError
from roaster.model.outcome import FeedOutcome, ItemOutcome

if TYPE_CHECKING:
    from roaster.jobs.gather import Gathered
    from roaster.jobs.run import RunReport
    from roaster.jobs.targets import Ways

_FAILED_FEEDS = (FeedOutcome.FAILED, FeedOutcome.GONE, FeedOutcome.EMPTY)


@click.command(cls=RoasterCommand)
@click.option("--sample", is_flag=True, help="On a sample site in DIR: no key, no network.")
@click.option(
    "--cluster", metavar="ADDRESS", default="", help="Fetch, read and roast on a Dask scheduler."
)
@click.option("--dry-run", is_flag=True, help="Tell what would be asked; ask and change nothing.")
@click.argument("folder", metavar="[DIR]", required=False, type=Folder(path_type=Path))
def run(options: Options, sample: bool, cluster: str, dry_run: bool, folder: Path | None) -> Answer:
    """The whole job: gather → roast → build → publish, if publishing is configured.

    DIR goes with --sample only; without it, the sample site is made in sample-site/.
    --cluster local starts workers on this machine; keys are read from the workers' environment.
    --dry-run reads feeds and pages; with -v it prints what a model would be sent, to the letter.
    """
    if sample and dry_run:
        raise UsageError("--dry-run does not go with --sample, which asks no model")
    if sample:
        return _run_sample(options, folder, cluster)
    if folder is not None:
        raise UsageError(f"DIR ({folder}) goes with --sample", remedy=f"roaster -C {folder} run")
    if dry_run:
        return _dry_run(options, cluster)
    from roaster.jobs.run import run as run_job

    with options.workshop(cluster=cluster) as workshop:
        return _ran(run_job(workshop), str(workshop.root), options)


def _dry_run(options: Options, cluster: str) -> Answer:
    from roaster.jobs.dry_run import dry_run

    with options.workshop(cluster=cluster) as workshop:
        report = dry_run(workshop, with_payload=options.verbose > 0)
    failure = report.gathered.failure if report.gathered else None
    return Answer(
        documents.dry(report), words.dry(report, verbose=options.verbose > 0), error=failure
    )


def _run_sample(options: Options, folder: Path | None, cluster: str) -> Answer:
    from roaster.jobs.run import run as run_job
    from roaster.jobs.sample import DEFAULT_DIR, sample_workshop

    root = folder or options.site or Path(DEFAULT_DIR)
    with sample_workshop(root, environ=options.environ, reporter=options.reporter()) as workshop:
        workshop.cluster = cluster
        return _ran(run_job(workshop), str(root), options)


def _ran(report: RunReport, root: str, options: Options) -> Answer:
    warnings = _warnings(report)
    text = words.ran(report, root, verbose=options.verbose > 0)
    return Answer(
        documents.ran(report, warnings),
        words.needed(report, warnings) if options.quiet else text,
        exit_code=STRICT_FAILED if options.strict and warnings else 0,
        error=report.failure,
    )


def _warnings(report: RunReport) -> list[str]:
    """What failed in a run, one line each with its remedy."""
    found = _gather_warnings(report.gathered)
    if report.roasted is not None:
        found += [
            f"{one.event.title}: {one.reason}" + (f" → {one.remedy}" if one.remedy else "")
            for one in report.roasted.failed
        ]
        found += report.roasted.notes
    return found


def _gather_warnings(report: Gathered) -> list[str]:
    feeds = [
        f"{feed.url}: {feed.reason}" + (f" → {feed.remedy}" if feed.remedy else "")
        for feed in report.feeds
        if feed.outcome in _FAILED_FEEDS
    ]
    items = [
        f"{item.url}: {item.reason}" for item in report.items if item.outcome is ItemOutcome.FAILED
    ]
    return feeds + items


@click.command(cls=RoasterCommand)
def gather(options: Options) -> Answer:
    """Pull feeds and articles, group them into events, print what is new. Asks no model."""
    from roaster.jobs.gather import gather as gather_job

    with options.workshop() as workshop, workshop.locked():
        report = gather_job(workshop)
    failed = options.strict and bool(_gather_warnings(report))
    return Answer(
        documents.gathered(report),
        words.gathered(report, verbose=options.verbose > 0),
        exit_code=STRICT_FAILED if failed else 0,
        error=report.failure,
    )


@click.command(cls=RoasterCommand)
@click.option(
    "--as",
    "matter",
    type=click.Choice(["news", "page", "cv", "pitch"]),
    help="What it is, where the guess by its phrases is wrong.",
)
@click.option("--print", "on_terminal", is_flag=True, help="Print the roasts, write no files.")
@click.option("--ocr", is_flag=True, help="Have pictures read by tesseract, not by a model.")
@click.option("--dry-run", is_flag=True, help="Tell what would be asked; ask and change nothing.")
@click.argument("targets", metavar="TARGET...", nargs=-1, required=True)
def roast(
    options: Options,
    matter: str | None,
    on_terminal: bool,
    ocr: bool,
    dry_run: bool,
    targets: tuple[str, ...],
) -> Answer:
    """Roast a URL, a text, HTML or PDF file, a picture (PNG, JPEG, WebP), or - for stdin.

    It becomes a draft, with receipts. A landing page, a CV or a pitch is judged on what it claims,
    by a rubric of its own. With --dry-run no picture is read by a model either.
    """
    from roaster.jobs.targets import Ways, print_targets, roast_targets
    from roaster.model.matter import Matter

    ways = Ways(Matter(matter) if matter else None, by_ocr=ocr)
    if dry_run:
        return _dry_roast(options, targets, ways)
    if on_terminal:
        with options.workshop() as workshop:
            printed = print_targets(workshop, targets, sys.stdin.buffer, ways)
            headings = workshop.headings
        troubled = bool(printed.failed or printed.refused)
        return Answer(
            documents.printed(printed),
            words.printed(printed, headings),
            exit_code=STRICT_FAILED if options.strict and troubled else 0,
            error=printed.failure,
        )
    with options.workshop() as workshop:
        report = roast_targets(workshop, targets, sys.stdin.buffer, ways)
    troubled = bool(report.roasted.failed or report.refused)
    document = documents.targets(report)
    failure = report.roasted.failure
    if failure is not None and options.as_json:
        return Answer({"roasts": document}, error=failure)
    return Answer(
        document,
        words.targets(report),
        exit_code=STRICT_FAILED if options.strict and troubled else 0,
        error=failure,
    )


def _dry_roast(options: Options, targets: tuple[str, ...], ways: Ways) -> Answer:
    from roaster.jobs.dry_run import dry_roast

    with options.workshop() as workshop:
        verbose = options.verbose > 0
        report = dry_roast(workshop, targets, sys.stdin.buffer, ways, with_payload=verbose)
    return Answer(documents.dry(report), words.dry(report, verbose=verbose))


@click.command(cls=RoasterCommand)
@click.option("--dry-run", is_flag=True, help="Tell what would change; change nothing.")
def publish(options: Options, dry_run: bool) -> Answer:
    """Put public/ on GitHub Pages: one commit on a branch of a git remote, never by force."""
    from roaster.jobs.publish import publish as publish_job

    with options.workshop() as workshop, workshop.locked():
        report = publish_job(workshop, dry_run=dry_run)
    return Answer(documents.published(report), words.published(report, dry_run=dry_run))
