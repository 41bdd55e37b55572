"""The names that a roast is about: its actors. Pure.

An actor is a party under *Who Got Burned*, or a name of the roast's prose that also stands in its
title, its tags or a source's title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from roaster.model.roast import Roast

_MAX_CHARS = 6000  # of a roast's facts and parties

_CAPITALISE_NOUNS = ("de", "lb")  # there, a capital letter makes no name
_RECEIPT = re.compile(r"\[receipt\]\([^()\n]*\)|\]\([^()\n]*\)")
_PARTY = re.compile(r"^\s*[-*+]\s+\*\*(?P<who>[^*\n]{1,120})\*\*", re.MULTILINE)
_WORD = r"[^\W\d_][\w&’'-]*"
_RUN = re.compile(rf"(?P<head>(?:^|[.!?:“\"»\n])\W*)?(?<!\w)(?P<run>{_WORD}(?: {_WORD})*)")
_TOKEN = re.compile(r"[\w&]+")
_TOKENS = re.compile(r"[\w&]+(?:'[\w]+)?")
_POSSESSIVE = re.compile(r"[’'](?:s|S)?$")
_INNER = re.compile(r"[a-z][A-Z]|[A-Z]{2}|\d")
# fmt: off
_NO_NAMES = frozenset((
    "the", "a", "an", "this", "that", "these", "those", "it", "its", "he", "she", "they", "we",
    "you", "i", "his", "her", "their", "our", "my", "who", "what", "when", "where", "why", "how",
    "which", "in", "on", "at", "by", "for", "from", "with", "without", "after", "before", "since",
    "until", "under", "over", "to", "of", "and", "or", "but", "if", "as", "so", "no", "not", "yes",
    "there", "here", "one", "two", "three", "all", "some", "most", "both", "each", "every", "many",
    "new", "now", "last", "next", "more", "ceo", "cfo", "cto", "ai", "us", "usa", "uk", "eu", "un",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "mr", "mrs", "ms", "dr", "prof", "inc", "ltd", "corp", "gmbh", "co",
    "everyone", "everybody", "nobody", "readers", "customers", "investors", "shareholders",
    "staff", "viewers", "voters", "management", "ministry", "government", "parliament", "board",
    "humans", "people", "users", "taxpayers", "seven", "four", "five", "six", "eight", "nine",
    "ten", "state", "city", "council", "court", "regulator", "regulators", "police", "minister",
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einer", "alle", "wer", "niemand",
    "kunden", "anleger", "aktionäre", "steuerzahler", "leser",
))
# fmt: on


def actors(roast: Roast, language: str) -> tuple[str, ...]:
    """The names that a roast is about, folded, in order."""
    texts = {section.key: section.text[:_MAX_CHARS] for section in roast.sections if section.key}
    parties = [match["who"] for match in _PARTY.finditer(texts.get("burned", ""))]
    about = (roast.title, *(source.title for source in roast.sources), *roast.tags, *parties)
    told = " ".join(_folded(text) for text in about)
    prose = _RECEIPT.sub("]", f"{texts.get('facts', '')}\n{roast.quip}")
    names = list(_party_names(parties))
    if language.partition("-")[0].lower() not in _CAPITALISE_NOUNS:
        names += [name for name in _prose_names(prose) if f" {name} " in f" {told} "]
    # What the roast also writes small is no name: “staff”.
    small = frozenset(word for word in _TOKENS.findall(prose) if word.islower())
    return tuple(dict.fromkeys(name for name in names if len(name) > 2 and name not in small))


def _party_names(parties: Sequence[str]) -> Iterator[str]:
    """The names in the parties: `Brightwell's board` is Brightwell's."""
    for party in parties:
        for run in _runs(party):
            if name := _name(run):
                yield name


def _prose_names(prose: str) -> Iterator[str]:
    """Capitalised runs; at the start of a sentence only those that are names elsewhere, too."""
    inside: list[str] = []
    first: list[str] = []
    for match in _RUN.finditer(prose):
        for position, run in enumerate(_runs(match["run"])):
            opens = match["head"] is not None and position == 0 and match["run"].startswith(run)
            (first if opens else inside).append(run)
    known = {name for run in inside if (name := _name(run))}
    for run in inside:
        if name := _name(run):
            yield name
    for run in first:
        name = _name(run)
        if name and (" " in name or name in known or _INNER.search(run)):
            yield name


def _runs(text: str) -> Iterator[str]:
    """The longest runs of words that begin with a capital letter."""
    run: list[str] = []
    for word in text.split():
        if word[:1].isupper() or (run and word == "&"):
            run.append(word)
            if _POSSESSIVE.search(word) or word.endswith((",", ";")):
                yield " ".join(run)
                run = []
        elif run:
            yield " ".join(run)
            run = []
    if run:
        yield " ".join(run)


def _name(run: str) -> str:
    """A run as a name: folded, without articles before it and without possessive."""
    words = _POSSESSIVE.sub("", run.rstrip(".,;:!?")).split()
    while words and _bare(words[0]) in _NO_NAMES:
        words = words[1:]
    while words and _bare(words[-1]) in _NO_NAMES:
        words = words[:-1]
    return _folded(" ".join(words))


def _bare(word: str) -> str:
    return "".join(_TOKEN.findall(word.casefold()))


def _folded(text: str) -> str:
    return " ".join(
        _POSSESSIVE.sub("", word) for word in _TOKENS.findall(text.casefold().replace("’", "'"))
    )
