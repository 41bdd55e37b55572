"""The feeds that a web page names, best first, and the usual places where sites keep one. Pure.

`<link rel="alternate">` is feed autodiscovery as the RSS Advisory Board and RFC 4287's authors
wrote it down; links of a page's text come second. Feeds of comments come last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from roaster.text.addresses import absolute, address_key, host_of
from roaster.text.clean import clean_line, cut

MAX_LINKS = 10  # feeds named by one page that are worth a look
_REACH = 2_000_000  # characters; some pages have half a million of script before their links
_MAX_TAGS = 20_000
_MAX_TAG = 4000  # characters

_TAG = re.compile(
    r"<(link|a|base)(?=[\s/])((?:[^<>\"']++|\"[^\"]{0,2000}+\"|'[^']{0,2000}+')*+)>", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>]++))")
_RAW = re.compile(r"<(script|style|template|textarea|title)(?=[\s/>])", re.IGNORECASE)
_RAW_ENDS = {
    name: re.compile(f"</{name}", re.IGNORECASE)
    for name in ("script", "style", "template", "textarea", "title")
}
_PAGE = re.compile(rb"<!doctype html|<html|<head|<body", re.IGNORECASE)
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml",
               "application/feed+json", "application/x-rss+xml")  # fmt: skip
# Types of many other things too: WordPress names a page's own data as application/json.
_LOOSE_TYPES = ("application/json", "application/xml", "text/xml")
_FEED_PATH = re.compile(
    r"(?:^|[/._-])(?:feeds?|rss2?|atom|rdf)(?:[/._-]|$)|\.(?:rss|atom|rdf|xml)$",
    re.IGNORECASE,
)
_NO_FEED = re.compile(r"/wp-json(?:/|$)|/dialog/feed$")  # WordPress's data, Facebook's share button
_FEED_QUERY = re.compile(r"(?:^|&)(?:feed=(?:rss2?|atom|rdf|json)|format=(?:rss|atom))(?:&|$)")
_COMMENTS = re.compile(r"comment|kommentar|commentaire|comentario", re.IGNORECASE)

# What content management systems and site generators write, the commonest first.
_USUAL = (
    "/feed", "/feed.xml", "/rss.xml", "/rss", "/atom.xml", "/index.xml", "/feed.json",
    "/?feed=rss2",
)  # fmt: skip
_USUAL_BELOW = ("feed", "feed.xml", "rss.xml", "index.xml")  # of a blog in a folder


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names; `comments`: it seems to be one of readers' comments."""

    url: str
    title: str = ""
    comments: bool = False


def feed_links(page: str, url: str) -> tuple[FeedLink, ...]:
    """The feeds that the page at `url` names, best first, at most `MAX_LINKS`.

    Those it declares as such, then those that its text links to; comment feeds behind the others.
    """
    base = ""
    declared: list[dict[str, str]] = []
    loose: list[dict[str, str]] = []
    linked: list[dict[str, str]] = []
    for name, values in _tags(page[:_REACH]):
        if name == "base":
            base = base or absolute(url, values.get("href", ""))  # the first one counts
        elif name == "link" and _is_alternate(values):
            (declared if _type(values) in _FEED_TYPES else loose).append(values)
        elif name == "a" and values.get("href"):
            linked.append(values)
    base = base or url
    links = [_link(values, base) for values in declared]
    links += [link for values in loose if looks_like_feed((link := _link(values, base)).url)]
    links += _own_first((link for values in linked if _is_feed(link := _link(values, base))), url)
    usable = {address_key(link.url): link for link in reversed(links) if link.url}
    distinct = [link for link in links if usable.get(address_key(link.url)) is link]
    return tuple(sorted(distinct, key=lambda link: link.comments)[:MAX_LINKS])


def is_web_page(body: bytes, content_type: str) -> bool:
    """Whether an answer that is no feed is a page that may name one."""
    return "html" in content_type.lower() or bool(_PAGE.search(body[:2000]))


def usual_places(url: str) -> tuple[str, ...]:
    """Where the site of a page may keep its feed; below the page's own folder first."""
    path = urlsplit(url).path
    below = [urljoin(url, f"{path.rstrip('/')}/{place}") for place in _USUAL_BELOW]
    root = [urljoin(url, place) for place in _USUAL]
    return tuple(dict.fromkeys((*below, *root) if path.strip("/") else root))


def _tags(page: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each link, anchor and base with its attributes, but for those in comments and scripts."""
    at, left = 0, _MAX_TAGS
    while left and (at := page.find("<", at)) >= 0:
        if page.startswith("<!--", at):
            at = page.find("-->", at + 4)
        elif raw := _RAW.match(page, at):
            end = _RAW_ENDS[raw.group(1).lower()].search(page, raw.end())
            at = end.end() if end else -1
        elif tag := _TAG.match(page, at):
            at, left = tag.end(), left - 1
            if len(tag.group()) <= _MAX_TAG:
                yield tag.group(1).lower(), _attributes(tag.group(2))
        else:
            at += 1
        if at < 0:
            return


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        name, *values = match.groups()
        found.setdefault(name.lower(), unescape(next(v for v in values if v is not None)))
    return found


def _type(values: dict[str, str]) -> str:
    return values.get("type", "").partition(";")[0].strip().lower()


def _is_alternate(values: dict[str, str]) -> bool:
    relations = values.get("rel", "").lower().split()
    kinds = (*_FEED_TYPES, *_LOOSE_TYPES)
    return ("alternate" in relations or "feed" in relations) and _type(values) in kinds


def _link(values: dict[str, str], base: str) -> FeedLink:
    url = absolute(base, values.get("href", ""))
    title = cut(clean_line(values.get("title", "")), 200)
    path = urlsplit(url).path if url else ""
    return FeedLink(url, title, bool(_COMMENTS.search(title) or _COMMENTS.search(path)))


def _is_feed(link: FeedLink) -> bool:
    return bool(link.url) and looks_like_feed(link.url)


def looks_like_feed(url: str) -> bool:
    """Whether an address is written as feeds' are."""
    parts = urlsplit(url)
    feed = _FEED_PATH.search(parts.path) or _FEED_QUERY.search(parts.query)
    return bool(feed) and not _NO_FEED.search(parts.path)


def _own_first(links: Iterable[FeedLink], url: str) -> list[FeedLink]:
    """Links to the page's own host before those to others."""
    return sorted(links, key=lambda link: host_of(link.url) != host_of(url))
