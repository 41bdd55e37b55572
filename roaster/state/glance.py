"""A glance at many files: whether each is as it was, told by its times alone.

A glance may say "changed" of what is the same, never the other way round: what could have been
written within one tick of the file system's clock is not trusted (the "racy" files of git).
"""

from __future__ import annotations

import os
import time
from array import array
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from stat import S_ISDIR

_TICK_NS = 20_000_000  # Linux stamps files by a clock of 1 to 10 ms
_COARSE_TICK_NS = 2_000_000_000  # FAT and some network disks know whole seconds only
_SECOND_NS = 1_000_000_000
_ABSENT = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Glance:
    """What a build was made from and what it made, with the times of both.

    `key` is a hash of all that is in no file; it holds from `since` until before `until`, both
    POSIX seconds. `told` is kept for whoever asks.
    """

    key: str
    since: float
    until: float
    inputs: tuple[str, ...]
    input_marks: bytes
    outputs: tuple[str, ...]
    output_marks: bytes
    told: str


def input_marks(paths: Iterable[str]) -> bytes:
    """Times, size and number of each file or folder; a file that is not there counts too."""
    return _marks(paths, os.stat, _input_mark)


def output_marks(paths: Iterable[str]) -> bytes:
    """Time and size of each file or folder, links not followed."""
    return _marks(paths, os.lstat, _output_mark)


def as_output_marks(found: Iterable[tuple[int, int]]) -> bytes:
    """Times in nanoseconds and sizes (0 for a folder) as `output_marks` has them."""
    return array("Q", chain.from_iterable(found)).tobytes()


def by_output(marks: bytes) -> Iterable[tuple[int, int]]:
    """Time in nanoseconds and size of each path that `output_marks` was given."""
    values = array("Q")
    values.frombytes(marks)
    return zip(values[::2], values[1::2], strict=True)


def _input_mark(stat: os.stat_result) -> tuple[int, ...]:
    return (stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino)


def _output_mark(stat: os.stat_result) -> tuple[int, ...]:
    return (stat.st_mtime_ns, 0 if S_ISDIR(stat.st_mode) else stat.st_size)


def _marks(
    paths: Iterable[str],
    look: Callable[[str], os.stat_result],
    mark: Callable[[os.stat_result], tuple[int, ...]],
) -> bytes:
    marks = array("Q")
    for path in paths:
        try:
            marks.extend(mark(look(path)))
        except OSError:
            marks.extend(_ABSENT)
    return marks.tobytes()


def settled_marks(paths: Sequence[str]) -> bytes | None:
    """`input_marks` from now on: whatever is written after this changes them.

    Waits a tick where a file has just been written; None where that is not enough.
    """
    for wait_s in (_TICK_NS / _SECOND_NS, 0.0):
        now = time.time_ns()
        marks = input_marks(paths)
        if not _is_racy(marks, now):
            return marks
        time.sleep(wait_s)
    return None


def _is_racy(marks: bytes, now: int) -> bool:
    values = array("Q")
    values.frombytes(marks)
    times = values[::4] + values[1::4]
    newest = max(times, default=0)
    if newest > now - _TICK_NS:
        return True
    recent = (time for time in times if time > now - _COARSE_TICK_NS)
    return any(time % _SECOND_NS == 0 for time in recent)


def below(folder: str, *, follow: bool = False) -> list[str]:
    """A folder and all in it; nothing where there is none. `follow`: links to folders too."""
    found: list[str] = []
    places = [folder] if os.path.isdir(folder) else []  # noqa: PTH112 - pathlib takes thrice as long
    reached = {os.path.realpath(folder)}
    while places:
        place = places.pop()
        found.append(place)
        # A folder that nobody may read, or that is gone by now: who reads it tells of it.
        with suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                if _is_folder(entry, follow=follow) and not _is_reached(entry, reached):
                    places.append(entry.path)
                else:
                    found.append(entry.path)
    return found


def _is_folder(entry: os.DirEntry[str], *, follow: bool) -> bool:
    """Whether it is one; a link in a circle is none."""
    try:
        return entry.is_dir(follow_symlinks=follow)
    except OSError:
        return False


def _is_reached(entry: os.DirEntry[str], reached: set[str]) -> bool:
    """Whether a link leads to where the walk has been by one already: links can form a ring."""
    if not entry.is_symlink():
        return False
    real = os.path.realpath(entry.path)
    known = real in reached or any(place.startswith(f"{real}/") for place in reached)
    reached.add(real)
    return known
