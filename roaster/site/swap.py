"""A folder built aside and swapped in whole, so that nobody ever sees half a site.

A kill at any point leaves the old site or the new one; what lies about is swept the next time.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from roaster.errors import DiskError, disk_remedy

_AT_FDCWD = -100  # linux/fcntl.h
_RENAME_EXCHANGE = 2  # linux/fs.h
_NOT_HERE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)  # an old kernel, or a disk that cannot


def swap_in(new: Path, public: Path) -> None:
    """Put `new` where `public` is, and what was there where `new` was. Raises DiskError."""
    with told_on_disk(public):
        if not public.exists():
            new.rename(public)
        elif not _exchange(new, public):
            _in_two_steps(new, public)


def sweep(public: Path) -> None:
    """Remove what a killed build left; put back the site if it was taken in between two steps."""
    with told_on_disk(public):
        if not public.parent.is_dir():
            return
        old = _aside(public)
        if old.is_dir() and not public.exists():
            old.rename(public)
        elif old.is_dir():
            shutil.rmtree(old, ignore_errors=True)


@contextmanager
def told_on_disk(path: Path) -> Iterator[None]:
    """Turn what the disk says no to into DiskError."""
    try:
        yield
    except OSError as error:
        where = str(error.filename or path)
        why = f"cannot be written: {error.strerror}"
        raise DiskError(why, where=where, remedy=disk_remedy(error)) from error


def _exchange(new: Path, public: Path) -> bool:
    """renameat2(2) with RENAME_EXCHANGE: one step. False where there is no such thing."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    paths = os.fsencode(new), os.fsencode(public)
    if rename(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NOT_HERE:
        return False
    raise OSError(code, os.strerror(code), str(public))


def _in_two_steps(new: Path, public: Path) -> None:
    old = _aside(public)
    public.rename(old)
    new.rename(public)
    old.rename(new)


def _aside(public: Path) -> Path:
    """Where a site lies between two steps: a name of its own, for others may stand beside it."""
    return public.with_name(f".{public.name}-old")
