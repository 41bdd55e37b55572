"""The group `roaster feeds`: list, add, import, export."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from typing import Any, BinaryIO

import click

from roaster.cli import feed_reports as reports
from roaster.cli.options import NAMES, Options, common_options, merged
from roaster.cli.running import Answer, RoasterCommand
from roaster.errors import UsageError


@click.group(name="feeds", params=common_options())
@click.pass_context
def feeds(ctx: click.Context, /, **values: Any) -> None:
    """Find, add, list, import and export the feeds of config.yaml."""
    base = ctx.obj if isinstance(ctx.obj, Options) else Options()
    ctx.obj = merged(base, ctx, {name: values[name] for name in NAMES})


@feeds.command(name="list", cls=RoasterCommand)
def list_(options: Options) -> Answer:
    """List the configured feeds with their health, and when they are asked again."""
    from roaster.jobs.feeds import list_feeds

    with options.workshop() as workshop:
        lines = list_feeds(workshop)
    return Answer([reports.line(one) for one in lines], reports.lines_in_words(lines))


@feeds.command(cls=RoasterCommand)
@click.argument("address")
@click.option("--outlet", metavar="NAME", default="", help="The outlet's name.")
@click.option("--category", metavar="NAME", default="", help="The category of all its items.")
@click.option("--all", "everything", is_flag=True, help="Add all feeds found, not just the first.")
@click.option("--dry-run", is_flag=True, help="Show what is found; write nothing.")
def add(
    options: Options, address: str, outlet: str, category: str, everything: bool, dry_run: bool
) -> Answer:
    """Find the feed of a site, a page or a profile, show it, and write it to config.yaml."""
    from roaster.jobs.feeds import add_feed, wished

    with options.workshop() as workshop:
        wishes = wished(outlet, category)
        added = add_feed(workshop, address, wishes, everything=everything, dry_run=dry_run)
    return Answer(
        reports.added(added, dry_run=dry_run), reports.added_in_words(added, dry_run=dry_run)
    )


@feeds.command(name="import", cls=RoasterCommand)
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Tell what would be added; write nothing.")
def import_(options: Options, file: str, dry_run: bool) -> Answer:
    """Add the feeds of an OPML file (or - for stdin) that config.yaml does not have yet."""
    from roaster.jobs.feeds import import_feeds

    with options.workshop() as workshop, _opened(file) as stream:
        done = import_feeds(workshop, stream, file, dry_run=dry_run)
    return Answer(
        reports.imported(done, dry_run=dry_run), reports.imported_in_words(done, dry_run=dry_run)
    )


@feeds.command(cls=RoasterCommand)
def export(options: Options) -> Answer:
    """Print the configured feeds as OPML, for feed readers and for `feeds import`."""
    from roaster.jobs.feeds import export_feeds

    with options.workshop() as workshop:
        opml = export_feeds(workshop)
        count = len(workshop.config.feeds)
    return Answer({"feeds": count, "opml": opml}, opml.rstrip("\n"))


def _opened(file: str) -> AbstractContextManager[BinaryIO]:
    if file == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return open(file, "rb")  # noqa: PTH123 - the Path of no name is this folder
    except OSError as error:
        remedy = "name an OPML file, or - for stdin"
        raise UsageError(
            f"cannot be read: {error.strerror}", where=file or '""', remedy=remedy
        ) from error
