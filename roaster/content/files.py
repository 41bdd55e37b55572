"""Files of `content/` written whole or not at all, and never over another's work.

A write goes to a dot-file beside its target, is flushed to the disk, and is then given the name:
whoever reads sees the old file or the new one. What a killed run leaves behind is a dot-file,
which nobody reads, and the next write into the folder takes it away.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from roaster.errors import DiskError, UsageError, disk_remedy
from roaster.text.digests import digest

TEMPORARY = ".roaster-"
_STALE_S = 3600  # no write takes an hour: the process that began it is gone
_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


def write_new(path: Path, data: bytes) -> None:
    """Make a file, with the folders above it. What is there is never replaced.

    Raises UsageError when the name is taken or leads out of `content/`, DiskError when the file
    cannot be written.
    """
    _refuse_links(path)
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with _temporary(path, data, 0o666) as aside:
            try:
                _name(aside, path)
            except FileExistsError as error:
                raise UsageError(
                    "there is a file of this name already",
                    where=str(path),
                    remedy="choose another title, or rename that file",
                ) from error


def replace(path: Path, expected_digest: str, data: bytes) -> None:
    """Put `data` in the place of the bytes whose `digest` is `expected_digest`.

    The file's mode stays. Raises UsageError when the file was changed meanwhile, is gone, or is a
    link; DiskError when it cannot be written.
    """
    _refuse_links(path)
    with _told(path):
        mode = _unchanged(path, expected_digest)
        with _temporary(path, data, mode, exact=True) as aside:
            _unchanged(path, expected_digest)
            aside.replace(path)


def _unchanged(path: Path, expected_digest: str) -> int:
    """The file's mode, if its bytes are the expected ones."""
    try:
        same = digest(path.read_bytes()) == expected_digest
    except FileNotFoundError:
        same = False
    if not same:
        raise UsageError(
            "the file was changed meanwhile; it stays as it is",
            where=str(path),
            remedy="look at it and run the command again",
        )
    return stat.S_IMODE(path.stat().st_mode)


def _refuse_links(path: Path) -> None:
    """A file that is a link, or stands in a folder outside `content/`, is not written to."""
    content = next((folder for folder in path.parents if folder.name == "content"), None)
    inside = content is None or path.parent.resolve().is_relative_to(content.resolve())
    if inside and not path.is_symlink():
        return
    what = "is a symbolic link" if inside else "leads out of content/ by a symbolic link"
    raise UsageError(
        f"it {what} and is not written to",
        where=str(path),
        remedy="put a real file in its place",
    )


def _name(aside: Path, path: Path) -> None:
    """Give the finished file its name, unless that is taken."""
    try:
        path.hardlink_to(aside)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # A file system without hard links (FAT, some network shares): take the name, then fill it.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        aside.replace(path)


@contextmanager
def _temporary(path: Path, data: bytes, mode: int, *, exact: bool = False) -> Iterator[Path]:
    """A dot-file beside `path` with `data` on the disk; gone at the end, unless it was moved.

    `exact`: the mode is set whatever the umask says.
    """
    aside = path.parent / f"{TEMPORARY}{secrets.token_hex(8)}.tmp"
    descriptor = os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if exact:
                os.fchmod(descriptor, mode)
            file.write(data)
            file.flush()
            os.fsync(descriptor)
            now = os.fstat(descriptor).st_mtime
        _sweep(path.parent, now)
        yield aside
        _flush_folder(path.parent)
    finally:
        aside.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    """Put the new name on the disk, where the system can do that for folders."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems refuse; the data itself is flushed
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(folder: Path, now: float) -> None:
    """Take away what killed runs left in the folder; `now` is by the file system's own clock."""
    with os.scandir(folder) as there:  # of thousands of names, few are ours
        names = [each.name for each in there if each.name.startswith(TEMPORARY)]
    for leftover in (folder / name for name in names if name.endswith(".tmp")):
        with suppress(OSError):  # another process may sweep as well
            if now - leftover.lstat().st_mtime > _STALE_S:
                leftover.unlink()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """The system's errors as DiskError."""
    try:
        yield
    except OSError as error:
        why = f"cannot be written: {error.strerror or error}"
        raise DiskError(why, where=str(path), remedy=disk_remedy(error)) from error
