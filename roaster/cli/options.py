"""The options that every command has, before or after the command's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource


@dataclass(frozen=True, slots=True)
class Options:
    """What stands on the command line beside the command's own arguments."""

    site: Path | None = None
    verbose: int = 0
    quiet: bool = False
    as_json: bool = False
    now: str = ""
    strict: bool = False

    @property
    def level(self) -> int:
        """How much the reporter tells: -1 only warnings, 0 notes, 1 and more details."""
        return -1 if self.quiet else self.verbose


def common_options() -> list[click.Parameter]:
    """The options themselves, new for each command."""
    return [
        click.Option(
            ["-C", "site"],
            type=click.Path(path_type=Path, file_okay=False),
            metavar="DIR",
            help="Work on the site in DIR.",
        ),
        click.Option(["-v", "--verbose"], count=True, help="Tell more."),
        click.Option(["-q", "--quiet"], is_flag=True, help="Tell only what went wrong."),
        click.Option(["--json", "as_json"], is_flag=True, help="One JSON document on stdout."),
        click.Option(["--now"], metavar="TIME", default="", help="Take TIME for the clock's."),
        click.Option(["--strict"], is_flag=True, help="Exit with 3 when something failed."),
    ]


NAMES = ("site", "verbose", "quiet", "as_json", "now", "strict")


def merged(options: Options, context: click.Context, values: Mapping[str, Any]) -> Options:
    """`options` with what was written on this command's own part of the line."""
    written = {
        name: values[name]
        for name in NAMES
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE
    }
    return replace(options, **written)
