"""Whether a source proves a fact, and with which of its own words. Pure.

The quote that a writer gives is looked for in the source (case, typographic quotes and white space
aside); where it is not found, the one or two sentences that share most words with the fact stand
in for it. Then the modules of `roasts.gate` are asked in turn: dates, numbers and names must stand
there, and nothing may be denied, turned round, caused or said by another. Numbers are compared
exactly: a comparison that is fuzzy accepts a changed digit. A gate, not a proof.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from roaster.roasts.folding import Folded, find_all, fold, folded_text
from roaster.roasts.gate.around import Around
from roaster.roasts.gate.causes import gives_cause, uncaused
from roaster.roasts.gate.claims import as_fact
from roaster.roasts.gate.counting import miscounted
from roaster.roasts.gate.days import CALENDAR_WORDS, misdated, undated, without_dates
from roaster.roasts.gate.denial import turned_round
from roaster.roasts.gate.denying import denies
from roaster.roasts.gate.naming import missing_name
from roaster.roasts.gate.numbers import unbacked
from roaster.roasts.gate.opposites import opposite
from roaster.roasts.gate.places import misplaced
from roaster.roasts.gate.roles import misattributed, swapped
from roaster.roasts.gate.wording import exchanged
from roaster.roasts.gate.words import passage, shared, stems_of, without_numbers
from roaster.roasts.names import names_in, proper_in, words_in
from roaster.text.sentences import sentences

MIN_SHARED_WITH_WINDOW = 0.6  # of the fact's words; below, true and invented facts mix
MIN_SHARED_WITH_QUOTE = 0.25  # a true quote that has nothing to do with the fact proves nothing
CLOSER = 0.15  # of the fact's words that another passage must have more than the one quoted
PLAINLY = 0.5  # of the fact's words that are no names, which a passage that stands in must have
_CLAUSE_ENDS = re.compile(r"[,;:.!?…\"')\]]+(?: |$)| [–—-] |—| \(|$")
LONGEST_SPAN = 400
LONGEST_SENTENCE = 2_000  # a page without a full stop is looked at in pieces
LONGEST_FACT = LONGEST_SENTENCE  # what it costs to compare grows with the square of its length
NO_ACTORS = frozenset(("CEO", "COO", "CFO", "CTO", "IPO", "GDP", "AI", "TV"))
FAR = 12  # sentences in which the heading above and the credit below are looked for


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
    `outlet` may be named as the speaker of all it says. `day` is when it was published.
    """

    text: str
    folded: Folded
    bounds: tuple[tuple[int, int], ...]  # of each sentence
    names: frozenset[str]
    aside: frozenset[str]
    outlet: frozenset[str] = frozenset()
    day: date | None = None
    stems: tuple[frozenset[str], ...] = ()  # of each sentence
    heard: frozenset[str] = frozenset()  # the stems of all of them
    proper: frozenset[str] = frozenset()  # folded words that never stand in small letters


def make_ground(text: str, aside: str = "", day: date | None = None) -> Ground:
    """Prepare a source's text, once for all its facts.

    `aside` is its title; its outlet follows on a line of its own. `day` is when it was published.
    """
    bounds: list[tuple[int, int]] = []
    end = 0
    for sentence in sentences(text):
        start = text.index(sentence, end)
        end = start + len(sentence)
        bounds.extend(
            (at, min(at + LONGEST_SENTENCE, end)) for at in range(start, end, LONGEST_SENTENCE)
        )
    names = names_in(text)
    stems = tuple(stems_of(text[start:end]) for start, end in bounds)
    return Ground(
        text,
        fold(text),
        tuple(bounds),
        frozenset(name.casefold() for name in names),
        aside=words_in(aside) | _main_names(names),
        outlet=words_in(aside.partition("\n")[2]),
        day=day,
        stems=stems,
        heard=frozenset[str]().union(*stems),
        proper=proper_in(text),
    )


