"""The built site: what is not there yet is rendered, and the whole swapped in.

An output is up to date when the hash of everything it shows is the one it was built with and its
file has the size and time it was left with. The memory of that is losable. Where nothing that a
plan is made of has changed, the files are compared with that memory, and no plan is made; where
roasts alone have changed, what can differ is planned (`amend`), if they reach no further.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from roaster.config.load import CONFIG_NAME
from roaster.config.rubrics import load_rubrics, rubrics_digest
from roaster.config.schema import Config
from roaster.errors import DiskError
from roaster.model.roast import Roast, StandingPage
from roaster.site.before import look_before
from roaster.site.collecting import uncollected
from roaster.site.ground import Ground
from roaster.site.outputs import CardOutput, PageOutput
from roaster.site.plan import Plan
from roaster.site.rebuild import Kiln, Rebuilt, Site, Track, rebuild, untracked
from roaster.site.report import BuildReport
from roaster.site.slips import HeldRoast, Slip, held
from roaster.site.stamp import drawn_by, made_by, stamp_of
from roaster.site.statics import static_files
from roaster.site.swap import sweep
from roaster.site.theme import Theme, load_theme, theme_folders
from roaster.state.build_cache import BuildCache, BuiltFile

if TYPE_CHECKING:
    from roaster.content.restock import Restock
    from roaster.model.rubric import Rubrics
    from roaster.site.amending import Basis
    from roaster.site.amendment import Amendment
    from roaster.site.search_index import Indexer
    from roaster.state.register import Register


class Builder:
    """Builds the site of `root` into `public` once: what differs from the last build, or the whole.

    Nothing is written when nothing changed. Everything else in `public` is removed: it is product.
    A build raises ThemeError, ConfigError (a rubric's file), UsageError (two files for one
    address), DiskError, StateError, RoasterError (no index could be made); the old site then
    stands as it was.
    """

    def __init__(
        self,
        root: Path,
        public: Path,
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
    ) -> None:
        """Read theme and static files. Raises ThemeError, DiskError.

        `spare`: after a first build, make ready for the next. `indexer` makes the site one to be
        searched. `left` is given the times of the folders of a site that was swapped in, as they
        were before anybody else could write there. `laid` is given the plan of the site once it is
        in place; without it none is made where nothing changed.
        """
        self._began = perf_counter()
        self._root = root
        self._public = _real_folder(public)
        self._config = config
        self._now = now
        self._cache = cache
        self._clean = clean
        self._track = track or untracked
        self._kiln = kiln
        self._spare = spare
        self._indexer = indexer
        self._left = left
        self._laid = laid
        settings = config.site
        dirs = theme_dirs or theme_folders(root)
        theme = load_theme(settings.theme, dirs, settings.theme_settings, root / CONFIG_NAME)
        statics = static_files(root / "content" / "static")
        sweep(self._public)
        self._made = made_by(config, rubrics_digest(root))
        search = indexer.tool(self._made) if indexer and settings.search != "off" else None
        self._ground = Ground(config, theme, statics, drafts, base_url, search)

    def amend(
        self, restock: Restock[Slip], times: Mapping[str, bytes]
    ) -> tuple[BuildReport, float] | None:
        """Build what differs from the last build; None where only the whole can be built.

        `times` are those of all files of roasts, as they were before one was read. With the report
        comes the hour when the next roast is due (POSIX, seconds).
        """
        ground = self._ground
        if ground.drafts or self._clean or self._laid is not None or not self._public.is_dir():
            return None
        register, pages = self._cache.register(), restock.pages()
        if register is None or pages is None:
            return None
        stamp = ground.stamp(self._made, pages)
        if register.ground != stamp:
            return None
        with uncollected():
            built = self._cache.load()
            basis = ground.basis(stamp, pages, self._now, self._rubrics())
            amendment = self._amendment(basis, register, pages, restock, times, built)
            site = self._amended(amendment, built) if amendment else None
            if amendment is None or site is None:
                return None
            rebuilt = self._rebuilt(site, amendment.roasts)
            count = self._cache.stamp()[1] + amendment.more_pages
            self._cache.replace(rebuilt.files, "", count, rebuilt.trail, amendment.entries)
        restock.remember()
        return self._report(count, rebuilt, site), amendment.entries.register.until

    def _amendment(
        self,
        basis: Basis,
        register: Register,
        pages: Sequence[StandingPage],
        restock: Restock[Slip],
        times: Mapping[str, bytes],
        built: Mapping[str, BuiltFile],
    ) -> Amendment | None:
        from roaster.site.amending import amended
        from roaster.site.amendment import lay

        drawers = self._cache.drawers()
        if not built or not drawers:
            return None
        rows = chain.from_iterable(drawers.values())
        found = amended(basis, register, rows, restock, times)
        if found is None:
            return None
        shown = self._ground.pages(pages, basis.words)
        laid = lay(found, basis, self._ground.theme, shown, self._cache, drawers, built)
        if laid is None or self._indexer is None or not laid.planned.searched:
            return laid and laid.with_indexes((), built)
        from roaster.site.search_index import index_outputs

        keys = frozenset(laid.entries.register.searched.values())
        files = index_outputs(laid.planned, self._indexer, self._made, self._kiln, keys)
        return laid.with_indexes(files, built)

    def _amended(self, amendment: Amendment, built: Mapping[str, BuiltFile]) -> Site | None:
        """The site to be; None where files that are not in the plan are not as they were built.

        And where a person's own file has the address of one that could be gone.
        """
        if any(static.path in amendment.gone for static in self._ground.statics):
            return None
        prints = _fingerprints(amendment.planned, self._made)
        before = {path: file.fingerprint for path, file in built.items()}
        after = {path: mark for path, mark in before.items() if path not in amendment.gone} | prints
        found = look_before(self._public, self._cache, clean=False, stays=before == after)
        site = Site(self._public, amendment.planned, after, found)
        return site if found.trail and site.stale <= prints.keys() else None

    def build(
        self,
        roasts: Sequence[Roast | HeldRoast],
        pages: Sequence[StandingPage],
        times: Mapping[str, bytes] | None = None,
    ) -> BuildReport:
        """Build the whole, of which what is there already is not made again.

        With the `times` of all files of roasts, the next build can go on from it.
        """
        config, ground = self._config, self._ground
        kept = [held(roast, config.site.zone, config.site.language) for roast in roasts]
        with uncollected():
            based_on = ground.stamp(self._made, pages)
            stamp = stamp_of(based_on, kept, self._now, config.site.zone)
            before = look_before(self._public, self._cache, clean=self._clean)
            if self._laid is None and before.is_as_built and self._cache.stamp()[0] == stamp:
                return _report(self._cache.stamp()[1], self._began, before.built)
            rubrics = self._rubrics()
            planned = ground.plan(kept, pages, self._now, rubrics)
            planned = _indexed(planned, self._indexer, self._made, self._kiln)
            site = Site(self._public, planned, _fingerprints(planned, self._made), before)
            rebuilt = self._rebuilt(site, kept, whole=True)
            count = sum(isinstance(output, PageOutput) for output in planned.outputs)
            entries = None
            if times is not None and not ground.drafts:
                from roaster.site.entering import whole_register

                basis = ground.basis(based_on, pages, self._now, rubrics)
                entries = whole_register(planned, kept, basis, times)
            self._cache.replace(rebuilt.files, stamp, count, rebuilt.trail, entries)
        if self._laid is not None:
            self._laid(planned, ground.theme)
        return self._report(count, rebuilt, site)

    def _rubrics(self) -> Rubrics:
        return load_rubrics(self._root, self._config.site.language)

    def _rebuilt(self, site: Site, roasts: Sequence[HeldRoast], *, whole: bool = False) -> Rebuilt:
        """`roasts` have all whose pages can be stale; those of the `whole` site, where it is."""
        if not (site.stale or site.stray or not self._public.is_dir()):
            return Rebuilt(0, site.built)
        theme, track = self._ground.theme, self._track
        return rebuild(
            site, theme, roasts, self._made, self._kiln, track, spare=self._spare, whole=whole
        )

    def _report(self, count: int, rebuilt: Rebuilt, site: Site) -> BuildReport:
        if self._left is not None and rebuilt.trail:
            self._left.update({path: time for path, (time, _) in rebuilt.trail.public.items()})
        return _report(count, self._began, rebuilt.files, rebuilt.written, len(site.stray))


def _indexed(planned: Plan, indexer: Indexer | None, made: str, kiln: Kiln | None) -> Plan:
    """The plan with the files of its search indexes. Raises RoasterError and DiskError."""
    if indexer is None or not planned.searched:
        return planned
    from roaster.site.search_index import index_outputs

    return planned.with_files(index_outputs(planned, indexer, made, kiln))


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
