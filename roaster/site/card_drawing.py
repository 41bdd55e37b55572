"""Share cards drawn with Pillow, in two inks on paper like the pages of the theme `sally`.

Only imported where a card is drawn. The same face and the same version of Pillow give the same
bytes: text is laid out by Pillow's own basic layout, which needs no library of the system's. The
font that comes along has Latin, Greek and Cyrillic; a title in another script is left out, and the
outlet stands in its place, so that no card shows boxes.
"""

from __future__ import annotations

import io
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import accumulate

from PIL import Image, ImageChops, ImageDraw, ImageFont

from roaster.site.cards import CARD_HEIGHT, CARD_WIDTH, CardFace

_FONTS = files("roaster.site") / "fonts"
_PAPER, _INK = (0xF4, 0xED, 0xDF), (0x1C, 0x17, 0x12)
_LEVELS = 15  # shades between the paper and each ink
_MARGIN, _RIGHT = 64, CARD_WIDTH - 64
_TITLE_TOP, _TITLE_BOTTOM = 132, 440
_SIZES = (120, 104, 92, 80, 72, 64, 58, 52, 46, 40, 36)  # of a title, in pixels
_LEADING = 1.14
_STAMP_TOP, _BASE = 462, 588
_FINE = 3  # shapes are drawn so many times larger, for smooth edges

Mask = Image.Image
"""How much ink lies where: one byte a pixel."""


class _Face:
    """The font in one size."""

    def __init__(self, data: bytes, size: int) -> None:
        layout = ImageFont.Layout.BASIC
        self.font = ImageFont.truetype(io.BytesIO(data), size, layout_engine=layout)
        self.advance = cache(self.font.getlength)

    def width(self, text: str) -> float:
        """In pixels: the font has no kerning, so it is the sum of its characters."""
        return sum(map(self.advance, text))

    def fitting(self, text: str, width: float) -> int:
        """How many characters from the first on are no wider; at least one."""
        ends = accumulate(map(self.advance, text))
        return max(1, next((n for n, end in enumerate(ends) if end > width), len(text)))


