"""The options that every command has, before or after the command's name."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from roaster.errors import UsageError
from roaster.text.dates import parse_time

if TYPE_CHECKING:
    from roaster.jobs.reporter import Reporter
    from roaster.jobs.workshop import Clock, Workshop


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

    @property
    def environ(self) -> dict[str, str]:
        """The environment, read here and nowhere else."""
        return dict(os.environ)

    def root(self) -> Path:
        """The site's folder. Raises UsageError when there is none."""
        from roaster.jobs.places import find_site

        return self.site if self.site is not None else find_site(Path.cwd())

    def clock(self) -> Clock:
        """The clock of `--now`, or the machine's. Raises UsageError for what is no time."""
        if not self.now:
            return _system_clock
        try:
            fixed = parse_time(self.now)
        except ValueError as error:
            raise UsageError(
                f"--now {self.now}: not a time", remedy="write it as 2026-04-10T18:00:00Z"
            ) from error
        return lambda: fixed

    def reporter(self) -> Reporter:
        """Progress on stderr."""
        from roaster.jobs.reporter import TerminalReporter

        return TerminalReporter(self.level)

    def workshop(self, root: Path | None = None, cluster: str = "") -> Workshop:
        """A workshop on the site. Raises UsageError or ConfigError."""
        from roaster.jobs.workshop import Workshop

        return Workshop.open(
            root or self.root(),
            clock=self.clock(),
            environ=self.environ,
            reporter=self.reporter(),
            cluster=cluster,
        )


def _system_clock() -> datetime:
    return datetime.now(UTC)


class Folder(click.Path):
    """A folder that the command line names. No name means nothing, least of all this folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Its path. An empty name is what the shell leaves of a variable that is not set."""
        if value == "":
            self.fail("the folder has no name; write . for this one", param, ctx)
        return super().convert(value, param, ctx)


def common_options() -> list[click.Parameter]:
    """The options themselves, new for each command."""
    return [
        click.Option(
            ["-C", "site"],
            type=Folder(path_type=Path, file_okay=False),
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