def _main_names(names: Sequence[str]) -> frozenset[str]:
    """Whom a source is about: its two most frequent names. “The company” is one of them."""
    counted = Counter(
        name.casefold()
        for name in names
        if name.lower() not in CALENDAR_WORDS and name not in NO_ACTORS
    )
    return frozenset(name for name, times in counted.most_common(2) if times > 2)


def prove(fact: str, quote: str, ground: Ground) -> Proof | Unproven:
    """The span of the source that proves `fact`, or the first reason why none does."""
    if len(fact) > LONGEST_FACT:
        return Unproven(f"it has {len(fact):,} characters, and a fact at most {LONGEST_FACT:,}")
    reason = ""
    judged: set[int] = set()
    stems = stems_of(fact)
    closest = 0.0
    for start, end in find_all(ground.folded, _trimmed(quote)):
        objection = _objection(fact, stems, ground, (start, end), MIN_SHARED_WITH_QUOTE)
        if not objection:
            return Proof(" ".join(ground.text[start:end].split()))
        reason = reason or objection
        first, last = _sentences_of(ground, (start, end))
        judged.update(range(first, last + 1))
        closest = max(closest, shared(stems, _stems(ground, first, last)))
    window = _best_window(stems, ground, judged, closest)
    if window is None or (judged and not _stands_alone(fact, stems, ground, window)):
        return Unproven(reason or "its quote is not in the source")
    objection = _objection(fact, stems, ground, window, MIN_SHARED_WITH_WINDOW)
    if objection:
        return Unproven(reason or objection)
    return Proof(" ".join(ground.text[slice(*window)].split()))


def _stands_alone(
    fact: str, stems: frozenset[str], ground: Ground, window: tuple[int, int]
) -> bool:
    """Whether a passage may stand in for a quote that was found wanting.

    One that has little but the names of the fact may not, nor one for a fact that gives a cause:
    it would prove the one half and not that both belong together.
    """
    plain = stems - stems_of(" ".join(names_in(fact, ground.names)))
    there = _stems(ground, *_sentences_of(ground, window))
    return not gives_cause(fact) and shared(plain, there) > PLAINLY


def _trimmed(quote: str) -> str:
    return quote.strip().strip("\"'“”‘’„«»…").strip().rstrip(".,;:").removesuffix("...").strip()


def _best_window(
    wanted: frozenset[str], ground: Ground, judged: set[int], closest: float
) -> tuple[int, int] | None:
    """The one or two sentences that share most words with the fact; the shorter one if equal.

    Those that have been `judged` are not asked again: beside a further sentence they would pass.
    Nor may others stand in for a passage that came as close to the fact, and was found to differ.
    """
    best: tuple[float, int, tuple[int, int]] | None = None
    found = [wanted & there for there in ground.stems]
    for length in (1, 2):
        for first in range(len(ground.bounds) - length + 1):
            window = ground.bounds[first][0], ground.bounds[first + length - 1][1]
            size = window[1] - window[0]
            if size > LONGEST_SPAN or not judged.isdisjoint(range(first, first + length)):
                continue
            share = shared(wanted, found[first] | found[first + length - 1])
            if best is None or (share, -size) > (best[0], -best[1]):
                best = share, size, window
    if best is None or best[0] < MIN_SHARED_WITH_WINDOW:
        return None
    return best[2] if not judged or best[0] > closest + CLOSER else None


def _stems(ground: Ground, first: int, last: int) -> frozenset[str]:
    return frozenset[str]().union(*ground.stems[first : last + 1])


