"""What a person ruled about which articles are one event; it beats every measurement."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merge:
    """Articles that are one event.

    `keys` are `roaster.text.addresses.address_key` of each. With a `slug` they continue that told
    story, and one article is enough.
    """

    keys: frozenset[str]
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """Articles no two of which are in one event.

    One key alone, without a slug, is in an event with no other article. With a `slug` none of the
    articles continues that told story.
    """

    keys: frozenset[str]
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Rulings:
    """All rulings of a site. Where two contradict each other, the split holds.

    An event with an article of `ignore` (address keys) is never roasted.
    """

    merge: tuple[Merge, ...] = ()
    split: tuple[Split, ...] = ()
    ignore: frozenset[str] = frozenset()
