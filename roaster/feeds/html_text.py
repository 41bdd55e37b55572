"""HTML from a feed as plain text: paragraphs separated by blank lines, nothing that runs. Pure."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from lxml import etree
from lxml.html import HTMLParser, fragment_fromstring

from roaster.text.clean import clean_line, clean_text

_TAG = re.compile(
    r"</?(?:a|abbr|article|aside|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|figure"
    r"|figcaption|font|footer|h[1-6]|header|hr|i|iframe|img|ins|li|mark|noscript|ol|p|picture|pre|q"
    r"|s|script|section|small|span|strike|strong|style|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul"
    r"|video|audio|svg|object|embed|html|body|head)(?:[\s/][^<>]*)?>|<!--",
    re.IGNORECASE,
)
# The time libxml2 takes for one tag grows with the square of its attributes (4 s for 40,000), and
# none of them is needed for the text.
_ATTRIBUTES = re.compile(r"<([a-zA-Z][a-zA-Z0-9:-]*+)(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')++>?")
_CROWDED = 4000  # characters; a shorter text cannot hold enough attributes to matter
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")

_PARAGRAPHS = frozenset((
    "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p",
    "pre", "section", "table", "tr", "ul",
))  # fmt: skip
_SILENT = frozenset((
    "script", "style", "template", "head", "noscript", "iframe", "object", "embed", "svg", "math",
    "audio", "video", "form", "button", "select", "textarea",
))  # fmt: skip


def plain_text(markup: str) -> str:
    """The text of HTML, or of plain text with character references; several paragraphs.

    What is HTML only after one unescaping (feeds that escape twice) is read as HTML too.
    """
    text = _once(markup)
    if not _TAG.search(markup) and _TAG.search(text):
        text = _once(text)
    return clean_text(text)


def plain_line(markup: str) -> str:
    """The text of a title, a name or a category: one line, character references resolved twice."""
    text = plain_text(markup)
    return clean_line(unescape(text) if "&" in text else text)


def _once(markup: str) -> str:
    if not _TAG.search(markup):
        return unescape(markup)
    if len(markup) > _CROWDED:
        markup = _ATTRIBUTES.sub(r"<\1>", markup)
    tree = _tree(_NOT_IN_XML.sub("", markup))
    return "" if tree is None else _text_of(tree)


def _tree(markup: str) -> Any:
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, no_network=True
    )
    try:
        return fragment_fromstring(markup.encode("utf-8"), create_parent="div", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None  # lxml asserts that there is a body, which a lone `<html` takes from it


def _text_of(tree: Any) -> str:
    parts: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            parts.append(_before(element))
            if element.tag in _SILENT:
                walk.skip_subtree()
            else:
                parts.append(_spaced(element.text, element))
        else:
            parts.append(_after(element))
            if element is not tree:
                parts.append(_spaced(element.tail, element.getparent()))
    return "".join(parts)


def _before(element: Any) -> str:
    return "\n\n" if element.tag in _PARAGRAPHS else "\n" if element.tag == "br" else ""


def _after(element: Any) -> str:
    return "\n\n" if element.tag in _PARAGRAPHS else " " if element.tag in ("td", "th") else ""


def _spaced(text: str | None, element: Any) -> str:
    if not text or element.tag == "pre":
        return text or ""
    return _SPACE.sub(" ", text)
