"""A copy of `.roaster/` to work on, for a command that must change nothing and wait for nobody."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from roaster.errors import StateError

_LOCK_SUFFIXES = (".lock", "-journal", "-wal", "-shm", ".broken")


def copy_state(source: Path, target: Path) -> None:
    """Copy what is remembered; databases as they were at their last commit.

    A file that cannot be read as what it is stays behind: all of it is losable. Raises StateError
    when there is no room for the copy.
    """
    if not source.is_dir():
        return
    for path in sorted(source.iterdir()):
        if not path.is_file() or path.name.endswith(_LOCK_SUFFIXES) or path.name == "lock":
            continue
        try:
            _copy(path, target / path.name)
        except OSError as error:
            remedy = "make room in the folder for temporary files"
            raise StateError(
                f"cannot be copied: {error}", where=str(path), remedy=remedy
            ) from error


def _copy(path: Path, target: Path) -> None:
    if path.suffix != ".sqlite3":
        shutil.copyfile(path, target)
        return
    # Read-only: another run may be at work on it.
    uri = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(uri, uri=True)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new)
    except sqlite3.DatabaseError:
        target.unlink(missing_ok=True)
