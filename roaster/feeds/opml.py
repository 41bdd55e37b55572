"""OPML, in which feed readers exchange their lists: read with mistrust, and written. Pure.

Read with lxml, for a list may come from anybody: no document type, no entities, no network, and
bounds on size, depth and attributes. What OPML has no word for stands in attributes of roaster's
own namespace (OPML 2.0, “Extending OPML”), so that an exported list can be imported with nothing
lost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pydantic import ValidationError

from roaster.config.schema import FeedSettings
from roaster.config.variables import variables_in
from roaster.errors import UsageError
from roaster.feeds.decoding import decode_feed
from roaster.feeds.markup import is_crowded, repaired
from roaster.model.news import Feed
from roaster.text.clean import clean_line, cut

MAX_BYTES = 5_000_000  # ten thousand subscriptions take two million
MAX_FEEDS = 5000
_MAX_TAGS = 100_000
_MAX_NAME = 100  # characters of an outlet or a category

_OWN = "urn:roaster:feeds"
_DECLARATION = re.compile(r"<\?xml[^<>]{0,500}\?>")
_FORBIDDEN = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_FEED_SCHEME = re.compile(r"feed:(?://(?!/)|(?=https?:))", re.IGNORECASE)
_EXPORT = "export the list anew from the feed reader, as OPML"


@dataclass(frozen=True, slots=True)
class Skipped:
    """An outline that is no feed for roaster, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class FeedList:
    """The feeds of a list in its order, and what was skipped."""

    feeds: tuple[Feed, ...]
    skipped: tuple[Skipped, ...] = ()


def read_opml(data: bytes, where: str) -> FeedList:
    """The feeds in an OPML file; a folder's name is the category of what is in it.

    Raises UsageError with a remedy for what is not OPML, or is made to do harm.
    """
    found: list[Feed] = []
    skipped: list[Skipped] = []
    for outline, folder in _outlines(_root(data, where)):
        read = _feed(outline, folder)
        if isinstance(read, Feed):
            found.append(read)
        elif read is not None:
            skipped.append(read)
        if len(found) > MAX_FEEDS:
            raise UsageError(f"more than {MAX_FEEDS} feeds", where=where, remedy="split the list")
    return FeedList(tuple(found), tuple(skipped))