def _objection(
    fact: str, stems: frozenset[str], ground: Ground, span: tuple[int, int], least: float
) -> str:
    """Why the source does not say `fact`, of these stems, around `span`; empty when it does."""
    first, last = _sentences_of(ground, span)
    own = _between(ground, first, last)
    claimed = as_fact(fact, own)
    if claimed:
        return f"it tells as a fact what its source tells with “{claimed}”"
    if _verbatim(fact, own):
        return ""
    around = max(first - 1, 0), min(last + 1, len(ground.bounds) - 1)
    beside = _stems(ground, *around)
    if shared(without_numbers(stems, but=beside), beside) < least:
        return "its quote says something else"
    near = _between(ground, *around)
    backing = _backing(ground, (first, last), stems)
    objection = (
        _not_there("the date", undated(fact, backing, ground.day) or misdated(fact, own))
        or _not_there("the number", unbacked(without_dates(fact), backing))
        or _not_there("the number", miscounted(without_dates(fact), backing, ground.names))
        or _of_others(fact, ground, first, last)
    )
    if objection:
        return objection
    mine, theirs = passage(fact), passage(own)
    return (
        turned_round(mine, theirs, near)
        or _otherwise("the opposite of", opposite(mine, theirs))
        or _otherwise("no cause as in", uncaused(fact, own, near))
        or _otherwise("something else where it says", misplaced(fact, own, ground.names))
        or _otherwise("something else where it says", exchanged(fact, own))
        or _otherwise("it the other way round, not", swapped(fact, own, ground.names))
    )


def _of_others(fact: str, ground: Ground, first: int, last: int) -> str:
    """The name in a fact that the sentences from `first` to `last` do not mean, or a wrong speaker.

    Whom they mean, and who speaks, is told by what stands before and behind them.
    """
    own = _between(ground, first, last)
    near = _between(ground, max(first - 1, 0), min(last + 1, len(ground.bounds) - 1))
    after = _between(ground, last, min(last + 1, len(ground.bounds) - 1))
    start = max(first - FAR, 0)
    lines = [ground.text[begin:end] for begin, end in ground.bounds[start : last + FAR]]
    around = Around(lines, first - start, last - start, after, ground.names)
    return _not_there(
        "the name",
        missing_name(
            fact,
            own,
            near,
            around=around,
            aside=ground.aside,
            source=ground,
            whole=ground.folded.text,
        ),
    ) or _otherwise(
        "nothing as the words of",
        misattributed(
            fact,
            own,
            near,
            outlet=ground.outlet,
            known=ground.names,
            around=around,
        ),
    )


def _verbatim(fact: str, own: str) -> bool:
    """Whether the fact is the passage, or its first clauses: nothing was said that it denies.

    Cut within a clause, “$12 billion” would be $12.
    """
    wanted, there = folded_text(fact).rstrip(".!?"), folded_text(own)
    begun = there.startswith(wanted) and len(wanted) > 0.8 * len(own.rstrip(".!?"))
    rest = there[len(wanted) :]
    return begun and bool(_CLAUSE_ENDS.match(rest)) and not denies(rest)


def _not_there(what: str, written: str) -> str:
    return f"{what} “{written}” is not there" if written else ""


def _otherwise(what: str, word: str) -> str:
    return f"its source says {what} “{word}”" if word else ""


def _backing(ground: Ground, sentences: tuple[int, int], stems: frozenset[str]) -> str:
    """The passage, with those of its two neighbours that the fact speaks of too."""
    first, last = sentences
    own = _stems(ground, first, last)
    before, after = max(first - 1, 0), min(last + 1, len(ground.bounds) - 1)
    if before < first and not (stems & _stems(ground, before, before)) - own:
        before = first
    if after > last and not (stems & _stems(ground, after, after)) - own:
        after = last
    return _between(ground, before, after)


def _sentences_of(ground: Ground, span: tuple[int, int]) -> tuple[int, int]:
    first = bisect_right(ground.bounds, span[0], key=itemgetter(1))
    last = bisect_left(ground.bounds, span[1], key=itemgetter(0)) - 1
    return (first, last) if first <= last else (0, 0)


def _between(ground: Ground, first: int, last: int) -> str:
    return ground.text[ground.bounds[first][0] : ground.bounds[last][1]] if ground.bounds else ""
