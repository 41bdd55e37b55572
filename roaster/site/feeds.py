"""Atom (RFC 4287) and JSON Feed 1.1: full text, absolute links, stable ids. Pure."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from markupsafe import Markup

from roaster.site import addresses as at
from roaster.site.editorial import is_straight
from roaster.site.frame import Frame
from roaster.site.receipts import in_words
from roaster.site.roast_page import correction_views, source_views
from roaster.site.shelf import Shelf, Shown
from roaster.text.dates import day_in, iso_utc

if TYPE_CHECKING:
    from roaster.site.markdown import Prose

FEED_LENGTH = 30
HIGH_TENTHS = 70  # what the feed of high scores begins with
CORRECTED_LENGTH = 10  # further ones that were corrected or went on after the last of those
_NEVER = "1970-01-01T00:00:00Z"  # RFC 4287 wants a date of an empty feed too
_ATOM = "http://www.w3.org/2005/Atom"
# XML 1.0, production 2: no other characters, not even as references.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What stands neither in `iunreserved` nor in `reserved` of RFC 3987, 2.2, and is no `%`.
_NOT_IRI = re.compile(
    "[^!#-;=?-Z\\[\\]_a-z~\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U000dffff]"
)
_HEX_ID = re.compile(r"[0-9a-f]{32}")
_ADDRESS = re.compile(r'\b(href|src|cite)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """A feed: its site path and that of its list, its title, its entries, their ids by path.

    `texts` are full texts by path that have been made for one of the plan's feeds.
    """

    path: str
    page: str
    title: str
    members: Sequence[Shown]
    ids: Mapping[str, str]
    texts: dict[str, str]


def feed_members(public: Sequence[Shown], zone: ZoneInfo) -> tuple[Shown, ...]:
    """What a feed holds of `public`, newest first: the newest, and older ones that changed since.

    A correction of an old roast so reaches those who read it.
    """
    newest, rest = tuple(public[:FEED_LENGTH]), public[FEED_LENGTH:]
    if not rest:
        return newest
    changed = [one for one in rest if one.is_late and day_in(one.moment, zone) > newest[-1].day]
    changed.sort(key=lambda one: (one.moment, one.path), reverse=True)
    return (*newest, *changed[:CORRECTED_LENGTH])


def feed_plans(
    shelf: Shelf, frame: Frame, wanted: Callable[[str], bool] | None = None
) -> Iterator[FeedPlan]:
    """Every feed of the site, Atom and JSON Feed: all roasts, high scores, each category.

    A category with nothing public in it has none; the others may be empty. `wanted` is asked for
    each category by its site path.
    """
    public = [one for one in shelf.shown if not one.draft]
    holders = Counter([one.born for one in shelf.shown])
    title, words = frame.site.title, frame.words
    texts: dict[str, str] = {}

    def both(page: str, name: str, among: Sequence[Shown]) -> Iterator[FeedPlan]:
        members = feed_members(among, frame.config.site.zone)
        ids = {one.path: entry_id(one, frame, holders[one.born]) for one in members}
        for file in (at.FEED_ATOM, at.FEED_JSON):
            yield FeedPlan(f"{page}{file}", page, name, members, ids, texts)

    yield from both("", title, public)
    high = words("feed_of", site=title, name=words("high_scores"))
    yield from both(at.SCORES, high, [one for one in public if is_high(one)])
    for group in shelf.categories:
        if wanted and not wanted(group.path):
            continue
        here = [one for one in group.members if not one.draft]
        if here:
            yield from both(group.path, words("feed_of", site=title, name=group.text), here)


def is_high(one: Shown) -> bool:
    """Whether a roast belongs into the feed of high scores."""
    return one.tenths is not None and one.tenths >= HIGH_TENTHS


def atom_feed(plan: FeedPlan, frame: Frame, prose: Prose) -> bytes:
    """The Atom document."""
    site, addresses, members = frame.site, frame.addresses, plan.members
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": site.language})
    _add(feed, "title", plan.title)
    if site.tagline:
        _add(feed, "subtitle", site.tagline)
    _add(feed, "id", addresses.absolute(plan.path))
    _add(feed, "updated", iso_utc(max(one.moment for one in members)) if members else _NEVER)
    _link(feed, "self", addresses.absolute(plan.path), "application/atom+xml")
    _link(feed, "alternate", addresses.absolute(plan.page), "text/html")
    if hub := frame.config.site.websub:
        ET.SubElement(feed, "link", {"rel": "hub", "href": _iri(hub)})
    _add(_add(feed, "author"), "name", site.author or site.persona.name)
    for one in members:
        _entry(_add(feed, "entry"), one, plan, frame, prose)
    return _document(feed)


def _entry(entry: ET.Element, one: Shown, feed: FeedPlan, frame: Frame, prose: Prose) -> None:
    _add(entry, "title", one.card.title)
    _add(entry, "id", feed.ids[one.path])
    _add(entry, "updated", iso_utc(one.moment))
    _add(entry, "published", f"{one.card.iso}T00:00:00Z")
    _link(entry, "alternate", frame.addresses.absolute(one.path), "text/html")
    for source in source_views(one, frame)[:1]:
        if source.url:
            _link(entry, "via", source.url, "text/html")
    for link in (*((one.card.category,) if one.card.category else ()), *one.tags):
        ET.SubElement(entry, "category", {"term": _xml(link.text)})
    if one.card.quip:
        _add(entry, "summary", one.card.quip)
    _add(entry, "content", _text_in(feed, one, frame, prose)).set("type", "html")


def json_feed(feed: FeedPlan, frame: Frame, prose: Prose) -> bytes:
    """The JSON Feed 1.1."""
    site, addresses = frame.site, frame.addresses
    document: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": site.description,
        "home_page_url": addresses.absolute(feed.page),
        "feed_url": addresses.absolute(feed.path),
        "language": site.language,
        "authors": [{"name": site.author or site.persona.name}],
    }
    if hub := frame.config.site.websub:
        document["hubs"] = [{"type": "WebSub", "url": hub}]
    document["items"] = [_item(one, feed, frame, prose) for one in feed.members]
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return f"{text}\n".encode("utf-8", "replace")


def _item(one: Shown, feed: FeedPlan, frame: Frame, prose: Prose) -> dict[str, object]:
    item: dict[str, object] = {
        "id": feed.ids[one.path],
        "url": frame.addresses.absolute(one.path),
        "title": one.card.title,
        "content_html": _text_in(feed, one, frame, prose),
        "summary": one.card.quip,
        "date_published": f"{one.card.iso}T00:00:00Z",
        "date_modified": iso_utc(one.moment),
        "tags": [link.text for link in (one.card.category, *one.tags) if link],
    }
    first = next((source.url for source in source_views(one, frame) if source.url), "")
    if first:
        item["external_url"] = _iri(first)
    # An item needs one of `content_html` and `content_text`, be it empty.
    return {
        key: value for key, value in item.items() if value not in ("", []) or key == "content_html"
    }


def entry_id(one: Shown, frame: Frame, holders: int) -> str:
    """What makes a reader know an entry again under a new title.

    The id it was born with; a file without one, or with one that a copy has too (it has more than
    one of `holders`), gets a tag URI (RFC 4151) of its permalink.
    """
    born = one.slip.id if holders == 1 else ""
    if _HEX_ID.fullmatch(born):
        parts = born[:8], born[8:12], born[12:16], born[16:20], born[20:]
        return f"urn:uuid:{'-'.join(parts)}"
    name = quote(born, safe="", errors="replace") if born else frame.addresses.url(one.path)
    return f"tag:{frame.addresses.host},{one.card.iso}:{name}"


def _text_in(feed: FeedPlan, one: Shown, frame: Frame, prose: Prose) -> str:
    if one.path not in feed.texts:
        feed.texts[one.path] = full_text(one, frame, prose)
    return feed.texts[one.path]


def full_text(one: Shown, frame: Frame, prose: Prose) -> str:
    """The roast as a feed's HTML: nothing that needs a stylesheet, every link absolute."""
    body, site = prose.body(one.roast), frame.site
    parts = [Markup("<p><strong>{}</strong></p>").format(body.quip) if body.quip else ""]
    straight = is_straight(one.roast)
    if straight:
        parts.append(Markup("<p>{}</p>").format(frame.words("no_joke")))
    if one.card.score and not straight:
        score = one.card.score
        said = frame.words("feed_score", score=score.text, verdict=score.verdict)
        parts.append(Markup("<p>{}</p>").format(said))
    parts.append(body.preamble)
    for section in body.sections:
        heading = Markup('<h2 id="{}">{}</h2>').format(section.id, section.heading)
        signed = Markup("<p>{}</p>").format(site.persona.sign_off)
        told = in_words(section.html, frame.words)
        parts += [heading, told, signed if section.key == "take" else ""]
    parts.append(_source_list(one, frame))
    parts.append(_corrections(one, frame))
    text = "\n".join(str(part) for part in parts if part)
    return _absolute_links(text, frame.addresses.absolute(one.path))


