"""A shelf made of the last one and of the roasts that changed since, for a plan of what differs.

The register has what the last plan knew of each roast. Where roasts alone have changed, and only
such as leave alone what all pages share, the outputs that show one of them are laid out; all
others would come out as they are. Everything that is not that simple gets a whole plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from roaster.config.schema import Config
from roaster.content.restock import Restock
from roaster.model.roast import Status
from roaster.site.addresses import Addresses
from roaster.site.changes import Change, make_change
from roaster.site.entered import Entered, enter, entered
from roaster.site.frame import Frame
from roaster.site.search_plan import SearchTool
from roaster.site.shelf import Entry, Names, Shelf, entry_of, is_public, order, shelve
from roaster.site.slips import HeldRoast, Slip
from roaster.site.words import Words
from roaster.state.register import Register, Row
from roaster.text.dates import day_in

MOST = 400
"""Roasts that may have changed; with more, a whole plan is hardly dearer."""

_NEVER = 2.5e11  # POSIX seconds: the year 9892
_NO_DAY = "9999-99"  # after every day


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan is made on beside the roasts. `ground` is a hash of it but for the time.

    `frame` gives the frame of a shelf, and `shared` a hash of what all pages share; `search` is
    what indexes, if anything does.
    """

    ground: str
    now: datetime
    config: Config
    addresses: Addresses
    words: Words
    frame: Callable[[Shelf], Frame]
    shared: Callable[[Frame], str]
    search: SearchTool | None


@dataclass(frozen=True, slots=True)
class Amended:
    """The shelf as it is now, and how it differs from the last one.

    `register` is what is to be entered of it. `before` are all roasts as they were entered by their
    files, `read` those that have been read since; `gone` are files that are no more.
    """

    register: Register
    before: Mapping[str, Entered]
    read: Mapping[str, Entered]
    gone: Set[str]
    shelf: Shelf
    frame: Frame
    change: Change


def amended(
    basis: Basis,
    register: Register,
    rows: Iterable[Row],
    restock: Restock[Slip],
    times: Mapping[str, bytes],
) -> Amended | None:
    """The shelf, where a plan of what differs is enough for it; else None.

    `times` are those of all files of roasts, as they were before one was read. Raises UsageError
    for a roast whose name makes no address, DiskError.
    """
    if not _holds(register, basis):
        return None
    fetch = partial(partial, _fetched, restock)  # of a file and its mark: what fetches it later
    before = {one.file: one for one in entered(rows, fetch)}
    files = restock.files()
    fresh = None if files is None else _read(files, before, restock, times)
    if files is None or fresh is None:
        return None
    read = {file: _enter(held, times[file], basis) for file, held in fresh.items()}
    gone = before.keys() - set(files)
    differing = gone | {file for file, one in read.items() if _differs(one, before.get(file))}
    if _claims_alike(before, read, differing):
        return None
    was = _sorted(one.entry for one in before.values())
    stay = (entry for entry in was if entry.file not in differing)
    entries = _sorted((*stay, *(read[file].entry for file in differing - gone)))
    names = Names(entries, basis.addresses)
    come = [entry for entry in entries if entry.file in differing]
    if not names.are_as_before(come, [entry for entry in was if entry.file in differing]):
        return None
    shelf = shelve(entries, names, basis.addresses, basis.words)
    frame = basis.frame(shelf)
    if basis.shared(frame) != register.shared:
        return None
    earlier = {entry.file: before[entry.file].earlier for entry in was}
    change = make_change(was, earlier, entries, shelf.shown, differing)
    now_held = held_until((held.slip for held in fresh.values()), basis)
    until, next_day = min(register.until, now_held[0]), min(register.next_day, now_held[1])
    register = replace(register, since=basis.now.timestamp(), until=until, next_day=next_day)
    return Amended(register, before, read, gone, shelf, frame, change)


def held_until(slips: Iterable[Slip], basis: Basis) -> tuple[float, str]:
    """Before which hour (POSIX, seconds) and which day none of these becomes public."""
    today = day_in(basis.now, basis.config.site.zone)
    kept = [one for one in slips if one.status is Status.PUBLISHED]
    hours = (one.publish_at for one in kept if one.publish_at and one.publish_at > basis.now)
    until = min((hour.timestamp() for hour in hours), default=_NEVER)
    days = (one.day.isoformat() for one in kept if one.day > today)
    return until, min(days, default=_NO_DAY)


def _holds(register: Register, basis: Basis) -> bool:
    """Whether the roasts that were public then are so now, but for those that changed."""
    today = day_in(basis.now, basis.config.site.zone).isoformat()
    is_time = register.since <= basis.now.timestamp() < register.until
    return register.ground == basis.ground and is_time and today < register.next_day


def _fetched(restock: Restock[Slip], file: str, mark: str) -> HeldRoast:
    return restock.fetched(file, bytes.fromhex(mark))


def _read(
    files: Sequence[str],
    before: Mapping[str, Entered],
    restock: Restock[Slip],
    times: Mapping[str, bytes],
) -> dict[str, HeldRoast] | None:
    """What has other times than it was entered with; None for too many, and where one has faults.

    Those are told where everything is read.
    """
    found: dict[str, HeldRoast] = {}
    for file in files:
        known, time = before.get(file), times.get(file)
        if time is None:
            return None
        if known is None or known.times != time.hex():
            held = restock.read(file, time) if len(found) < MOST else None
            if held is None:
                return None
            found[file] = held
    return found


def _enter(held: HeldRoast, times: bytes, basis: Basis) -> Entered:
    today = day_in(basis.now, basis.config.site.zone)
    is_shown = is_public(held.slip, basis.now, today)
    entry = entry_of(held, basis.words.score, draft=False) if is_shown else None
    return enter(held, times, entry)


def _differs(one: Entered, before: Entered | None) -> bool:
    return before is None or one.digest != before.digest


def _claims_alike(
    before: Mapping[str, Entered], read: Mapping[str, Entered], differing: Set[str]
) -> bool:
    """Whether two roasts that differ, or one and another, have one name or were born with one id.

    The first is a fault; how the others are called in feeds depends on their number.
    """
    then = [before[file] for file in differing if file in before]
    now = [read[file] for file in differing if file in read]
    others = [one for one in before.values() if one.file not in differing]
    names = Counter(one.name for one in (*others, *now))
    born = Counter(one.born for one in others)
    return (
        any(names[one.name] > 1 for one in now)
        or any(one.born and one.born in born for one in (*then, *now))
        or len({one.born for one in now if one.born}) < sum(bool(one.born) for one in now)
        or len({one.born for one in then if one.born}) < sum(bool(one.born) for one in then)
    )


def _sorted(entries: Iterable[Entry | None]) -> list[Entry]:
    """Those that are on the site, newest first."""
    return sorted((one for one in entries if one is not None), key=order, reverse=True)
