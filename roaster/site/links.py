"""The links of a built site that lead nowhere: to no file of it, or to no place on a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from roaster.site.addresses import FEED_JSON
from roaster.site.built_pages import pages_below

_NAMES = {"a": "href", "area": "href", "link": "href", "img": "src", "source": "src"}
_FREE_FRAGMENTS = ("", "top")  # HTML Living Standard, 7.4.6.4: always the top of the page


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link on a page of the site. `page` is the page's file in the site, `href` as written."""

    page: str
    href: str
    reason: str


@dataclass(slots=True)
class _Page(HTMLParser):
    """The addresses that a page names, and the places on it."""

    links: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag names."""
        values = {name: value for name, value in attrs if value is not None}
        if values.get("id"):
            self.places.add(values["id"])
        target = values.get(_NAMES.get(tag, ""))
        if target is not None and values.get("rel") not in ("canonical", "preconnect"):
            self.links.append(target)


def base_of(public: Path) -> str:
    """The address that a site was built for, as its own feed says; empty where that tells none.

    The feed is there whatever the theme is, and its memory may be gone.
    """
    try:
        told = json.loads((public / FEED_JSON).read_bytes())["home_page_url"]
    except (OSError, ValueError, LookupError, TypeError):
        return ""
    web = isinstance(told, str) and told.startswith(("https://", "http://"))
    return told if web and told.endswith("/") else ""


def dead_links(public: Path, base_url: str) -> Iterator[DeadLink]:
    """Every internal link of the pages in `public`, built for `base_url`, that leads nowhere."""
    pages = dict(pages_below(public, _Page))
    for name, page in pages.items():
        own = urljoin(base_url, name.removesuffix("index.html"))
        for href in dict.fromkeys(page.links):
            reason = _reason(own, href, base_url, public, pages)
            if reason:
                yield DeadLink(name, href, reason)


def _reason(own: str, href: str, base_url: str, public: Path, pages: dict[str, _Page]) -> str:
    """Why a link on the page `own` leads nowhere; empty when it does not, or to another site."""
    base = urlsplit(base_url)
    try:
        parts = urlsplit(urljoin(own, href))
    except ValueError:  # `http://[`
        return "no browser takes it for an address"
    if (parts.scheme, parts.netloc) != (base.scheme, base.netloc):
        return ""
    if not parts.path.startswith(base.path):
        return f"it leaves the site, which lies below {base.path}"
    name = unquote(parts.path[len(base.path) :])
    file = f"{name}index.html" if name.endswith("/") or not name else name
    if not (public / file).is_file():
        return "there is no such page"
    fragment = unquote(parts.fragment.partition(":~:")[0])
    page = pages.get(file)
    if page is None or fragment in _FREE_FRAGMENTS or fragment in page.places:
        return ""
    return f"there is no place #{fragment} on that page"
