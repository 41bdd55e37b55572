"""What a job tells while it works: one reporter, bars on a terminal and plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Protocol, TextIO

Advance = Callable[[str], None]
Tally = Callable[[], str]


class Reporter(Protocol):
    """Where a job's progress goes. Results are returned, never reported."""

    def note(self, text: str) -> None:
        """Tell what is going on."""

    def detail(self, text: str) -> None:
        """Tell more, for those who asked for it."""

    def warn(self, text: str) -> None:
        """Tell what went wrong or needs a person."""

    def track(
        self, label: str, total: int, *, tally: Tally | None = None
    ) -> AbstractContextManager[Advance]:
        """Show progress through `total` steps; call the value with what was just done.

        `tally` gives a figure that grows along the way, such as the money spent.
        """


@dataclass(slots=True)
class Silent:
    """Keeps what it is told; for tests and for use as a library."""

    lines: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        """Keep it."""
        self.lines.append(text)

    detail = note
    warn = note

    @contextmanager
    def track(self, label: str, total: int, *, tally: Tally | None = None) -> Iterator[Advance]:
        """Keep the label, and the figure at the end."""
        self.note(f"{label} ({total})")
        yield lambda _what: None
        if tally is not None:
            self.note(f"{label}: {tally()}")


class TerminalReporter:
    """Writes to stderr. `level`: -1 only warnings, 0 notes and progress, 1 details too.

    Where nobody reads that any more (`roaster run 2>&1 | head`), the job goes on.
    """

    def __init__(self, level: int = 0, stream: TextIO | None = None) -> None:
        self._level = level
        self._stream = stream or sys.stderr
        self._is_cut_off = False

    def note(self, text: str) -> None:
        """One line, unless quiet."""
        if self._level >= 0:
            self._line(text)

    def detail(self, text: str) -> None:
        """One line, if verbose."""
        if self._level >= 1:
            self._line(text)

    def warn(self, text: str) -> None:
        """One line, always."""
        self._line(f"! {text}")

    def _line(self, text: str) -> None:
        if self._is_cut_off:
            return
        try:
            print(text, file=self._stream, flush=True)  # the one place that prints
        except OSError:  # a closed pipe, a full disk
            self._is_cut_off = True

    def track(
        self, label: str, total: int, *, tally: Tally | None = None
    ) -> AbstractContextManager[Advance]:
        """A bar on a terminal, one plain line elsewhere."""
        if self._level < 0 or not total:
            return _no_progress()
        return (
            self._bar(label, total, tally) if self._stream.isatty() else self._plain(label, total)
        )

    @contextmanager
    def _plain(self, label: str, total: int) -> Iterator[Advance]:
        self._line(f"{label} ({total})")
        yield self.detail

    @contextmanager
    def _bar(self, label: str, total: int, tally: Tally | None) -> Iterator[Advance]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[tally]}", markup=False),
            TextColumn("{task.fields[what]}", markup=False),
        )
        with Progress(*columns, console=Console(file=self._stream), transient=True) as progress:
            figure = tally or (lambda: "")
            task = progress.add_task(label, total=total, what="", tally=figure())

            def advance(what: str) -> None:
                progress.update(task, advance=1, what=what[:50], tally=figure())
                self.detail(what)

            yield advance
        self._line(f"{label}: {total} done" + (f", {tally()}" if tally else ""))


@contextmanager
def _no_progress() -> Iterator[Advance]:
    yield lambda _what: None
