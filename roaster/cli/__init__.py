"""The command line: one thin module per group of commands, over the jobs.

Takes arguments, gives results on stdout (words, or one JSON document with `--json`), progress and
faults on stderr, and the exit codes of the README. Nothing heavy is imported before a command
that needs it runs.
"""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """The entry point of the `roaster` command."""
    from roaster.cli.app import app
    from roaster.cli.running import run_app

    run_app(app)
