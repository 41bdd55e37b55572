"""What a page looks like before it is understood: how much is visible, linked, scripted. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from roaster.articles.words import count_words

_UNSEEN = frozenset((
    "script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select",
    "textarea", "canvas", "audio", "video",
))  # fmt: skip
_INLINE = frozenset((
    "b", "i", "em", "strong", "span", "br", "u", "font", "sup", "sub", "small", "abbr", "q",
    "cite", "time", "mark", "a",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """Counts over a page. Words are visible words; `linked_words` are those inside links."""

    visible: str
    words: int
    linked_words: int
    links: int
    linked_headings: int
    script_chars: int
    noscript: str
    longest_run: int  # words of running text under one element: an article's body has one


def shape_of(tree: HtmlElement) -> Shape:
    """The shape of a page."""
    texts: list[str] = []
    linked: list[str] = []
    runs: dict[HtmlElement, int] = {}
    for element, in_link, text in _visible(tree):
        texts.append(text)
        if in_link:
            linked.append(text)
            continue
        block = _block(element)
        runs[block] = runs.get(block, 0) + len(text.split())
    visible = " ".join(texts)
    scripts = [script.text or "" for script in tree.iter("script")]
    return Shape(
        visible=visible,
        words=count_words(visible),
        linked_words=count_words(" ".join(linked)),
        links=sum(1 for _ in tree.iter("a")),
        linked_headings=sum(1 for heading in tree.iter("h2", "h3", "h4") if _is_linked(heading)),
        script_chars=sum(map(len, scripts))
        + 500 * sum(1 for s in tree.iter("script") if s.get("src")),
        noscript=" ".join(" ".join(n.itertext()) for n in tree.iter("noscript"))[:20_000],
        longest_run=max(runs.values(), default=0),
    )


def _visible(tree: HtmlElement) -> Iterator[tuple[HtmlElement, bool, str]]:
    """Each visible text in the page's order, the element it stands in, whether inside a link."""
    waiting: list[tuple[HtmlElement, bool, str | None]] = [(tree, False, None)]
    while waiting:
        element, in_link, tail = waiting.pop()
        if tail is not None:
            yield element, in_link, tail
            continue
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            continue
        inside = in_link or element.tag == "a"
        if element.text and element.text.strip():
            yield element, inside, element.text
        for child in reversed(element):
            if child.tail and child.tail.strip():
                waiting.append((element, inside, child.tail))
            waiting.append((child, inside, None))


def _block(element: HtmlElement) -> HtmlElement:
    """The element whose running text this is: the parent of its paragraph."""
    while element.tag in _INLINE and element.getparent() is not None:
        element = element.getparent()
    parent = element.getparent()
    return parent if element.tag in ("p", "blockquote") and parent is not None else element


def _is_linked(heading: HtmlElement) -> bool:
    parent = heading.getparent()
    return heading.find(".//a") is not None or (parent is not None and parent.tag == "a")
