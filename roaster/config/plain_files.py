"""Files read without waiting: a named pipe where a file should be would be waited for for ever."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def read_plain(path: Path) -> bytes:
    """A file's bytes. Raises OSError, for a pipe, a socket and a device too."""
    with open(path, "rb", opener=open_at_once) as file:
        if is_plain(file.fileno()):
            return file.read()
    raise OSError(errno.EINVAL, "it is a pipe, a socket or a device, and no file", str(path))


def open_at_once(path: str, flags: int) -> int:
    """A file's descriptor; a pipe's too, without waiting for whoever will write into it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def is_plain(descriptor: int) -> bool:
    """Whether it is a file that was opened."""
    return stat.S_ISREG(os.fstat(descriptor).st_mode)
