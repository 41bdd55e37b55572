"""The roasts that are shown, in order, with the cards and names that lists are made of. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from roaster.model.roast import Roast, Status
from roaster.site.addresses import Addresses, category_path, permalink, source_path, tag_path
from roaster.site.slips import HeldRoast, Slip
from roaster.site.views import Card, Link
from roaster.site.words import Words, label
from roaster.text.dates import day_in
from roaster.text.digests import digest
from roaster.text.slugs import slug_of


class Shown(NamedTuple):
    """A roast that is on the site. `mark` tells its card, `named` its tags and outlets.

    Two that differ have different marks, as far as what all pages share is the same. Neither has a
    line break in it. A tuple, for ten thousand are made in each build.
    """

    held: HeldRoast
    path: str  # site path
    moment: datetime  # aware: when it last changed, its slip tells
    card: Card
    mark: str
    tags: tuple[Link, ...]
    outlets: tuple[Link | None, ...]  # beside `roast.sources`
    named: str
    slip: Slip  # what lists and neighbours need of it

    @property
    def roast(self) -> Roast:
        """All of it, read when it is asked for. Raises DiskError."""
        return self.held.load()


@dataclass(frozen=True, slots=True)
class Group:
    """The roasts of one category, tag or outlet, newest first."""

    slug: str
    text: str
    path: str
    members: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that is shown, newest first, and grouped; groups are sorted by text."""

    shown: tuple[Shown, ...]
    categories: tuple[Group, ...]
    tags: tuple[Group, ...]
    outlets: tuple[Group, ...]


def make_shelf(
    roasts: Iterable[HeldRoast],
    addresses: Addresses,
    zone: ZoneInfo,
    now: datetime,
    *,
    drafts: bool,
    words: Words,
) -> Shelf:
    """Sort out what is shown at `now`; with `drafts`, all that is not killed."""
    today = day_in(now, zone)
    judged = ((one, is_public(one.slip, now, today)) for one in roasts)
    found = [
        (_order(one.slip), one, public)
        for one, public in judged
        if public or (drafts and one.slip.status is not Status.KILLED)
    ]
    # By when each was made: a correction moves nothing.
    found.sort(key=itemgetter(0), reverse=True)
    names = _Names([one.slip for _, one, _ in found], addresses)
    cards = _Cards(names, addresses, words)
    shown = tuple(cards.shown(one, draft=not public) for _, one, public in found)
    return Shelf(
        shown,
        _groups(shown, names.categories, lambda slip: (slip.category,), category_path),
        _groups(shown, names.tags, lambda slip: slip.tags, tag_path),
        _groups(shown, names.outlets, lambda slip: slip.outlets, source_path),
    )


def _order(slip: Slip) -> tuple[date, datetime, str, str]:
    return slip.day, slip.made, slip.slug, slip.path


def is_public(roast: Roast | Slip, now: datetime, today: date) -> bool:
    """Whether a reader may see it: published, its hour has come, not dated after today."""
    due = roast.publish_at is None or roast.publish_at <= now
    return roast.status is Status.PUBLISHED and due and roast.day <= today


class _Kind:
    """One kind of name (categories, tags, outlets): slugs, and the spelling most used of each."""

    def __init__(
        self,
        texts: Iterable[str],
        show: Callable[[str], str],
        path: Callable[[str], str],
        addresses: Addresses,
    ) -> None:
        counts = Counter(texts)
        self.slugs = {text: slug_of(text) for text in counts if text.strip()}
        self.texts: dict[str, str] = {}
        for text, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
            if text in self.slugs:
                self.texts.setdefault(self.slugs[text], show(text))
        links = {slug: Link(shown, addresses.url(path(slug))) for slug, shown in self.texts.items()}
        self.links = {text: links[slug] for text, slug in self.slugs.items() if slug}
        self.told = _Told((text, repr((link.text, link.url))) for text, link in self.links.items())


class _Told(dict[str, str]):
    """What tells a name's link, by the name."""

    def __missing__(self, name: str) -> str:
        return "()"  # it has no page


class _Names:
    def __init__(self, slips: Sequence[Slip], addresses: Addresses) -> None:
        tags = (tag for slip in slips for tag in slip.tags)
        outlets = (outlet for slip in slips for outlet in slip.outlets)
        categories = (slip.category for slip in slips)
        self.categories = _Kind(categories, label, category_path, addresses)
        self.tags = _Kind(tags, str, tag_path, addresses)
        self.outlets = _Kind(outlets, str, source_path, addresses)


class _Cards:
    """Makes cards. What many of them share is made once."""

    def __init__(self, names: _Names, addresses: Addresses, words: Words) -> None:
        self._names = names
        self._url = addresses.url
        self._day = lru_cache(words.day)
        self._score = lru_cache(words.score)

    def shown(self, held: HeldRoast, *, draft: bool) -> Shown:
        """A roast as it stands in lists."""
        slip, names = held.slip, self._names
        path = slip.address or permalink(slip)
        outlets = tuple(map(names.outlets.links.get, slip.outlets))
        outlet = outlets[0].text if outlets and outlets[0] else ""
        card = Card(
            slip.title,
            self._url(path),
            self._day(slip.day),
            slip.day.isoformat(),
            names.categories.links.get(slip.category),
            self._score(slip.score),
            slip.quip,
            outlet,
            draft,
        )
        tags = map(names.tags.links.get, slip.tags)
        different = {tag.url: tag for tag in tags if tag}
        kept = tuple(different.values())
        filed = names.categories.told[slip.category]
        mark = digest(f"{slip.face} {path!r} {filed} {outlet!r} {draft}")
        tagged = map(names.tags.told.__getitem__, slip.tags)
        named = " ".join((*tagged, "|", *map(names.outlets.told.__getitem__, slip.outlets)))
        return Shown(held, path, slip.moment, card, mark, kept, outlets, named, slip)


def _groups(
    shown: Sequence[Shown],
    kind: _Kind,
    names_of: Callable[[Slip], Iterable[str]],
    path: Callable[[str], str],
) -> tuple[Group, ...]:
    slugs = kind.slugs
    members: dict[str, list[Shown]] = {slug: [] for slug in slugs.values()}
    for one in shown:
        names = names_of(one.slip)
        for slug in {slugs[name]: None for name in names if name in slugs}:
            members[slug].append(one)
    groups = (Group(slug, kind.texts[slug], path(slug), tuple(m)) for slug, m in members.items())
    return tuple(sorted(groups, key=lambda group: (group.text.casefold(), group.slug)))