def _source_list(one: Shown, frame: Frame) -> Markup:
    items = [
        Markup('<li><a href="{}">{}</a> ({})</li>').format(
            source.url, source.title or source.url, source.outlet
        )
        for source in source_views(one, frame)
        if source.url
    ]
    heading = frame.words("sources")
    shown = Markup("<h2>{}</h2>\n<ol>{}</ol>").format(heading, Markup().join(items))
    return shown if items else Markup()


def _corrections(one: Shown, frame: Frame) -> Markup:
    items = [
        Markup('<li><time datetime="{}">{}</time>: {}</li>').format(note.iso, note.day, note.text)
        for note in correction_views(one, frame)
    ]
    if not items:
        return Markup()
    return Markup("<h2>{}</h2>\n<ul>{}</ul>").format(
        frame.words("corrections"), Markup().join(items)
    )


def _absolute_links(html: str, page: str) -> str:
    def absolute(match: re.Match[str]) -> str:
        try:
            address = urljoin(page, unescape(match[2]))
        except ValueError:  # `//[`: no browser follows it either
            address = page
        return f'{match[1]}="{escape(address)}"'

    return _ADDRESS.sub(absolute, html)


def _add(parent: ET.Element, name: str, text: str = "") -> ET.Element:
    child = ET.SubElement(parent, name)
    if text:
        child.text = _xml(text)
    return child


def _link(parent: ET.Element, rel: str, href: str, media_type: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "href": _iri(href), "type": media_type})


def _iri(url: str) -> str:
    """An address that browsers take, as one that RFC 3987 does: `{`, spaces and such as `%7B`."""
    return _NOT_IRI.sub(lambda match: quote(match[0], errors="replace"), url)


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)


def _document(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
