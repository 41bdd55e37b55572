"""XML from outside made safe and whole for the parser: no DTD, no entities, within bounds. Pure.

A document type is taken out, so nothing can expand or be fetched. Character references of HTML are
resolved, stray ampersands escaped and characters that XML forbids dropped, for feeds are full of
all three and each would stop a strict parser. What is cut off, or longer than a feed needs to be,
ends after its last whole item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from html.entities import html5

from roaster.feeds.draft import NotAFeed

MAX_ITEMS = 5000  # the longest real feed measured has 730
MAX_TAGS = 250_000  # some three seconds of parsing; 5,000 items of 50 elements
MAX_ATTRIBUTES = 500  # on one tag; the parser's time grows with their square

_ROOTS = {"rss": "rss", "feed": "feed", "rdf": "rdf", "channel": "rss"}
_PAGES = ("html", "head", "body")
_BEGINNING = re.compile(r"<\?xml\s|<(?:rss|rdf:RDF|feed)[\s>]")
_JUNK = 20_000  # characters of a server's warnings before a feed
_PROLOGUE = re.compile(
    r"\s+|<\?.*?\?>|<!--.*?-->"
    r"|<!DOCTYPE[^\[<>]*(?:\[(?:[^\]\"']|\"[^\"]*\"|'[^']*')*\]\s*)?>",
    re.DOTALL | re.IGNORECASE,
)
_ROOT = re.compile(r"<((?:[A-Za-z_][\w.-]*:)?)([A-Za-z_][\w.-]*)(?=[\s/>])")
_ITEM_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>|<(?:item|entry)\s*/>")
_ITEM_START = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)(?=[\s/>])")
_DECLARATION = re.compile(r"<!(?!--)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_REFERENCE = re.compile(r"&(?:#(?:\d{1,7}|[xX][0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{0,31});)?")
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
_ATTRIBUTE = r"\s++[^\s<>=\"']++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+')"
_CROWDED = re.compile(rf"<[A-Za-z_][^\s<>]*+(?:{_ATTRIBUTE}){{{MAX_ATTRIBUTES}}}")
_CDATA, _CDATA_END = "<![CDATA[", "]]>"


@dataclass(frozen=True, slots=True)
class Markup:
    """Well-behaved XML with its root's local name in lower case, and what was odd."""

    text: str
    root: str
    notes: tuple[str, ...] = ()


def tidy(text: str) -> Markup | NotAFeed:
    """The markup of a feed, ready for the parser; or why it is none."""
    start, own_entities = _after_prologue(text)
    match = _ROOT.match(text, start)
    if match and match.group(2).lower() not in (*_ROOTS, *_PAGES) and (at := _behind_junk(text)):
        start, own_entities = _after_prologue(text[at:])
        start += at
        match = _ROOT.match(text, start)
    kind = _ROOTS.get(match.group(2).lower(), "") if match else ""
    if not match or not kind:
        return NotAFeed(_no_feed(match.group(2) if match else ""))
    whole = _whole(text[start:], "".join(match.groups()), kind)
    if isinstance(whole, NotAFeed):
        return whole
    if is_crowded(whole.text):
        return NotAFeed(f"a tag with more than {MAX_ATTRIBUTES} attributes")
    tags = sum(part.count("<") for raw, part in _parts(whole.text) if not raw)
    if tags > 2 * MAX_TAGS:
        return NotAFeed(f"more than {MAX_TAGS:,} elements", "ask for a shorter feed")
    notes = ("its own entities were not expanded",) if own_entities else ()
    return Markup(repaired(whole.text), kind, (*notes, *whole.notes))


def _after_prologue(text: str) -> tuple[int, bool]:
    """Where the root begins, and whether a document type before it declares entities."""
    position = max(text.find("<"), 0)  # servers put error messages and blank lines before it
    own_entities = False
    while match := _PROLOGUE.match(text, position):
        own_entities = own_entities or "<!ENTITY" in match.group()
        position = match.end()
    return position, own_entities


def _behind_junk(text: str) -> int:
    """Where the feed begins behind a server's warnings; 0 where none does."""
    found = _BEGINNING.search(text, 0, _JUNK)
    return found.start() if found else 0


def _no_feed(root: str) -> str:
    if not root:
        return "not a feed: neither XML nor JSON"
    return "HTML instead of a feed" if root.lower() in _PAGES else (
        f"XML, but not a feed: its first element is <{root[:40]}>"
    )  # fmt: skip


def _whole(text: str, root: str, kind: str) -> Markup | NotAFeed:
    """The text, ended after its last whole item where it is cut off or too long."""
    last, count = 0, 0
    for match in _ITEM_END.finditer(text):
        last, count = match.end(), count + 1
        if count == MAX_ITEMS:
            break
    if count == MAX_ITEMS and _ITEM_START.search(text, last):
        note = f"more than {MAX_ITEMS:,} items: the first {MAX_ITEMS:,} are read"
        return Markup(_ended(text[:last], root, kind), kind, (note,))
    if f"</{root}" in text[last:] or re.match(rf"<{re.escape(root)}(?:\s[^<>]*)?/>", text):
        return Markup(text, kind)
    if not count:
        return NotAFeed("cut off before the end of its first item")
    note = f"cut off in the middle: {count} whole item{'s' if count > 1 else ''} before that"
    return Markup(_ended(text[:last], root, kind), kind, (note,))


def _ended(text: str, root: str, kind: str) -> str:
    inside = kind == "rss" and "<channel" in text and not root.endswith("channel")
    return f"{text}{'</channel>' if inside else ''}</{root}>"


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """The text in pieces, each with whether it is a CDATA section."""
    position = 0
    while (start := text.find(_CDATA, position)) >= 0:
        end = text.find(_CDATA_END, start)
        if end < 0:
            break
        yield False, text[position:start]
        position = end + len(_CDATA_END)
        yield True, text[start:position]
    yield False, text[position:]


def is_crowded(text: str) -> bool:
    """Whether a tag has so many attributes that a parser would take long."""
    return bool(_CROWDED.search(text))


def repaired(text: str) -> str:
    """The text without what XML forbids: HTML's references resolved, stray ampersands escaped."""
    text = _FORBIDDEN.sub("", text)
    return "".join(part if raw else _clean_part(part) for raw, part in _parts(text))


def _clean_part(part: str) -> str:
    return _REFERENCE.sub(_reference, _DECLARATION.sub("&lt;!", part))


def _reference(match: re.Match[str]) -> str:
    """A reference that every XML parser knows, or the character itself."""
    whole, name = match.group(), match.group(1)
    if name in _OF_XML:
        return whole
    if whole == "&" or (name and f"{name};" not in html5):
        return f"&amp;{whole[1:]}"
    character = html5[f"{name};"] if name else unescape(whole)
    if character in "<>&\"'":
        return f"&#{ord(character)};" if character else ""
    return _FORBIDDEN.sub("", character)
