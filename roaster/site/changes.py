"""What differs from the plan before: which lists and pages may show something else. Pure.

An output shows roasts. Where none of them has changed, and no other has come between them, it shows
what it did, as long as what all pages share is the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from roaster.site import addresses as at
from roaster.site.continuity import earlier_again
from roaster.site.shelf import Entry, Shown
from roaster.text.slugs import slug_of


@dataclass(frozen=True, slots=True)
class Change:
    """Roasts that came, went or changed (`files`), as they were and as they are.

    `pages` are the places on the shelf of the roasts whose pages may show something else, and
    `earlier` what those link to. `ranks` are the places that roasts had, by their files.
    """

    files: Set[str]
    gone: Mapping[str, Sequence[Entry]]  # by the site path of each list that it stood in
    come: Mapping[str, Sequence[Entry]]
    ranks: Mapping[str, int]
    pages: Sequence[int]
    earlier: Mapping[int, Sequence[Shown]]

    def touches(self, path: str) -> bool:
        """Whether one of them stands or stood in the list at this site path."""
        return path in self.gone or path in self.come

    def before(self, path: str, members: Sequence[Shown]) -> list[str]:
        """The files in the list at a site path as it was; `members` are in it now."""
        stay = [one.file for one in members if one.file not in self.files]
        gone = [entry.file for entry in self.gone.get(path, ())]
        return sorted(stay + gone, key=self.ranks.__getitem__)


def lists_of(entry: Entry) -> set[str]:
    """The site paths of the lists that a roast stands in."""
    return {
        "",
        at.year_path(entry.day),
        at.month_path(entry.day),
        *map(at.category_path, _slugs((entry.category,))),
        *map(at.tag_path, _slugs(entry.tags)),
        *map(at.source_path, _slugs(entry.outlets)),
    }


def _slugs(names: Iterable[str]) -> Iterator[str]:
    return (slug_of(name) for name in names if name.strip())


def _by_list(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Roasts by the site path of each list that they stand in."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for path in lists_of(entry):
            found[path].append(entry)
    return dict(found)


def make_change(
    before: Sequence[Entry],
    was: Mapping[str, Sequence[str]],
    after: Sequence[Entry],
    shown: Sequence[Shown],
    differing: Set[str],
) -> Change:
    """What differs. `before` were on the site, `after` are now, `shown` on the shelf: newest first.

    `was` has the files of the earlier roasts that each linked to, `differing` are the files of the
    roasts that came, went or changed.
    """
    files = differing & {entry.file for entry in (*before, *after)}
    earlier = _earlier(was, before, after, shown)
    places = {one.file: place for place, one in enumerate(shown)}
    linking = (
        place
        for place, one in enumerate(shown)
        if earlier[one.file] != was.get(one.file) or not files.isdisjoint(earlier[one.file])
    )
    left = {places.get(before[rank].file, -1) for rank in _beside(before, files)}
    pages = sorted({*linking, *_beside(after, files), *left} - {-1})
    return Change(
        files,
        _by_list(entry for entry in before if entry.file in files),
        _by_list(entry for entry in after if entry.file in files),
        {entry.file: rank for rank, entry in enumerate(before)},
        pages,
        {
            place: tuple([shown[places[file]] for file in earlier[shown[place].file]])
            for place in pages
        },
    )


def _beside(entries: Sequence[Entry], files: Set[str]) -> set[int]:
    """The places of these files, and those next to them."""
    here = [place for place, entry in enumerate(entries) if entry.file in files]
    near = {place + step for place in here for step in (-1, 0, 1)}
    return near & set(range(len(entries)))


def _earlier(
    was: Mapping[str, Sequence[str]],
    before: Sequence[Entry],
    after: Sequence[Entry],
    shown: Sequence[Shown],
) -> dict[str, Sequence[str]]:
    """The files of the earlier roasts of each.

    What is older than all that differs keeps them, and so does what has other actors than those
    that changed, where nothing else did.
    """
    rank, names = _other_history(before[::-1], after[::-1])
    found = earlier_again(shown, rank, names)
    new: dict[str, Sequence[str]] = {
        file: [old.file for old in older] for file, older in found.items()
    }
    # Without actors there are none, and nobody looks for them by an actor.
    return {
        one.file: new[one.file] if one.file in new else was[one.file] if one.actors else []
        for one in shown
    }


def _other_history(
    before: Sequence[Entry], after: Sequence[Entry]
) -> tuple[int, frozenset[str] | None]:
    """From which rank on, oldest first, roasts or their actors are others, and of which actors.

    None for all: where a roast comes or goes, all later ones have another number of older ones.
    """
    pairs = enumerate(zip(before, after, strict=False))
    others = [(rank, old, new) for rank, (old, new) in pairs if old is not new]
    if len(before) != len(after) or any(_place(old) != _place(new) for _, old, new in others):
        first = min(len(before), len(after))
        ranks = (rank for rank, old, new in others if _place(old) != _place(new))
        return min([first, *ranks, *(rank for rank, old, new in others if _recast(old, new))]), None
    recast = [(rank, old, new) for rank, old, new in others if _recast(old, new)]
    names = frozenset(name for _, old, new in recast for name in (*old.actors, *new.actors))
    return min((rank for rank, _, _ in recast), default=len(after)), names


def _place(entry: Entry) -> tuple[object, ...]:
    return entry.file, entry.day, entry.path


def _recast(old: Entry, new: Entry) -> bool:
    return tuple(old.actors) != tuple(new.actors)
