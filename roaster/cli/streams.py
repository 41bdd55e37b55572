"""stdin, stdout and stderr as whoever called left them: closed, cut off, or of another encoding."""

from __future__ import annotations

import io
import json
import os
import sys
from typing import Any, TextIO

import click

from roaster.errors import DiskError

_STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))


def make_sound() -> None:
    """Open what was closed on nothing, and let no character that cannot be shown end a command.

    Else the next file that is opened would get the number of stdout or stderr, and what child
    processes write there.
    """
    for name, mode in _STREAMS:
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """Print a command's answer. Raises DiskError; whoever reads no longer has seen enough."""
    try:
        click.echo(text)
    except BrokenPipeError:
        let_go(sys.stdout)
    except OSError as error:
        let_go(sys.stdout)
        raise unwritable(error) from error


def unwritable(error: OSError) -> DiskError:
    """What is said of an answer that stdout does not take."""
    remedy = "make room on the disk, or print it elsewhere"
    return DiskError(
        f"the answer cannot be written: {error.strerror}", where="stdout", remedy=remedy
    )


def say_json(document: Any) -> None:
    """Print one JSON document, as `say` does; escaped where stdout cannot show what is in it."""
    text = json.dumps(document, ensure_ascii=False, indent=2, default=str)
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        text = json.dumps(document, indent=2, default=str)
    say(text)


def tell(text: str) -> None:
    """Tell a person on stderr. Where nobody can read it, the exit code has to do."""
    try:
        click.echo(text, err=True)
    except OSError:
        let_go(sys.stderr)


def let_go(stream: TextIO) -> None:
    """Write to nowhere from now on: Python would complain at its end of what it still holds."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
