"""Five sub-scores from signals that can be counted. Pure.

What the anchors of rubric 1 name is counted first, each as a share from 0 to 1:

claimed   words without reserve in quotation marks, superlatives (`hype`), boasts, announcements
failed    what went otherwise (`failure`), climb-downs, pairs of a claim and its opposite
outside   somebody or something else did it (`harm`)
mended    refunds, repairs and dates (`remedy`)
defiant   refusals and stubbornness; promises without a date

hype_gap        what was claimed, and more where it failed beside the claim
self_own        what failed, less where it came from outside, more where it was announced
irony           claim and failure together; contradicted pairs, boasts, sentences that sting
stakes          the largest sum of money, the most people, public bodies
missing_remedy  what failed and was not mended, and whether they are proud of it

Of what is not news (`pitch-1`): claim_gap as hype_gap, fine_print from promises without a date and
refusals; fog and cliche from superlatives and promises without a date, self_praise from
announcements and boasts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import exp

from roaster.model.rubric import TOP
from roaster.roasts.writers.offline.extracts import Extracts
from roaster.roasts.writers.offline.figures import Figure, Kind
from roaster.roasts.writers.offline.story import Line, Story

_QUOTED = re.compile(r"“[^“”]+”|„[^„“”]+[“”]|\"[^\"]+\"")
_SUPERLATIVE = re.compile(
    r"\b(?:(?!(?:inter|for|contra|pro|re|in|ha|su|w)est)[a-z]{3,}est|most [a-z]+)\b"
    r"|\b[a-z]{4,}ste[nrs]?\b"
)
LEAD = 8  # sentences
UNMENDED = ("stubborn", "someday")  # in a sentence with these, a remedy is refused or put off
LONGEST_SLOGAN = 10  # words
_SAID = re.compile(r"\b(?:said|says|told|asked|wrote|sagte|sagt|schrieb|kritisierte|erklärte)\b")
_CLAIMING = ("absolute", "hype", "pomp")

UNKNOWN = 2  # for a criterion of a rubric that this writer does not know

_MONEY_STEPS = [Decimal(n) for n in (10**5, 5 * 10**6, 10**8, 2 * 10**9, 5 * 10**10)]
_PEOPLE_STEPS = [Decimal(n) for n in (500, 20_000, 10**6, 10**7, 10**8)]


@dataclass(frozen=True, slots=True)
class Signals:
    """What was counted, as jokes and scores need it."""

    hype: int
    gap: int
    reversal: int
    climbdown: int
    own: int
    harm: int
    public: int
    remedy: int
    stubborn: int
    vague: int  # promises without a date, kinds of them
    boasts: int
    sayings: int
    turns: int
    dry: int
    pairs: int
    money: Decimal
    people: Decimal
    length: int  # sentences
    claims: float = 0.0  # quotations of the lead that name or praise
    failures: int = 0
    figured: bool = False  # a figure stands beside a quotation that names or praises
    takeback: int = 0
    caused: bool = False  # what others did stands in the title or the first sentence


def count_signals(
    story: Story, extracts: Extracts, numbers: Sequence[Figure], pairs: int
) -> Signals:
    """Everything countable of an event."""
    count = story.counts
    return Signals(
        hype=count["hype"],
        gap=count["gap"],
        reversal=count["reversal"],
        climbdown=count["climbdown"],
        own=count["own"],
        harm=count["harm"],
        public=count["public"],
        remedy=_kept(story, "remedy", UNMENDED),
        stubborn=count["stubborn"],
        vague=len({kind for kind, _ in extracts.promises}),
        boasts=len(extracts.boasts),
        sayings=len(extracts.sayings),
        turns=len(extracts.turns),
        dry=len(extracts.dry),
        pairs=pairs,
        money=max((n.value for n in numbers if n.kind is Kind.MONEY), default=Decimal(0)),
        people=max(map(_reach, numbers), default=Decimal(0)),
        length=max(len(story.lines), 1),
        claims=_claims(story),
        failures=count["failure"],
        takeback=count["takeback"],
        figured=_is_figured(story, numbers),
        caused="harm" in story.title_found
        or any(line.has("harm") for line in story.lines if not line.place),
    )


def _claims(story: Story) -> float:
    """What the lead claims; a quotation in a title is a claim by itself."""
    titles = {story.title, *story.headlines}
    told = sum(_claims_in(line) for line in story.lines if line.place < LEAD)
    return told + any(_QUOTED.search(title) for title in titles)


def _is_figured(story: Story, numbers: Sequence[Figure]) -> bool:
    """Whether a figure stands in the sentence of a claim, or in the next one."""
    counted = {(figure.line.source, figure.line.place) for figure in numbers}
    return any(
        _claims_in(line) and not counted.isdisjoint(_with_next(line))
        for line in story.lines
        if line.place < LEAD
    )


def _with_next(line: Line) -> tuple[tuple[int, int], tuple[int, int]]:
    return (line.source, line.place), (line.source, line.place + 1)


def _kept(story: Story, label: str, unless: Sequence[str]) -> int:
    """How often a label is found where the sentence does not take it back: `no refund`."""
    in_text = sum(
        found.label == label
        for line in story.lines
        if line.has(label) and not any(map(line.has, unless))
        for found in line.found
    )
    return in_text + 3 * (label in story.title_found)


def _claims_in(line: Line) -> float:
    """How much a sentence claims.

    A short quotation that nobody says is a slogan or a name that the reporter sets apart. Of what
    somebody says, words without reserve count half; what a critic says does not count. Without
    quotation marks, such words count half beside an announcement.
    """
    quoted = [match.span() for match in _QUOTED.finditer(line.text)]
    places = [found.start for found in line.found if found.label in _CLAIMING]
    if not quoted:
        return 0.5 * (line.has("own") and bool(places))
    if not _SAID.search(line.text):
        return float(bool(slogans(line)))
    if line.has("critic"):
        return 0.0
    places += [match.start() for match in _SUPERLATIVE.finditer(line.text)]
    return 0.5 * any(start < place < end for place in places for start, end in quoted)


def slogans(line: Line) -> list[str]:
    """The short quotations of a sentence in which nobody says anything, without their marks."""
    if _SAID.search(line.text):
        return []
    found = []
    for match in _QUOTED.finditer(line.text):
        told = match.group()[1:-1].strip()
        words = told.rstrip(".,;:!?")
        if _is_speech(told, match.start()):
            continue
        least = 1 if claims_without_reserve(line, words) else 2
        if least <= len(words.split()) <= LONGEST_SLOGAN:
            found.append(words)
    return found


def _is_speech(told: str, at: int) -> bool:
    """Whether a quotation is a sentence that somebody says, without a word for saying beside it."""
    return told[:1].isupper() and (not at or told[-1] in ".,!?")


def claims_without_reserve(line: Line, words: str) -> bool:
    """Whether words of a sentence praise or promise: `always`, `the safest`."""
    start = line.text.find(words)
    end = start + len(words)
    found = any(each.label in _CLAIMING for each in line.found if start <= each.start < end)
    return found or bool(_SUPERLATIVE.search(words))


def _reach(figure: Figure) -> Decimal:
    """How many people a figure stands for: of other things, one for ten of them."""
    if figure.kind is Kind.PEOPLE:
        return figure.value
    return figure.value / 10 if figure.kind is Kind.COUNT else Decimal(0)


def score(signals: Signals, keys: Sequence[str]) -> Mapping[str, int]:
    """A sub-score from 0 to 5 for each criterion of a rubric."""
    known = {
        "hype_gap": _hype_gap(signals),
        "self_own": _self_own(signals),
        "irony": _irony(signals),
        "stakes": _stakes(signals),
        "missing_remedy": _missing_remedy(signals),
        "claim_gap": _claim_gap(signals),
        "fog": _fog(signals),
        "self_praise": _self_praise(signals),
        "cliche": _cliche(signals),
        "fine_print": _fine_print(signals),
    }
    return {key: _whole(known.get(key, UNKNOWN)) for key in keys}


def _whole(value: float) -> int:
    return max(0, min(TOP, int(value + 0.5)))


def _per(count: int, signals: Signals, sentences: float) -> float:
    """Occurrences per so many sentences: a long article is not more absurd for its length."""
    return count * sentences / max(signals.length, 12)


def _share(value: float) -> float:
    return max(0.0, min(1.0, value))


def _nearing(value: float) -> float:
    """A share that nears 1 more and more slowly: the tenth slogan says less than the second."""
    return 1 - exp(-1.5 * value)


def _claimed(s: Signals) -> float:
    return _nearing(
        0.8 * s.claims + 0.2 * _per(s.hype, s, 20) + 0.2 * s.boasts + 0.04 * _per(s.own, s, 20)
    )


def _failed(s: Signals) -> float:
    return _nearing(
        0.12 * _per(s.failures, s, 20)
        + 0.06 * _per(s.climbdown, s, 20)
        + 0.04 * _per(s.gap, s, 20)
        + 0.3 * s.pairs
        + 0.25 * s.figured
    )


def _outside(s: Signals) -> float:
    return 0.8 if s.caused else _share(0.08 * _per(s.harm, s, 20))


def _mended(s: Signals) -> float:
    return _share(0.2 * _per(s.remedy, s, 20))


def _defiant(s: Signals) -> float:
    return _share(0.3 * _per(s.stubborn, s, 20))


def _both(s: Signals) -> float:
    """A claim beside what came of it: the more of both, the farther apart; not by the weather."""
    beside = _claimed(s) * (0.6 + 0.4 * _failed(s))
    return beside * (1 - _outside(s)) * (1 - 0.5 * _mended(s))


def _hype_gap(s: Signals) -> float:
    return 0.2 + 0.6 * _claimed(s) + 4.5 * _both(s) + 0.3 * min(2, s.pairs)


def _self_own(s: Signals) -> float:
    return 0.2 + (2.0 * _failed(s) + 3.2 * _both(s)) * (1 - _outside(s))


def _irony(s: Signals) -> float:
    stings = min(0.4, 0.1 * _per(s.dry, s, 20))
    return 0.1 + 5.2 * _both(s) + 0.5 * min(2, s.pairs) + stings * _claimed(s)


def _stakes(s: Signals) -> float:
    money = bisect_right(_MONEY_STEPS, s.money)
    people = bisect_right(_PEOPLE_STEPS, s.people)
    public = min(1.0, 0.15 * _per(s.public, s, 20))
    return 0.3 + max(money, people) * 0.8 + min(money, people) * 0.25 + public


def _fog(s: Signals) -> float:
    return 1.0 + min(2.4, 0.8 * _per(s.hype, s, 15)) + min(1.6, 0.5 * s.vague)


def _self_praise(s: Signals) -> float:
    return 0.8 + min(2.4, 0.8 * _per(s.own, s, 20)) + min(2.0, 0.6 * s.boasts)


def _cliche(s: Signals) -> float:
    return 0.8 + min(3.0, 0.9 * _per(s.hype, s, 12)) + min(1.2, 0.4 * s.vague)


def _missing_remedy(s: Signals) -> float:
    open_still = 1.2 * _failed(s) + 2.2 * _both(s) + 1.4 * _defiant(s)
    return 0.3 + open_still + min(0.6, 0.3 * s.vague) - 3.0 * _mended(s)


def _fine_print(s: Signals) -> float:
    return (
        1.9
        + min(2.0, 0.7 * s.vague)
        + min(2.0, 0.8 * _per(s.stubborn, s, 20))
        - min(2.6, 0.6 * _per(s.remedy, s, 20))
    )


def _claim_gap(s: Signals) -> float:
    """Of a page that only claims, nothing can have failed yet."""
    return (
        0.6
        + min(2.4, 0.9 * _per(s.hype, s, 20))
        + min(1.2, 0.6 * s.pairs)
        + min(1.2, 0.5 * _per(s.gap, s, 15))
        + min(0.6, 0.3 * s.turns)
    )
