"""What reading one page gives: the article if it is fit to roast, else why not.

Nothing is thrown away on the way to a refusal: `found` is what could be read of a thin or walled
page, so that `roaster extract` can show it; only `article` may reach an event.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from roaster.model.news import Article
from roaster.model.outcome import ItemOutcome


@dataclass(frozen=True, slots=True)
class Alternative:
    """One value that a field could have had, where it stood, and whether it was taken."""

    field: str  # "title", "text", "published", "authors", "summary", "outlet", "url"
    origin: str  # "json-ld", "open-graph", "trafilatura", "feed" …
    value: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """How the reading of one page ended. `outcome` is NEW (fit to roast), THIN, WALLED or FAILED.

    `reason` says why in words; for NEW it is empty. `remedy` says what the owner can do.
    `found` is what was read, fit or not; None where nothing was. `notes` are oddities worth
    telling (a guessed date, a canonical address that was not believed).
    """

    url: str
    outcome: ItemOutcome
    reason: str = ""
    remedy: str = ""
    found: Article | None = None
    alternatives: tuple[Alternative, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def article(self) -> Article | None:
        """The article, only where it is fit to roast."""
        return self.found if self.outcome is ItemOutcome.NEW else None

    def with_note(self, note: str) -> Reading:
        """The same reading with one more note."""
        return replace(self, notes=(*self.notes, note))


def failed(url: str, reason: str, remedy: str = "") -> Reading:
    """Nothing was read."""
    return Reading(url, ItemOutcome.FAILED, reason, remedy)
