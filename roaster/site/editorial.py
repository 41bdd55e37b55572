"""What editors did with a roast, as its front matter tells it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from roaster.model.roast import Roast
from roaster.site.moments import as_time
from roaster.text.clean import clean_line, cut

KEY = "corrections"


@dataclass(frozen=True, slots=True)
class Correction:
    """One note: what was wrong, and when that was said. `at` is aware."""

    at: datetime
    text: str


def corrections_of(roast: Roast, zone: ZoneInfo) -> tuple[Correction, ...]:
    """The notes under `corrections`, oldest first; what is none is passed over."""
    rows = roast.meta.get(KEY)
    notes = (_correction(row, zone) for row in (rows if isinstance(rows, list) else ()))
    return tuple(sorted((note for note in notes if note), key=lambda note: note.at))


def lost_corrections(roast: Roast, zone: ZoneInfo) -> int:
    """How many notes of a person's own under `corrections` are none, and on no page."""
    rows = roast.meta.get(KEY)
    kept = len(corrections_of(roast, zone))
    return (len(rows) if isinstance(rows, list) else int(bool(rows))) - kept


def _correction(row: object, zone: ZoneInfo) -> Correction | None:
    if not isinstance(row, dict):
        return None
    at, text = as_time(row.get("at"), zone), clean_line(str(row.get("text") or ""))
    return Correction(at, text) if at is not None and text else None


def reviewed_by(roast: Roast) -> str:
    """Who read and approved it; empty for nobody."""
    name = roast.meta.get("reviewed_by")
    return cut(clean_line(name), 100) if isinstance(name, str) else ""


def is_straight(roast: Roast) -> bool:
    """Whether it tells facts alone: its subject is no joke."""
    return roast.meta.get("straight") is True
