"""Lists of roasts: front page, years, months, categories, tags, outlets, with their pages. Pure.

A list's own address shows the newest. Its older pages are numbered from the oldest, and a numbered
page is always full: once made, its roasts never change, however many come after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import chain, groupby
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from roaster.site import addresses as at
from roaster.site.calendar_view import calendar_view
from roaster.site.frame import Frame
from roaster.site.outputs import DATE_LENGTH, Head, PageOutput
from roaster.site.shelf import Group, Shelf, Shown
from roaster.site.views import CalendarView, Card, DeskView, Link, ListView, Pager
from roaster.site.words import Words
from roaster.text.digests import digest

if TYPE_CHECKING:
    from roaster.site.changes import Change

BURNED_LENGTH = 5
_moment: Callable[[Shown], datetime] = attrgetter("moment")  # aware, UTC
WEEK = timedelta(days=7)


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
    feed_json: str = ""
    links: tuple[Link, ...] = ()
    burned: tuple[Card, ...] = ()
    desks: tuple[DeskView, ...] = ()


def list_outputs(shelf: Shelf, frame: Frame, change: Change | None = None) -> Iterator[PageOutput]:
    """Every page of every list; none is empty but the front page of a site without roasts.

    With a `change`, the front page, and of the others those alone that it touches.
    """
    wanted = change.touches if change else _every
    listings = (
        (_home(shelf, frame),),
        _dates(shelf, frame, wanted),
        _categories(shelf, frame, wanted),
        _names(shelf, frame, wanted),
    )
    for listing in chain.from_iterable(listings):
        yield from _pages(listing, frame, change)


def pages_beyond(total: int, size: int) -> int:
    """How many numbered pages a list of so many roasts has, with `size` on each."""
    return max(0, -(-(total - size) // size))


def _every(_path: str) -> bool:
    return True


def category_feed(group: Group) -> str:
    """The site path of a category's Atom feed; empty where only drafts are in it."""
    public = any(not one.draft for one in group.members)
    return f"{group.path}{at.FEED_ATOM}" if public else ""


def category_json(group: Group) -> str:
    """The same of its JSON Feed."""
    return f"{group.path}{at.FEED_JSON}" if category_feed(group) else ""


def years_of(members: Sequence[Shown]) -> list[tuple[str, list[Shown]]]:
    """Roasts by the site path of their year, in their order."""
    years = groupby(members, lambda one: one.day.year)
    return [_placed(list(group), at.year_path) for _, group in years]


def months_of(members: Sequence[Shown]) -> list[tuple[str, list[Shown]]]:
    """Roasts by the site path of their month, in their order."""
    months = groupby(members, lambda one: (one.day.year, one.day.month))
    return [_placed(list(group), at.month_path) for _, group in months]


def _placed(members: list[Shown], path: Callable[[date], str]) -> tuple[str, list[Shown]]:
    return path(members[0].day), members


def _home(shelf: Shelf, frame: Frame) -> Listing:
    site = frame.site
    heading = site.title
    return Listing(
        "home",
        "",
        heading,
        heading,
        site.description,
        "",
        shelf.shown,
        burned=most_burned(shelf.shown, frame),
        desks=_desks(shelf, frame),
    )


def most_burned(shown: Sequence[Shown], frame: Frame) -> tuple[Card, ...]:
    """The highest scores of the seven days that end today; none where there is but one."""
    first = frame.today - WEEK
    week = [
        (one.tenths, one)
        for one in shown
        if first < one.day <= frame.today and one.tenths is not None
    ]
    week.sort(key=itemgetter(0), reverse=True)
    return tuple(one.card for _, one in week[:BURNED_LENGTH]) if len(week) > 1 else ()


def _desks(shelf: Shelf, frame: Frame) -> tuple[DeskView, ...]:
    url = frame.addresses.url
    return tuple(
        DeskView(Link(group.text, url(group.path), len(group.members)), group.members[0].card)
        for group in shelf.categories
    )


