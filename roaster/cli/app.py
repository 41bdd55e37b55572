"""The `roaster` command with its commands, each imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from roaster.cli.options import NAMES, Options, common_options

# Command → module of `roaster.cli` and its one line of help. The help stands here, so that
# `roaster --help` imports none of the commands.
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("site", "Make a new site; overwrites nothing."),
    "run": ("pipeline", "The whole job: gather → roast → build → publish."),
    "gather": ("pipeline", "Pull feeds and articles, group them into events. Asks no model."),
    "events": ("events", "List the events with their reasons; merge, split, ignore."),
    "extract": ("inspecting", "Show what is read from a page or file, and from where."),
    "roast": ("pipeline", "Roast a URL, a text, HTML or PDF file, a picture, or stdin."),
    "list": ("editing", "List the roasts."),
    "show": ("editing", "Print a roast."),
    "edit": ("editing", "Open a roast in $EDITOR, and check it after."),
    "approve": ("editing", "Publish drafts."),
    "correct": ("editing", "Add a dated note of what was wrong in a roast."),
    "kill": ("editing", "Take roasts down for good."),
    "reroast": ("editing", "Write a roast again, but for what a person wrote."),
    "update": ("editing", "Append what later articles bring, as a dated section."),
    "proposals": ("proposals", "List, show, take and drop new texts for hand-edited sections."),
    "new": ("editing", "Make a draft to be written by hand."),
    "feeds": ("feeds", "Find, add, list, import and export feeds."),
    "build": ("building", "Render the site into public/."),
    "serve": ("site", "Build, serve on loopback, build again on a change, reload the browser."),
    "theme": ("theme", "List what a theme of your own can change."),
    "publish": ("pipeline", "Put public/ on GitHub Pages."),
    "check": ("inspecting", "Find every fault of settings, content, links and theme."),
    "stats": ("inspecting", "Tell spend, scores, the feeds' health, and what waits."),
}
_ATTRIBUTES = {"list": "list_"}  # where the name is one of Python's own


class LazyGroup(click.Group):
    """A group that knows its commands' names and imports a command when it is called."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name."""
        if name not in COMMANDS:
            return None
        module = import_module(f"roaster.cli.{COMMANDS[name][0]}")
        command = getattr(module, _ATTRIBUTES.get(name, name))
        if not isinstance(command, click.Command):
            raise TypeError(f"{name} is not a command")
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version  # 30 ms, which no other command need pay

        click.echo(f"roaster {version('roaster')}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    params=[
        *common_options(),
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            help="Print the version and exit.",
        ),
    ],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.pass_context
def app(ctx: click.Context, /, **values: Any) -> None:
    """Roast the news: feeds in, a dated static site of Event Roast pages out.

    `roaster run --sample` shows the whole job without a key and without a network.
    """
    ctx.obj = Options(**{name: values[name] for name in NAMES})
