"""What a picture file is and how large, by its own first bytes; nothing is decoded. Pure.

A picture is only ever handed on: to a model that sees, or to tesseract. So its kind and size are
checked here, for a small file can say that it unfolds into a wall.
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_BYTES = 3_700_000  # 5 MB as base64: the smallest limit among the large providers
MAX_SIDE = 8_000  # pixels, likewise
MAX_PIXELS = 40_000_000
MIN_SIDE = 32  # smaller ones hold no text

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset(
    (*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0))
)
_KINDS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WebP"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that may be handed on: media type and size in pixels."""

    data: bytes = field(repr=False)
    media_type: str
    width: int
    height: int

    @property
    def kind(self) -> str:
        """Its name: PNG, JPEG or WebP."""
        return _KINDS[self.media_type]

    def data_uri(self) -> str:
        """As models take it."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.data).decode('ascii')}"


@dataclass(frozen=True, slots=True)
class UnfitPicture:
    """Why a picture is not handed on."""

    reason: str
    remedy: str = "make a screenshot as PNG, JPEG or WebP"


def is_picture(data: bytes) -> bool:
    """Whether the first bytes are those of a PNG, JPEG or WebP file."""
    return bool(_media_type(data))


def look_at(data: bytes) -> Picture | UnfitPicture:
    """A picture's kind and size, or why it may not be handed on."""
    media_type = _media_type(data)
    if not media_type:
        return UnfitPicture("not a PNG, JPEG or WebP file")
    if len(data) > MAX_BYTES:
        what = f"the picture has {len(data):,} bytes, the limit is {MAX_BYTES:,}"
        return UnfitPicture(what, "save it smaller, or cut it")
    try:
        width, height = _SIZES[media_type](data)
    except (struct.error, IndexError, ValueError):
        return UnfitPicture(f"the {_KINDS[media_type]} file is broken: its size cannot be read")
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        what = f"the picture has {width} × {height} pixels, more than {MAX_SIDE} a side"
        limit = f"{what} or {MAX_PIXELS // 1_000_000} million in all"
        return UnfitPicture(limit, "save it smaller, or cut it")
    if min(width, height) < MIN_SIDE:
        return UnfitPicture(f"the picture has only {width} × {height} pixels")
    return Picture(data, media_type, width, height)


def _media_type(data: bytes) -> str:
    if data.startswith(_PNG):
        return "image/png"
    if data.startswith(_JPEG):
        return "image/jpeg"
    return "image/webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


def _png_size(data: bytes) -> tuple[int, int]:
    if data[12:16] != b"IHDR":
        raise ValueError("no IHDR")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    for marker, start in _segments(data):
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[start + 3 : start + 7])
            return width, height
    raise ValueError("no frame")


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Each segment's marker and where its length stands, up to the picture itself."""
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise ValueError("no marker")
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == 0xDA:  # the scan: what follows is no segment
            return
        alone = marker == 0x01 or 0xD0 <= marker <= 0xD8
        if not alone:
            yield marker, at + 2
        at += 2 + (0 if alone else max(2, struct.unpack(">H", data[at + 2 : at + 4])[0]))


def _webp_size(data: bytes) -> tuple[int, int]:
    kind = data[12:16]
    if kind == b"VP8X":
        width = int.from_bytes(data[24:27], "little") + 1
        height = int.from_bytes(data[27:30], "little") + 1
        return (width, height) if len(data) >= 30 else _broken()
    if kind == b"VP8L" and data[20] == 0x2F:
        bits = struct.unpack("<I", data[21:25])[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return _broken()


def _broken() -> tuple[int, int]:
    raise ValueError("broken")


_SIZES = {"image/png": _png_size, "image/jpeg": _jpeg_size, "image/webp": _webp_size}
