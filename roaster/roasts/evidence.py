"""Whether a source proves a fact, and with which of its own words. Pure.

The quote that a writer gives is looked for in the source (case, typographic quotes and white space
aside); where it is not found, the one or two sentences that share most words with the fact stand
in for it. Then every number and every name of the fact must stand there or in a sentence beside
it, and what is denied in one must not be claimed in the other. Numbers are compared exactly: a
comparison that is fuzzy accepts a changed digit. A gate, not a proof.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from roaster.roasts.folding import Folded, find_all, fold
from roaster.roasts.names import known_names, names_in, words_in
from roaster.text.quantities import quantities
from roaster.text.sentences import sentences

MIN_SHARED_WITH_WINDOW = 0.6  # of the fact's words; below, true and invented facts mix
MIN_SHARED_WITH_QUOTE = 0.3  # a true quote that has nothing to do with the fact proves nothing
LONGEST_SPAN = 400

_WORD = re.compile(r"[\w’']+")
_EMPTY_WORDS = """
a an the and or but of in on at to for from by with as is are was were be been being has have had
do does did will would can could may might its it their they them he she his her that this these
those which who than then there into over after before about more most also said says say according
der die das den dem des ein eine einen einem einer und oder aber von im am auf zu zur zum für mit
als ist sind war waren hat haben hatte wird werden sich sie er es ihr ihre sein seine dass laut
"""
_NO_WORDS = """
not no never without none nobody nothing neither nor cannot
nicht kein keine keinen keinem keiner nie niemals ohne niemand
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_NO = frozenset(_NO_WORDS.split())
# Verbs that deny: enough to back a “not” of the fact, but no denial of what stands beside them.
_DENYING = re.compile(
    r"\b(?:refus|declin|den[iy]|fail|reject|lack|weiger|verweiger|ablehn)\w*", re.IGNORECASE
)
_AMOUNTS = re.compile(
    r"\b(half|halv\w+|twice|doubl\w+|tripl\w+|dozens?|quarters?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Proof:
    """The source's own words that prove a fact."""

    span: str


@dataclass(frozen=True, slots=True)
class Unproven:
    """Why a source does not prove a fact."""

    reason: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A source prepared for many questions.

    `aside` are the words of its title and outlet: names may come from there, numbers not.
    """

    text: str
    folded: Folded
    bounds: tuple[tuple[int, int], ...]  # of each sentence
    names: frozenset[str]
    aside: frozenset[str]


def make_ground(text: str, aside: str = "", day: date | None = None) -> Ground:
    """Prepare a source's text, once for all its facts."""
    bounds, end = [], 0
    for sentence in sentences(text):
        start = text.index(sentence, end)
        end = start + len(sentence)
        bounds.append((start, end))
    return Ground(text, fold(text), tuple(bounds), known_names(text), words_in(aside))


def prove(fact: str, quote: str, ground: Ground) -> Proof | Unproven:
    """The span of the source that proves `fact`, or the first reason why none does."""
    reason = ""
    for start, end in find_all(ground.folded, _trimmed(quote)):
        objection = _objection(fact, ground, (start, end), MIN_SHARED_WITH_QUOTE)
        if not objection:
            return Proof(" ".join(ground.text[start:end].split()))
        reason = reason or objection
    window = _best_window(fact, ground)
    if window is None:
        return Unproven(reason or "its quote is not in the source")
    objection = _objection(fact, ground, window, MIN_SHARED_WITH_WINDOW)
    if objection:
        return Unproven(reason or objection)
    return Proof(" ".join(ground.text[slice(*window)].split()))


def _trimmed(quote: str) -> str:
    return quote.strip().strip("\"'“”‘’„«»…").strip().rstrip(".,;:").removesuffix("...").strip()


def _best_window(fact: str, ground: Ground) -> tuple[int, int] | None:
    """The one or two sentences that share most words with the fact; the shorter one if equal."""
    wanted = _stems(fact)
    best: tuple[float, int, tuple[int, int]] | None = None
    for length in (1, 2):
        for first in range(len(ground.bounds) - length + 1):
            window = ground.bounds[first][0], ground.bounds[first + length - 1][1]
            size = window[1] - window[0]
            if size > LONGEST_SPAN:
                continue
            shared = _shared(wanted, _stems(ground.text[slice(*window)]))
            if best is None or (shared, -size) > (best[0], -best[1]):
                best = shared, size, window
    return best[2] if best and best[0] >= MIN_SHARED_WITH_WINDOW else None


def _objection(fact: str, ground: Ground, span: tuple[int, int], least: float) -> str:
    """Why the source does not say `fact` around `span`; empty when it does."""
    first, last = _sentences_of(ground, span)
    near = _between(ground, max(first - 1, 0), min(last + 1, len(ground.bounds) - 1))
    own = _between(ground, first, last)
    if _shared(_stems(fact), _stems(near)) < least:
        return "its quote says something else"
    return (
        _missing_number(fact, near)
        or _missing_name(fact, near, ground)
        or _turned_round(fact, own)
        or ""
    )


def _sentences_of(ground: Ground, span: tuple[int, int]) -> tuple[int, int]:
    inside = [
        index
        for index, (start, end) in enumerate(ground.bounds)
        if start < span[1] and end > span[0]
    ]
    return (inside[0], inside[-1]) if inside else (0, 0)


def _between(ground: Ground, first: int, last: int) -> str:
    return ground.text[ground.bounds[first][0] : ground.bounds[last][1]] if ground.bounds else ""


def _missing_number(fact: str, near: str) -> str:
    there = quantities(near)
    for quantity in quantities(fact):
        if not any(quantity.is_backed_by(other) for other in there):
            return f"the number “{quantity.written}” is not there"
    said = {match.group(1).lower()[:4] for match in _AMOUNTS.finditer(near)}
    for match in _AMOUNTS.finditer(fact):
        if match.group(1).lower()[:4] not in said:
            return f"“{match.group(1)}” is not there"
    return ""


def _missing_name(fact: str, near: str, ground: Ground) -> str:
    there = words_in(near) | ground.aside
    for name in names_in(fact, ground.names):
        folded = name.casefold()
        if folded not in there and folded.removesuffix("s") not in there:
            return f"the name “{name}” is not there"
    return ""


def _turned_round(fact: str, own: str) -> str:
    """Whether one denies what the other says. Only what follows a “not” is denied by it."""
    if _denies(fact) and not (_denies(own) or _DENYING.search(own)):
        return "it denies what its source says"
    stems = _stems(fact)
    if not _denies(fact) and any(denied & stems for denied in _denied(own)):
        return "its source denies it"
    return ""


def _denies(text: str) -> bool:
    return any(_is_no(word) for word in _words(text))


def _denied(text: str) -> list[frozenset[str]]:
    words = _words(text)
    return [
        _stems(" ".join(words[place + 1 : place + 4]))
        for place, word in enumerate(words)
        if _is_no(word)
    ]


def _is_no(word: str) -> bool:
    return word in _NO or word.endswith(("n't", "n’t"))


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _stems(text: str) -> frozenset[str]:
    """The telling words of a text, cut to five letters: `announced` and `announcement` are one."""
    stems: set[str] = set()
    for word in _words(text):
        if word in _EMPTY or _is_no(word):
            continue
        if any("\u3040" <= char <= "\u9fff" for char in word):  # no spaces between words
            stems.update(word[at : at + 2] for at in range(max(len(word) - 1, 1)))
        else:
            stems.add(word.split("’")[0].split("'")[0][:5])
    return frozenset(stems - {""})


def _shared(wanted: frozenset[str], there: frozenset[str]) -> float:
    return len(wanted & there) / len(wanted) if wanted else 0.0
