"""A roast as the register of a site has it: what lists need of it, without its texts. Pure.

A row is what JSON gives back: texts, numbers and lists of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from roaster.site.shelf import Entry
from roaster.site.slips import HeldRoast, Slip


class Entered(NamedTuple):
    """A roast in the register. `entry` is None where it is not on the site."""

    file: str
    times: str  # of the file, in hex
    mark: str  # by which its slip is found again, in hex
    digest: str  # of all that the file says
    name: str  # of the file, which is its address
    born: str  # the id that it was born with
    entry: Entry | None
    earlier: Sequence[str]  # files of those that its page links to


def row_of(one: Entered) -> list[Any]:
    """What is kept of it."""
    told = [one.file, one.times, one.mark, one.digest, one.name, one.born]
    if one.entry is None:
        return told
    day, made, slug, _, path, tenths, _, is_late, _, category, tags, outlets, actors, _ = one.entry
    lists = (list(tags), list(outlets), list(actors), list(one.earlier))
    return [*told, day.isoformat(), made, slug, path, tenths, int(is_late), category, *lists]


def entered(
    rows: Iterable[Sequence[Any]], fetch: Callable[[str, str], Callable[[], HeldRoast]]
) -> Iterator[Entered]:
    """What rows tell. `fetch` is given a file and its mark, and gives what fetches its slip."""
    day_of = lru_cache(date.fromisoformat)
    for row in rows:
        if len(row) == _BARE:
            file, times, mark, digest, name, born = row
            yield Entered(file, times, mark, digest, name, born, None, ())
            continue
        (file, times, mark, digest, name, born, day, made, slug, path, tenths, late, *lists) = row
        category, tags, outlets, actors, earlier = lists
        held = fetch(file, mark)
        entry = Entry(
            day_of(day),
            made,
            slug,
            file,
            path,
            tenths,
            False,
            bool(late),
            born,
            category,
            tags,
            outlets,
            actors,
            held,
        )
        yield Entered(file, times, mark, digest, name, born, entry, earlier)


_BARE = len(("file", "times", "mark", "digest", "name", "born"))


def enter(
    held: HeldRoast, times: bytes, entry: Entry | None, earlier: Sequence[str] = ()
) -> Entered:
    """The register's row of a roast that has been read."""
    slip: Slip = held.slip
    mark = held.mark.hex()
    return Entered(slip.path, times.hex(), mark, slip.digest, slip.name, slip.id, entry, earlier)
