"""Whether a build would find anything to do, told without reading settings or content.

A build with nothing to do is what a cron job does most. Everything a site is made of is looked at
by its times: content, settings, themes, roaster's own code, what is installed, the zone's rules;
and everything in `public/`. Where all is as the last build left it, that build's report stands.
Nothing heavy is imported here.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from roaster.config.plain_files import read_plain
from roaster.jobs.places import BUILD_CACHE_NAME, CONFIG_NAME, PUBLIC_DIR, STATE_DIR
from roaster.site.report import BuildReport
from roaster.state.build_cache import BuildCache
from roaster.state.glance import (
    Glance,
    as_output_marks,
    below,
    by_output,
    input_marks,
    output_marks,
    settled_marks,
)
from roaster.state.lock import is_locked

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from roaster.config.schema import Config
    from roaster.state.build_cache import BuiltFile

# The folders of roaster whose code decides what a site looks like.
_CODE = ("config", "content", "jobs", "model", "site", "state", "text")
_DATA = ("model/rubrics", "roasts/personas", "site/fonts", "site/languages")
_PLACES = ("content", "personas", "rubrics")
_INSTALLED = ("site-packages", "dist-packages")  # an installation changes the folder's time
_VARIABLE = re.compile(r"\$\{(\w+)\}|os\.environ/(\w+)")
_AT_ONCE = 500  # files looked at before their marks are compared
_DAY_STEP = timedelta(minutes=15)  # offsets change at whole quarters of an hour


@dataclass(frozen=True, slots=True)
class Asked:
    """A build as it was asked for."""

    root: Path
    drafts: bool = False
    base_url: str | None = None
    index: bool = True

    @property
    def public(self) -> Path:
        """The built site."""
        return self.root / PUBLIC_DIR

    @property
    def memory(self) -> Path:
        """What the last build remembers."""
        return self.root / STATE_DIR / BUILD_CACHE_NAME

    @property
    def config(self) -> Path:
        """The settings' file."""
        return self.root / CONFIG_NAME

    def key(self, environ: Mapping[str, str]) -> str:
        """A hash of all that a build depends on and no file's time tells."""
        names = _variables(self.config)
        told = (
            sys.version,
            __file__,
            str(self.root.absolute()),
            os.path.realpath(self.public),  # a link in a circle stays what it is
            self.drafts,
            self.base_url,
            self.index,
            [(name, environ.get(name)) for name in (*names, "PYTHONTZPATH")],
        )
        # Keys are among the variables: what is kept tells nothing of them, but that they differ.
        return sha256(repr(told).encode("utf-8", "surrogateescape")).hexdigest()


def standing(asked: Asked, now: datetime, environ: Mapping[str, str]) -> BuildReport | None:
    """The report of a build that has nothing to do; None where that takes a closer look.

    Raises StateError, as the build would.
    """
    began = perf_counter()
    if not asked.memory.is_file() or is_locked(asked.memory.parent):
        return None
    with BuildCache(asked.memory) as cache:
        glance = cache.glance(asked.key(environ), now.timestamp())
    if glance is None or not _holds(glance):
        return None
    told = json.loads(glance.told)
    return BuildReport(written=0, removed=0, seconds=perf_counter() - began, **told)


def _holds(glance: Glance) -> bool:
    return (
        _same(input_marks, glance.inputs, glance.input_marks)
        and output_marks(glance.outputs) == glance.output_marks
    )


