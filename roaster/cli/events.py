"""The group `roaster events`: the groups with their reasons, and rulings on them."""

from __future__ import annotations

from typing import Any

import click

from roaster.cli import event_reports as reports
from roaster.cli.options import NAMES, Options, common_options, merged
from roaster.cli.running import Answer, RoasterCommand

_members = click.argument("members", metavar="ADDRESS...", nargs=-1, required=True)
_why = click.option("--why", metavar="TEXT", default="", help="Stands beside the ruling.")


@click.group(name="events", params=common_options(), invoke_without_command=True)
@click.pass_context
def events(ctx: click.Context, /, **values: Any) -> Any:
    """List today's events with the reason for each join; merge, split or ignore them.

    Rulings stand in content/events.yaml; every later run obeys them. Delete a line to undo it.
    """
    base = ctx.obj if isinstance(ctx.obj, Options) else Options()
    ctx.obj = merged(base, ctx, {name: values[name] for name in NAMES})
    if ctx.invoked_subcommand is not None:
        return None
    with list_.make_context("list", [], parent=ctx) as listing:
        return list_.invoke(listing)


@events.command(name="list", cls=RoasterCommand)
def list_(options: Options) -> Answer:
    """List the events of a gathering, with the reason for each join. Asks no model."""
    from roaster.jobs.gather import gather

    with options.workshop() as workshop, workshop.locked():
        report = gather(workshop)
    return Answer(reports.listed(report), reports.in_words(report), error=report.failure)


@events.command(cls=RoasterCommand)
@_members
@_why
def merge(options: Options, members: tuple[str, ...], why: str) -> Answer:
    """These articles are one event; with a roast's SLUG among them they belong to that one."""
    return _ruled(options, "merge", members, why)


@events.command(cls=RoasterCommand)
@_members
@_why
def split(options: Options, members: tuple[str, ...], why: str) -> Answer:
    """No two of these articles are one event; an article alone is one with no other."""
    return _ruled(options, "split", members, why)


@events.command(cls=RoasterCommand)
@click.argument("member", metavar="ADDRESS")
@_why
def ignore(options: Options, member: str, why: str) -> Answer:
    """The event of this article is never roasted."""
    return _ruled(options, "ignore", (member,), why)


def _ruled(options: Options, kind: str, members: tuple[str, ...], why: str) -> Answer:
    from roaster.content.rulings import RulingKind
    from roaster.jobs.events import rule

    with options.workshop() as workshop:
        ruled = rule(workshop, RulingKind(kind), members, why)
    return Answer(reports.ruled(ruled), reports.ruled_in_words(ruled))
