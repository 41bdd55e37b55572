"""Feeds and sitemaps held against their specifications by validators that know nothing of roaster.

Atom by the grammar of RFC 4287's appendix B: libxml2 (lxml, which trafilatura brings anyway) reads
it in the test's own process, where Jing, the other choice, wants Java. What no grammar says (RFC
4287, 4.1.1 to 4.2.7) is checked here. JSON Feed by a JSON Schema written after its text.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator
from lxml import etree

SCHEMAS = Path(__file__).with_name("schemas")
ATOM = "{http://www.w3.org/2005/Atom}"
# RFC 4287, 3.3: RFC 3339 with an upper-case T, and Z where there is no offset.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def faults_of(public: Path) -> list[str]:
    """Everything wrong with the feeds and sitemaps below a built site, each with its file."""
    checks = {"feed.xml": atom_faults, "feed.json": json_feed_faults}
    checks |= dict.fromkeys(("sitemap.xml", "news.xml"), sitemap_faults)
    files = [file for file in sorted(public.rglob("*")) if file.name in checks]
    assert files
    return [f"{file}: {fault}" for file in files for fault in checks[file.name](file.read_bytes())]


@cache
def _atom() -> Any:
    return etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))


@cache
def _sitemap() -> Any:
    return etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))


@cache
def _json_feed() -> Any:
    schema = json.loads((SCHEMAS / "json_feed.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def atom_faults(data: bytes) -> list[str]:
    """What is wrong with an Atom document."""
    document = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    grammar = _atom()
    found = [] if grammar.validate(document) else [str(one) for one in grammar.error_log]
    entries = document.findall(f"{ATOM}entry")
    by_all = document.find(f"{ATOM}author") is not None
    for entry in entries:
        if not by_all and entry.find(f"{ATOM}author") is None:
            found.append("an entry has no author, nor has the feed")
        links = [link.get("rel", "alternate") for link in entry.findall(f"{ATOM}link")]
        if "alternate" not in links and entry.find(f"{ATOM}content") is None:
            found.append("an entry has neither content nor an alternate link")
    for holder in (document, *entries):
        alternates = [
            (link.get("type"), link.get("hreflang"))
            for link in holder.findall(f"{ATOM}link")
            if link.get("rel", "alternate") == "alternate"
        ]
        if len(alternates) != len(set(alternates)):
            found.append("two alternate links of one type and language")
    times = [element.text or "" for element in document.iter(f"{ATOM}updated", f"{ATOM}published")]
    found += [f"{time!r} is no RFC 3339 time" for time in times if not MOMENT.fullmatch(time)]
    addresses = [element.text or "" for element in document.iter(f"{ATOM}id", f"{ATOM}uri")]
    addresses += [link.get("href", "") for link in document.iter(f"{ATOM}link")]
    found += [f"{address!r} is no IRI" for address in addresses if not IRI.fullmatch(address)]
    found += ["an empty title"] * sum(
        not (holder.findtext(f"{ATOM}title") or "").strip() for holder in (document, *entries)
    )
    return found + _twice([entry.findtext(f"{ATOM}id") or "" for entry in entries])


def json_feed_faults(data: bytes) -> list[str]:
    """What is wrong with a JSON Feed."""
    feed = json.loads(data)
    found = [f"{one.json_path}: {one.message}" for one in _json_feed().iter_errors(feed)]
    return found or _twice([item["id"] for item in feed["items"]])


def sitemap_faults(data: bytes) -> list[str]:
    """What is wrong with a sitemap, or a news sitemap."""
    document = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    schema = _sitemap()
    found = [] if schema.validate(document) else [str(one) for one in schema.error_log]
    hosts = {urlsplit(url[0].text or "").netloc for url in document}
    found += ["pages of more than one host"] if len(hosts) > 1 else []
    return found + (["more than 50 MiB"] if len(data) > 50 * 1024 * 1024 else [])


def _twice(ids: list[str]) -> list[str]:
    return [f"the id {one} stands twice" for one in sorted({i for i in ids if ids.count(i) > 1})]
