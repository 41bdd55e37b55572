"""Every address of the site, from one place: `base_url` with or without a sub-path. Pure.

A site path has no leading slash: `` is the front page, `2026/04/` a month, `feed.xml` a file.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Protocol
from urllib.parse import quote, urlsplit

from roaster.content.reading import named_day
from roaster.errors import UsageError

SCORES = "scores/"
SEARCH = "search/"
ABOUT = "about/"
DROP = "drop/"
FEEDS = "feeds/"
NOT_FOUND = "404.html"
FEED_ATOM = "feed.xml"
FEED_JSON = "feed.json"
HIGH_ATOM = f"{SCORES}{FEED_ATOM}"
HIGH_JSON = f"{SCORES}{FEED_JSON}"
SITEMAP = "sitemap.xml"
NEWS_SITEMAP = "news.xml"
LLMS = "llms.txt"
ROBOTS = "robots.txt"
ASSETS = "assets/"
DRAFTS_MARK = ".drafts"
"""A file that says that the site shows drafts: `roaster publish` refuses such a site."""

_SAFE_IN_PATH = "/:@!$&'()*+,;=~-._"  # RFC 3986, pchar and the slash
_PLAIN = re.compile(r"[A-Za-z0-9/._~-]*")


class Addresses:
    """Site paths to addresses below one base."""

    def __init__(self, base_url: str) -> None:
        """`base_url` is http(s) and holds the sub-path; a missing last slash is added."""
        parts = urlsplit(base_url)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._root = parts.path.rstrip("/") + "/"

    @property
    def at_host_root(self) -> bool:
        """Whether the site has the host to itself."""
        return self._root == "/"

    @property
    def host(self) -> str:
        """The host without its port."""
        return urlsplit(self._origin).hostname or ""

    def url(self, path: str) -> str:
        """The address from the host's root."""
        plain = _PLAIN.fullmatch(path)  # most are, and quoting is what a plan spends its time on
        return self._root + (path if plain else quote(path, safe=_SAFE_IN_PATH))

    def absolute(self, path: str) -> str:
        """The address with scheme and host."""
        return self._origin + self.url(path)

    def rooted(self, href: str) -> str:
        """A person's `/about/` as the address it means below the sub-path; others as they are."""
        if not href.startswith("/") or href.startswith(("//", "/\\")) or self._is_below(href):
            return href
        return self._root + href[1:]

    def _is_below(self, href: str) -> bool:
        return self.at_host_root or f"{href}/".startswith(self._root)


def file_of(path: str) -> str:
    """Where a site path's file lies in `public/`."""
    return f"{path}index.html" if path.endswith("/") or not path else path


class _Filed(Protocol):
    @property
    def path(self) -> str: ...
    @property
    def slug(self) -> str: ...
    @property
    def day(self) -> date: ...


def permalink(roast: _Filed) -> str:
    """`2026/04/10/slug/`, by the file's name: another `date` in front matter moves no page.

    Raises UsageError when the name makes no address.
    """
    day = named_day(roast.path) or roast.day
    return f"{day_path(day)}{segment(roast.slug, roast.path)}/"


def day_path(day: date) -> str:
    """`2026/04/10/`."""
    return f"{month_path(day)}{day.day:02}/"


def month_path(day: date) -> str:
    """`2026/04/`."""
    return f"{year_path(day)}{day.month:02}/"


def year_path(day: date) -> str:
    """`2026/`."""
    return f"{day.year:04}/"


def category_path(slug: str) -> str:
    """`category/ai/`."""
    return f"category/{slug}/"


def tag_path(slug: str) -> str:
    """`tag/openai/`."""
    return f"tag/{slug}/"


def source_path(slug: str) -> str:
    """`source/the-verge/`."""
    return f"source/{slug}/"


def numbered(path: str, number: int) -> str:
    """A list's page, counted from the oldest: `category/ai/page/3/`."""
    return f"{path}page/{number}/"


def standing_path(slug: str, origin: str) -> str:
    """`about/`. Raises UsageError when the file's name makes no address."""
    return "".join(f"{segment(part, origin)}/" for part in slug.split("/"))


def segment(name: str, origin: str) -> str:
    """One part of a path. Raises UsageError for a name that would lead elsewhere."""
    if name in ("", ".", "..") or any(mark in name for mark in "/\\") or not name.isprintable():
        remedy = "rename the file: letters, digits and hyphens"
        raise UsageError(f"the name {name!r} makes no address", where=origin, remedy=remedy)
    return name
