"""The outputs that can have changed since the last plan, and what the register is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from roaster.site import addresses as at
from roaster.site.addresses import file_of
from roaster.site.amending import Amended, Basis
from roaster.site.badges import BADGE_NAME
from roaster.site.cards import CARD_NAME
from roaster.site.entered import Entered, row_of
from roaster.site.heads import heads_beside, page_row
from roaster.site.lists import months_of, pages_beyond, years_of
from roaster.site.outputs import FileOutput, Output, PageOutput, check_addresses
from roaster.site.plan import Plan, changed_outputs, page_outputs
from roaster.site.search_plan import SearchYear, search_path, search_view, search_years
from roaster.site.shelf import Shelf
from roaster.site.sitemaps import listed, sitemap_output
from roaster.site.slips import HeldRoast
from roaster.state.build_cache import BuildCache, BuiltFile
from roaster.state.register import DRAWER, Entries, PageRow, Row

if TYPE_CHECKING:
    from roaster.model.roast import StandingPage
    from roaster.site.theme import Theme


@dataclass(frozen=True, slots=True)
class Amendment:
    """The outputs that can have changed, the files that are gone, and what is to be entered."""

    planned: Plan
    gone: Set[str]
    entries: Entries
    roasts: Sequence[HeldRoast]  # whose pages are among the outputs
    more_pages: int  # than there were before
    reindexed: tuple[str, ...]  # places of indexes that changed or are no more

    def with_indexes(
        self, files: Sequence[FileOutput], built: Mapping[str, BuiltFile]
    ) -> Amendment | None:
        """The same with the files of the indexes of its plan; None where a whole one is needed."""
        if not self.reindexed:
            return self
        if _claims_taken(files, built, self.gone):
            return None
        there = {path for path in built if path.startswith(self.reindexed)}
        gone = self.gone | (there - {file.path for file in files})
        return replace(self, planned=self.planned.with_files(files), gone=gone)


def lay(
    amended: Amended,
    basis: Basis,
    theme: Theme,
    pages: Sequence[StandingPage],
    cache: BuildCache,
    drawers: Mapping[int, Sequence[Row]],
    built: Mapping[str, BuiltFile],
) -> Amendment | None:
    """What differs from the last plan; None where a whole one is needed.

    Raises UsageError when two files claim one address, DiskError.
    """
    shelf, frame, change = amended.shelf, amended.frame, amended.change
    register = amended.register
    years = _search_years(amended, basis)
    if bool(years) != bool(register.searched):
        return None  # the script comes or goes
    made = page_outputs(shelf, pages, frame, search_view(years, frame, basis.search), change)
    others = changed_outputs(shelf, frame, theme, change)
    searched = {year.path: year.key for year in years}
    indexed = [year for year in years if searched[year.path] != register.searched.get(year.path)]
    gone = _gone(amended, basis.config.site.per_page) & built.keys()
    known = cache.pages_at([*(page.path for page in made), *gone])
    if known is None:
        return None
    were = {row.path: row for row in known}
    heads = heads_beside(made, were, cache.pages_like)
    if heads is None or _claims_taken((*made, *others), built, gone):
        return None
    rows = [page_row(page, heads[page.path]) for page in made]
    if _moves_in(amended, made, were, built.keys() - gone):
        return None
    differing = [row for row in rows if row != were.get(row.path)]
    pages_gone = gone & were.keys()
    before = cache.sitemap()
    if before is None:
        return None
    sitemap = _sitemap(before, made, pages_gone)
    if sitemap is not None:
        others.append(sitemap_output(sitemap, frame))
    outputs = (*others, *made)
    check_addresses(outputs)
    return Amendment(
        Plan(frame, outputs, heads, register.shared, theme.looks, tuple(indexed), shelf.shown),
        gone,
        Entries(
            replace(register, searched=searched),
            _drawers(amended, drawers).items(),
            differing,
            pages_gone,
            sitemap,
        ),
        [shelf.shown[place].held for place in change.pages],
        sum(row.path not in were for row in rows) - len(pages_gone),
        (*(year.path for year in indexed), *(register.searched.keys() - searched.keys())),
    )


def _search_years(amended: Amended, basis: Basis) -> tuple[SearchYear, ...]:
    known = {
        search_path(path): amended.register.searched[search_path(path)]
        for path, _ in years_of(amended.shelf.shown)
        if not amended.change.touches(path) and search_path(path) in amended.register.searched
    }
    return search_years(amended.shelf, amended.frame, basis.search, known)


def _gone(amended: Amended, size: int) -> frozenset[str]:
    """The files in the site that what is no more can have had: not each has been made."""
    return frozenset((*_roasts_gone(amended), *_lists_gone(amended, size)))


def _roasts_gone(amended: Amended) -> Iterator[str]:
    change = amended.change
    paths = {entry.path for entry in change.come.get("", ())}
    for entry in change.gone.get("", ()):
        if entry.path not in paths:
            yield file_of(entry.path)
            yield f"{entry.path}{BADGE_NAME}"
            yield f"{entry.path}{CARD_NAME}"


def _lists_gone(amended: Amended, size: int) -> Iterator[str]:
    """Numbered pages that a list no longer has, and lists that would be empty."""
    change, totals = amended.change, _totals(amended.shelf)
    for path, left in change.gone.items():
        total = totals.get(path, 0)
        before = total - len(change.come.get(path, ())) + len(left)
        for number in range(pages_beyond(total, size) + 1, pages_beyond(before, size) + 1):
            yield file_of(at.numbered(path, number))
        if path and not total:
            yield file_of(path)


def _totals(shelf: Shelf) -> dict[str, int]:
    """The number of roasts in each list, by its site path."""
    groups = (*shelf.categories, *shelf.tags, *shelf.outlets)
    dated = (*years_of(shelf.shown), *months_of(shelf.shown))
    named = {group.path: len(group.members) for group in groups}
    return {"": len(shelf.shown), **named, **{path: len(members) for path, members in dated}}


def _claims_taken(
    outputs: Iterable[Output], built: Mapping[str, BuiltFile], gone: Set[str]
) -> bool:
    """Whether a new file could have the address of another: a whole plan tells whose that is."""
    new = {output.path.casefold() for output in outputs if output.path not in built}
    if not new:
        return False
    files = {path.casefold() for path in built if path not in gone}
    folders = set(_folders(files))
    return any(path in files or path in folders for path in new) or any(
        folder in files for folder in _folders(new)
    )


def _moves_in(
    amended: Amended,
    made: Iterable[PageOutput],
    were: Mapping[str, PageRow],
    built: Set[str],
) -> bool:
    """Whether a page that is new would take the place of a file that was not its own."""
    change = amended.change
    before = {entry.path for entry in change.gone.get("", ())}
    new = tuple({entry.path for entry in change.come.get("", ())} - before)
    return any(page.path in built and page.path not in were for page in made) or any(
        path.startswith(new) for path in (built if new else ())
    )


def _folders(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder:
            yield folder
            folder = folder.rpartition("/")[0]


def _sitemap(
    before: Mapping[str, str], made: Sequence[PageOutput], gone: Set[str]
) -> dict[str, str] | None:
    """The pages in the sitemap as they are now; None where it is the same."""
    new, laid = listed(made), {page.path for page in made}
    if gone.isdisjoint(before) and all(before.get(path) == new.get(path) for path in laid):
        return None
    stay = {path: day for path, day in before.items() if path not in gone and path not in laid}
    return stay | new


def _drawers(amended: Amended, drawers: Mapping[int, Sequence[Row]]) -> dict[int, Sequence[Row]]:
    """The drawers of the register in which something is new."""
    updates = {one.file: row_of(one) for one in _updates(amended)}
    found: dict[int, Sequence[Row]] = {}
    for number, rows in drawers.items():
        if any(row[0] in updates or row[0] in amended.gone for row in rows):
            stay = (row for row in rows if row[0] not in amended.gone)
            found[number] = [updates.pop(row[0], row) for row in stay]
    last = max(drawers, default=0)
    rows = [*found.get(last, drawers.get(last, ())), *updates.values()]
    for first in range(0, len(rows), DRAWER) if updates else ():
        found[last + first // DRAWER] = rows[first : first + DRAWER]
    return found


def _updates(amended: Amended) -> Iterator[Entered]:
    """What has been read, and what else has other earlier roasts than before."""
    before, change = amended.before, amended.change
    shown = amended.shelf.shown
    earlier = {
        shown[place].file: [one.file for one in change.earlier[place]] for place in change.pages
    }
    for file, one in amended.read.items():
        known = before[file].earlier if file in before else ()
        yield one._replace(earlier=earlier.get(file, known))
    for file, files in earlier.items():
        if file not in amended.read and files != list(before[file].earlier):
            yield before[file]._replace(earlier=files)
