"""A phrase that a roast may not have, and why, in words for an editor and for a model. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is wrong with a phrase."""

    RUN = "run"
    OPENING = "opening"
    CLOSING = "closing"
    COMPARISON = "comparison"
    STOCK = "stock phrase"
    COPIED = "copied"


_SAID = {
    Kind.RUN: "repeats “{phrase}” from the roast “{had_by}”",
    Kind.OPENING: "opens with “{phrase}”, as the roast “{had_by}” does",
    Kind.CLOSING: "closes with “{phrase}”, as the roast “{had_by}” does",
    Kind.COMPARISON: "compares with “{phrase}”, as the roast “{had_by}” does",
    Kind.STOCK: "uses the stock phrase “{phrase}”",
    Kind.COPIED: "copies “{phrase}” from {had_by} without quotation marks",
}


@dataclass(frozen=True, slots=True)
class Repeat:
    """One such phrase: `place` is where it stands (`quip`, `take[1]`), `had_by` who had it."""

    kind: Kind
    place: str
    phrase: str
    had_by: str = ""

    @property
    def said(self) -> str:
        """The fault in a line: `the take repeats “…” from the roast “some-slug”`."""
        what = _SAID[self.kind].format(phrase=self.phrase, had_by=self.had_by)
        return f"the {self.place.partition('[')[0]} {what}"
