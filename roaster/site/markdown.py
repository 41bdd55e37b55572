"""A person's Markdown to HTML that is safe to print: python-markdown, then nh3's allowlist. Pure.

Only imported when something is rendered: python-markdown is four fifths of a cold build.
"""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import escape

import nh3
from markdown import Markdown
from markupsafe import Markup

from roaster.model.roast import Roast, Section, Source, StandingPage
from roaster.site.addresses import Addresses
from roaster.site.receipts import with_receipts
from roaster.site.slips import outlet_of
from roaster.site.views import SectionView
from roaster.text.addresses import address_key
from roaster.text.slugs import slug_of

# fmt: off
_BLOCKS = {
    "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul", "details", "summary",
}
_INLINE = {
    "a", "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "u", "var",
}
# fmt: on
_ATTRIBUTES = {
    "*": {"id", "lang", "title"},
    "a": {"href"},
    "blockquote": {"cite"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
}
_CLASSES = {
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"footnote"},
}
_SCHEMES = {"http", "https", "mailto"}
_ID = re.compile(r"""\sid=["']?([^"'\s>]+)""")
_ALIGNED = re.compile(r'(<t[dh][^>]*?) align="(left|center|right)"')
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")
_NUMBER = re.compile(r"\d{1,4}")
_HEADING = re.compile(r"<(/?)h([1-6])([^>]*)>")
_NUMBERS = frozenset(("width", "height", "start", "colspan", "rowspan"))
_LOWEST = 6
_DEEPEST = 200  # brackets; python-markdown takes 40 s for 20 KB of `[`
_MAY_NEST = re.compile(r"^[>\s\-*+\d.]{40}", re.MULTILINE)  # quotes in lists in quotes
_KEPT = 1024  # bodies in memory: the feeds and the newest pages show the same ones


@dataclass(frozen=True, slots=True)
class Body:
    """A roast's texts as HTML."""

    quip: Markup
    preamble: Markup
    sections: tuple[SectionView, ...]


class Prose:
    """Turns the texts of one build. Not for several threads."""

    def __init__(
        self,
        addresses: Addresses,
        supply: Callable[[Roast], Body] | None = None,
        *,
        raw_pages: bool = False,
    ) -> None:
        """`supply` gives bodies that were turned elsewhere, or before.

        With `raw_pages`, standing pages keep all HTML; a roast's texts are always cleaned.
        """
        self._addresses = addresses
        self._supply = supply or self.turned
        self._raw_pages = raw_pages
        extensions = ["tables", "footnotes", "fenced_code", "sane_lists"]
        settings: dict[str, dict[str, object]] = {
            "tables": {"use_align_attribute": True},
            "footnotes": {"SEPARATOR": "-"},
        }
        self._blocks = Markdown(extensions=extensions, extension_configs=settings)
        self._line = _only_inline()
        self._bodies: OrderedDict[str, Body] = OrderedDict()

    def body(self, roast: Roast) -> Body:
        """A roast's quip, preamble and sections."""
        known = self._bodies.get(roast.path)
        if known is not None:
            return known
        made = self._bodies[roast.path] = self._supply(roast)
        if len(self._bodies) > _KEPT:
            self._bodies.popitem(last=False)
        return made

    def turned(self, roast: Roast) -> Body:
        """As `body`, turned now."""
        return Body(
            self.inline(roast.quip),
            self.block(roast.preamble, prefix="preamble", top=2),
            self._sections(roast),
        )

    def page(self, page: StandingPage) -> Markup:
        """A standing page's text; its title is the page's one h1."""
        if self._raw_pages:
            raw = _demoted(_turn(self._blocks, page.text), 2)
            return Markup(raw)  # noqa: S704 — a person's own page, and site.raw_html allows it
        return self.block(page.text, prefix="text", top=2)

    def inline(self, text: str) -> Markup:
        """One line: emphasis, links and code, no blocks."""
        return Markup(self._clean(_turn(self._line, text), _INLINE, ""))  # noqa: S704 — cleaned

    def block(self, text: str, *, prefix: str, top: int) -> Markup:
        """Whole Markdown. Ids get `prefix`; the highest heading becomes `h{top}`."""
        if not text.strip():
            return Markup()
        raw = _turn(self._blocks, text)
        cleaned = self._clean(raw, _BLOCKS | _INLINE, prefix)
        cleaned = _ALIGNED.sub(r'\1 class="align-\2"', cleaned)
        return Markup(_demoted(cleaned, top))  # noqa: S704 — cleaned

    def _sections(self, roast: Roast) -> tuple[SectionView, ...]:
        taken: set[str] = set()
        outlets = {address_key(source.url): outlet_of(source) for source in roast.sources}
        return tuple(self._section(part, taken, outlets, roast.sources) for part in roast.sections)

    def _section(
        self,
        section: Section,
        taken: set[str],
        outlets: dict[str, str],
        sources: tuple[Source, ...],
    ) -> SectionView:
        base = section.key or f"section-{slug_of(section.heading)}"
        name = _unused(base, taken)
        taken.add(name)
        html = self.block(section.text, prefix=name, top=3)
        if sources:
            html = Markup(with_receipts(html, outlets))  # noqa: S704 — cleaned
        return SectionView(section.key, name, section.heading, html)

    def _clean(self, raw: str, tags: set[str], prefix: str) -> str:
        own = set(_ID.findall(raw))

        def keep(_tag: str, name: str, value: str) -> str | None:
            if name == "id":
                return f"{prefix}-{value}" if prefix else None
            if name == "href" and value.startswith("#"):
                target = value[1:]
                return f"#{prefix}-{target}" if target in own else value
            if name in ("href", "src", "cite"):
                return self._addresses.rooted(value)
            return _kept(name, value)

        return nh3.clean(
            raw,
            tags=tags,
            attributes=_ATTRIBUTES,
            allowed_classes=_CLASSES,
            attribute_filter=keep,
            url_schemes=_SCHEMES,
            link_rel=None,
            set_tag_attribute_values={"img": {"loading": "lazy"}},
        )


