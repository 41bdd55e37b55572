"""The group `roaster proposals`: new texts for what a person wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from roaster.cli import documents
from roaster.cli.options import NAMES, Options, common_options, merged
from roaster.cli.running import Answer, RoasterCommand
from roaster.cli.showing import Sheet
from roaster.text.clean import clean_line, clean_text, cut
from roaster.text.word_diff import Kind, marked

if TYPE_CHECKING:
    from roaster.jobs.proposals import Compared, Taken, Waiting

_slug = click.argument("slug", metavar="SLUG")
_section = click.option(
    "--section", metavar="NAME", help="Only this one: quip, take, facts, burned, lining."
)
_STYLES = {Kind.SAME: "", Kind.GONE: "red strike", Kind.NEW: "green"}


@click.group(name="proposals", params=common_options(), invoke_without_command=True)
@click.pass_context
def proposals(ctx: click.Context, /, **values: Any) -> Any:
    """List, show, take and drop the new texts that `reroast` made for what you wrote.

    They stand in content/proposals/, one file for each roast.
    """
    base = ctx.obj if isinstance(ctx.obj, Options) else Options()
    ctx.obj = merged(base, ctx, {name: values[name] for name in NAMES})
    if ctx.invoked_subcommand is not None:
        return None
    with list_.make_context("list", [], parent=ctx) as listing:
        return list_.invoke(listing)


@proposals.command(name="list", cls=RoasterCommand)
def list_(options: Options) -> Answer:
    """List the roasts that have proposals."""
    from roaster.jobs.proposals import waiting_proposals

    with options.workshop() as workshop:
        waiting = waiting_proposals(workshop)
    lines = [
        f"{one.roast.name}: {', '.join(each.part for each in one.compared)}  "
        f"{cut(clean_line(one.roast.title), 60)}"
        for one in waiting
    ]
    return Answer([_document(one) for one in waiting], "\n".join(lines) or "no proposals")


@proposals.command(cls=RoasterCommand)
@_slug
def show(options: Options, slug: str) -> Answer:
    """Show a roast's proposals as a word diff against what stands there."""
    from roaster.jobs.proposals import proposals_for

    with options.workshop() as workshop:
        one = proposals_for(workshop, slug)
    return Answer(_document(one), _shown(one, Sheet.of_stdout(options.environ)))


@proposals.command(cls=RoasterCommand)
@_slug
@_section
def take(options: Options, slug: str, section: str | None) -> Answer:
    """Put proposals in the place of what stands there."""
    from roaster.jobs.proposals import take as take_job

    with options.workshop() as workshop:
        return _done(take_job(workshop, slug, section), "taken")


@proposals.command(cls=RoasterCommand)
@_slug
@_section
def drop(options: Options, slug: str, section: str | None) -> Answer:
    """Forget proposals; the roast stays as it is."""
    from roaster.jobs.proposals import drop as drop_job

    with options.workshop() as workshop:
        return _done(drop_job(workshop, slug, section), "dropped")


def _done(taken: Taken, word: str) -> Answer:
    roast = taken.changed.after
    document = {**documents.listed(roast), word: list(taken.parts)}
    return Answer(document, f"{roast.path}: {word} {', '.join(taken.parts)}")


def _document(one: Waiting) -> dict[str, Any]:
    return {
        "slug": one.roast.slug,
        "path": one.path,
        "model": one.model,
        "at": one.at,
        "attention": list(one.attention),
        "proposals": [
            {"section": each.part, "old": each.old, "new": each.new, "diff": marked(each.runs)}
            for each in one.compared
        ],
    }


def _shown(one: Waiting, sheet: Sheet) -> str:
    sheet.line(one.roast.title, "bold")
    sheet.line(f"{one.path}, {one.model}, {one.at}", "dim")
    for reason in one.attention:
        sheet.line(f"! {reason}", "yellow")
    for each in one.compared:
        sheet.gap()
        sheet.line(f"## {each.part}", "bold")
        _compared(each, sheet)
    sheet.gap()
    for verb in ("take", "drop"):
        command = f"roaster proposals {verb} {one.roast.slug} [--section NAME]"
        sheet.line(f"{verb} them: {command}", "dim")
    return sheet.text()


def _compared(each: Compared, sheet: Sheet) -> None:
    if not sheet.coloured:
        sheet.block(clean_text(marked(each.runs)))
        return
    sheet.runs([(clean_text_kept(text), _STYLES[kind]) for kind, text in each.runs])


def clean_text_kept(text: str) -> str:
    """Without what a terminal would obey; spaces at the ends stay, for runs are put together."""
    return "".join(char for char in text if char.isprintable() or char == "\n")
