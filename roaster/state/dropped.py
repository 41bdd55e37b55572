"""How often proposals for a roast were dropped, so that the next ones are others.

Losable: without it a model's answer of before may be proposed once more.
"""

from __future__ import annotations

from pathlib import Path

from roaster.state.json_file import load_json, save_json


def load_dropped(path: Path) -> dict[str, int]:
    """Times by the name of the roast; none without a sound file."""
    found = load_json(path)
    if not isinstance(found, dict):
        return {}
    return {name: times for name, times in found.items() if type(times) is int and times > 0}


def save_dropped(path: Path, times: dict[str, int]) -> None:
    """Remember these and no others. Raises DiskError."""
    save_json(path, dict(sorted(times.items())))
