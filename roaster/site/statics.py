"""Files copied as they are: those below a folder, never by a link out of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from roaster.errors import DiskError, UsageError


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file of content/static: its site path, where it is, what is in it."""

    path: str
    source: Path
    digest: str


def static_files(folder: Path) -> tuple[StaticFile, ...]:
    """All files below `folder`, hashed: a checkout resets times, so only bytes decide.

    Raises UsageError for a link that leads out, DiskError for what cannot be read.
    """
    return tuple(StaticFile(path, file, _hash(file)) for path, file in files_below(folder))


def files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Relative paths with forward slashes, sorted, and files. Nothing if there is no folder."""
    top = folder.resolve()
    for current, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = sorted(name for name in folders if _kept(Path(current, name), top))
        for name in sorted(names):
            file = Path(current, name)
            if _kept(file, top) and file.is_file():
                yield file.relative_to(folder).as_posix(), file


def files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Names and files that lie in a folder itself, sorted. Nothing if there is no folder."""
    if folder.is_dir():
        top = folder.resolve()
        for file in sorted(folder.iterdir()):
            if file.is_file() and _kept(file, top):
                yield file.name, file


def _kept(path: Path, top: Path) -> bool:
    if path.name in (".DS_Store", "Thumbs.db", ".git", ".gitkeep"):
        return False
    try:
        path.name.encode()
    except UnicodeEncodeError as error:
        why, where = "its name is not UTF-8, so no address can name it", str(path)
        raise UsageError(why, where=where, remedy="rename it") from error
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(top):
        remedy = "copy what it points at into the folder"
        raise UsageError("the link leads out of its folder", where=str(path), remedy=remedy)
    return True


def _hash(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()[:32]
    except OSError as error:
        raise DiskError(f"cannot be read: {error.strerror}", where=str(file)) from error


def _unreadable(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        where = str(error.filename)
        raise DiskError(f"cannot be read: {error.strerror}", where=where) from error
