"""One tree of errors, each with what happened, where, what to do and the exit code.

    RoasterError                 1  a fault of roaster or the machine
    ├── UsageError               2  the command line asks for something that is not there
    │   ├── ConfigError          2  config.yaml (all its faults at once)
    │   ├── FrontMatterError     2  a content file
    │   └── ThemeError           2  a template or theme.yaml
    ├── NothingDoneError         4  every feed down, no model reachable, budget spent
    ├── LockHeldError            5  another run is at work
    ├── StateError               1  `.roaster/` cannot be used
    ├── DiskError                1  a file cannot be written (full, read-only, no permission)
    └── PublishError             1  git refused, the remote moved, nothing to publish

What fails *within* a run (one feed, page or reply) is a value in the result, not an exception:
see `roaster.model.outcome`.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one file, as `roaster check` lists it. Lines and columns count from 1."""

    path: str
    line: int
    column: int
    message: str
    remedy: str = ""
    level: str = "error"

    @property
    def where(self) -> str:
        """`path:line:column`, without the parts that are not known (0)."""
        return ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}"
        return f"{text} ({self.remedy})" if self.remedy else text


class RoasterError(Exception):
    """Base of all errors roaster raises on purpose."""

    exit_code: ClassVar[int] = 1
    kind: ClassVar[str] = "failed"

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}" if self.where else self.message
        return f"{text}\n  → {self.remedy}" if self.remedy else text


class UsageError(RoasterError):
    """The user asked for something that cannot be: nothing was changed."""

    exit_code = 2
    kind = "usage"


class FaultyInputError(UsageError):
    """Files of the user's with one or more faults, each with its place."""

    kind = "input"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        first = faults[0]
        super().__init__(first.message, where=first.where, remedy=first.remedy)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class ConfigError(FaultyInputError):
    """`config.yaml` is wrong; carries every fault found in one pass."""

    kind = "config"


class FrontMatterError(FaultyInputError):
    """A content file's front matter is wrong."""

    kind = "front-matter"


class ThemeError(UsageError):
    """A theme's settings or a template is wrong; `where` is file:line."""

    kind = "theme"


class NothingDoneError(RoasterError):
    """Nothing could be done: every feed down, no model reachable, the budget spent."""

    exit_code = 4
    kind = "nothing-done"


class LockHeldError(RoasterError):
    """Another run works on this site."""

    exit_code = 5
    kind = "locked"


class StateError(RoasterError):
    """`.roaster/` cannot be read or written."""

    kind = "state"


class DiskError(RoasterError):
    """A file cannot be written: disk full, read-only, no permission."""

    kind = "disk"


_DISK_REMEDIES = {
    errno.ENOSPC: "the disk is full: make room and run it again",
    errno.EDQUOT: "your quota is used up: make room and run it again",
    errno.EROFS: "the disk is read-only: remount it, or work on a copy",
    errno.EACCES: "check who owns the folder and who may write to it",
    errno.EPERM: "check who owns the folder and who may write to it",
    errno.EEXIST: "a file stands where a folder should be: move it away",
    errno.ENOTDIR: "a file stands where a folder should be: move it away",
    errno.EBUSY: "a disk is mounted just there: mount it a folder higher, or link into it",
    errno.EXDEV: "it is swapped with a folder beside it on another disk: put both on one",
    errno.ENAMETOOLONG: "shorten the file's name",
}


def disk_remedy(error: OSError) -> str:
    """What to do about a file or folder that the system would not write."""
    return _DISK_REMEDIES.get(error.errno or 0, "check the disk and the folder's permissions")


class PublishError(RoasterError):
    """The site could not be published; the remote is as it was."""

    kind = "publish"
