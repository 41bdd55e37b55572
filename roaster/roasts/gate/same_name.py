"""Whether two names are one: an acronym, a nation’s adjective, a part of the full name. Pure."""

from __future__ import annotations

import re

from roaster.roasts.gate.synonyms import alike_in

DOUBLE_NAME = re.compile(r"\b(?=([A-Z][\w-]+)\s([A-Z][\w-]+))")
_TITLES_WORDS = """
President Prime Minister Chancellor Senator Governor Mr Mrs Ms Dr Professor Prof King Queen
Chief Secretary General Judge Mayor Analyst Economist Herr Frau Präsident Kanzler
"""
# Those that are cut short stand only before a name.
SHORT_TITLES = frozenset(("Mr", "Mrs", "Ms", "Dr", "Prof", "Rep", "Sen", "Gov", "Gen", "Lt", "Col"))
TITLES = frozenset(_TITLES_WORDS.split()) | SHORT_TITLES
_SMALL_WORDS = """
of and the for in on to a an de la und der die das für des
"""
SMALL = frozenset(_SMALL_WORDS.split())
_LETTER = re.compile(r"[^\W\d_][\w&’'-]*")
_GERMAN_WORDS = """
der die das und ist sind wird wurde wurden nicht ein eine im bei den von mit es sich laut gibt
für auf dem hat haben werden einige bis
"""
_GERMAN = frozenset(_GERMAN_WORDS.split())


def is_german(text: str) -> bool:
    """Whether a sentence is German, where every noun is capitalised."""
    words = [word.lower() for word in _LETTER.findall(text)]
    return len(words) > 2 and sum(word in _GERMAN for word in words) / len(words) > 0.15


def stands(name: str, there: frozenset[str]) -> bool:
    """The name itself, in the plural, or as what it is made into: `Canada`, `Canadian`."""
    folded = name.casefold()
    if (
        folded.replace(".", "") in there
        or folded in there
        or folded.removesuffix("s") in there
        or f"{folded}s" in there
    ):
        return True
    parts = [part for part in re.split(r"[-/]", folded) if part]
    if len(parts) > 1 and all(stands(part, there) for part in parts):
        return True
    if alike_in(folded, there):
        return True
    if len(folded) < 5:
        return False
    stem_chars = max(5, len(folded) - 3)
    return any(
        word[:stem_chars] == folded[:stem_chars] and abs(len(word) - len(folded)) <= 3
        for word in there
        if len(word) >= 5
    )


def spelled_in(name: str, fact: str, there: str) -> bool:
    """Whether the acronym of a name stands there, or what the name is short for."""
    return _expanded(name, there) or _abbreviated(name, fact, there)


def _expanded(name: str, near: str) -> bool:
    """Whether the words that an acronym is short for stand there."""
    letters = name.replace(".", "").replace("&", "").casefold()
    if not (2 <= len(letters) <= 6 and name.replace(".", "").isupper()):
        return False
    words = [word.casefold() for word in _LETTER.findall(near)]
    for small in (frozenset[str](), SMALL):
        initials = [word[0] for word in words if word not in small]
        if letters in "".join(initials):
            return True
    return False


def _abbreviated(name: str, fact: str, near: str) -> bool:
    """Whether the source has the acronym of the full name that the word belongs to."""
    for match in re.finditer(r"[A-Z]\w+(?:\s(?:of|and|for|the|[A-Z]\w+)){1,6}", fact):
        if name in match.group():
            letters = "".join(word[0] for word in match.group().split() if word[0].isupper())
            if len(letters) >= 2 and re.search(rf"\b{letters}\b", near):
                return True
    return False


def in_full(name: str, fact: str, here: frozenset[str], whole: str) -> bool:
    """Whether a name is half of a double name whose other half stands here: “Ada” for “Brenk”.

    Of a first half, the second is asked for itself.
    """
    for match in DOUBLE_NAME.finditer(fact):
        one, two = match[1], match[2]
        if one.casefold() in SMALL:
            continue
        if name in (one, two) and f"{one} {two}".casefold() in whole:
            return name == one or one.casefold() in here
    return False
