"""The editor's desk in the terminal: list, show, edit, approve, kill, reroast, new."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roaster.cli import documents, words
from roaster.cli.options import Options
from roaster.cli.running import Answer, RoasterCommand
from roaster.errors import UsageError
from roaster.model.roast import Status

if TYPE_CHECKING:
    from roaster.jobs.editing import Changed

_slugs = click.argument("slugs", metavar="SLUG...", nargs=-1, required=True)
_slug = click.argument("slug", metavar="SLUG")


@click.command("list", cls=RoasterCommand)
@click.option("--status", type=click.Choice([status.value for status in Status]))
@click.option("--needs-attention", is_flag=True, help="Only those a person must look at.")
def list_(options: Options, status: str | None, needs_attention: bool) -> Answer:
    """List the roasts, newest first. `!` marks those that a person must look at."""
    with options.workshop() as workshop:
        library = workshop.library()
        for fault in library.faults:
            workshop.reporter.warn(str(fault))
    roasts = [
        roast
        for roast in library.roasts
        if (status is None or roast.status.value == status)
        and (not needs_attention or (roast.attention and roast.status is Status.DRAFT))
    ]
    return Answer([documents.listed(roast) for roast in roasts], words.listed(roasts))


@click.command(cls=RoasterCommand)
@_slug
def show(options: Options, slug: str) -> Answer:
    """Print a roast with its evidence: each fact with the source's words, and what waits."""
    from roaster.cli.roast_sheet import shown
    from roaster.cli.showing import Sheet
    from roaster.content.proposals import load_proposals
    from roaster.jobs.updates import offers_for

    with options.workshop() as workshop:
        roast = workshop.library().find(slug)
        offers = offers_for(workshop, roast)
        found = load_proposals(workshop.root, roast.name)
    proposed = tuple(found.texts) if found else ()
    sheet = Sheet.of_stdout(options.environ)
    return Answer(
        {**documents.shown(roast, offers), "proposed": list(proposed)},
        shown(roast, offers, proposed, sheet),
    )


@click.command(cls=RoasterCommand)
@_slug
def edit(options: Options, slug: str) -> Answer:
    """Open a roast in $VISUAL or $EDITOR, and check the file after it."""
    from roaster.jobs.editing import edit as edit_job

    with options.workshop() as workshop:
        changed = edit_job(workshop, slug, _editor(os.environ))
    return _told([changed], lambda one: "not changed" if one.unchanged else "changed, and sound")


def _editor(environ: os._Environ[str]) -> Callable[[Path], None]:
    command = environ.get("VISUAL") or environ.get("EDITOR")
    if not command:
        raise UsageError(
            "no editor is set", remedy="set EDITOR, for example: EDITOR=nano roaster edit SLUG"
        )

    def open_editor(path: Path) -> None:
        try:
            code = subprocess.run([*shlex.split(command), str(path)], check=False).returncode  # noqa: S603
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else str(error)
            raise UsageError(
                f"the editor cannot be started: {why}",
                where=command,
                remedy="set VISUAL or EDITOR to one that is installed",
            ) from error
        if code:
            raise UsageError(f"the editor ended with {code}", where=command)

    return open_editor


@click.command(cls=RoasterCommand)
@_slugs
@click.option("--by", default="", metavar="NAME", help="Who read them; stands on the page.")
def approve(options: Options, slugs: tuple[str, ...], by: str) -> Answer:
    """Publish drafts: changes the status line of their files, and names who approved them."""
    from roaster.jobs.editing import approve as approve_job

    with options.workshop() as workshop:
        changes = approve_job(workshop, slugs, by)
    return _told(changes, lambda one: "was published already" if one.unchanged else "published")


@click.command(cls=RoasterCommand)
@_slug
@click.argument("what", metavar="TEXT")
def correct(options: Options, slug: str, what: str) -> Answer:
    """Add a dated note of what was wrong; page, feeds and search engines carry it."""
    from roaster.jobs.editing import correct as correct_job

    with options.workshop() as workshop:
        changed = correct_job(workshop, slug, what)
    remedy = f"the note stands in it; put the text right with `roaster edit {changed.after.slug}`"
    return _told([changed], lambda _one: remedy)


@click.command(cls=RoasterCommand)
@_slugs
@click.option("--why", default="", metavar="REASON", help="Stands in the file.")
def kill(options: Options, slugs: tuple[str, ...], why: str) -> Answer:
    """Take roasts down for good. The files stay, so that no event is roasted again."""
    from roaster.jobs.editing import kill as kill_job

    with options.workshop() as workshop:
        changes = kill_job(workshop, slugs, why)
    return _told(changes, lambda one: "was killed already" if one.unchanged else "killed")


def _told(changes: Sequence[Changed], word: Callable[[Changed], str]) -> Answer:
    document = [{**documents.listed(one.after), "changed": not one.unchanged} for one in changes]
    return Answer(document, "\n".join(f"{one.after.path}: {word(one)}" for one in changes))


@click.command(cls=RoasterCommand)
@click.argument("title")
@click.option("--category", default="", help="Its category.")
def new(options: Options, title: str, category: str) -> Answer:
    """Make a draft to be written by hand."""
    from roaster.jobs.editing import new as new_job

    with options.workshop() as workshop:
        made = new_job(workshop, title, category)
    text = f"made {made.path}: write it with `roaster edit {made.slug}`"
    return Answer(documents.listed(made), text)


@click.command(cls=RoasterCommand)
@_slug
@click.option("--section", metavar="NAME", help="Only this one: quip, take, facts, burned, lining.")
def reroast(options: Options, slug: str, section: str | None) -> Answer:
    """Write a roast again, but for what a person wrote: that is proposed beside it."""
    from roaster.jobs.reroast import reroast as reroast_job

    with options.workshop() as workshop:
        report = reroast_job(workshop, slug, section)
    document = {
        **documents.listed(report.changed.after),
        "replaced": list(report.replaced),
        "proposals": dict(report.proposals),
        "kept": report.kept,
    }
    return Answer(document, words.reroasted(report))


@click.command(cls=RoasterCommand)
@click.argument("slug", metavar="[SLUG]", required=False)
@click.argument("urls", metavar="[URL]...", nargs=-1)
def update(options: Options, slug: str | None, urls: tuple[str, ...]) -> Answer:
    """Append what later articles bring, as a dated section with receipts; nothing else changes.

    With SLUG: what is offered for that roast, or what the articles at URL bring. Without: all
    that is offered for drafts; offers for published roasts are only listed.
    """
    from roaster.jobs.update import update as update_job
    from roaster.jobs.update import update_drafts

    with options.workshop() as workshop:
        if slug is None:
            report = update_drafts(workshop)
            updated, waiting = report.updated, report.waiting
        else:
            updated, waiting = (update_job(workshop, slug, urls),), ()
    document = {
        "updated": list(map(documents.updated, updated)),
        "waiting": documents.updates(waiting),
    }
    return Answer(document, words.updated(updated, waiting))
