"""Times and days: always timezone-aware, always with the zone handed in."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, UTC, date, datetime
from zoneinfo import ZoneInfo


def parse_time(text: str, zone: ZoneInfo | None = None) -> datetime:
    """An ISO 8601 time as an aware datetime; without offset it is in `zone` (UTC if none).

    A bare day is its midnight. Raises ValueError when it is neither, or lies so far away that it
    could not be told in another zone.
    """
    time = datetime.fromisoformat(text.strip())
    if not MINYEAR < time.year < MAXYEAR:
        raise ValueError(f"the year {time.year} is out of reach")
    return time if time.tzinfo else time.replace(tzinfo=zone or UTC)


def day_in(time: datetime, zone: ZoneInfo) -> date:
    """The calendar day of an aware time in a zone."""
    return time.astimezone(zone).date()


def iso_utc(time: datetime) -> str:
    """An aware time as `2026-04-10T08:00:00Z`, whole seconds."""
    return time.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