def _dates(shelf: Shelf, frame: Frame, wanted: Callable[[str], bool]) -> Iterator[Listing]:
    words = frame.words
    for path, members in years_of(shelf.shown):
        if not wanted(path):
            continue
        year = str(members[0].day.year)
        months = tuple(
            Link(words.month_name(group[0].day), frame.addresses.url(month), len(group))
            for month, group in months_of(members)
        )
        title, said = words("year_title", year=year), words("year_told", year=year)
        yield Listing("year", path, year, title, said, "", members, links=months)
    for path, members in months_of(shelf.shown):
        if not wanted(path):
            continue
        day = members[0].day
        year_link = Link(str(day.year), frame.addresses.url(at.year_path(day)))
        month = words.month(day)
        title, said = words("month_title", month=month), words("month_told", month=month)
        yield Listing("month", path, month, title, said, "", members, links=(year_link,))


def _categories(shelf: Shelf, frame: Frame, wanted: Callable[[str], bool]) -> Iterator[Listing]:
    url, words = frame.addresses.url, frame.words
    siblings = tuple(Link(group.text, url(group.path)) for group in shelf.categories)
    for group in shelf.categories:
        if not wanted(group.path):
            continue
        here = url(group.path)
        links = tuple(replace(link, current=link.url == here) for link in siblings)
        feed = category_feed(group)
        yield Listing(
            "category",
            group.path,
            group.text,
            words("category_title", name=group.text),
            words("category_told", name=group.text),
            words("so_far", roasts=words.roasts(len(group.members))),
            group.members,
            url(feed) if feed else "",
            url(category_json(group)) if feed else "",
            links if len(links) > 1 else (),
        )


def _names(shelf: Shelf, frame: Frame, wanted: Callable[[str], bool]) -> Iterator[Listing]:
    words = frame.words
    for group in shelf.tags:
        if not wanted(group.path):
            continue
        title, said = words("tag_title", name=group.text), words("tag_told", name=group.text)
        intro = words("with_tag", roasts=words.roasts(len(group.members)))
        yield Listing("tag", group.path, group.text, title, said, intro, group.members)
    for group in shelf.outlets:
        if not wanted(group.path):
            continue
        title = words("source_title", name=group.text)
        said = words("source_told", name=group.text)
        intro = words("on_outlet", roasts=words.roasts(len(group.members)))
        yield Listing("source", group.path, group.text, title, said, intro, group.members)


def _pages(listing: Listing, frame: Frame, change: Change | None) -> Iterator[PageOutput]:
    size, total = frame.config.site.per_page, len(listing.members)
    full = pages_beyond(total, size)
    paths = [at.numbered(listing.path, number) for number in range(1, full + 1)]
    urls = ["", *map(frame.addresses.url, (*paths, listing.path))]
    newest = Pager(full + 1, full + 1, "", urls[full]) if full else None
    yield _own_page(listing, frame, listing.members[:size], newest)
    for number in _changed_numbers(listing, size, change) if change else range(1, full + 1):
        path, first = paths[number - 1], total - number * size
        pager = Pager(number, number + 1, urls[number + 1], urls[number - 1])
        yield _numbered_page(listing, frame, path, first, pager)


def _changed_numbers(listing: Listing, size: int, change: Change) -> Iterator[int]:
    """The numbers of the pages that show other roasts than before, or changed ones.

    The page before the newest leads on to the list's own address.
    """
    now = [one.file for one in listing.members]
    before = change.before(listing.path, listing.members)
    last, last_before = pages_beyond(len(now), size), pages_beyond(len(before), size)
    for number in range(1, last + 1):
        here = now[len(now) - number * size :][:size]
        there = before[len(before) - number * size :][:size] if number <= last_before else []
        is_same = here == there and change.files.isdisjoint(here)
        if not is_same or (number == last) != (number == last_before):
            yield number


