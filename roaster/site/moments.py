"""When a roast was made and last changed, from its file alone. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from roaster.model.roast import Roast
from roaster.text.dates import parse_time


def made_at(roast: Roast, zone: ZoneInfo) -> datetime:
    """When it was roasted, else its day's midnight: what decides the order within a day."""
    made = as_time(roast.roasted.get("at"), zone)
    return made or datetime.combine(roast.day, time(), zone).astimezone(UTC)


def as_time(value: object, zone: ZoneInfo) -> datetime | None:
    """A value of front matter as an aware time; None for what is none."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = value.isoformat()
    try:
        moment = parse_time(value, zone) if isinstance(value, str) else value
        if not isinstance(moment, datetime):
            return None
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
