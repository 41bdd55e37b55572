"""What a plan consists of: outputs with their fingerprints, heads told apart, no address twice.

Pure. An output's `fingerprint` is a hash of everything it shows beyond what all pages share; its
view is made only when it must be rendered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from roaster.errors import UsageError

if TYPE_CHECKING:
    from roaster.site.cards import CardFace
    from roaster.site.markdown import Prose

DATE_LENGTH = len("2026-04-10")
DESCRIPTION_LENGTH = 160  # characters; search engines show about as many


class Head(NamedTuple):
    """What a page says of itself. `apart` tells two pages with one title or description apart."""

    title: str
    description: str
    apart: str


class PageOutput(NamedTuple):
    """A page: a template and what it is given. `view` makes the values when they are needed.

    A tuple, as its head is: a plan makes sixteen thousand of them.
    """

    path: str  # in public/
    origin: str  # whose page it is, for messages
    fingerprint: str
    template: str
    head: Head
    view: Callable[[Head, Prose], Mapping[str, Any]]
    changed: str = ""  # the day its newest roast was last made, ISO 8601; for the sitemap
    hidden: bool = False  # from search engines; its view says so too


@dataclass(frozen=True, slots=True)
class DataOutput:
    """A file made by code: feeds, sitemap, a theme's assets."""

    path: str
    origin: str
    fingerprint: str
    data: Callable[[Prose], bytes]


@dataclass(frozen=True, slots=True)
class FileOutput:
    """A file copied as it is."""

    path: str
    origin: str
    fingerprint: str
    source: Path


@dataclass(frozen=True, slots=True)
class CardOutput:
    """A share card; its fingerprint is a hash of all that it shows and of nothing else."""

    path: str
    origin: str
    fingerprint: str
    face: CardFace


Output = PageOutput | DataOutput | FileOutput | CardOutput


def told_apart(pages: Sequence[PageOutput]) -> dict[str, Head]:
    """The pages' heads by path, no title and no description twice."""
    titles = _distinct([page.head.title for page in pages], pages)
    texts = _distinct([page.head.description for page in pages], pages)
    heads = {page.path: page.head for page in pages}
    for page, title, text in zip(pages, titles, texts, strict=True):
        if title is not page.head.title or text is not page.head.description:
            heads[page.path] = Head(title, text, page.head.apart)
    return heads


def _distinct(texts: Sequence[str], pages: Sequence[PageOutput]) -> Sequence[str]:
    """Each alone where it is the only one, else with what tells it apart, else with its path."""
    for part in (_apart, _path):
        counts = Counter(texts)
        if len(counts) == len(texts):
            break
        texts = [
            f"{text} · {part(page)}" if counts[text] > 1 else text
            for text, page in zip(texts, pages, strict=True)
        ]
    return texts


def _apart(page: PageOutput) -> str:
    return page.head.apart


def _path(page: PageOutput) -> str:
    return page.path


def check_addresses(outputs: Iterable[Output]) -> None:
    """Raise UsageError when two outputs claim one address, or one needs the other for a folder.

    Case does not tell files apart on every disk, so it does not here either.
    """
    claimed: dict[str, Output] = {}
    folders: dict[str, Output] = {}
    for output in outputs:
        path = output.path.casefold()
        other = claimed.setdefault(path, output)
        if other is not output:
            raise _claimed_twice(output, other)
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders[folder] = output
            folder = folder.rpartition("/")[0]
    for folder, output in folders.items():
        if folder in claimed:
            raise _claimed_twice(output, claimed[folder])


def _claimed_twice(one: Output, other: Output) -> UsageError:
    return UsageError(
        f"/{one.path} is claimed by {other.origin} and by {one.origin}",
        where=one.origin,
        remedy="rename one of them",
    )