class Drawing:
    """Draws cards, one after the other. Keeps the font in the sizes it has met."""

    def __init__(self) -> None:
        data = (_FONTS / "roboto-slab-800.ttf").read_bytes()
        self._known = _characters((_FONTS / "roboto-slab-800.chars").read_text(encoding="ascii"))
        self.face = cache(lambda size: _Face(data, size))

    def png(self, face: CardFace) -> bytes:
        """The card as a PNG of 1200 × 630 pixels."""
        sheet = _Sheet(self)
        self._masthead(sheet, face)
        title = self._title_of(face)
        if title:
            sheet.block(title, bottom=_TITLE_BOTTOM if face.score else _BASE - 70)
        self._foot(sheet, face)
        return sheet.printed(face.accent)

    def drawable(self, text: str) -> str:
        """The text without the symbols that the font lacks; empty where it lacks a letter of it."""
        kept = []
        for char in unicodedata.normalize("NFC", " ".join(text.split())):
            if char in self._known:
                kept.append(char)
            elif unicodedata.category(char)[0] in "LMN" and not _is_selector(char):
                return ""
        return " ".join("".join(kept).split())

    def _title_of(self, face: CardFace) -> str:
        texts = (face.title, face.outlet, face.site)
        return next(filter(None, map(self.drawable, texts)), "")

    def _masthead(self, sheet: _Sheet, face: CardFace) -> None:
        name = self.drawable(face.site)
        if name:
            name, large = self._shrunk(name, 44, _RIGHT - _MARGIN)
            sheet.red_pen.text((_MARGIN + 3, 78 + 2), name, 150, large.font, anchor="ls")
            sheet.ink_pen.text((_MARGIN, 78), name, 255, large.font, anchor="ls")
        sheet.ink_pen.rectangle((_MARGIN, 98, _RIGHT, 103), 255)
        sheet.red_pen.rectangle((_MARGIN + 6, 102, _RIGHT + 6, 106), 255)

    def _foot(self, sheet: _Sheet, face: CardFace) -> None:
        width = 640 if face.score else _RIGHT - _MARGIN
        day = self.drawable(face.day) or face.iso
        outlet = self.drawable(face.outlet)
        line = f"{day} · {outlet}" if outlet else day
        line, small = self._shrunk(line, 30, width)
        sheet.ink_pen.text((_MARGIN, _BASE), line, 190, small.font, anchor="ls")
        if face.score:
            sheet.match(face.tenths)
            self._stamp(sheet, face)

    def _stamp(self, sheet: _Sheet, face: CardFace) -> None:
        """The score as a rubber stamp, askew."""
        large, small = self.face(92), self.face(40)
        verdict = self.drawable(face.verdict.upper())
        verdict, words = self._shrunk(verdict, 32, 320)
        score = self.drawable(face.score) or f"{face.tenths / 10:.1f}"
        number, ten = large.width(score), small.width("/10")
        inner = max(number + ten, words.width(verdict))
        box = Image.new("L", (round(inner) + 68, 156))
        pen = ImageDraw.Draw(box)
        pen.rounded_rectangle((0, 0, box.width - 1, box.height - 1), 12, None, 255, 3)
        pen.rounded_rectangle((7, 7, box.width - 8, box.height - 8), 8, 0, 255, 6)
        left = (box.width - number - ten) / 2
        pen.text((left, 94), score, 255, large.font, anchor="ls")
        pen.text((left + number, 94), "/10", 255, small.font, anchor="ls")
        pen.text((box.width / 2, 134), verdict, 255, words.font, anchor="ms")
        turned = box.rotate(5, Image.Resampling.BICUBIC, expand=True)
        place = (_RIGHT - turned.width + 8, _STAMP_TOP + 66 - turned.height // 2)
        sheet.red.paste(turned, place)

    def _shrunk(self, text: str, size: int, width: int) -> tuple[str, _Face]:
        """The text in the largest size, from `size` down to 20, that it fits in; or cut."""
        while size > 20 and self.face(size).width(text) > width:
            size -= 2
        return _cut(text, self.face(size), width), self.face(size)

    def laid_out(self, text: str, height: int) -> tuple[list[str], int]:
        """The lines of a title, and their size, for a space as high as `height`."""
        width, size, lines = _RIGHT - _MARGIN, _SIZES[-1], [text]
        for size in _SIZES:
            lines = _lines(text, self.face(size), width)
            if lines and len(lines) * size * _LEADING <= height:
                return lines, size
        room = int(height / (size * _LEADING))
        face = self.face(size)
        lines = _lines(_broken(text, face, width), face, width)
        if len(lines) > room:
            lines = [*lines[: room - 1], _cut(" ".join(lines[room - 1 :]), face, width)]
        return lines, size


class _Sheet:
    """A card in the making: what is printed in ink, and what in red."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self.ink, self.red = (Image.new("L", (CARD_WIDTH, CARD_HEIGHT)) for _ in range(2))
        self.ink_pen, self.red_pen = ImageDraw.Draw(self.ink), ImageDraw.Draw(self.red)

    def block(self, text: str, bottom: int) -> None:
        """A title, as large as it fits."""
        lines, size = self._drawing.laid_out(text, bottom - _TITLE_TOP)
        font = self._drawing.face(size).font
        for number, line in enumerate(lines):
            base = _TITLE_TOP + round(size * (0.92 + number * _LEADING))
            self.ink_pen.text((_MARGIN, base), line, 255, font, anchor="ls")

    def match(self, tenths: int) -> None:
        """A match that has burned from its head down to the score."""
        width, height = 560, 70
        at = 20 + round((width - 60) * tenths / 100)
        ink, red = (Image.new("L", (width * _FINE, height * _FINE)) for _ in range(2))
        wood, fire = _pen(ink), _pen(red)
        wood.rectangle(_large(14, 48, width - 10, 58), None, 255, 2 * _FINE)
        if tenths:
            wood.polygon(_large(14, 48, at, 49, at, 57, 14, 58), 255)
            wood.ellipse(_large(2, 43, 26, 63), 255)
            fire.polygon(
                _large(at - 9, 52, at - 13, 38, at - 4, 24, at - 2, 8)
                + _large(at + 9, 26, at + 12, 40, at + 8, 52, at, 57),
                255,
            )
        else:
            fire.ellipse(_large(2, 43, 26, 63), 255)
        for mask, tile in ((self.ink, ink), (self.red, red)):
            small = tile.reduce(_FINE)
            place = (_MARGIN - 2, _STAMP_TOP + 8)
            area = (*place, place[0] + width, place[1] + height)
            mask.paste(ImageChops.lighter(mask.crop(area), small), place)

    def printed(self, accent: str) -> bytes:
        """Both inks on the paper, the black one over the red, as a PNG with few colours."""
        levels = [level * _LEVELS // 255 for level in range(256)]
        image = self.ink.point(levels)
        red = self.red.point([level + _LEVELS if level else 0 for level in levels])
        shows = self.red.point([255 if level else 0 for level in levels])
        bare = self.ink.point([255 if level <= _LEVELS // 2 else 0 for level in levels])
        image.paste(red, mask=ImageChops.darker(shows, bare))
        image.putpalette(_palette(_rgb(accent)))
        stream = io.BytesIO()
        image.save(stream, "PNG", compress_level=6)
        return stream.getvalue()


def _palette(red: tuple[int, int, int]) -> list[int]:
    """Paper, its way to ink, its way to red."""
    palette = list(_PAPER)
    for colour in (_INK, red):
        for level in range(1, _LEVELS + 1):
            pairs = zip(_PAPER, colour, strict=True)
            palette += [paper + (ink - paper) * level // _LEVELS for paper, ink in pairs]
    return palette


def _rgb(colour: str) -> tuple[int, int, int]:
    """`#980f05` or `#900` as numbers."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _pen(mask: Mask) -> ImageDraw.ImageDraw:
    return ImageDraw.Draw(mask)


def _large(*numbers: int) -> list[int]:
    return [number * _FINE for number in numbers]


def _cut(text: str, face: _Face, width: float) -> str:
    if face.width(text) <= width:
        return text
    return f"{text[: face.fitting(text, width - face.width('…'))].rstrip()}…"


def _lines(text: str, face: _Face, width: int) -> list[str]:
    """The words in lines; none where a word alone is too wide."""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if face.width(longer) <= width:
            line = longer
        elif face.width(word) > width:
            return []
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def _broken(text: str, face: _Face, width: int) -> str:
    """The text with a blank inside each word that is wider than a line."""
    words = []
    for word in text.split(" "):
        rest = word
        while face.width(rest) > width:
            end = face.fitting(rest, width)
            words.append(rest[:end])
            rest = rest[end:]
        words.append(rest)
    return " ".join(words)


def _characters(ranges: str) -> frozenset[str]:
    """`0020-007E` and `0192`, one a line, as the characters they stand for."""
    known: set[str] = set()
    for line in ranges.split():
        first, _, last = line.partition("-")
        known |= {chr(code) for code in range(int(first, 16), int(last or first, 16) + 1)}
    return frozenset(known)


def _is_selector(char: str) -> bool:
    """Whether a character only chooses how the one before it looks, as after an emoji."""
    return "\ufe00" <= char <= "\ufe0f" or char == "\u20e3"