def _same(marks: Callable[[Iterable[str]], bytes], paths: Sequence[str], wanted: bytes) -> bool:
    """Whether files have these marks; what differs ends the search."""
    size = len(wanted) // (len(paths) or 1)
    return all(
        marks(paths[first : first + _AT_ONCE]) == wanted[first * size : (first + _AT_ONCE) * size]
        for first in range(0, len(paths), _AT_ONCE)
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """All inputs of a build by their times, looked at before the first of them was read."""

    inputs: tuple[str, ...]
    marks: bytes

    def times(self, root: Path) -> dict[str, bytes]:
        """What was seen of each file in `root`, by its path from there."""
        prefix = str(root / "x")[:-1]
        size = len(self.marks) // len(self.inputs)
        return {
            path[len(prefix) :]: self.marks[place * size : (place + 1) * size]
            for place, path in enumerate(self.inputs)
            if path.startswith(prefix)
        }


def look(asked: Asked, config: Config) -> Seen | None:
    """What the build is going to read. None where a file is being written just now."""
    from roaster.site.theme import theme_folders

    package = Path(__file__).parents[1]
    places = (
        *(asked.root / name for name in _PLACES),
        *(package / name for name in _DATA),
        *theme_folders(asked.root),
    )
    inputs = [str(asked.config), *_code(), *_installed(), *_zone_files(config.site.zone)]
    for place in places:
        inputs += below(str(place), follow=True) or [str(place)]
    marks = settled_marks(inputs)
    return None if marks is None else Seen(tuple(inputs), marks)


def keep(
    asked: Asked,
    seen: Seen,
    cache: BuildCache,
    environ: Mapping[str, str],
    now: datetime,
    until: datetime,
    report: BuildReport,
    folders: Mapping[str, int],
) -> None:
    """Remember what a build saw and left. Raises DiskError.

    It holds from `now` until before `until`. `folders` are the times of the folders that it
    swapped in; none where it let the site stand.
    """
    public = str(asked.public.resolve())
    found = _left(public, folders, cache.load()) if folders else _found(public, cache.load())
    if found is None:
        return
    outputs, marks = found
    told = {
        "pages": report.pages,
        "unchanged": report.unchanged + report.written,
        "bytes": report.bytes,
    }
    cache.keep_glance(
        Glance(
            asked.key(environ),
            now.timestamp(),
            until.timestamp(),
            seen.inputs,
            seen.marks,
            tuple(outputs),
            marks,
            json.dumps(told),
        )
    )


def _left(
    public: str, folders: Mapping[str, int], built: Mapping[str, BuiltFile]
) -> tuple[list[str], bytes]:
    """The site as it was swapped in, whatever anybody did to it since."""
    outputs = [f"{public}/{path}" if path else public for path in (*folders, *built)]
    times = [(time, 0) for time in folders.values()]
    return outputs, as_output_marks([*times, *((one.mtime_ns, one.size) for one in built.values())])


def _found(public: str, built: Mapping[str, BuiltFile]) -> tuple[list[str], bytes] | None:
    """The site as it stands; None where somebody has written into it."""
    outputs = below(public)
    marks = output_marks(outputs)
    paths = [path[len(public) + 1 :] for path in outputs]
    as_built = _is_as_built(dict(zip(paths, by_output(marks), strict=True)), built)
    return (outputs, marks) if as_built else None


def _is_as_built(found: Mapping[str, tuple[int, int]], built: Mapping[str, BuiltFile]) -> bool:
    """Whether nobody has written into the new site meanwhile."""
    folders = {""}
    for path in built:
        folder = path.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    files = {path: mark for path, mark in found.items() if path not in folders}
    return files == {path: (file.mtime_ns, file.size) for path, file in built.items()}


def until(now: datetime, zone: ZoneInfo, dues: Iterable[datetime | None]) -> datetime:
    """Until when another time changes nothing: the day ends, or a roast's hour comes."""
    local = now.astimezone(zone).date()
    until = now
    while (until + _DAY_STEP).astimezone(zone).date() == local:
        until += _DAY_STEP
    return min([until, *(due for due in dues if due and due > now)])


def _variables(config: Path) -> list[str]:
    """The environment variables that settings name; none where they cannot be read."""
    try:
        text = read_plain(config).decode("utf-8", "replace")
    except OSError:
        return []
    return sorted({one or other for one, other in _VARIABLE.findall(text)})


def _code() -> Iterator[str]:
    package = Path(__file__).parents[1]
    yield from sorted(str(file) for name in _CODE for file in (package / name).glob("*.py"))
    yield str(package / "errors.py")


def _installed() -> Iterator[str]:
    yield from (path for path in sys.path if path.endswith(_INSTALLED))


def _zone_files(zone: ZoneInfo) -> Iterator[str]:
    from zoneinfo import TZPATH

    yield from (f"{folder}/{zone.key}" for folder in TZPATH)
