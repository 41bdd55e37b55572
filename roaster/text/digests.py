"""Short stable hashes of text and bytes."""

from __future__ import annotations

import hashlib


def digest(data: str | bytes, length: int = 32) -> str:
    """The first `length` hex digits (at most 64) of the SHA-256 of `data`; text as UTF-8."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return hashlib.sha256(raw).hexdigest()[:length]


def section_hash(text: str) -> str:
    """The eight-digit hash of a roast's section as `roasted.wrote` keeps it.

    Line endings and blank lines around the text do not count: a checkout that turns LF into CRLF
    is not a hand edit.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return digest(lines, 8)
