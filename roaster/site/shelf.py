"""The roasts that are shown, in order, with the cards and names that lists are made of. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from roaster.content.stock import Held
from roaster.model.roast import Roast, Status
from roaster.site.addresses import Addresses, category_path, permalink, source_path, tag_path
from roaster.site.slips import HeldRoast, Slip
from roaster.site.views import Card, Link, ScoreView
from roaster.site.words import Words, label
from roaster.text.dates import day_in
from roaster.text.digests import digest
from roaster.text.slugs import slug_of


class Dress(NamedTuple):
    """What a roast's card needs the names of all roasts for.

    `mark` tells the card, `named` the tags and outlets. Two that differ have different marks, as
    far as what all pages share is the same. Neither has a line break in it.
    """

    card: Card
    mark: str
    tags: tuple[Link, ...]
    outlets: tuple[Link | None, ...]  # beside `roast.sources`
    named: str


class Entry(NamedTuple):
    """A roast to be shelved: by what lists are sorted, filed and counted."""

    day: date
    made: str  # ISO 8601, UTC: a correction moves nothing
    slug: str
    file: str
    path: str  # site path
    tenths: int | None  # of a score that can be shown
    draft: bool
    is_late: bool  # it changed after it was made
    born: str  # the id that it was born with
    category: str
    tags: Sequence[str]
    outlets: Sequence[str]
    actors: Sequence[str]
    held: HeldRoast | Callable[[], HeldRoast]


class Shown:
    """A roast that is on the site.

    What lists are sorted and counted by is at hand. Its slip is fetched and its card made when
    they are asked for: a build lays out twenty of ten thousand.
    """

    __slots__ = (
        "_dress",
        "_held",
        "_wardrobe",
        "actors",
        "born",
        "day",
        "draft",
        "file",
        "is_late",
        "origin",
        "path",
        "tenths",
    )

    def __init__(self, entry: Entry, origin: str, wardrobe: Wardrobe) -> None:
        self.file = entry.file
        self.path = entry.path  # site path
        self.day = entry.day
        self.tenths = entry.tenths
        self.draft = entry.draft
        self.is_late = entry.is_late
        self.born = entry.born
        self.actors = entry.actors
        self.origin = origin  # the slug of its first outlet; empty where that has no page
        self._held = entry.held
        self._wardrobe = wardrobe
        self._dress: Dress | None = None

    @property
    def held(self) -> HeldRoast:
        """The roast's slip with what reads the roast. Raises DiskError."""
        if not isinstance(self._held, Held):
            self._held = self._held()
        return self._held

    @property
    def slip(self) -> Slip:
        """What lists and neighbours need of it. Raises DiskError."""
        return self.held.slip

    @property
    def roast(self) -> Roast:
        """All of it, read when it is asked for. Raises DiskError."""
        return self.held.load()

    @property
    def moment(self) -> datetime:
        """When it last changed, its slip tells; aware."""
        return self.held.slip.moment

    @property
    def _dressed(self) -> Dress:
        if self._dress is None:
            self._dress = self._wardrobe.dress(self)
        return self._dress

    @property
    def card(self) -> Card:
        """As it stands in lists."""
        return self._dressed.card

    @property
    def mark(self) -> str:
        """What tells the card."""
        return self._dressed.mark

    @property
    def tags(self) -> tuple[Link, ...]:
        """The lists of its tags."""
        return self._dressed.tags

    @property
    def outlets(self) -> tuple[Link | None, ...]:
        """The lists of its outlets, beside `roast.sources`."""
        return self._dressed.outlets

    @property
    def named(self) -> str:
        """What tells tags and outlets."""
        return self._dressed.named

    def edited(self, held: HeldRoast, words: Words) -> Shown:
        """The same roast with other texts. Nothing that it is filed under has changed."""
        entry = entry_of(held, words.score, draft=self.draft)
        one = Shown(entry, self.origin, self._wardrobe)
        slip, dress = held.slip, self._dressed
        score = words.score(slip.score)
        card = replace(dress.card, title=slip.title, score=score, quip=slip.quip)
        one._dress = dress._replace(card=card)
        return one


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
    score = lru_cache(words.score)
    found = [
        entry_of(one, score, draft=not public)
        for one, public in judged
        if public or (drafts and one.slip.status is not Status.KILLED)
    ]
    found.sort(key=order, reverse=True)
    return shelve(found, Names(found, addresses), addresses, words)


def shelve(entries: Sequence[Entry], names: Names, addresses: Addresses, words: Words) -> Shelf:
    """The shelf of all that is shown, in the order of `entries`: newest first."""
    wardrobe = Wardrobe(names, addresses, words)
    origins = names.outlets.slugs
    shown = tuple(
        [
            Shown(one, origins.get(one.outlets[0], "") if one.outlets else "", wardrobe)
            for one in entries
        ]
    )
    return Shelf(
        shown,
        _groups(shown, ((one.category,) for one in entries), names.categories, category_path),
        _groups(shown, (one.tags for one in entries), names.tags, tag_path),
        _groups(shown, (one.outlets for one in entries), names.outlets, source_path),
    )


def entry_of(
    held: HeldRoast, score: Callable[[Decimal | None], ScoreView | None], *, draft: bool
) -> Entry:
    """The entry of a roast. Raises UsageError where its name makes no address."""
    slip = held.slip
    view = score(slip.score)
    return Entry(
        slip.day,
        slip.made.isoformat(),
        slip.slug,
        slip.path,
        slip.address or permalink(slip),
        view.tenths if view else None,
        draft,
        slip.moment > slip.made,
        slip.id,
        slip.category,
        slip.tags,
        slip.outlets,
        slip.actors,
        held,
    )


