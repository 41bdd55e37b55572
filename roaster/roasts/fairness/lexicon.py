"""The words of a language, and the classes they are of. Pure.

A class is a list of entries separated by space: `thief`, `con_artist` (words in a row), `brib*`
(whatever begins so), `*opfer` (whatever ends so). An entry in capitals is another class, all of it;
`NAME`, `PROPER` and the like are given to words by `tagging`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

Classes = frozenset[str]
_NONE: Classes = frozenset()
_KEY, _END = 4, 2  # letters by which beginnings and endings are looked up; an entry has as many
_COMMON_WEIGHT = 300
# fmt: off
_COMMON = frozenset((
    "a", "an", "and", "as", "at", "be", "by", "for", "from", "has", "have", "he", "her", "his",
    "in", "into", "is", "it", "its", "like", "not", "of", "on", "or", "she", "so", "that", "the",
    "their", "they", "this", "to", "was", "were", "who", "with", "one", "are", "been", ",",
    "der", "die", "das", "dem", "den", "des", "ein", "eine", "einen", "er", "sie", "es", "ihr",
    "ihre", "sein", "seine", "und", "ist", "hat", "im", "auf", "mit", "von", "zu", "für", "als",
    "wie", "aus", "am", "war", "sind", "haben", "an", "wer",
))
# fmt: on
_REMEMBERED = 20_000  # words
_Parts = tuple[tuple[str, Classes], ...]
_Rows = tuple[tuple[tuple[str, ...], Classes], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a word or a row of words can be."""

    classes: Callable[[str], Classes]
    """The classes of one word in lower case; the words asked last are remembered."""
    rows: Mapping[str, Mapping[str, _Rows]]
    """By their first and second word (or a star, where that is a beginning), the longest first."""
    weights: Mapping[str, int]
    """How often each class is met, roughly: the number of its entries, common words more."""
    capitalised_nouns: bool = False

    def row(self, words: Sequence[str], at: int) -> tuple[int, Classes]:
        """The longest row of words that begins at a place: its length and classes, or 0."""
        begun = self.rows.get(words[at])
        if begun is None or at + 1 == len(words):
            return 0, _NONE
        for row, classes in (*begun.get(words[at + 1], ()), *begun.get("*", ())):
            there = tuple(words[at : at + len(row)])
            if there == row or (row[-1][-1] == "*" and _begins(there, row)):
                return len(row), classes
        return 0, _NONE


def _looked_up(
    words: Mapping[str, Classes],
    beginnings: Mapping[str, _Parts],
    endings: Mapping[str, _Parts],
    word: str,
) -> Classes:
    found = words.get(word, _NONE)
    for stem, classes in beginnings.get(word[:_KEY], ()):
        if word.startswith(stem):
            found |= classes
    for end, classes in endings.get(word[-_END:], ()):
        if word.endswith(end):
            found |= classes
    return found


def lexicon_of(
    lists: Mapping[str, str], literals: Iterable[str], *, capitalised_nouns: bool = False
) -> Lexicon:
    """The lexicon of the classes' lists; a literal is its own class as well.

    Raises ValueError for a beginning or ending that is too short to look up.
    """
    spelled = {name: text.split() for name, text in lists.items()}
    entries: dict[str, set[str]] = defaultdict(set)
    for name in spelled:
        holders = _holders(name, spelled)
        for entry in spelled[name]:
            if entry not in spelled:
                entries[entry] |= holders
    weights = dict.fromkeys(spelled, 0)
    for entry, classes in entries.items():
        for name in classes:
            weights[name] += weight_of(entry)
    for literal in literals:
        entries[literal].add(literal)
    return replace(_sorted(entries, weights), capitalised_nouns=capitalised_nouns)


def weight_of(word: str) -> int:
    """How often a word is met, roughly: that of a rare word is 1."""
    return _COMMON_WEIGHT if word in _COMMON else 1


def _holders(name: str, spelled: Mapping[str, Sequence[str]]) -> set[str]:
    """The class itself and every class that holds it."""
    found, fresh = {name}, {name}
    while fresh:
        fresh = {other for other, entries in spelled.items() if fresh & set(entries)} - found
        found |= fresh
    return found


def _sorted(entries: Mapping[str, set[str]], weights: Mapping[str, int]) -> Lexicon:
    words: dict[str, Classes] = {}
    beginnings: dict[str, list[tuple[str, Classes]]] = defaultdict(list)
    endings: dict[str, list[tuple[str, Classes]]] = defaultdict(list)
    rows: dict[str, dict[str, _Rows]] = defaultdict(dict)
    for entry, names in entries.items():
        classes = frozenset(names)
        bare = entry.strip("*")
        if "*" in entry and "_" not in entry and len(bare) < (_END if entry[0] == "*" else _KEY):
            raise ValueError(f"{entry}: more letters are needed beside the star")
        if "_" in entry:
            row = tuple(entry.split("_"))
            second = "*" if row[1].endswith("*") else row[1]
            same = (*rows[row[0]].get(second, ()), (row, classes))
            rows[row[0]][second] = tuple(sorted(same, key=_length))
        elif entry.startswith("*"):
            endings[bare[-_END:]].append((bare, classes))
        elif entry.endswith("*"):
            beginnings[bare[:_KEY]].append((bare, classes))
        else:
            words[entry] = classes
    look_up = partial(
        _looked_up,
        words,
        {key: tuple(found) for key, found in beginnings.items()},
        {key: tuple(found) for key, found in endings.items()},
    )
    return Lexicon(lru_cache(maxsize=_REMEMBERED)(look_up), rows, weights)


def _begins(there: tuple[str, ...], row: tuple[str, ...]) -> bool:
    """Whether words are a row whose last word is a beginning."""
    return there[:-1] == row[:-1] and len(there) == len(row) and there[-1].startswith(row[-1][:-1])


def _length(row: tuple[tuple[str, ...], Classes]) -> int:
    return -len(row[0])
