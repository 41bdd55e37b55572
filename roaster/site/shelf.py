"""The roasts that are shown, in order, with the cards and names that lists are made of. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from roaster.model.roast import Roast, Source, Status
from roaster.site.addresses import Addresses, category_path, permalink, source_path, tag_path
from roaster.site.editorial import corrections_of
from roaster.site.moments import as_time, made_at
from roaster.site.views import Card, Link
from roaster.site.words import Words, label, plain
from roaster.text.addresses import host_of
from roaster.text.dates import day_in
from roaster.text.digests import digest
from roaster.text.slugs import slug_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A roast that is on the site. `mark` is a hash of the card's values."""

    roast: Roast
    path: str  # site path
    moment: datetime  # aware: when it last changed, as `moment_of` has it
    card: Card
    mark: str
    tags: tuple[Link, ...]
    outlets: tuple[Link | None, ...]  # beside `roast.sources`


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
    roasts: Iterable[Roast],
    addresses: Addresses,
    zone: ZoneInfo,
    now: datetime,
    *,
    drafts: bool,
    words: Words,
) -> Shelf:
    """Sort out what is shown at `now`; with `drafts`, all that is not killed."""
    today = day_in(now, zone)
    found = [
        (roast, moment_of(roast, zone))
        for roast in roasts
        if is_public(roast, now, today) or (drafts and roast.status is not Status.KILLED)
    ]
    # By when each was made: a correction moves nothing.
    found.sort(key=lambda pair: _order(pair[0], zone), reverse=True)
    names = _Names([roast for roast, _ in found], addresses)
    shown = tuple(
        _shown(roast, moment, addresses, names, words, draft=not is_public(roast, now, today))
        for roast, moment in found
    )
    return Shelf(
        shown,
        _groups(shown, names.categories, lambda one: [one.roast.category], category_path),
        _groups(shown, names.tags, lambda one: one.roast.tags, tag_path),
        _groups(shown, names.outlets, lambda one: map(outlet_of, one.roast.sources), source_path),
    )


def _order(roast: Roast, zone: ZoneInfo) -> tuple[date, datetime, str, str]:
    return roast.day, made_at(roast, zone), roast.slug, roast.path


def is_public(roast: Roast, now: datetime, today: date) -> bool:
    """Whether a reader may see it: published, its hour has come, not dated after today."""
    due = roast.publish_at is None or roast.publish_at <= now
    return roast.status is Status.PUBLISHED and due and roast.day <= today


def moment_of(roast: Roast, zone: ZoneInfo) -> datetime:
    """When the roast last changed, from the file alone.

    That is `updated`, else when it was made; or the newest correction, where that is later.
    """
    base = as_time(roast.meta.get("updated"), zone) or made_at(roast, zone)
    return max((base, *(note.at for note in corrections_of(roast, zone))))


def outlet_of(source: Source) -> str:
    """The outlet's name; without one, the host."""
    return source.outlet or host_of(source.url)


class _Kind:
    """One kind of name (categories, tags, outlets): slugs, and the spelling most used of each."""

    def __init__(self, texts: Iterable[str], show: Callable[[str], str]) -> None:
        counts = Counter(text for text in texts if text.strip())
        self.slugs = {text: slug_of(text) for text in counts}
        self.texts: dict[str, str] = {}
        for text, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
            self.texts.setdefault(self.slugs[text], show(text))


class _Names:
    def __init__(self, roasts: Sequence[Roast], addresses: Addresses) -> None:
        self._addresses = addresses
        outlets = (outlet_of(source) for roast in roasts for source in roast.sources)
        self.categories = _Kind((roast.category for roast in roasts), label)
        self.tags = _Kind((tag for roast in roasts for tag in roast.tags), str)
        self.outlets = _Kind(outlets, str)

    def link(self, kind: _Kind, text: str, path: Callable[[str], str]) -> Link | None:
        slug = kind.slugs.get(text)
        return Link(kind.texts[slug], self._addresses.url(path(slug))) if slug else None


def _shown(
    roast: Roast,
    moment: datetime,
    addresses: Addresses,
    names: _Names,
    words: Words,
    *,
    draft: bool,
) -> Shown:
    path = permalink(roast)
    tags = (names.link(names.tags, tag, tag_path) for tag in roast.tags)
    outlets = tuple(
        names.link(names.outlets, outlet_of(source), source_path) for source in roast.sources
    )
    card = Card(
        title=roast.title,
        url=addresses.url(path),
        day=words.day(roast.day),
        iso=roast.day.isoformat(),
        category=names.link(names.categories, roast.category, category_path),
        score=words.score(roast.score),
        quip=plain(roast.quip),
        outlet=outlets[0].text if outlets and outlets[0] else "",
        draft=draft,
    )
    different = {tag.url: tag for tag in tags if tag}
    return Shown(roast, path, moment, card, digest(repr(card)), tuple(different.values()), outlets)


def _groups(
    shown: Sequence[Shown],
    kind: _Kind,
    names_of: Callable[[Shown], Iterable[str]],
    path: Callable[[str], str],
) -> tuple[Group, ...]:
    members: dict[str, list[Shown]] = {}
    for one in shown:
        for slug in _slugs(names_of(one), kind.slugs):
            members.setdefault(slug, []).append(one)
    groups = (Group(slug, kind.texts[slug], path(slug), tuple(m)) for slug, m in members.items())
    return tuple(sorted(groups, key=lambda group: (group.text.casefold(), group.slug)))


def _slugs(names: Iterable[str], slugs: Mapping[str, str]) -> Iterable[str]:
    return dict.fromkeys(slugs[name] for name in names if name in slugs)
