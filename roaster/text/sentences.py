"""Sentences of plain prose, as they stand: each is a span of the text it came from."""

from __future__ import annotations

import re

# fmt: off
_ABBREVIATIONS = frozenset((
    "mr", "mrs", "ms", "dr", "prof", "st", "no", "vs", "inc", "ltd", "co", "corp", "gov", "sen",
    "rep", "gen", "jr", "sr", "approx", "dept", "est", "fig", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sep", "sept", "oct", "nov", "dec", "a.m", "p.m", "u.s", "u.k", "e.g", "i.e",
    "bzw", "evtl", "ggf", "mio", "mrd", "z.b", "d.h", "u.a",
))
_BEFORE_A_NUMBER = frozenset(("abs", "art", "ca", "nr"))  # a sentence may end in “art”
# fmt: on
_GERMAN_DAY = re.compile(
    r"\s+(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    r"|Jahrhundert)\b"
)  # after “am 9.”
# A run of marks is tried once, at its first: tried at each, a page of dots takes minutes. That the
# pattern begins with a set of characters lets a search pass over all others.
_END = re.compile(
    r"[.!?…。！？](?:(?<=[.!?…])(?<![.!?…].)[.!?…]*[\"'”“’»«)\]]*(?=\s|$)"
    r"|(?<=[。！？])[。！？]*[」』”]?)"
)
_NO_WORD = re.compile(r"[^\w.]")
_NEXT = re.compile(r"\s*(\S)")
_LOOK_BACK = 24  # characters; longer words are no abbreviations


def sentences(text: str) -> list[str]:
    """The sentences of a text in order, stripped; the end of a line always ends one.

    Every result is a substring of `text`. Abbreviations, initials and decimal points do not end
    a sentence. Takes time in proportion to the text, whatever stands in it.
    """
    found: list[str] = []
    for paragraph in text.split("\n"):
        found.extend(_in_paragraph(paragraph))
    return found


def _in_paragraph(paragraph: str) -> list[str]:
    parts: list[str] = []
    start = 0
    for match in _END.finditer(paragraph):
        if match.end() == len(paragraph):
            break  # what stands last is the last sentence, whether it is over or not
        if _continues(paragraph, match):
            continue
        parts.append(paragraph[start : match.end()].strip())
        start = match.end()
    parts.append(paragraph[start:].strip())
    return [part for part in parts if part]


def _continues(paragraph: str, match: re.Match[str]) -> bool:
    if not match.group().startswith("."):
        return False
    following = _NEXT.match(paragraph, match.end())
    if following and following.group(1).islower():
        return True
    before = paragraph[max(0, match.start() - _LOOK_BACK) : match.start()]
    word = _NO_WORD.split(before)[-1].lower()
    if word.isdecimal() and len(word) <= 2 and _GERMAN_DAY.match(paragraph, match.end()):
        return True
    if word in _BEFORE_A_NUMBER and following and following.group(1).isdecimal():
        return True
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "i")
