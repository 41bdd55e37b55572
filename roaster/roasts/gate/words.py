"""Words of a text as the gate compares them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from roaster.roasts.gate.synonyms import groups, opposed

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*[’']?")
_POSSESSIVE = re.compile(r"[’'](?:s|S)?\Z")
_EMPTY_WORDS = """
a an the and or but of in on at to for from by with as is are was were be been being has have had
do does did will would can could may might its it their they them he she his her that this these
those which who than then there into over after before about more most also said says say according
not no i we you our my your so if such very just some
der die das den dem des ein eine einen einem einer und oder aber von im am auf zu zur zum für mit
als ist sind war waren hat haben hatte wird werden sich sie er es ihr ihre sein seine dass laut
nicht kein keine keinen keinem keiner
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
SHORTEST_ROOT = 3
LONG, ROOT = 8, 7  # letters of a word, and of its beginning that tells from what it is derived
# Endings of inflected English words, and what the base form has instead.
_INFLECTED = (
    *(("ies", ("y",)), ("ied", ("y",)), ("ing", ("", "e")), ("ed", ("", "e")), ("es", ("", "e"))),
    ("s", ("",)),
)
# Past forms that are other words too: “founded” is not of “find”.
_PASTS = frozenset(("found", "fell", "saw", "rose", "left", "wound", "thought", "lay", "bore"))
_SUFFIX = re.compile(r"(?<=\w{3})(?:ies|ing|ed|es|s|e|y)\Z")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text with its words in lower case, in order, and their stems."""

    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]  # of each word; empty for one that tells nothing
    starts: tuple[int, ...]  # where each word begins in the text

    @property
    def telling(self) -> frozenset[str]:
        """The stems of the words that tell something."""
        return frozenset(self.stems) - {""}


def passage(text: str) -> Passage:
    """A text taken apart."""
    found = list(_WORD.finditer(text))
    words = tuple(_lower(match.group()) for match in found)
    return Passage(text, words, tuple(map(stem, words)), tuple(match.start() for match in found))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, with straight apostrophes, hyphens kept."""
    return tuple(map(_lower, _WORD.findall(text)))


def _lower(word: str) -> str:
    if "'" in word or "’" in word:
        return _POSSESSIVE.sub("", word).lower().replace("’", "'")
    return word.lower()


@lru_cache(maxsize=16_384)  # the words of a language come again in every text
def stem(word: str) -> str:
    """A word cut so that `announced` and `announcement`, `owns` and `own` are one; synonyms too.

    Empty for the small words that every sentence has.
    """
    if word in _EMPTY or word.endswith("n't"):
        return ""
    if not word.isascii() and any("\u3040" <= char <= "\u9fff" for char in word):
        return word
    return _ALIKE.get(word) or _by_base(word) or _derived(word) or _cut(word)


def has_synonyms(word: str) -> bool:
    """Whether a word in lower case is one of a group: a common word of the news."""
    return bool(_ALIKE.get(word) or _by_base(word))


def _by_base(word: str) -> str:
    """What stands for a word of which the groups have only the base form; empty if none does."""
    for suffix, endings in _INFLECTED:
        root = word.removesuffix(suffix)
        if root == word or len(root) < SHORTEST_ROOT:
            continue
        doubled = root[-1] == root[-2]
        for base in (*(root + ending for ending in endings), root[:-1] if doubled else ""):
            if base in _ALIKE and base not in _PASTS:
                return _ALIKE[base]
    return ""


def _derived(word: str) -> str:
    """What stands for a long word that begins as one of a group does: “negotiate”, “-ation”."""
    return _BEGUN.get(word[:ROOT], "") if len(word) >= LONG else ""


def _cut(word: str) -> str:
    return _SUFFIX.sub("", word)[:5].rstrip("ey")


def _alike() -> dict[str, str]:
    """Each word that has synonyms, and the cut of the one that stands for all of them."""
    table: dict[str, str] = {}
    for group in groups():
        for word in group:
            table.setdefault(word, _cut(group[0]))
    return table


_ALIKE = _alike()


def _begun() -> dict[str, str]:
    """The beginnings of the long words of one group only, with what stands for the group."""
    table: dict[str, set[str]] = {}
    for word, stands_for in _ALIKE.items():
        if len(word) >= LONG:
            table.setdefault(word[:ROOT], set()).add(stands_for)
    return {root: found.pop() for root, found in table.items() if len(found) == 1}


_BEGUN = _begun()
_NUMBER_WORDS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
million billion trillion half third quarter percent dozen
zwei drei vier fünf sechs sieben acht neun zehn zwanzig hundert tausend millionen milliarden
prozent hälfte drittel viertel dutzend
"""
_NUMBERS = frozenset(map(stem, _NUMBER_WORDS.split()))


def _antonyms() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for one, other in opposed():
        for here, there in ((one, other), (other, one)):
            against = frozenset(map(stem, there))
            for word in map(stem, here):
                table[word] = table.get(word, frozenset()) | against
    return table


_ANTONYMS = _antonyms()


def antonyms_of(stem: str) -> frozenset[str]:
    """The stems of what says the opposite of a stem."""
    return _ANTONYMS.get(stem, frozenset())


def stems_of(text: str) -> frozenset[str]:
    """The stems of a text's telling words; pairs of characters in scripts without spaces."""
    stems: set[str] = set()
    for word in words_of(text):
        for part in word.split("-"):
            if not part.isascii() and any("\u3040" <= char <= "\u9fff" for char in part):
                stems.update(part[at : at + 2] for at in range(max(len(part) - 1, 1)))
            else:
                stems.add(stem(part))
    return frozenset(stems - {""})


def without_numbers(stems: frozenset[str], *, but: frozenset[str]) -> frozenset[str]:
    """Stems without the numbers that are not in `but`: they may be told otherwise there."""
    return frozenset(s for s in stems if s in but or not (s[0].isdigit() or s in _NUMBERS))


def shared(wanted: frozenset[str], there: frozenset[str]) -> float:
    """The share of `wanted` that is there."""
    return len(wanted & there) / len(wanted) if wanted else 0.0
