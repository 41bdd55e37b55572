"""A page's markup as a tree, within limits that no real page reaches. Pure.

libxml2 stops at 255 levels by itself; the time it takes for one tag grows with the square of the
tag's attributes (12 s for 100,000), so such tags are emptied first.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

MAX_ELEMENTS = 60_000  # the largest real page measured has 14,000

_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,500}\?>")
_NOT_IN_HTML = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_CROWDED_TAG = re.compile(
    r"<([a-zA-Z][a-zA-Z0-9:-]*+)"
    r"(?:[\s/]++[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"']*+))?+){1000,}+[^>]*+>?"
)


class TooComplexError(Exception):
    """The page has more elements than any article."""

    def __init__(self, elements: int) -> None:
        super().__init__(f"{elements} elements")
        self.elements = elements


def parse_page(text: str) -> HtmlElement | None:
    """The tree of a page; None when there is no element in it. Raises TooComplexError."""
    text = _NOT_IN_HTML.sub("", _XML_DECLARATION.sub("", text))
    text = _CROWDED_TAG.sub(r"<\1>", text)
    if "<" not in text:
        return None
    opened = text.count("<") - text.count("</")
    parser = HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        tree = document_fromstring(text.encode("utf-8"), parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if opened > MAX_ELEMENTS and (count := sum(1 for _ in tree.iter())) > MAX_ELEMENTS:
        raise TooComplexError(count)
    return tree
