"""Events that were gathered but not roasted yet, so that the next run takes them first.

Losable: without it they are ranked anew like all others. An event is known by the address keys of
its sources, for a new source may change which one is the original.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from roaster.errors import DiskError


def load_waiting(path: Path) -> frozenset[str]:
    """The address keys of all sources of waiting events; none when there is no sound file."""
    try:
        keys = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return frozenset()
    if not isinstance(keys, list):
        return frozenset()
    return frozenset(key for key in keys if isinstance(key, str))


def save_waiting(path: Path, keys: Iterable[str]) -> None:
    """Remember these and no others. Raises DiskError."""
    aside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps(sorted(set(keys)), indent=0), encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        why = f"cannot be written: {error.strerror}"
        remedy = "make room on the disk, or check who owns .roaster/"
        raise DiskError(why, where=str(path), remedy=remedy) from error
