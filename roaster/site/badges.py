"""Badges: a roast's score as a small SVG at a stable address, and the code that shows it. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from roaster.site.frame import Frame
from roaster.site.outputs import DataOutput
from roaster.site.shelf import Shown
from roaster.site.views import BadgeView
from roaster.text.clean import clean_line, cut
from roaster.text.digests import digest

if TYPE_CHECKING:
    from roaster.site.markdown import Prose

BADGE_NAME = "badge.svg"
BADGE_HEIGHT = 24
_NAME_LENGTH = 40  # characters of the site's name
_PADDING = 9
_ADVANCE = 7  # of a letter at 12 pixels, in the widest usual font; textLength holds text to it
_MARKDOWN = re.compile(r"([\\`*_\[\]!])")
# XML 1.0, production 2: no other characters, not even as references.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def has_badge(one: Shown, frame: Frame) -> bool:
    """Whether a roast has a badge: a draft never has."""
    return frame.config.site.badges and not one.draft


def badge_outputs(shown: Sequence[Shown], frame: Frame) -> Iterator[DataOutput]:
    """A badge for each of these roasts that is public. Equal ones are drawn once."""
    drawn: dict[str, tuple[str, Callable[[Prose], bytes]]] = {}
    for one in shown:
        if has_badge(one, frame):
            said = _said(one, frame)
            if said not in drawn:
                svg = badge_svg(frame.site.title, said)
                drawn[said] = digest(svg), _always(svg)
            path, origin = f"{one.path}{BADGE_NAME}", one.slip.path or one.slip.name
            yield DataOutput(path, f"the badge of {origin}", *drawn[said])


def _always(svg: bytes) -> Callable[[Prose], bytes]:
    return lambda _prose: svg


def _said(one: Shown, frame: Frame) -> str:
    score, words = one.card.score, frame.words
    if one.slip.straight:
        return words("badge_straight")
    return f"{score.text}/10 {score.verdict}" if score else words("badge_roasted")


def badge_view(one: Shown, frame: Frame) -> BadgeView | None:
    """What a page tells of its badge; None where there is none."""
    if not has_badge(one, frame):
        return None
    absolute = frame.addresses.absolute
    page, image = absolute(one.path), absolute(f"{one.path}{BADGE_NAME}")
    said = _said(one, frame)
    alt = _line(f"{frame.site.title}: {said}")
    width = _width(_name(frame.site.title)) + _width(said)
    html = (
        f'<a href="{escape(page)}"><img src="{escape(image)}" alt="{escape(alt)}"'
        f' width="{width}" height="{BADGE_HEIGHT}"></a>'
    )
    text = _MARKDOWN.sub(r"\\\1", escape(alt, quote=False))
    markdown = f"[![{text}]({_target(image)})]({_target(page)})"
    return BadgeView(image, alt, width, BADGE_HEIGHT, html, markdown)


def badge_svg(site: str, said: str) -> bytes:
    """The picture: the site's name on ink, what is said on the accent; both told as its title."""
    name, said = _name(site), _line(said)
    left, right = _width(name), _width(said)
    label = escape(f"{name}: {said}")
    parts = (
        (name, 0, left, "#1c1712", "#f4eddf"),
        (said, left, right, "#980f05", "#fff"),
    )
    shapes = "".join(
        f'<path fill="{back}" d="M{x} 0h{width}v{BADGE_HEIGHT}H{x}z"/>'
        f'<text x="{x + _PADDING}" y="16" fill="{ink}" textLength="{width - 2 * _PADDING}"'
        f' lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'
        for text, x, width, back, ink in parts
    )
    total = left + right
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{total}" height="{BADGE_HEIGHT}"'
        f' viewBox="0 0 {total} {BADGE_HEIGHT}" role="img" aria-labelledby="t"'
        f' font-family="Verdana,DejaVu Sans,sans-serif" font-size="12" font-weight="700">'
        f'<title id="t">{label}</title>{shapes}</svg>\n'
    )
    return svg.encode("utf-8", "replace")


def _name(site: str) -> str:
    return cut(_line(site), _NAME_LENGTH)


def _line(text: str) -> str:
    clean = clean_line(_NOT_XML.sub("", text))
    return clean.encode("utf-8", "replace").decode("utf-8")


def _width(text: str) -> int:
    cells = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    return max(1, cells) * _ADVANCE + 2 * _PADDING


def _target(address: str) -> str:
    """An address that ends where Markdown thinks it does."""
    return address.replace("(", "%28").replace(")", "%29")
