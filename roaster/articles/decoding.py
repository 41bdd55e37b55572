"""The bytes of a page as text: which encoding, who says so, and what to do when they lie.

Order of belief as in the WHATWG Encoding Standard: byte order mark, HTTP header, `<meta>`. Beyond
it: a declared encoding that does not fit the bytes is passed over when another one does, because
servers that send a fixed header over files in another encoding are common. Pure.
"""

from __future__ import annotations

import codecs
import re

from roaster.text.encodings import codec_of

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE)
_META_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE
)
_SINGLE_BYTE = ("cp125", "iso8859", "latin", "koi8", "mac")
_SOUND = 3  # bytes that UTF-8 sequences save as characters; fewer may be chance
_META_REACH = 4096  # bytes; browsers look at 1024, real pages put scripts before their <meta>


def decode_page(body: bytes, content_type: str = "") -> str:
    """The text of a page, never failing; bytes that fit no encoding become U+FFFD."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace")
    declared = _declared(body, content_type)
    if _is_utf_8(body, declared):
        return body.decode("utf-8")
    for name in (*declared, "utf-8"):
        try:
            return body.decode(name)
        except UnicodeDecodeError:
            continue
    return _most_readable(body, (*declared, "utf-8", "cp1252"))


def _is_utf_8(body: bytes, declared: tuple[str, ...]) -> bool:
    """Whether a page said to be in an encoding of single bytes is UTF-8 all the same.

    Letters beyond ASCII of another encoding hardly ever form even a few sound UTF-8 sequences; a
    page saved anew by a program that left its `<meta>` alone is common.
    """
    if not declared or not declared[0].startswith(_SINGLE_BYTE):
        return False
    try:
        return len(body) - len(body.decode("utf-8")) >= _SOUND
    except UnicodeDecodeError:
        return False


def _declared(body: bytes, content_type: str) -> tuple[str, ...]:
    labels = []
    if match := _HEADER_CHARSET.search(content_type[:500]):
        labels.append(match.group(1))
    if inside := _META_CHARSET.search(body[:_META_REACH]):
        label = inside.group(1).decode("ascii", "replace")
        # A page whose <meta> could be read byte by byte is not UTF-16 (Encoding Standard, 8.1).
        labels.append("utf-8" if label.lower().startswith("utf-16") else label)
    known = (codec_of(label) for label in labels)
    return tuple(dict.fromkeys(name for name in known if name))


def _most_readable(body: bytes, names: tuple[str, ...]) -> str:
    """UTF-8 with a few broken places, else the reading with the fewest replaced characters."""
    text = body.decode("utf-8", "replace")
    sound = len(body) - len(text)  # every sound multi-byte character shrinks the text
    if text.count("\ufffd") * 10 <= sound:
        return text
    readings = (body.decode(name, "replace") for name in dict.fromkeys(names))
    return min(readings, key=lambda reading: reading.count("\ufffd"))
