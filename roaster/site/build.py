"""The built site: what is not there yet is rendered, and the whole swapped in.

An output is up to date when the hash of everything it shows is the one it was built with and its
file has the size and time it was left with. The memory of that is losable. Where nothing that a
plan is made of has changed, the files are compared with that memory, and no plan is made.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from roaster.config.load import CONFIG_NAME
from roaster.config.rubrics import load_rubrics, rubrics_digest
from roaster.config.schema import Config
from roaster.errors import DiskError
from roaster.model.roast import Roast, StandingPage
from roaster.site.collecting import uncollected
from roaster.site.outputs import CardOutput, PageOutput
from roaster.site.plan import Plan, plan
from roaster.site.rebuild import Kiln, Rebuilt, Site, Track, rebuild, untracked
from roaster.site.report import BuildReport
from roaster.site.slips import HeldRoast, held
from roaster.site.spare import Files, files_and_folders, files_as_left
from roaster.site.stamp import drawn_by, made_by, stamp_of
from roaster.site.statics import static_files
from roaster.site.swap import sweep
from roaster.site.theme import Theme, load_theme, theme_folders
from roaster.state.build_cache import BuildCache, BuiltFile, Trail

if TYPE_CHECKING:
    from roaster.model.rubric import Rubrics
    from roaster.site.search_index import Indexer
    from roaster.site.search_plan import SearchTool
    from roaster.site.statics import StaticFile


def build_site(
    root: Path,
    public: Path,
    roasts: Sequence[Roast | HeldRoast],
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
    kiln: Kiln | None = None,
    spare: bool = False,
    indexer: Indexer | None = None,
    left: dict[str, int] | None = None,
    laid: Callable[[Plan, Theme], None] | None = None,
) -> BuildReport:
    """Build the site of `root` into `public`; nothing is written when nothing changed.

    Everything else in `public` is removed: it is product. `spare`: after a first build, make ready
    for the next. `indexer` makes the site one to be searched. `left` is given the times of the
    folders of a site that was swapped in, as they were before anybody else could write there.
    `laid` is given the plan of the site once it is in place; without it none is made where
    nothing changed.
    Raises ThemeError, ConfigError (a rubric's file), UsageError (two files for one address),
    DiskError, StateError, RoasterError (no index could be made); the old site then stands as it
    was.
    """
    began = perf_counter()
    public = _real_folder(public)
    settings = config.site
    dirs = theme_dirs or theme_folders(root)
    theme = load_theme(settings.theme, dirs, settings.theme_settings, root / CONFIG_NAME)
    statics = static_files(root / "content" / "static")
    sweep(public)
    made = made_by(config, rubrics_digest(root))
    search = indexer.tool(made) if indexer and settings.search != "off" else None
    kept = [held(roast, settings.zone, settings.language) for roast in roasts]
    ground = _Ground(kept, pages, config, now, theme, statics, drafts, base_url, search)
    with uncollected():
        stamp, before = ground.stamp(made), _before(public, cache, clean=clean)
        if laid is None and before.is_as_built and cache.stamp()[0] == stamp:
            return _report(cache.stamp()[1], began, before.built)
        planned = ground.plan(load_rubrics(root, settings.language))
        planned = _indexed(planned, indexer, made, kiln)
        fingerprints = _fingerprints(planned, made)
        site = Site(public, planned, fingerprints, before.built, before.there, before.trail)
        rebuilt = Rebuilt(0, site.built)
        if site.stale or site.stray or not public.is_dir():
            rebuilt = rebuild(site, theme, kept, made, kiln, track or untracked, spare=spare)
        count = sum(isinstance(output, PageOutput) for output in planned.outputs)
        cache.replace(rebuilt.files, stamp, count, rebuilt.trail)
    if left is not None and rebuilt.trail:
        left.update({path: time for path, (time, _) in rebuilt.trail.public.items()})
    if laid is not None:
        laid(planned, theme)
    return _report(count, began, rebuilt.files, rebuilt.written, len(site.stray))


@dataclass(frozen=True, slots=True)
class _Ground:
    """All that a plan is made of, but for the rubrics, of which `made` is a hash."""

    roasts: Sequence[HeldRoast]
    pages: Sequence[StandingPage]
    config: Config
    now: datetime
    theme: Theme
    statics: Sequence[StaticFile]
    drafts: bool
    base_url: str | None
    search: SearchTool | None

    def stamp(self, made: str) -> str:
        """A hash of it."""
        return stamp_of(
            made,
            self.roasts,
            self.pages,
            self.config,
            self.now,
            self.theme,
            self.statics,
            drafts=self.drafts,
            base_url=self.base_url,
            search=self.search,
        )

    def plan(self, rubrics: Rubrics) -> Plan:
        """The plan. Raises UsageError."""
        return plan(
            self.roasts,
            self.pages,
            self.config,
            self.now,
            self.theme,
            rubrics=rubrics,
            drafts=self.drafts,
            base_url=self.base_url,
            statics=self.statics,
            search=self.search,
        )


def _indexed(planned: Plan, indexer: Indexer | None, made: str, kiln: Kiln | None) -> Plan:
    """The plan with the files of its search indexes. Raises RoasterError and DiskError."""
    if indexer is None or not planned.searched:
        return planned
    from roaster.site.search_index import index_outputs

    return planned.with_files(index_outputs(planned, indexer, made, kiln))


@dataclass(frozen=True, slots=True)
class _Before:
    """What the last build made, what is there of it, and its trail if nobody has left another."""

    built: Mapping[str, BuiltFile]
    there: Files
    trail: Trail | None = None

    @property
    def is_as_built(self) -> bool:
        """Whether every file is as the last build left it, and there is no other."""
        built, there = self.built, self.there
        return (
            bool(built)
            and len(built) == len(there)
            and all(
                path in there and there[path][:2] == (file.size, file.mtime_ns)
                for path, file in built.items()
            )
        )


def _before(public: Path, cache: BuildCache, *, clean: bool) -> _Before:
    built, trail = cache.load(), cache.trail()
    there = files_as_left(public, built, trail.public) if trail else None
    if clean or there is None:
        return _Before({} if clean else built, files_and_folders(public)[0])
    return _Before(built, there, trail)


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


def _fingerprints(planned: Plan, made: str) -> dict[str, str]:
    """By path, with a hash of all that renders (`made`), or for share cards of what draws."""
    drawn = drawn_by(planned.frame.config)
    return {
        one.path: planned.fingerprint(one, drawn if isinstance(one, CardOutput) else made)
        for one in planned.outputs
    }


def _real_folder(public: Path) -> Path:
    """The folder itself, where `public` is a link to it. Raises DiskError for anything else."""
    real = Path(os.path.realpath(public))
    if real.is_symlink() or (real.exists() and not real.is_dir()):
        what = "is a link in a circle" if real.is_symlink() else "is a file, not a folder"
        remedy = "move it away: the site is built there"
        raise DiskError(what, where=str(public), remedy=remedy)
    return real
