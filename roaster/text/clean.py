"""Text from outside, normalised once: NFC, without what cannot be seen, with plain white space."""

from __future__ import annotations

import re
import unicodedata

# Zero-width space, word joiner, BOM, soft hyphen, bidirectional controls, fillers, variation
# selectors, interlinear and tag characters: invisible, so a reader cannot check them and an
# attacker can hide text in them. U+200C, U+200D and U+FE0F stay: Persian, Hindi, emoji need them.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]|[\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_BLANKS = re.compile(r"\n\s*\n\s*")


def clean_text(text: str) -> str:
    """Several lines: what cannot be seen out, runs of space and of blank lines to one.

    Idempotent.
    """
    if text.isprintable() and (text.isascii() or not _INVISIBLE.search(text)):
        return " ".join(unicodedata.normalize("NFC", text).split())  # as most lines are
    lines = unicodedata.normalize("NFC", text).split("\n")
    if all(map(str.isprintable, lines)) and (text.isascii() or not _INVISIBLE.search(text)):
        told = "\n".join([" ".join(line.split()) for line in lines]).strip()  # as most texts
        return _BLANKS.sub("\n\n", told) if "\n\n" in told else told
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFC", text)
    text = "\n".join(line.strip() for line in _SPACES.sub(" ", text).split("\n"))
    return _BLANKS.sub("\n\n", text).strip()


def clean_line(text: str) -> str:
    """One line: as `clean_text`, with line ends as spaces."""
    return " ".join(clean_text(text).split())


def cut_to_bytes(text: str, limit: int) -> str:
    """The longest beginning of `text` that has at most `limit` bytes as UTF-8."""
    return text.encode("utf-8", "replace")[:limit].decode("utf-8", "ignore")


def cut(text: str, limit: int) -> str:
    """At most `limit` characters of `text`, cut at a word where possible, with an ellipsis."""
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    head = text[: limit - 1]
    word_end = head.rfind(" ")
    return (head[:word_end] if word_end > limit // 2 else head).rstrip(" ,;:.–—-") + "…"
