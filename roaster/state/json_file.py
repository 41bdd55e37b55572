"""Small losable memories: one JSON value in a file, replaced as a whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from roaster.errors import DiskError, disk_remedy


def load_json(path: Path) -> Any:
    """The value of a file; None when there is no sound file."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def save_json(path: Path, value: Any) -> None:
    """Replace the file by this value. Raises DiskError."""
    aside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps(value, indent=0, ensure_ascii=False), encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        why = f"cannot be written: {error.strerror}"
        raise DiskError(why, where=str(path), remedy=disk_remedy(error)) from error
