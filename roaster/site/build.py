"""The built site: what is not there yet is rendered, and the whole swapped in.

An output is up to date when the hash of everything it shows is the one it was built with and its
file has the size and time it was left with. The memory of that is losable. Where nothing that a
plan is made of has changed, the files are compared with that memory, and no plan is made.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from roaster.config.schema import Config
from roaster.errors import DiskError
from roaster.model.roast import Roast, StandingPage
from roaster.site.outputs import DataOutput, FileOutput, Output, PageOutput
from roaster.site.plan import Plan, plan
from roaster.site.report import BuildReport
from roaster.site.stamp import made_by, stamp_of
from roaster.site.statics import static_files
from roaster.site.swap import folder_aside, swap_in, sweep, told_on_disk
from roaster.site.theme import Theme, load_theme, theme_folders
from roaster.state.build_cache import BuildCache, BuiltFile
from roaster.text.digests import digest

if TYPE_CHECKING:
    from roaster.site.render import Renderer

Track = Callable[[str, int], AbstractContextManager[Callable[[str], None]]]


def build_site(
    root: Path,
    public: Path,
    roasts: Sequence[Roast],
    pages: Sequence[StandingPage],
    config: Config,
    *,
    now: datetime,
    cache: BuildCache,
    drafts: bool = False,
    clean: bool = False,
    base_url: str | None = None,
    theme_dirs: Sequence[Path] | None = None,
    track: Track | None = None,
) -> BuildReport:
    """Build the site of `root` into `public`; nothing is written when nothing changed.

    Everything else in `public` is removed: it is product. Raises ThemeError, UsageError (two files
    for one address), DiskError, StateError; the old site then stands as it was.
    """
    began = perf_counter()
    public = _real_folder(public)
    theme = load_theme(config.site.theme, theme_dirs or theme_folders(root))
    statics = static_files(root / "content" / "static")
    sweep(public)
    made = made_by(config)
    stamp = stamp_of(
        made, roasts, pages, config, now, theme, statics, drafts=drafts, base_url=base_url
    )
    built, there = {} if clean else cache.load(), _files_in(public)
    if built and _is_untouched(built, there) and cache.stamp()[0] == stamp:
        return _report(cache.stamp()[1], began, built)
    planned = plan(
        roasts, pages, config, now, theme, drafts=drafts, base_url=base_url, statics=statics
    )
    site = _Site(public, planned, _fingerprints(planned, made), built, there)
    written, new = 0, site.built
    if site.stale or site.stray or not public.is_dir():
        written, new = _rebuild(site, theme, track or _untracked)
    count = sum(isinstance(output, PageOutput) for output in planned.outputs)
    cache.replace(new, stamp, count)
    return _report(count, began, new, written, len(site.stray))


def _report(
    pages: int, began: float, files: Mapping[str, BuiltFile], written: int = 0, removed: int = 0
) -> BuildReport:
    return BuildReport(
        pages=pages,
        written=written,
        unchanged=len(files) - written,
        removed=removed,
        seconds=perf_counter() - began,
        bytes=sum(file.size for file in files.values()),
    )


def _is_untouched(built: Mapping[str, BuiltFile], there: Mapping[str, tuple[int, int]]) -> bool:
    """Whether every file is as the last build left it, and there is no other."""
    return {path: (file.size, file.mtime_ns) for path, file in built.items()} == there


class _Site:
    """The plan held against what lies in `public`."""

    def __init__(
        self,
        public: Path,
        planned: Plan,
        fingerprints: Mapping[str, str],
        built: Mapping[str, BuiltFile],
        there: Mapping[str, tuple[int, int]],
    ) -> None:
        self.public = public
        self.planned = planned
        self.fingerprints = fingerprints
        self.there = there
        self.built = {path: built[path] for path in fingerprints if path in built}
        self.stale = {path for path in fingerprints if not self._is_fresh(path)}
        self.stray = self.there.keys() - fingerprints.keys()

    def _is_fresh(self, path: str) -> bool:
        known, found = self.built.get(path), self.there.get(path)
        if known is None or found is None or known.fingerprint != self.fingerprints[path]:
            return False
        return (known.size, known.mtime_ns) == found


def _fingerprints(planned: Plan, made: str) -> dict[str, str]:
    """By path, with a hash of all that renders (`made`)."""
    return {output.path: digest(made + planned.fingerprint(output)) for output in planned.outputs}


def _rebuild(site: _Site, theme: Theme, track: Track) -> tuple[int, dict[str, BuiltFile]]:
    """Make the new folder and swap it in: how many files are new, and all that is there now."""
    written, files = 0, {}
    with folder_aside(site.public) as aside, track("building", len(site.stale)) as advance:
        writer = _Writer(site, theme, aside)
        for output in site.planned.outputs:
            if output.path not in site.stale:
                files[output.path] = writer.keep(output.path)
                continue
            is_new, files[output.path] = writer.make(output)
            written += is_new
            advance(output.path)
        swap_in(aside, site.public)
    return written, files


class _Writer:
    """Fills the new folder: links to what stays, new files for what does not."""

    def __init__(self, site: _Site, theme: Theme, aside: Path) -> None:
        self._site = site
        self._theme = theme
        self._aside = aside
        self._folders: set[Path] = set()
        self._renderer: Renderer | None = None

    def keep(self, path: str) -> BuiltFile:
        """Link a file that is up to date into the new folder."""
        target = self._target(path)
        with told_on_disk(target):
            _link(self._site.public / path, target)
            return self._entry(path, target)

    def make(self, output: Output) -> tuple[bool, BuiltFile]:
        """Write an output; one that comes out as it was before is linked, and is not new."""
        content = self._content(output)
        target = self._target(output.path)
        old = self._site.public / output.path
        with told_on_disk(target):
            same = self._is_same(output.path, old, content)
            if same:
                _link(old, target)
            else:
                target.write_bytes(content)
            return not same, self._entry(output.path, target)

    def _is_same(self, path: str, old: Path, content: bytes) -> bool:
        found = self._site.there.get(path)
        if found is None or found[0] != len(content) or old.is_symlink():
            return False
        return old.read_bytes() == content

    def _content(self, output: Output) -> bytes:
        if isinstance(output, FileOutput):
            with told_on_disk(output.source):
                return output.source.read_bytes()
        if self._renderer is None:
            self._renderer = _make_renderer(self._theme, self._site.planned)
        if isinstance(output, DataOutput):
            return output.data(self._renderer.prose)
        return self._renderer.page(output, self._site.planned.heads[output.path])

    def _target(self, path: str) -> Path:
        target = self._aside / path
        if target.parent not in self._folders:
            with told_on_disk(target):
                target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        return target

    def _entry(self, path: str, target: Path) -> BuiltFile:
        stat = target.stat()
        return BuiltFile(self._site.fingerprints[path], stat.st_size, stat.st_mtime_ns)


def _make_renderer(theme: Theme, planned: Plan) -> Renderer:
    from roaster.site.render import Renderer

    return Renderer(theme, planned.frame.site, planned.frame.addresses)


def _link(old: Path, new: Path) -> None:
    """A hard link; a copy with its times where the disk knows no links."""
    try:
        new.hardlink_to(old)
    except OSError:
        shutil.copy2(old, new)


def _real_folder(public: Path) -> Path:
    """The folder itself, where `public` is a link to it. Raises DiskError for a file."""
    real = public.resolve()
    if real.exists() and not real.is_dir():
        remedy = "move it away: the site is built there"
        raise DiskError("is a file, not a folder", where=str(public), remedy=remedy)
    return real


def _files_in(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file below a folder, by relative path; links count as they are."""
    found: dict[str, tuple[int, int]] = {}
    folders = [(str(folder), "")] if folder.is_dir() else []
    while folders:
        place, prefix = folders.pop()
        with told_on_disk(Path(place)), os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    stat = entry.stat(follow_symlinks=False)
                    found[prefix + entry.name] = (stat.st_size, stat.st_mtime_ns)
    return found


def _untracked(_label: str, _total: int) -> AbstractContextManager[Callable[[str], None]]:
    return nullcontext(lambda _what: None)
