"""Building the site, and what is said of it. Apart, so that it starts fast."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from roaster.cli.options import Options
from roaster.cli.running import Answer, RoasterCommand
from roaster.cli.streams import tell

if TYPE_CHECKING:
    from roaster.jobs.glancing import Asked
    from roaster.site.report import BuildReport

# https://docs.github.com/pages: a published site may be no larger than 1 GB.
PAGES_BYTES = 1_000_000_000
_NEARLY = 0.7
_PROFILED = 25  # lines of a profile


@click.command(cls=RoasterCommand)
@click.option("--drafts", is_flag=True, help="Show drafts too, marked as such.")
@click.option("--clean", is_flag=True, help="Build everything anew.")
@click.option("--base-url", metavar="URL", help="Build for this address instead of the config's.")
@click.option("--profile", is_flag=True, help="Tell where the time goes, on stderr.")
def build(
    options: Options, drafts: bool, clean: bool, base_url: str | None, profile: bool
) -> Answer:
    """Render the site into public/; what is there already is left as it is."""
    from roaster.jobs.glancing import Asked, standing

    asked = Asked(options.root(), drafts, base_url)
    with _profiled(profile):
        report = None if clean else standing(asked, options.clock()(), options.environ)
        if report is None:
            report = _build(options, asked, clean=clean)
    return Answer(document(report), text(report))


def _build(options: Options, asked: Asked, *, clean: bool) -> BuildReport:
    from roaster.jobs.build import build as build_job

    with options.workshop(asked.root) as workshop, workshop.locked():
        return build_job(workshop, drafts=asked.drafts, clean=clean, base_url=asked.base_url)


@contextmanager
def _profiled(wanted: bool) -> Iterator[None]:
    """Tell on stderr which functions took the time, those of worker processes left out."""
    if not wanted:
        yield
        return
    import cProfile
    import io
    import pstats

    profile, told = cProfile.Profile(), io.StringIO()
    with profile:
        yield
    pstats.Stats(profile, stream=told).sort_stats("cumulative").print_stats(_PROFILED)
    tell(told.getvalue().strip())


def document(report: BuildReport) -> dict[str, Any]:
    """A build as `--json` tells it."""
    return {
        "pages": report.pages,
        "written": report.written,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "seconds": round(report.seconds, 3),
        "bytes": report.bytes,
    }


def text(report: BuildReport) -> str:
    """What a build did, and whether the site will fit on GitHub Pages."""
    pages = "1 page" if report.pages == 1 else f"{report.pages} pages"
    told = (
        f"built      {pages} in {report.seconds:.1f} s: {report.written} "
        f"written, {report.unchanged} unchanged, {report.removed} removed; "
        f"{report.bytes / 1e6:.1f} MB"
    )
    return f"{told}\n{warning(report)}" if warning(report) else told


def warning(report: BuildReport) -> str:
    """What there is to say of the size; empty below 70 % of what GitHub Pages takes."""
    share = report.bytes / PAGES_BYTES
    if share < _NEARLY:
        return ""
    limit = f"{share:.0%} of the 1 GB that GitHub Pages takes"
    return f"! the site is {limit}: serve large files from elsewhere, or move older years"