def _kept(name: str, value: str) -> str | None:
    if name in _NUMBERS:
        return value if _NUMBER.fullmatch(value) else None
    if name == "lang":
        return value if _LANGUAGE.fullmatch(value) else None
    return value


def _only_inline() -> Markdown:
    """A converter that knows paragraphs and what stands in a line, nothing else."""
    converter = Markdown()
    for name in ("indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote"):
        converter.parser.blockprocessors.deregister(name)
    converter.parser.blockprocessors.deregister("reference")
    converter.preprocessors.deregister("html_block")
    return converter


def _turn(converter: Markdown, text: str) -> str:
    """Markdown to raw HTML; what nests too deeply for the parser is shown as text."""
    text = text.encode("utf-8", "replace").decode()  # lone surrogates, from `"\ud800"` in YAML
    converter.reset()
    try:
        if _deepest(text) <= _DEEPEST:
            return _from_the_ground(converter, text)
    except RecursionError:  # quotes in quotes in quotes
        pass
    return f"<p>{escape(text)}</p>"


def _from_the_ground(converter: Markdown, text: str) -> str:
    """What nests deeply is turned on a stack of its own.

    How deep the parser goes would else depend on who calls it, and with that the page's bytes.
    """
    if not _MAY_NEST.search(text):
        return converter.convert(text)
    with ThreadPoolExecutor(1) as stack:
        return stack.submit(converter.convert, text).result()


def _deepest(text: str) -> int:
    """How many brackets of one kind are open at once, at most."""
    return max(_depth(marks, text) for marks in ("[]", "()", "<>"))


def _depth(marks: str, text: str) -> int:
    depth = deepest = 0
    for mark in re.findall(f"[{re.escape(marks)}]", text):
        depth = depth + 1 if mark == marks[0] else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def _unused(name: str, taken: set[str]) -> str:
    number, candidate = 1, name
    while candidate in taken:
        number += 1
        candidate = f"{name}-{number}"
    return candidate


def _demoted(html: str, top: int) -> str:
    """Headings below the page's own: the first is `h{top}`, none skips a level downwards."""
    above: list[int] = []
    open_level = top

    def level(match: re.Match[str]) -> str:
        nonlocal open_level
        if match[1]:
            return f"</h{open_level}>"
        own = int(match[2])
        while above and above[-1] >= own:
            above.pop()
        above.append(own)
        open_level = min(top + len(above) - 1, _LOWEST)
        return f"<h{open_level}{match[3]}>"

    return _HEADING.sub(level, html)


def encoded(body: Body) -> bytes:
    """A body as JSON."""
    sections = [(one.key, one.id, one.heading, one.html) for one in body.sections]
    return json.dumps((body.quip, body.preamble, sections)).encode()


def decoded(value: bytes) -> Body:
    """The body again. Everything that is HTML in it has been cleaned before it was kept."""
    quip, preamble, sections = json.loads(value)
    return Body(
        Markup(quip),  # noqa: S704 — cleaned
        Markup(preamble),  # noqa: S704 — cleaned
        tuple(SectionView(key, id_, text, Markup(html)) for key, id_, text, html in sections),  # noqa: S704 — cleaned
    )
