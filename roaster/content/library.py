"""All of `content/` as one value: roasts, pages, and what could not be read."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from roaster.config.plain_files import is_plain, open_at_once
from roaster.content.parsed import Known, ParsedCache, Read, Reader
from roaster.content.reading import PAGES
from roaster.errors import Fault, UsageError
from roaster.model.news import Story
from roaster.model.roast import Roast, StandingPage
from roaster.text.addresses import address_key

T = TypeVar("T")
ROASTS = "content/roasts/"
_LINK = re.compile(r"\[([^\[\]\n]{0,300})\]\([^()\n]*\)")
_RECEIPT = re.compile(r" ?\[receipt\]\([^()\n]*\)")
_BULLET = re.compile(r"^[ \t]*[-*+][ \t]+", re.MULTILINE)
_FRONT = "the front page of the site or of a folder"
_OWN_FRONT = "give it another name; what the front page shows is a theme's templates/home.html"
_OTHER_NAMES = (".markdown", ".mdown", ".mkd")


@dataclass(frozen=True, slots=True)
class Library:
    """What `content/` holds. Roasts stand newest day first, then by slug; pages by slug.

    `faults` names what is wrong with single files; files with a fault of level `error` are missing
    from `roasts` and `pages`, unless they only share an address.
    """

    roasts: tuple[Roast, ...] = ()
    pages: tuple[StandingPage, ...] = ()
    faults: tuple[Fault, ...] = ()

    def find(self, name: str) -> Roast:
        """The roast of a slug, a `2026-04-10-slug` or a path.

        Raises UsageError for an unknown name, with the nearest ones, and for one that two have.
        """
        wanted = name.replace("\\", "/").removesuffix(".md")
        for spelling in (_by_path, _by_name, _by_slug):
            found = [roast for roast in self.roasts if spelling(roast, wanted)]
            if len(found) == 1:
                return found[0]
            if found:
                paths = " and ".join(roast.path for roast in found)
                remedy = f"name one of them with its date: {found[0].name}"
                raise UsageError(f"`{name}` could be {paths}", remedy=remedy)
        raise self._unknown(name, wanted)

    def broken(self, name: str) -> str | None:
        """The path of the roast of a name that cannot be read; None where there is none."""
        fault = self._broken(name.replace("\\", "/").removesuffix(".md").rpartition("/")[2])
        return fault.path if fault else None

    def stories(self, since: date = date.min) -> tuple[Story, ...]:
        """What was told already from a day on, drafts and killed roasts included."""
        return tuple(_story(roast) for roast in self.roasts if roast.day >= since)

    def keys(self) -> Mapping[str, str]:
        """The address key of every source, with the slug of the roast that rests on it."""
        return {key: roast.slug for roast in self.roasts for key in _keys(roast)}

    def ids(self) -> Mapping[str, str]:
        """The id of every roast that has one, with its slug."""
        return {roast.id: roast.slug for roast in self.roasts if roast.id}

    def _unknown(self, name: str, wanted: str) -> UsageError:
        stem = wanted.rpartition("/")[2]
        if broken := self._broken(stem):
            return UsageError(broken.message, where=broken.where, remedy=broken.remedy)
        names = [key for roast in self.roasts for key in (roast.name, roast.slug)]
        near = difflib.get_close_matches(stem, names, n=3, cutoff=0.5)
        remedy = f"did you mean {' or '.join(near)}?" if near else "`roaster list` shows all"
        return UsageError(f"there is no roast `{name}`", remedy=remedy)

    def _broken(self, stem: str) -> Fault | None:
        read = {roast.path for roast in self.roasts}
        return next(
            (
                fault
                for fault in self.faults
                if fault.level == "error" and fault.path not in read and _is_of(fault, stem)
            ),
            None,
        )


def load_library(
    root: Path,
    zone: ZoneInfo,
    headings: Mapping[str, str],
    cache: ParsedCache | None = None,
    known: Known | None = None,
) -> Library:
    """Read `content/roasts/` and `content/pages/` below a site's root.

    A file that cannot be read becomes faults, and the others still load. Dot-files and links to
    folders are passed over. With a `cache`, the same comes out sooner,
    and with what is `known` from an earlier reading yet sooner.
    """
    faults: list[Fault] = []
    reader = Reader(zone, headings, cache, known)
    roasts = list(_load(root, ROASTS, reader.roast, faults))
    pages = load_pages(root, reader, faults)
    reader.remember()
    faults.extend(shared_names(roasts))
    roasts.sort(key=lambda roast: (-roast.day.toordinal(), roast.slug, roast.path))
    faults.sort(key=lambda fault: (fault.path, fault.line, fault.column))
    return Library(tuple(roasts), pages, tuple(faults))


def load_pages(root: Path, reader: Reader, faults: list[Fault]) -> tuple[StandingPage, ...]:
    """The pages of `content/pages/` by slug; what is wrong with them becomes faults."""
    pages = sorted(_load(root, PAGES, reader.page, faults), key=lambda page: page.slug)
    faults += [
        Fault(
            page.path, 0, 0, f"this is the page /{page.slug}/, not {_FRONT}", _OWN_FRONT, "warning"
        )
        for page in pages
        if page.slug.rpartition("/")[2] == "index"
    ]
    return tuple(pages)


def _load(
    root: Path, below: str, read: Callable[[str, bytes], Read[T]], faults: list[Fault]
) -> Iterator[T]:
    """Each file below a folder as `read` reads it; what is wrong with them becomes faults."""
    for path in markdown_files(root, below, faults):
        data = read_file(root, path, faults)
        found, wrong = (None, ()) if data is None else read(path, data)
        faults.extend(wrong)
        if found is not None:
            yield found


def read_file(root: Path, path: str, faults: list[Fault]) -> bytes | None:
    """A file's bytes by its path from the root; None, and a fault, where it cannot be read."""
    try:
        # Not by pathlib, which would take 0.2 s more for 10,000 files.
        with open(f"{root}/{path}", "rb", opener=open_at_once) as file:
            if is_plain(file.fileno()):
                return file.read()
    except OSError as error:
        faults.append(_unreadable(path, error))
        return None
    what = "a pipe, a socket or a device, and no file: it is not read"
    faults.append(Fault(path, 0, 0, what, "take it out of content/", "warning"))
    return None


