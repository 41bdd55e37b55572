"""Lists of roasts: front page, years, months, categories, tags, outlets, with their pages. Pure.

A list's own address shows the newest. Its older pages are numbered from the oldest, and a numbered
page is always full: once made, its roasts never change, however many come after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from roaster.site import addresses as at
from roaster.site.frame import Frame
from roaster.site.outputs import Head, PageOutput
from roaster.site.shelf import Group, Shelf, Shown
from roaster.site.views import Link, ListView, Pager
from roaster.site.words import counted, month_name, month_text
from roaster.text.digests import digest


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: its place, its words and its roasts, newest first."""

    kind: str
    path: str
    heading: str
    title: str
    description: str
    intro: str
    members: Sequence[Shown]
    feed: str = ""
    links: tuple[Link, ...] = ()


def list_outputs(shelf: Shelf, frame: Frame) -> Iterator[PageOutput]:
    """Every page of every list; none is empty but the front page of a site without roasts."""
    yield from _pages(_home(shelf, frame), frame)
    for listing in (*_dates(shelf, frame), *_categories(shelf, frame), *_names(shelf)):
        yield from _pages(listing, frame)


def category_feed(group: Group) -> str:
    """The site path of a category's feed; empty where only drafts are in it."""
    public = any(not one.card.draft for one in group.members)
    return f"{group.path}feed.xml" if public else ""


def years_of(members: Sequence[Shown]) -> list[tuple[str, list[Shown]]]:
    """Roasts by the site path of their year, in their order."""
    return _by(members, lambda one: at.year_path(one.roast.day))


def months_of(members: Sequence[Shown]) -> list[tuple[str, list[Shown]]]:
    """Roasts by the site path of their month, in their order."""
    return _by(members, lambda one: at.month_path(one.roast.day))


def _by(members: Sequence[Shown], path: Callable[[Shown], str]) -> list[tuple[str, list[Shown]]]:
    return [(key, list(group)) for key, group in groupby(members, path)]


def _home(shelf: Shelf, frame: Frame) -> Listing:
    site = frame.site
    heading = site.title
    return Listing("home", "", heading, heading, site.description, "", shelf.shown)


def _dates(shelf: Shelf, frame: Frame) -> Iterator[Listing]:
    for path, members in years_of(shelf.shown):
        year = str(members[0].roast.day.year)
        months = tuple(
            Link(month_name(group[0].roast.day), frame.addresses.url(month), len(group))
            for month, group in months_of(members)
        )
        said = f"All roasts of {year}, month by month."
        yield Listing("year", path, year, f"Roasts of {year}", said, "", members, links=months)
    for path, members in months_of(shelf.shown):
        day = members[0].roast.day
        year_link = Link(str(day.year), frame.addresses.url(at.year_path(day)))
        month, said = month_text(day), f"The roasts of {month_text(day)}, newest first."
        title = f"Roasts of {month}"
        yield Listing("month", path, month, title, said, "", members, links=(year_link,))


def _categories(shelf: Shelf, frame: Frame) -> Iterator[Listing]:
    url = frame.addresses.url
    siblings = tuple(Link(group.text, url(group.path)) for group in shelf.categories)
    for group in shelf.categories:
        here = url(group.path)
        links = tuple(replace(link, current=link.url == here) for link in siblings)
        feed = category_feed(group)
        yield Listing(
            "category",
            group.path,
            group.text,
            f"{group.text}: all roasts",
            f"News about {group.text}, roasted: satire on top, checkable facts below.",
            f"{counted(len(group.members))} so far.",
            group.members,
            url(feed) if feed else "",
            links if len(links) > 1 else (),
        )


def _names(shelf: Shelf) -> Iterator[Listing]:
    for group in shelf.tags:
        title, said = f"Tagged “{group.text}”", f"Every roast with the tag “{group.text}”."
        intro = f"{counted(len(group.members))} with this tag."
        yield Listing("tag", group.path, group.text, title, said, intro, group.members)
    for group in shelf.outlets:
        title = f"Roasts on reports by {group.text}"
        said = f"Every roast that rests on reporting by {group.text}."
        intro = f"{counted(len(group.members))} on this outlet's reports."
        yield Listing("source", group.path, group.text, title, said, intro, group.members)


def _pages(listing: Listing, frame: Frame) -> Iterator[PageOutput]:
    size, total = frame.config.site.per_page, len(listing.members)
    full = max(0, -(-(total - size) // size))  # pages beyond the newest `size` roasts
    older = numbered_url(listing, frame, full, full)
    pager = Pager(full + 1, full + 1, "", older) if full else None
    yield _output(listing, frame, listing.path, listing.members[:size], pager)
    for number in range(1, full + 1):
        first = total - number * size
        links = (numbered_url(listing, frame, n, full) for n in (number + 1, number - 1))
        page = _numbered(listing, number)
        path = at.numbered(listing.path, number)
        members = listing.members[first : first + size]
        yield _output(page, frame, path, members, Pager(number, full + 1, *links))


def numbered_url(listing: Listing, frame: Frame, number: int, full: int) -> str:
    """The address of a list's page: the one after the last is the list's own; empty for none."""
    if number < 1:
        return ""
    path = listing.path if number > full else at.numbered(listing.path, number)
    return frame.addresses.url(path)


def _numbered(listing: Listing, number: int) -> Listing:
    """A list as its numbered pages show it: without what changes with each new roast."""
    home = listing.kind == "home"
    return replace(
        listing,
        kind="page" if home else listing.kind,
        heading=f"Page {number}" if home else listing.heading,
        title=f"Page {number}" if home else f"{listing.title}, page {number}",
        description=f"Page {number}, counted from the first. {listing.description}",
        intro="",
        links=(),
    )


def _output(
    listing: Listing, frame: Frame, path: str, members: Sequence[Shown], pager: Pager | None
) -> PageOutput:
    shape = (listing.kind, listing.heading, listing.intro, listing.feed, listing.links, pager)
    marks = [one.mark for one in members]

    def view(head: Head, _prose: object) -> dict[str, object]:
        cards = tuple(one.card for one in members)
        kind, heading, intro, feed, links, _ = shape
        page = frame.page(kind, path, head.title, head.description)
        shown = ListView(kind, heading, intro, cards, pager, feed, links)
        return {"page": replace(page, feed=feed), "list": shown}

    return PageOutput(
        path=at.file_of(path),
        origin=f"the list {listing.heading!r}",
        fingerprint=digest(repr((shape, marks))),
        template="home.html" if listing.kind == "home" else "list.html",
        head=Head(listing.title, listing.description, listing.path),
        view=view,
    )
