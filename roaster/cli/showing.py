"""A text for a person at a terminal: wrapped to its width, with colours where it has any."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO

from roaster.text.clean import clean_text

_WIDEST, _NARROWEST = 88, 40  # columns: longer lines are hard to read
_UNBROKEN = 1_000_000


@dataclass(slots=True)
class Sheet:
    """Lines, wrapped, each in a style of rich; plain where nobody can see colours."""

    width: int = _UNBROKEN
    coloured: bool = False
    _parts: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of_stdout(cls, environ: Mapping[str, str]) -> Sheet:
        """As stdout is: a terminal has a width, and colours unless NO_COLOR is set.

        Elsewhere a paragraph is one line: other programs look for words in lines.
        """
        terminal = sys.stdout.isatty()
        if not terminal:
            return cls()
        columns = shutil.get_terminal_size().columns
        plain = bool(environ.get("NO_COLOR")) or environ.get("TERM") == "dumb"
        return cls(max(_NARROWEST, min(_WIDEST, columns)), not plain)

    def line(self, text: str, style: str = "", indent: str = "", first: str | None = None) -> None:
        """A paragraph, wrapped: `first` stands before its first line, `indent` before others."""
        wrapped = textwrap.wrap(
            " ".join(clean_text(text).split()),
            self.width,
            initial_indent=indent if first is None else first,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        self._parts.append(("\n".join(wrapped) + "\n", style))

    def block(self, text: str, style: str = "") -> None:
        """Several paragraphs, each wrapped."""
        for line in text.split("\n"):
            self.line(line, style) if line.strip() else self.gap()

    def gap(self) -> None:
        """An empty line."""
        self._parts.append(("\n", ""))

    def runs(self, runs: Sequence[tuple[str, str]]) -> None:
        """Runs of one text, each in its style; wrapped by the terminal."""
        self._parts += [*runs, ("\n", "")]

    def text(self) -> str:
        """All of it, with the terminal's codes where it has colours."""
        if not self.coloured:
            return "".join(text for text, _ in self._parts).rstrip("\n")
        from rich.console import Console
        from rich.text import Text

        out = StringIO()
        console = Console(
            file=out,
            force_terminal=True,
            color_system="standard",
            width=self.width,
            highlight=False,
        )
        console.print(Text.assemble(*self._parts), end="", soft_wrap=True)
        return out.getvalue().rstrip("\n")
