"""The encoding of bytes whose label is plainly wrong, for text that is not Western. Pure."""

from __future__ import annotations

import re

# What a feed's language is written in, where it is not UTF-8. Two letters of BCP 47.
_BY_LANGUAGE = {
    "ru": ("cp1251", "koi8_r"), "uk": ("cp1251", "koi8_r"), "bg": ("cp1251",), "be": ("cp1251",),
    "ja": ("cp932", "euc_jp"), "ko": ("cp949",), "el": ("cp1253",), "he": ("cp1255",),
    "ar": ("cp1256",), "fa": ("cp1256",), "th": ("tis_620",),
}  # fmt: skip
_CHINESE = {"tw": ("big5",), "hk": ("big5",), "mo": ("big5",)}
# Without Hebrew, Arabic and Thai: a short text of another script could be any of these as well.
_ALL = ("cp1251", "koi8_r", "cp932", "euc_jp", "cp949", "gb18030", "big5", "cp1253")
_FULL_NAMES = {"big5": "big5hkscs", "tis_620": "cp874"}
_LANGUAGE = re.compile(
    rb"(?:<(?:dc:)?language[^>]{0,99}>\s*|xml:lang=[\"'])([A-Za-z]{2})(?:[-_]([A-Za-z]{2}))?"
)
_MARKS = re.compile(rb"<!\[CDATA\[|\]\]>|<[^<>]{0,2000}>|&#?\w{1,10};")
_HIGH = re.compile(rb"[\x80-\xff]+")
_LINE = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")
_REACH = 200_000  # bytes looked at
_SAMPLE = 20_000  # bytes of text that are weighed
_LEAST = 6  # non-ASCII bytes; of fewer nothing can be told


def guessed_codec(data: bytes) -> str:
    """Python's name of the likely encoding; empty where the bytes may well be Western European.

    In Western text letters beyond ASCII stand alone; where most stand side by side, it is another
    script, and its encoding is told by how often which letters follow each other.
    """
    text = b"\n".join(_LINE.findall(_MARKS.sub(b" ", data[:_REACH])))[:_SAMPLE]
    runs = [len(run) for run in _HIGH.findall(text)]
    total, together = sum(runs), sum(run for run in runs if run > 1)
    if total < _LEAST or together * 2 <= total:
        return ""
    candidates = _candidates(data)
    if len(candidates) == 1:
        return _FULL_NAMES.get(candidates[0], candidates[0])
    # Imported here: nearly every feed is what it says it is.
    from charset_normalizer import from_bytes

    best = from_bytes(text, cp_isolation=list(candidates), preemptive_behaviour=False).best()
    return _FULL_NAMES.get(best.encoding, best.encoding) if best else ""


def _candidates(data: bytes) -> tuple[str, ...]:
    match = _LANGUAGE.search(data[:_REACH])
    if not match:
        return _ALL
    language, region = (part.decode().lower() for part in (match.group(1), match.group(2) or b""))
    if language == "zh":
        return _CHINESE.get(region, ("gb18030",) if region else ("gb18030", "big5"))
    return _BY_LANGUAGE.get(language, _ALL)