def _own_page(
    listing: Listing, frame: Frame, members: Sequence[Shown], pager: Pager | None
) -> PageOutput:
    """The page that shows a list's newest roasts, and what is told of all of them."""
    days = calendar_view(listing.members, frame.words) if listing.kind == "month" else None
    # Drafts alone: without them there would be no such page. The front page is always there.
    hidden = bool(listing.path) and _are_drafts(listing.members)

    def view(head: Head, _prose: object) -> dict[str, object]:
        return _views(listing, listing.path, head, members, pager, frame, hidden, days)

    shape = (listing.kind, listing.heading, listing.intro, listing.feed, listing.feed_json, pager)
    links = [(link.text, link.url, link.count, link.current) for link in listing.links]
    marks = "\n".join([one.mark for one in members])
    shows = (
        f"{shape!r} {links!r} {listing.burned!r} {listing.desks!r} {digest(repr(days))} {hidden}"
    )
    return PageOutput(
        path=at.file_of(listing.path),
        origin=f"the list {listing.heading!r}",
        fingerprint=digest(f"{shows}\n{marks}"),
        template="home.html" if listing.kind == "home" else "list.html",
        head=Head(listing.title, listing.description, listing.path),
        view=view,
        changed=_changed(members),
        hidden=hidden,
    )


def _numbered_page(
    listing: Listing, frame: Frame, path: str, first: int, pager: Pager
) -> PageOutput:
    """An older page of a list, from its roast `first` on: nothing on it changes with a new one."""
    words, number = frame.words, pager.number
    members = _on_page(listing, first, frame)
    hidden = _are_drafts(members)
    kind, heading, title = _numbered_heading(listing, number, words)
    marks = "\n".join([one.mark for one in members])
    shows = (kind, heading, listing.feed, listing.feed_json, number, pager.newer, pager.older)
    told = words("page_told", number=number, told=listing.description)
    return PageOutput(
        at.file_of(path),
        f"the list {heading!r}",
        digest(f"{shows!r}\n{marks}"),
        "list.html",
        Head(title, told, listing.path),
        partial(_numbered_values, listing, path, first, pager, frame),  # half of a closure's size
        _changed(members),
        hidden,
    )


def _on_page(listing: Listing, first: int, frame: Frame) -> Sequence[Shown]:
    return listing.members[first : first + frame.config.site.per_page]


def _numbered_heading(listing: Listing, number: int, words: Words) -> tuple[str, str, str]:
    """Kind, heading and title of an older page."""
    if listing.kind == "home":
        heading = words("page", number=number)
        return "page", heading, heading
    title = words("page_of", title=listing.title, number=number)
    return listing.kind, listing.heading, title


def _numbered_values(
    listing: Listing, path: str, first: int, pager: Pager, frame: Frame, head: Head, _prose: object
) -> dict[str, object]:
    members = _on_page(listing, first, frame)
    feeds = listing.feed, listing.feed_json
    kind, heading, title = _numbered_heading(listing, pager.number, frame.words)
    told = Listing(kind, path, heading, title, "", "", (), *feeds)
    return _views(told, path, head, members, pager, frame, _are_drafts(members))


def _views(
    listing: Listing,
    path: str,
    head: Head,
    members: Sequence[Shown],
    pager: Pager | None,
    frame: Frame,
    hidden: bool,
    calendar: CalendarView | None = None,
) -> dict[str, object]:
    kind, feed, robots = listing.kind, listing.feed, "noindex" if hidden else ""
    page = frame.page(kind, path, head.title, head.description)
    page = replace(page, feed=feed, feed_json=listing.feed_json, robots=robots)
    shown = ListView(
        kind,
        listing.heading,
        listing.intro,
        tuple(one.card for one in members),
        pager,
        feed,
        listing.links,
        listing.burned,
        listing.desks,
        calendar,
        listing.feed_json,
    )
    return {"page": page, "list": shown}


def _are_drafts(members: Sequence[Shown]) -> bool:
    return all(one.draft for one in members)


def _changed(members: Sequence[Shown]) -> str:
    """The day, in UTC, when one of these last changed; empty for none."""
    moment = max(map(_moment, members), default=None)
    return moment.isoformat()[:DATE_LENGTH] if moment else ""
