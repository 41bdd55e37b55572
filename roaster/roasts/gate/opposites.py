"""Whether a fact says “more” where its source says “less”, or “rose” for “fell”. Pure.

Words of direction are grouped by axis. A fact's word is at fault where its source uses only the
other end of the axis, or uses that end in the words that stand around the fact's word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from roaster.roasts.gate.words import Passage

WITHIN = 3  # words to each side that tell which of two opposite words is meant

# One axis before each semicolon: this end | that end.
_AXES = """
rise rises rose rising risen increase increases increased increasing gain gains gained gaining
    grow grows grew grown growing growth jump jumps jumped climb climbs climbed climbing surge
    surged surging soar soared raise raises raised raising up boost boosted expand expanded
    expanding expansion add added adds uptick upward rally rallied lift lifted hike hikes steigt
    stieg stiegen gestiegen wuchs gewachsen erhöht zugenommen | fall falls fell falling fallen
    decrease decreases decreased decreasing loss losses lose loses lost drop drops dropped
    dropping decline declines declined declining shrink shrinks shrank shrinking plunge plunges
    plunged slide slid sank sink lower lowers lowered lowering reduce reduces reduced reducing
    reduction cut cuts cutting down slash slashed slump slumped tumble tumbled tumbling
    contraction downward sinkt sank gesunken fiel gefallen schrumpfte verringert gesenkt
    abgenommen ;
more mehr | less fewer weniger ;
most meisten | least fewest wenigsten ;
before vor bevor until | after nach nachdem following since ;
earlier früher | later später ;
early früh | late spät ;
older älter | younger newer jünger neuer ;
first erste ersten erster | last final letzte letzten letzter ;
beginning start started begin anfang | end ended ends ende ;
best | worst ;
better besser | worse schlechter ;
largest biggest greatest größte größten | smallest tiniest kleinste kleinsten ;
larger bigger greater größer | smaller kleiner ;
higher highest höher höchste | lower lowest niedriger niedrigste ;
strong stronger strongest stark | weak weaker weakest schwach ;
above exceed exceeds exceeded exceeding topped tops oberhalb | below short missed missing
    unterhalb ;
closer nearer close | further farther far ;
harder hard schwerer | easier easy leichter ;
buy buys bought buying purchase purchased acquire acquires acquired acquiring kaufte gekauft |
    sell sells sold selling verkaufte verkauft ;
outspend outspending outspent outperform outpace outpacing | underspend underspent underperform
    lag lags ;
accelerate accelerated accelerating accelerates | slow slows slowed slowing ;
win wins won winning | lose loses lost losing ;
always immer | never nie niemals ;
accept accepts accepted approve approved approves allow allowed allows | reject rejects rejected
    refuse refused ban banned bans prohibit prohibits forbid ;
"""
_IDIOMS = re.compile(
    r"\b(?:at (?:most|least)|at first|first half|last (?:year|month|week|night|spring|summer|autumn"
    r"|winter|weekend|few|two|three|five|\d+)|up to|set up|g[ai]v(?:e|es|en|ing) up|make up"
    r"|made up|back up|more or less"
    r"|no longer|never without"
    r"|look(?:ing)? (?:up|down)|step(?:s|ped|ping)? down|close to|cut off|sign up|end up"
    r"|opt|hung up|most of|for the most part|so far|as far as|or (?:more|less|fewer)|broke up"
    r"|lay(?:ing)? off|fire|following its|clos(?:e|ed) (?:in|at)|add(?:s|ed|ing)? (?:that|up)"
    r"|shut(?:ting)? down|go(?:es|ing)? down|ended up|far more|early investor|grow(?:n|ing)? up"
    r"|broken down|ups? and downs?|pick(?:ed|s)? up|come up|came up|showed up"
    r"|follow(?:s|ed)? up)\b",
    re.IGNORECASE,
)

# “The day before.” names but one of the two things that it puts in order.
_BARE = re.compile(
    r"\b(?:before|after|since|earlier|later)(?=[,;:.!?”\"—)]| [–-] | (?:and|but|too|as well)\b|\Z)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Ends:
    axis: int
    this: bool


def _ends() -> dict[str, tuple[_Ends, ...]]:
    table: dict[str, tuple[_Ends, ...]] = {}
    for axis, line in enumerate(_AXES.strip().rstrip(";").split(";")):
        for this, words in zip((True, False), line.split("|"), strict=True):
            for word in words.split():
                table[word] = (*table.get(word, ()), _Ends(axis, this))
    return table


_TABLE = _ends()
DIRECTIONS = frozenset(_TABLE)
"""Words of direction and degree, in lower case: “older”, “rise”."""


@dataclass(frozen=True, slots=True)
class _Use:
    """A word of direction where it stands, with the words around it."""

    word: str
    end: _Ends
    around: frozenset[str]
    following: str  # the very next word
    bare: bool  # with nothing behind it: “the day before”


def opposite(fact: Passage, own: Passage) -> str:
    """The first word of a fact whose source says the opposite; empty when none does."""
    here = list(_uses(fact))
    there = list(_uses(own)) if here else []
    for use in here:
        if _in_step(use, here, there):
            continue
        same = [other for other in there if other.end == use.end]
        contrary = [
            other
            for other in there
            if other.end.axis == use.end.axis
            and other.end.this != use.end.this
            and other.bare is use.bare
        ]
        if not contrary:
            continue
        if any(other.following == use.following for other in same):
            continue
        if not same and not _fit(use, contrary):
            continue
        if not same or _fit(use, contrary) > _fit(use, same):
            return use.word
    return ""


def _in_step(use: _Use, here: list[_Use], there: list[_Use]) -> bool:
    """Whether both texts have both ends of the axis, in the same order."""
    mine, theirs = (
        [other.end.this for other in uses if other.end.axis == use.end.axis]
        for uses in (here, there)
    )
    return mine == theirs and len(set(mine)) > 1


def _fit(use: _Use, others: list[_Use]) -> int:
    return max(len(use.around & other.around) for other in others)


def _uses(text: Passage) -> Iterator[_Use]:
    told = [
        (place, parts)
        for place, word in enumerate(text.words)
        if (parts := [part for part in word.split("-") if part in _TABLE])
    ]
    idle = _idle(text) if told else frozenset()
    bare = {match.start() for match in _BARE.finditer(text.text)} if told else set()
    for place, parts in told:
        for part in parts:
            for end in _TABLE[part] if place not in idle else ():
                around = _around(text, place)
                following = text.words[place + 1] if place + 1 < len(text.words) else ""
                yield _Use(part, end, around, following, text.starts[place] in bare)


def _around(text: Passage, place: int) -> frozenset[str]:
    first = max(0, place - WITHIN)
    words = (*text.words[first:place], *text.words[place + 1 : place + 1 + WITHIN])
    stems = (*text.stems[first:place], *text.stems[place + 1 : place + 1 + WITHIN])
    return frozenset(
        stem or word for word, stem in zip(words, stems, strict=True) if stem or word.isdigit()
    )


def _idle(text: Passage) -> frozenset[int]:
    """Places of words that belong to an idiom: “at least”, “up to”, “step down”."""
    spans = [match.span() for match in _IDIOMS.finditer(text.text)]
    return frozenset(
        place
        for place, at in enumerate(text.starts)
        if any(start <= at < end for start, end in spans)
    )
