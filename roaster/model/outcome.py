"""What became of each feed and each item of a run: exactly one outcome with a reason in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FeedOutcome(StrEnum):
    """How the asking of one feed ended."""

    FETCHED = "fetched"
    UNCHANGED = "unchanged"  # 304, or the same bytes as last time
    NOT_DUE = "not-due"  # its own wish, or the back-off of an earlier run, still holds
    EMPTY = "empty"  # answered and well-formed, without any item
    GONE = "gone"  # 410: never asked again until its address in the config changes
    FAILED = "failed"


class ItemOutcome(StrEnum):
    """How one item of a feed ended."""

    NEW = "new"  # part of an event that may be roasted
    KNOWN = "known"  # its address stands in the sources of a roast
    CONTINUING = "continuing"  # another article of an event that is already told
    UPDATED = "updated"  # a known id with a new title or address
    TOO_OLD = "too-old"
    FILTERED = "filtered"
    DUPLICATE = "duplicate"  # the same item again, or the same text under another address
    THIN = "thin"
    WALLED = "walled"  # paywall, consent or cookie wall, script-only page
    REFUSED = "refused"  # an address or robots.txt that we do not go to
    FAILED = "failed"
    NEVER_ROAST = "never-roast"
    OVER_LIMIT = "over-limit"


@dataclass(frozen=True, slots=True)
class FeedReport:
    """What became of one feed in this run. `items` counts all, `new` the ones not seen before.

    `found` is where the feed really is, when `url` is the address of a site or page.
    """

    url: str
    outcome: FeedOutcome
    items: int = 0
    new: int = 0
    reason: str = ""
    remedy: str = ""
    outlet: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class ItemReport:
    """What became of one item in this run."""

    feed: str
    id: str
    url: str
    title: str
    published: datetime | None
    outcome: ItemOutcome
    reason: str = ""
