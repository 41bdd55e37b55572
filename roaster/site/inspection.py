"""What is wrong with a built site, told from its files alone, whatever built them.

Pages: a title and a description each, none of them twice; a text for every image; JSON-LD that is
JSON. Feeds: well-formed, with what their specifications want of each entry. Links stand in `links`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from roaster.site.built_pages import files_below, pages_below

_ATOM = "{http://www.w3.org/2005/Atom}"
_JSON_FEED = "https://jsonfeed.org/version/"
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with one file of the site."""

    path: str
    message: str
    remedy: str = ""


@dataclass(slots=True)
class SitePage(HTMLParser):
    """What a page says of itself, and where it leads."""

    titles: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    hidden: bool = False  # noindex
    bare_images: list[str] = field(default_factory=list)  # without a text
    data: list[str] = field(default_factory=list)  # JSON-LD
    links: list[str] = field(default_factory=list)
    _inside: str = ""
    _svg: int = 0

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag says."""
        values = {name: value or "" for name, value in attrs}
        if tag == "svg":
            self._svg += 1
        elif tag == "title" and not self._svg:
            self._begin("title", self.titles)
        elif tag == "script" and values.get("type") == "application/ld+json":
            self._begin("data", self.data)
        elif tag == "meta":
            self._meta(values)
        elif tag == "img" and "alt" not in values:
            self.bare_images.append(values.get("src", ""))
        elif tag == "a" and "href" in values:
            self.links.append(values["href"])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """As a start tag that opens nothing."""
        if tag != "svg":
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """What begins inside it ends."""
        self._inside = ""
        self._svg -= tag == "svg" and self._svg > 0

    def handle_data(self, data: str) -> None:
        """The text of a title, or of a script."""
        if self._inside:
            texts = self.titles if self._inside == "title" else self.data
            texts[-1] += data

    def _begin(self, kind: str, texts: list[str]) -> None:
        self._inside = kind
        texts.append("")

    def _meta(self, values: dict[str, str]) -> None:
        name = values.get("name", "").lower()
        if name == "description":
            self.descriptions.append(values.get("content", ""))
        elif name == "robots":
            self.hidden = self.hidden or "noindex" in values.get("content", "")


def read_pages(public: Path) -> Iterator[tuple[str, SitePage]]:
    """Every page of a built site by its file, in order."""
    return pages_below(public, SitePage)


class Inspection:
    """Pages looked at one by one; what they have in common is told at the end."""

    def __init__(self) -> None:
        self._titles: dict[str, str] = {}
        self._descriptions: dict[str, str] = {}

    def page(self, path: str, page: SitePage) -> Iterator[Finding]:
        """What is wrong with this page, and what it shares with those before it."""
        yield from self._once(path, "title", page.titles, self._titles, page)
        yield from self._once(path, "description", page.descriptions, self._descriptions, page)
        for src in page.bare_images:
            yield Finding(path, f"the image {src} has no alt", 'write alt="…", or alt="" for show')
        for text in page.data:
            message = _json_ld_fault(text)
            if message:
                yield Finding(path, f"its JSON-LD {message}", "mend the theme's template")

    def _once(
        self, path: str, what: str, texts: list[str], seen: dict[str, str], page: SitePage
    ) -> Iterator[Finding]:
        text = " ".join(texts[0].split()) if texts else ""
        if not text:
            yield Finding(path, f"has no {what}", "mend the theme's template")
        elif len(texts) > 1:
            yield Finding(path, f"has {len(texts)} of {what}", "mend the theme's template")
        elif not page.hidden:
            first = seen.setdefault(text, path)
            if first != path:
                yield Finding(path, f"has the same {what} as {first}: {text}", f"change one {what}")


def _json_ld_fault(text: str) -> str:
    try:
        value = json.loads(text)
    except ValueError as error:
        return f"is not JSON: {error}"
    blocks = value if isinstance(value, list) else [value]
    if not all(isinstance(block, dict) for block in blocks):
        return "holds no objects"
    missing = [key for key in ("@context", "@type") if any(not _has(b, key) for b in blocks)]
    return f"lacks {' and '.join(missing)}" if missing else ""


def _has(block: dict[str, Any], key: str) -> bool:
    return bool(block.get(key)) or (key == "@type" and "@graph" in block)


def feed_findings(public: Path) -> Iterator[Finding]:
    """What is wrong with the XML and JSON files of a site that say they are feeds."""
    for file in files_below(public, "*.xml"):
        path = file.relative_to(public).as_posix()
        try:
            root = ET.fromstring(file.read_bytes())  # noqa: S314 — files of the site's own
        except (ET.ParseError, LookupError, ValueError) as error:  # the latter: its encoding
            yield Finding(path, f"is not well-formed XML: {error}")
            continue
        if root.tag == f"{_ATOM}feed":
            yield from (Finding(path, message) for message in _atom_faults(root))
    for file in files_below(public, "feed*.json"):
        path = file.relative_to(public).as_posix()
        yield from (Finding(path, message) for message in _json_feed_faults(file.read_bytes()))


def _atom_faults(feed: ET.Element) -> Iterator[str]:
    """RFC 4287, 4.1.1 and 4.1.2: what a feed and each of its entries must have."""
    for name in ("id", "title", "updated"):
        if not _text(feed, name):
            yield f"the feed has no {name}"
    entries = feed.findall(f"{_ATOM}entry")
    for number, entry in enumerate(entries, 1):
        missing = [name for name in ("id", "title", "updated") if not _text(entry, name)]
        if missing:
            yield f"entry {number} has no {' and no '.join(missing)}"
    yield from _twice([_text(entry, "id") for entry in entries])


def _text(element: ET.Element, name: str) -> str:
    return (element.findtext(f"{_ATOM}{name}") or "").strip()


def _json_feed_faults(data: bytes) -> Iterator[str]:
    """JSON Feed 1.1: version, title, and an id for each item."""
    try:
        feed = json.loads(data)
    except ValueError as error:
        yield f"is not JSON: {error}"
        return
    if not isinstance(feed, dict) or not str(feed.get("version", "")).startswith(_JSON_FEED):
        yield "is no JSON Feed: `version` does not name one"
        return
    items = feed.get("items")
    if not feed.get("title") or not isinstance(items, list):
        yield "has no title or no items"
        return
    ids = [str(item.get("id", "")) if isinstance(item, dict) else "" for item in items]
    yield from (f"item {number} has no id" for number, id_ in enumerate(ids, 1) if not id_)
    yield from _twice(ids)


def _twice(ids: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for id_ in ids:
        if id_ and id_ in seen:
            yield f"two entries have the id {id_}"
        seen.add(id_)


def outward(links: Iterable[str], origin: str) -> Iterator[str]:
    """The links that lead to other sites, without their fragments."""
    for link in links:
        if link.startswith(_WEB) and not f"{link}/".startswith(origin):
            yield link.partition("#")[0]
