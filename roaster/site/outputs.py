"""What a plan consists of: outputs with their fingerprints, heads told apart, no address twice.

Pure. An output's `fingerprint` is a hash of everything it shows beyond what all pages share; its
view is made only when it must be rendered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from roaster.errors import UsageError

if TYPE_CHECKING:
    from roaster.site.cards import CardFace
    from roaster.site.markdown import Prose

DESCRIPTION_LENGTH = 160  # characters; search engines show about as many


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself. `apart` tells two pages with one title or description apart."""

    title: str
    description: str
    apart: str


@dataclass(frozen=True, slots=True)
class PageOutput:
    """A page: a template and what it is given. `view` makes the values when they are needed."""

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
    titles = _distinct([(page.head.title, page.head.apart, page.path) for page in pages])
    texts = _distinct([(page.head.description, page.head.apart, page.path) for page in pages])
    return {
        page.path: Head(title, text, page.head.apart)
        for page, title, text in zip(pages, titles, texts, strict=True)
    }


def _distinct(candidates: Sequence[tuple[str, str, str]]) -> list[str]:
    """The first part alone where it is the only one, else with the second, else with the third."""
    texts = [text for text, _, _ in candidates]
    for part in (1, 2):
        counts = Counter(texts)
        texts = [
            f"{text} · {candidate[part]}" if counts[text] > 1 else text
            for text, candidate in zip(texts, candidates, strict=True)
        ]
    return texts


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
