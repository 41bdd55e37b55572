"""Events that were gathered but not roasted yet, and since when, so that they rise run by run.

Losable: without it they are ranked anew like all others. An event is known by the address keys of
its sources, for a new source may change which one is the original.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from roaster.state.json_file import load_json, save_json
from roaster.text.dates import iso_utc, parse_time


def load_waiting(path: Path, now: datetime) -> dict[str, datetime]:
    """Since when the sources of waiting events wait, by address key; none without a sound file.

    A bare list of keys, as earlier versions wrote it, waits since `now`.
    """
    found = load_json(path)
    if isinstance(found, list):
        return {key: now for key in found if isinstance(key, str)}
    if not isinstance(found, dict):
        return {}
    times = ((key, _time(value)) for key, value in found.items())
    return {key: time for key, time in times if time is not None}


def save_waiting(path: Path, since: Mapping[str, datetime]) -> None:
    """Remember these and no others. Raises DiskError."""
    save_json(path, {key: iso_utc(time) for key, time in sorted(since.items())})


def _time(value: object) -> datetime | None:
    try:
        return parse_time(value) if isinstance(value, str) else None
    except ValueError:
        return None
