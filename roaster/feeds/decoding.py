"""The bytes of a feed as text: who declares an encoding, and what to do when that is wrong. Pure.

RFC 7303 gives the order byte order mark, HTTP header, XML declaration. Real servers send fixed
headers over files in another encoding, so bytes that are sound UTF-8 are read as UTF-8 whatever is
declared: text of another encoding hardly ever is.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from roaster.feeds.guessing import guessed_codec
from roaster.text.encodings import codec_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of UTF-16, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0\0\0", "utf-32-le"),  # without a mark: XML 1.0, appendix F
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    (b"{\0", "utf-16-le"),
    (b"\0{", "utf-16-be"),
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE)
_DECLARATION = re.compile(rb"<\?xml[^>]{0,300}?encoding\s*=\s*[\"']\s*([\w.:+-]+)", re.IGNORECASE)
_DECLARATION_REACH = 1024  # bytes

_WESTERN = "cp1252"
_GZIP = b"\x1f\x8b"
_MAX_UNPACKED = 20_000_000  # bytes; twice what a feed may have
_SEVEN_BIT = frozenset(("iso2022_jp", "hz"))  # their bytes are sound ASCII, and mean another text
_TOLERATED = 50  # one replaced character in this many is damage, more is the wrong encoding


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text and, where the declared encoding was not the real one, a note."""

    text: str
    note: str = ""


def decode_feed(data: bytes, content_type: str = "") -> Decoded:
    """The text of a feed, never failing; bytes that fit no encoding become U+FFFD."""
    if data.startswith(_GZIP):
        data = _unpacked(data)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(name, "replace").lstrip("\ufeff"))
    declared = _declared(data, content_type)
    for name in _believed(declared):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        # Any bytes can be read as Western European, which is what careless servers declare.
        if name == _WESTERN and (other := _guessed(data, declared)):
            return other
        return Decoded(text, _differing(declared, name))
    return _damaged(data, declared)


def _guessed(data: bytes, declared: Mapping[str, str]) -> Decoded | None:
    name = guessed_codec(data)
    if not name:
        return None
    said = f"declared as {_labels(declared)}" if declared else "no encoding declared"
    return Decoded(data.decode(name, "replace"), f"{said}, read as {name}")


def _unpacked(data: bytes) -> bytes:
    """What a server packed and did not say so; as far as it can be read."""
    try:
        return zlib.decompressobj(wbits=31).decompress(data, _MAX_UNPACKED)
    except zlib.error:
        return b""


def _believed(declared: Mapping[str, str]) -> tuple[str, ...]:
    seven_bit = tuple(name for name in declared if name in _SEVEN_BIT)
    return tuple(dict.fromkeys((*seven_bit, "utf-8", *declared)))


def _declared(data: bytes, content_type: str) -> Mapping[str, str]:
    """Python's names of the declared encodings, each with the label that the feed uses."""
    labels = [match.group(1) for match in _HEADER.finditer(content_type[:500])]
    labels += [
        match.group(1).decode("ascii", "replace")
        for match in _DECLARATION.finditer(data[:_DECLARATION_REACH])
    ]
    known = {name: label for label in labels if (name := codec_of(label))}
    # UTF-16 is known by its first bytes; where they say nothing, it is something else.
    return {name: label for name, label in known.items() if not name.startswith("utf-16")}


def _differing(declared: Mapping[str, str], name: str) -> str:
    if not declared or name in declared:
        return ""
    return f"declared as {_labels(declared)}, but it is {name}"


def _labels(declared: Mapping[str, str]) -> str:
    return " and ".join(declared.values())


def _damaged(data: bytes, declared: Mapping[str, str]) -> Decoded:
    """The declared encoding where only a few bytes are broken, else Western European."""
    for name in dict.fromkeys((*declared, "utf-8")):
        text = data.decode(name, "replace")
        broken, foreign = text.count("\ufffd"), sum(1 for char in text if char > "\x7f")
        if broken * _TOLERATED <= len(text) and broken * 2 <= foreign:
            return Decoded(text, f"{broken} broken characters in what should be {name}")
    if other := _guessed(data, declared):
        return other
    said = f"declared as {_labels(declared)}" if declared else "no encoding declared"
    return Decoded(data.decode("cp1252", "replace"), f"{said}, read as windows-1252")
