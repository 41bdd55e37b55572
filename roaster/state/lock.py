"""One run at a time on a site.

The lock is the kernel's (flock through filelock), so it ends with its process however that dies.
Who holds it stands in a second file beside it, for the message alone.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from roaster.errors import LockHeldError, StateError, disk_remedy
from roaster.text.dates import iso_utc

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK_NAME = "lock"
HOLDER_NAME = "lock.pid"
_IGNORE_ALL = "*\n"


class RunLock:
    """Held while in its `with` block. Never waits."""

    def __init__(self, state_dir: Path) -> None:
        self._folder = state_dir
        self._holder = state_dir / HOLDER_NAME
        self._lock: BaseFileLock | None = None

    def __enter__(self) -> RunLock:
        """Take the lock, making its folder. Raises LockHeldError, or StateError."""
        from filelock import FileLock, Timeout  # 30 ms, which `list` need not pay

        lock = FileLock(self._folder / LOCK_NAME, blocking=False, thread_local=False)
        try:
            make_state_dir(self._folder)
            lock.acquire()
        except Timeout as error:
            raise self._held() from error
        except (OSError, NotImplementedError) as error:
            raise _unusable(self._folder, error) from error
        try:
            self._holder.write_text(f"{os.getpid()}\n", encoding="ascii")
        except OSError as error:
            lock.release()
            raise _unusable(self._folder, error) from error
        self._lock = lock
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go. The files stay: removing a lock's file would let two runs in."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _held(self) -> LockHeldError:
        return LockHeldError(
            f"another run is at work here{self._who()}",
            where=str(self._folder),
            remedy="wait until it has ended, or end it",
        )

    def _who(self) -> str:
        """The other run's process and start; nothing while it has not written them down."""
        try:
            pid = int(self._holder.read_text(encoding="ascii"))
            since = datetime.fromtimestamp(self._holder.stat().st_mtime, UTC)
        except (OSError, ValueError):
            return ""
        return f" (process {pid}, since {iso_utc(since)})"


def is_locked(state_dir: Path) -> bool:
    """Whether another run is at work, or that cannot be told so cheaply. Takes nothing."""
    try:
        import fcntl

        with (state_dir / LOCK_NAME).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)  # let go of when the file is closed
    except FileNotFoundError:
        return False
    except (ImportError, OSError):
        return True
    return False


def make_state_dir(folder: Path) -> None:
    """The folder for what may be lost, which git ignores by itself. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text(_IGNORE_ALL, encoding="ascii")


def _unusable(folder: Path, error: Exception) -> StateError:
    why = getattr(error, "strerror", None) or str(error)
    remedy = disk_remedy(error) if isinstance(error, OSError) else "move the site to another disk"
    remedy += "; nothing in it is needed"
    return StateError(f"cannot be used: {why}", where=str(folder), remedy=remedy)