def _root(data: bytes, where: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(_sound(data, where).encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        line, _ = error.position
        message = f"not sound XML: {cut(clean_line(error.msg or ''), 200)}"
        raise UsageError(message, where=f"{where}:{line}", remedy=_EXPORT) from error
    name = cut(etree.QName(root).localname, 40)
    if name.lower() != "opml":
        remedy = "`roaster feeds add ADDRESS` takes a feed or a site; " + _EXPORT
        raise UsageError(f"not OPML: it begins with <{name}>", where=where, remedy=remedy)
    return root


def _sound(data: bytes, where: str) -> str:
    """The text as the parser may have it."""
    if len(data) > MAX_BYTES:
        message = f"larger than {MAX_BYTES:,} bytes"
        raise UsageError(message, where=where, remedy="split the list")
    text = decode_feed(data).text.strip("\ufeff\x00 \t\r\n")
    if not text.startswith("<"):
        raise UsageError("not OPML: no XML at all", where=where, remedy=_EXPORT)
    if match := _FORBIDDEN.search(text):
        message = f"it declares a {match.group(1).upper()}, which OPML has no use for"
        remedy = "take that declaration out if you trust the file"
        raise UsageError(message, where=where, remedy=remedy)
    if text.count("<") > _MAX_TAGS or is_crowded(text):
        raise UsageError("too many elements or attributes", where=where, remedy="split the list")
    return repaired(_DECLARATION.sub("", text, count=1))


def _outlines(root: Any) -> Iterator[tuple[Mapping[str, str], str]]:
    """Each outline's attributes, with the name of the nearest folder around it."""
    from lxml import etree

    folders = [""]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if etree.QName(element).localname.lower() != "outline":
            continue
        if event == "end":
            folders.pop()
            continue
        values = _attributes(element)
        is_folder = not (values.get("xmlurl") or values.get("htmlurl"))
        folders.append(_name(values) or folders[-1] if is_folder else folders[-1])
        if not is_folder:
            yield values, folders[-1]


def _attributes(element: Any) -> dict[str, str]:
    """Values by name in lower case; roaster's own begin with `roaster:`."""
    own = f"{{{_OWN}}}"
    return {
        f"roaster:{key.removeprefix(own)}" if key.startswith(own) else key.lower(): value.strip()
        for key, value in element.attrib.items()
    }


def _name(values: Mapping[str, str]) -> str:
    name = values.get("title") or values.get("text") or ""
    return cut(clean_line(name), _MAX_NAME)


def _feed(values: Mapping[str, str], folder: str) -> Feed | Skipped | None:
    url = _FEED_SCHEME.sub(_web, values.get("xmlurl") or values.get("htmlurl") or "")
    name = _name(values) or url
    try:
        settings = {"url": url, **_settings(values, folder, url)}
        feed = FeedSettings.model_validate(settings).to_feed()
    except ValidationError as error:
        first = error.errors()[0]
        reason = str(first["msg"]).removeprefix("Value error, ")
        return Skipped(name, f"{'.'.join(map(str, first['loc']))}: {reason}")
    except ValueError:
        return Skipped(name, "its roaster attributes cannot be read")
    said = (feed.url, feed.outlet, feed.category, feed.language, *feed.include, *feed.exclude)
    if any(map(variables_in, said)):
        return Skipped(name, "it names a variable of the environment")
    return feed


def _web(match: re.Match[str]) -> str:
    return "http://" if match.group().endswith("//") else ""


def _settings(values: Mapping[str, str], folder: str, url: str) -> dict[str, Any]:
    """What the list says of a feed. Raises ValueError for broken attributes of roaster's own."""
    if "roaster:outlet" not in values:
        name = _name(values)
        said = {"outlet": "" if name == url else name, "category": folder.lower()}
        return said | ({"category": _category(values)} if not folder else {})
    own = {key.removeprefix("roaster:"): value for key, value in values.items()}
    lists = {key: json.loads(own[key]) for key in ("include", "exclude") if key in own}
    plain = ("outlet", "category", "weight", "language", "full_text")
    return {key: own[key] for key in plain if key in own} | lists


def _category(values: Mapping[str, str]) -> str:
    """The last part of the first category: OPML 2.0 writes `/Boston/Weather,/Travel`."""
    first = values.get("category", "").partition(",")[0]
    return cut(clean_line(first.rstrip("/").rpartition("/")[2]), _MAX_NAME).lower()


def write_opml(title: str, feeds: Sequence[Feed]) -> str:
    """The feeds as OPML 2.0, neighbours of one category in a folder of its name."""
    from lxml import etree

    root = etree.Element("opml", {"version": "2.0"}, nsmap={"roaster": _OWN})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = clean_line(title)
    body = etree.SubElement(root, "body")
    for category, group in groupby(feeds, key=lambda feed: feed.category):
        folder = body
        if category:
            folder = etree.SubElement(body, "outline", {"text": clean_line(category)})
        for feed in group:
            etree.SubElement(folder, "outline", _written(feed))
    etree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + str(
        etree.tostring(root, encoding="unicode")
    )


def _written(feed: Feed) -> dict[str, str]:
    name = clean_line(feed.outlet) or feed.url
    values = {"type": "rss", "text": name, "title": name, "xmlUrl": feed.url}
    if feed.category:
        values["category"] = clean_line(feed.category).replace("/", " ").replace(",", " ")
    if feed.language:
        values["language"] = clean_line(feed.language)
    own = {"outlet": clean_line(feed.outlet), "category": clean_line(feed.category)}
    said = FeedSettings.model_validate({"url": feed.url} | _differing(feed))
    for key, value in said.model_dump(exclude_defaults=True).items():
        if key not in ("url", *own):
            own[key] = json.dumps(value) if isinstance(value, tuple) else clean_line(str(value))
    return values | {f"{{{_OWN}}}{key}": value for key, value in own.items()}


def _differing(feed: Feed) -> dict[str, Any]:
    return {
        "weight": feed.weight,
        "language": feed.language,
        "include": feed.include,
        "exclude": feed.exclude,
        "full_text": feed.full_text,
    }