order: Callable[[Entry], tuple[object, ...]] = itemgetter(0, 1, 2, 3)
"""Day, made, slug and file: what entries are sorted by, the newest first."""


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
        self._counts = Counter(texts)
        self._show = show
        self.slugs = {text: slug_of(text) for text in self._counts if text.strip()}
        self.texts = _spelled(self._counts, self.slugs, show)
        links = {slug: Link(shown, addresses.url(path(slug))) for slug, shown in self.texts.items()}
        self.links = {text: links[slug] for text, slug in self.slugs.items() if slug}
        self.told = _Told((text, repr((link.text, link.url))) for text, link in self.links.items())

    def differ(self, come: Counter[str], gone: Counter[str]) -> Iterator[tuple[str, str]]:
        """How lists are called now, and how they were before these names came and went.

        Only those that can have changed; empty is one that is not there.
        """
        slugs = {text: slug_of(text) for text in (*come, *gone) if text.strip()}
        touched = set(slugs.values())
        slugs |= {text: slug for text, slug in self.slugs.items() if slug in touched}
        counts = Counter({text: self._counts[text] - come[text] + gone[text] for text in slugs})
        before = _spelled(+counts, slugs, self._show)
        return ((self.texts.get(slug, ""), before.get(slug, "")) for slug in touched)


def _spelled(
    counts: Counter[str], slugs: Mapping[str, str], show: Callable[[str], str]
) -> dict[str, str]:
    """The spelling most used of each name, by its slug."""
    texts: dict[str, str] = {}
    for text, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if text in slugs:
            texts.setdefault(slugs[text], show(text))
    return texts


class _Told(dict[str, str]):
    """What tells a name's link, by the name."""

    def __missing__(self, name: str) -> str:
        return "()"  # it has no page


class Names:
    """The categories, tags and outlets of all that is shown."""

    def __init__(self, entries: Sequence[Entry], addresses: Addresses) -> None:
        tags = chain.from_iterable([one.tags for one in entries])
        outlets = chain.from_iterable([one.outlets for one in entries])
        categories = [one.category for one in entries]
        self.categories = _Kind(categories, label, category_path, addresses)
        self.tags = _Kind(tags, str, tag_path, addresses)
        self.outlets = _Kind(outlets, str, source_path, addresses)

    def are_as_before(self, come: Sequence[Entry], gone: Sequence[Entry]) -> bool:
        """Whether all other roasts name the same lists as before these came and went.

        The lists of categories name each other, so none must have come or gone.
        """
        categories = self.categories.differ(
            Counter(one.category for one in come), Counter(one.category for one in gone)
        )
        tags = self.tags.differ(
            _counted(one.tags for one in come), _counted(one.tags for one in gone)
        )
        outlets = self.outlets.differ(
            _counted(one.outlets for one in come), _counted(one.outlets for one in gone)
        )
        return all(now == before for now, before in categories) and all(
            now == before or not now or not before for now, before in chain(tags, outlets)
        )


def _counted(lists: Iterable[Sequence[str]]) -> Counter[str]:
    return Counter(chain.from_iterable(lists))


class Wardrobe:
    """Dresses roasts. What many of them share is made once."""

    def __init__(self, names: Names, addresses: Addresses, words: Words) -> None:
        self._names = names
        self._url = addresses.url
        self._day = lru_cache(words.day)
        self._score = lru_cache(words.score)

    def dress(self, one: Shown) -> Dress:
        """A roast as it stands in lists."""
        slip, names = one.slip, self._names
        outlets = tuple(map(names.outlets.links.get, slip.outlets))
        outlet = outlets[0].text if outlets and outlets[0] else ""
        card = Card(
            slip.title,
            self._url(one.path),
            self._day(slip.day),
            slip.day.isoformat(),
            names.categories.links.get(slip.category),
            self._score(slip.score),
            slip.quip,
            outlet,
            one.draft,
        )
        tags = map(names.tags.links.get, slip.tags)
        different = {tag.url: tag for tag in tags if tag}
        kept = tuple(different.values())
        filed = names.categories.told[slip.category]
        mark = digest(f"{slip.face} {one.path!r} {filed} {outlet!r} {one.draft}")
        tagged = map(names.tags.told.__getitem__, slip.tags)
        named = " ".join((*tagged, "|", *map(names.outlets.told.__getitem__, slip.outlets)))
        return Dress(card, mark, kept, outlets, named)


def _groups(
    shown: Sequence[Shown],
    filed: Iterable[Sequence[str]],
    kind: _Kind,
    path: Callable[[str], str],
) -> tuple[Group, ...]:
    """`filed` are the names of each that is `shown`."""
    slugs = kind.slugs
    members: dict[str, list[Shown]] = {slug: [] for slug in slugs.values()}
    for one, names in zip(shown, filed, strict=True):
        if len(names) == 1:  # as every category is
            if names[0] in slugs:
                members[slugs[names[0]]].append(one)
        else:
            for slug in {slugs[name]: None for name in names if name in slugs}:
                members[slug].append(one)
    groups = (Group(slug, kind.texts[slug], path(slug), tuple(m)) for slug, m in members.items())
    return tuple(sorted(groups, key=lambda group: (group.text.casefold(), group.slug)))
