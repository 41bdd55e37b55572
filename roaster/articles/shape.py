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
_READ = 300_000  # characters of names and of scripts' beginnings


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
    lines: tuple[str, ...]  # visible text by block, outside the page's head and foot
    marks: str  # classes and ids, lower case: they name paywalls and consent tools
    machinery: str  # what scripts and frames are loaded, and how inline ones begin
    asks_password: bool
    sounds: int
    films: int


def shape_of(tree: HtmlElement) -> Shape:
    """The shape of a page."""
    texts: list[str] = []
    linked: list[str] = []
    runs: dict[HtmlElement, int] = {}
    lines: dict[HtmlElement, list[str]] = {}
    for element, in_link, text in _visible(tree):
        texts.append(text)
        lines.setdefault(_line(element), []).append(text)
        if in_link:
            linked.append(text)
            continue
        block = _block(element)
        runs[block] = runs.get(block, 0) + len(text.split())
    visible = " ".join(texts)
    framed = _framed(tree)
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
        lines=tuple(" ".join("".join(lines[one]).split()) for one in lines if one not in framed),
        marks=_marks(tree),
        machinery=_machinery(tree),
        asks_password=any(one.get("type") == "password" for one in tree.iter("input")),
        sounds=sum(1 for _ in tree.iter("audio")),
        films=sum(1 for _ in tree.iter("video")),
    )


def _line(element: HtmlElement) -> HtmlElement:
    """The element whose line this is: the nearest one that is no inline element."""
    while element.tag in _INLINE and element.getparent() is not None:
        element = element.getparent()
    return element


def _framed(tree: HtmlElement) -> set[HtmlElement]:
    """The elements of the page's head, foot and menus."""
    framed: set[HtmlElement] = set()
    for element in tree.iter("*"):
        if element.tag in ("nav", "header", "footer") or element.getparent() in framed:
            framed.add(element)
    return framed


def _marks(tree: HtmlElement) -> str:
    named = (f"{one.get('class') or ''} {one.get('id') or ''}" for one in tree.iter("*"))
    return " ".join(" ".join(name[:300] for name in named if name != " ").split())[:_READ].lower()


def _machinery(tree: HtmlElement) -> str:
    loaded = ((one.get("src") or one.text or "")[:600] for one in tree.iter("script", "iframe"))
    return " ".join(loaded)[:_READ].lower()


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
