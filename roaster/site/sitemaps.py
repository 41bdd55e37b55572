"""What is told to machines that look for pages: sitemap, news sitemap, llms.txt. Pure.

https://www.sitemaps.org/protocol.html and, for news,
https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from html import escape
from xml.etree import ElementTree as ET

from roaster.site import addresses as at
from roaster.site.frame import Frame
from roaster.site.outputs import DataOutput, PageOutput
from roaster.site.shelf import Shelf, Shown
from roaster.text.clean import clean_line
from roaster.text.digests import digest

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
NEWS_DAYS = 2
NEWS_LENGTH = 1000  # the protocol's limit
LLMS_LENGTH = 50
# XML 1.0, production 2: no other characters, not even as references.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN = re.compile(r"[A-Za-z0-9/:._~%-]*")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#])")


def listed(pages: Iterable[PageOutput]) -> dict[str, str]:
    """The pages for search engines, each with the day it was last changed where that is known."""
    return {
        page.path: page.changed for page in pages if not page.hidden and page.path != at.NOT_FOUND
    }


def sitemap_output(pages: Mapping[str, str], frame: Frame) -> DataOutput:
    """The sitemap of pages that are `listed`."""
    told = sorted(pages.items())
    # With whole addresses only when it is written.
    return DataOutput(
        at.SITEMAP, "the sitemap", digest(repr(told)), lambda _prose: _sitemap(told, frame)
    )


def _sitemap(pages: Sequence[tuple[str, str]], frame: Frame) -> bytes:
    """As ElementTree writes it, which takes 0.3 s for 16,000 pages."""
    absolute = frame.addresses.absolute
    placed = sorted((absolute(path.removesuffix("index.html")), day) for path, day in pages)
    head = f"<?xml version='1.0' encoding='utf-8'?>\n<urlset xmlns=\"{_SITEMAP}\">\n"
    urls = "".join(_url(*page) for page in placed)
    return f"{head}{urls}</urlset>\n".encode("utf-8", "xmlcharrefreplace")


def _url(address: str, changed: str) -> str:
    if not _PLAIN.fullmatch(address):  # hardly ever, among sixteen thousand
        address = escape(_NOT_XML.sub("", address), quote=False)
    told = f"  <lastmod>{changed}</lastmod>\n" if changed else ""
    return f" <url>\n  <loc>{address}</loc>\n{told} </url>\n"


def news_output(shelf: Shelf, frame: Frame) -> Iterator[DataOutput]:
    """The roasts of today and yesterday, where `site.news_sitemap` asks for it."""
    if frame.config.site.news_sitemap:
        first = frame.today - timedelta(days=NEWS_DAYS - 1)
        recent = [one for one in _public(shelf) if one.day >= first][:NEWS_LENGTH]
        entries = [
            (frame.addresses.absolute(one.path), one.card.iso, one.card.title) for one in recent
        ]
        mark = digest(repr((entries, frame.site.title, frame.site.language)))
        yield DataOutput(
            at.NEWS_SITEMAP, "the news sitemap", mark, lambda _prose: _news(entries, frame)
        )


def _news(entries: Sequence[tuple[str, str, str]], frame: Frame) -> bytes:
    urlset = ET.Element("urlset", {"xmlns": _SITEMAP, "xmlns:news": _NEWS})
    for address, day, title in entries:
        url = _add(urlset, "url")
        _add(url, "loc", address)
        news = _add(url, "news:news")
        publication = _add(news, "news:publication")
        _add(publication, "news:name", frame.site.title)
        _add(publication, "news:language", frame.site.language.partition("-")[0])
        _add(news, "news:publication_date", day)
        _add(news, "news:title", title)
    return _document(urlset)


def llms_output(shelf: Shelf, frame: Frame) -> Iterator[DataOutput]:
    """`llms.txt` (https://llmstxt.org), where `site.llms_txt` asks for it."""
    if frame.config.site.llms_txt:
        text = _llms(_public(shelf)[:LLMS_LENGTH], frame).encode("utf-8", "replace")
        yield DataOutput(at.LLMS, at.LLMS, digest(text), lambda _prose: text)


def _llms(members: Sequence[Shown], frame: Frame) -> str:
    site, absolute = frame.site, frame.addresses.absolute
    lines = [f"# {_text(site.title)}", "", f"> {_text(site.description)}", "", "## Roasts", ""]
    lines += [
        f"- [{_text(one.card.title)}]({absolute(one.path)}): {_text(one.card.quip)}"
        for one in members
    ]
    return "\n".join([*lines, ""])


def _text(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", clean_line(text))


def _public(shelf: Shelf) -> list[Shown]:
    return [one for one in shelf.shown if not one.draft]


def _add(parent: ET.Element, name: str, text: str = "") -> ET.Element:
    child = ET.SubElement(parent, name)
    if text:
        child.text = _NOT_XML.sub("", text)
    return child


def _document(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
