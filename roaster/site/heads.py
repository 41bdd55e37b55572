"""The heads of pages that are laid out beside others that are not: no title twice. Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from roaster.site.outputs import Head, PageOutput
from roaster.state.register import PageRow
from roaster.text.digests import digest

AlikePages = Callable[[Set[int], Set[int]], Sequence[PageRow] | None]


def number_of(text: str) -> int:
    """A hash of 63 bits."""
    return int(digest(text, 16), 16) >> 1


def page_row(page: PageOutput, head: Head) -> PageRow:
    """What is kept of a page with the head that it has been given."""
    own = page.head
    told_apart = "" if head[:2] == own[:2] else json.dumps(head[:2])
    return PageRow(
        page.path,
        number_of(own.title),
        number_of(own.description),
        told_apart,
    )


def heads_beside(
    made: Sequence[PageOutput], before: dict[str, PageRow], like: AlikePages
) -> dict[str, Head] | None:
    """The heads of pages that are laid out; None where only a whole plan can tell them apart.

    `before` has these pages as they were, by their files, and those that are no more. `like` finds
    pages by their titles and descriptions, with all that had to be told apart; None where that is
    not known.
    """
    here = {page.path: page_row(page, page.head) for page in made}
    changed = [row for path, row in here.items() if not _is_same(row, before.get(path))]
    leaving = [row for path, row in before.items() if not _is_same(row, here.get(path))]
    told = [*changed, *leaving]
    alike = like({row.title for row in told}, {row.description for row in told})
    if alike is None or any(row.told_apart for row in leaving):
        return None
    then = before | {row.path: row for row in alike}
    now = {path: row for path, row in then.items() if path not in before} | here
    if not (_all_alone(changed, now) and _all_alone(leaving, then)):
        return None
    taken = {number_of(text) for row in then.values() for text in _taken_by(row)}
    if any(row.title in taken or row.description in taken for row in changed):
        return None
    heads = {page.path: _head(page, before.get(page.path)) for page in made}
    known = {path: head for path, head in heads.items() if head is not None}
    return known if len(known) == len(heads) else None


def _is_same(row: PageRow, other: PageRow | None) -> bool:
    return other is not None and row[:3] == other[:3]  # file, title, description


def _all_alone(rows: Iterable[PageRow], among: Mapping[str, PageRow]) -> bool:
    """Whether no other page has the title or the description of one of these."""
    titles = Counter(row.title for row in among.values())
    descriptions = Counter(row.description for row in among.values())
    return all(titles[row.title] == 1 and descriptions[row.description] == 1 for row in rows)


def _told_apart(row: PageRow) -> tuple[str, str] | tuple[()]:
    """The title and the description that it has instead of its own, if it has."""
    if not row.told_apart:
        return ()
    title, description = json.loads(row.told_apart)
    return title, description


def _taken_by(row: PageRow) -> tuple[str, ...]:
    """What it is told apart by, and what was not enough for that: nor is it for another page."""
    texts = _told_apart(row)
    return (*texts, *(text.removesuffix(f" · {row.path}") for text in texts))


def _head(page: PageOutput, before: PageRow | None) -> Head | None:
    """A page's head as it was told apart; None where what told it apart has changed."""
    apart = _told_apart(before) if before else ()
    if not apart:
        return page.head
    own = page.head
    for text, given in zip(own[:2], apart, strict=True):
        first = f"{text} · {own.apart}"
        if given not in (text, first, f"{first} · {page.path}"):
            return None
    return Head(*apart, own.apart)