def markdown_files(root: Path, below: str, faults: list[Fault]) -> Iterator[str]:
    """Paths relative to the root, in order."""

    def unreadable(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):  # a site need not have both folders
            where = Path(error.filename).relative_to(root).as_posix()
            faults.append(_unreadable(where, error))

    for folder, folders, names in os.walk(f"{root}/{below}", onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        prefix = Path(folder).relative_to(root).as_posix()
        for name in sorted(names):
            path = f"{prefix}/{name}"
            if name.startswith("."):
                continue
            if name.endswith(".md"):
                yield path
            elif name.lower().endswith((".md", *_OTHER_NAMES)):
                remedy = "let its name end in `.md`"
                faults.append(Fault(path, 0, 0, "this file is not read", remedy, "warning"))


def _unreadable(path: str, error: OSError) -> Fault:
    return Fault(path, 0, 0, f"cannot be read: {error.strerror}", "check who may read it")


class _Titled(Protocol):
    @property
    def path(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def id(self) -> str: ...


def shared_names(roasts: Sequence[_Titled]) -> Iterator[Fault]:
    """Files that claim the address or the id of another."""
    names: dict[str, str] = {}
    ids: dict[str, str] = {}
    for roast in roasts:
        first = names.setdefault(roast.name, roast.path)
        if first != roast.path:
            what = f"has the same address as {first}"
            yield Fault(roast.path, 0, 0, what, "rename one of the two")
        same = ids.setdefault(roast.id, roast.path) if roast.id else roast.path
        if same != roast.path:
            what = f"has the same `id` as {same}: feed readers take the two for one"
            yield Fault(roast.path, 0, 0, what, "delete the `id` line of the copy", "warning")


def _story(roast: Roast) -> Story:
    facts = (section.text for section in roast.sections if section.key == "facts")
    titles = (source.title for source in roast.sources)
    text = "\n".join(part for part in (roast.quip, *map(_told, facts), *titles) if part)
    return Story(roast.slug, roast.title, roast.day, text, _keys(roast))


def _keys(roast: Roast) -> frozenset[str]:
    return frozenset(address_key(source.url) for source in roast.sources if source.url)


def _told(markdown: str) -> str:
    """Facts as plain sentences, without bullets and receipts."""
    return _BULLET.sub("", _LINK.sub(r"\1", _RECEIPT.sub("", markdown)))


def _by_path(roast: Roast, wanted: str) -> bool:
    path = roast.path.removesuffix(".md")
    return wanted == path or wanted.endswith(f"/{path}")


def _by_name(roast: Roast, wanted: str) -> bool:
    return roast.name == wanted.rpartition("/")[2]


def _by_slug(roast: Roast, wanted: str) -> bool:
    return roast.slug == wanted


def _is_of(fault: Fault, stem: str) -> bool:
    name = fault.path.rpartition("/")[2].removesuffix(".md")
    return bool(stem) and (name == stem or name[11:] == stem)
