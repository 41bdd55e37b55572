"""What the sources of an event say, sorted: known, claimed by whom, contradicted, not known. Pure.

Every line is a sentence or a figure of a source in its own words, with the numbers of the sources
that have it. Nothing here is proof: it tells a model where to look, and the gates look again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from roaster.roasts.attribution import is_claim, speaker_in, tells_of_the_unknown
from roaster.roasts.names import names_in_sentence
from roaster.text.clean import clean_line, cut
from roaster.text.figures import differing, figures_of
from roaster.text.quantities import Quantity, quantities
from roaster.text.sentences import sentences

MAX_LINES = 40  # sentences read of one source, from its top
MOST_KNOWN, MOST_SHOWN, MOST_CLAIMED, MOST_UNKNOWN = 6, 6, 6, 4
MOST_CONTRADICTIONS, MOST_FIGURES, MOST_DATES = 4, 10, 6
SHORTEST, LONGEST = 25, 400  # characters of a sentence worth listing
SHOWN_CHARS = 240
_ALIKE = 0.4  # share of the shorter sentence's words, where a figure or two names are common too
_STEM = 5
_SMALL = 99

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|"
    "Nov|Dec"
)
_WEEKDAYS = (
    "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|"
    "Samstag|Sonnabend|Sonntag"
)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\.?\s(?:{_MONTHS})\b\.?(?:,?\s\d{{4}})?"
    rf"|(?:{_MONTHS})\b\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}})?"
    rf"|(?:{_MONTHS})\s\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}"
    rf"|(?:{_WEEKDAYS})\b)"
)
_DIGIT = re.compile(r"\d")
_DAYS = ("day", "tag", "Mittwoch", "Sonnabend")  # what a weekday's name has
_WORD = re.compile(r"[^\W\d_]{4,}")
_Sentence = tuple[str, Sequence[Quantity]]  # and its numbers
_COUNTED = re.compile(r"\s?(?:[^\W\d_][\w’'-]*)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the first of `sources`; `speaker` says it, where it is a claim."""

    text: str
    sources: tuple[int, ...]
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two sources that give different figures for one thing, each with its sentence."""

    one: Statement
    other: Statement


@dataclass(frozen=True, slots=True)
class FactSheet:
    """An event's sources, sorted. Sources are numbered from 0 as the brief numbers them."""

    sources: int
    known: tuple[Statement, ...] = ()  # plainly reported by several
    shown: tuple[Statement, ...] = ()  # plainly reported by one
    claimed: tuple[Statement, ...] = ()
    unknown: tuple[Statement, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    figures: tuple[Statement, ...] = ()
    dates: tuple[Statement, ...] = ()

    def lines(self) -> Iterator[str]:
        """The sheet as text, one thing a line; headings without entries are left out."""
        if self.sources == 1:
            yield "all of it rests on one source"
        yield from _listed("known (several sources report it)", self.known)
        yield from _listed("reported by one source", self.shown)
        yield from _listed("only claimed (somebody says so)", self.claimed)
        if self.contradictions:
            yield "the sources contradict each other"
            for pair in self.contradictions:
                yield f"- {_told(pair.one)} <> {_told(pair.other)}"
        yield from _listed("not known", self.unknown)
        for heading, found in (("figures", self.figures), ("dates", self.dates)):
            if found:
                yield f"{heading}: " + "; ".join(_told(each) for each in found)


def _listed(heading: str, statements: Sequence[Statement]) -> Iterator[str]:
    if statements:
        yield heading
        for each in statements:
            yield f"- {f'{each.speaker}: ' if each.speaker else ''}{_told(each)}"


def _told(statement: Statement) -> str:
    return f"{statement.text} [{', '.join(map(str, statement.sources))}]"


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence with what it can be compared by."""

    text: str
    source: int
    place: int
    stems: frozenset[str]
    numbers: frozenset[tuple[str, Decimal]]  # unit and value
    names: frozenset[str]
    quantities: Sequence[Quantity]
    dates: Sequence[re.Match[str]]


def make_fact_sheet(texts: Sequence[str]) -> FactSheet:
    """Sort what the sources say; `texts` are theirs, cleaned, in the order of their numbers."""
    read = [_read(text) for text in texts]
    lines = [line for number, own in enumerate(read) for line in _lines(number, own)]
    unknown, claims, reported = _by_kind(lines)
    groups = _told_alike(reported)
    known = sorted(
        (group for group in groups if len(group) > 1),
        key=lambda group: (-len({line.source for line in group}), group[0].place),
    )
    contradictions = tuple(_contradictions(read))
    contested = {each.text for pair in contradictions for each in (pair.one, pair.other)}
    alone = [group[0] for group in groups if len(group) == 1 and group[0].text not in contested]
    return FactSheet(
        sources=len(texts),
        known=tuple(_statement(group) for group in known[:MOST_KNOWN]),
        shown=tuple(_statement([line]) for line in _in_turn(alone, MOST_SHOWN, telling=True)),
        claimed=tuple(
            _statement(group, speaker=speaker_in(group[0].text))
            for group in _first_of_each(_told_alike(claims), MOST_CLAIMED)
        ),
        unknown=tuple(_statement([line]) for line in _in_turn(unknown, MOST_UNKNOWN)),
        contradictions=contradictions[:MOST_CONTRADICTIONS],
        figures=_mentions(lines, _figures_of, MOST_FIGURES),
        dates=_mentions(lines, _dates_of, MOST_DATES),
    )


def _by_kind(lines: Sequence[_Line]) -> tuple[list[_Line], list[_Line], list[_Line]]:
    """What is said not to be known, what somebody claims, and what is plainly reported."""
    unknown: list[_Line] = []
    claims: list[_Line] = []
    reported: list[_Line] = []
    for line in lines:
        if tells_of_the_unknown(line.text):
            unknown.append(line)
        else:
            (claims if is_claim(line.text) else reported).append(line)
    return unknown, claims, reported


def _read(text: str) -> Sequence[_Sentence]:
    """The first sentences of a source, with their numbers."""
    return [(sentence, quantities(sentence)) for sentence in sentences(text)[:MAX_LINES]]


def _lines(number: int, read: Sequence[_Sentence]) -> Iterator[_Line]:
    for place, (sentence, counted) in enumerate(read):
        if SHORTEST <= len(sentence) <= LONGEST:
            yield _Line(
                sentence,
                number,
                place,
                frozenset(word.casefold()[:_STEM] for word in _WORD.findall(sentence)),
                frozenset((one.unit, value) for one in counted for value in one.values),
                frozenset(name.casefold() for name in names_in_sentence(sentence)),
                counted,
                tuple(_DATE.finditer(sentence)) if _may_date(sentence) else (),
            )


def _may_date(sentence: str) -> bool:
    """A look that spares most sentences a search at each of their words."""
    return bool(_DIGIT.search(sentence)) or any(part in sentence for part in _DAYS)


def _told_alike(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Lines in groups, each told by different sources in other words; in order of appearance."""
    groups: list[list[_Line]] = []
    for line in lines:
        for group in groups:
            if line.source not in {other.source for other in group} and _alike(group[0], line):
                group.append(line)
                break
        else:
            groups.append([line])
    return groups


def _alike(one: _Line, other: _Line) -> bool:
    common = bool(one.numbers & other.numbers) or len(one.names & other.names) > 1
    if not common or not one.stems or not other.stems:
        return False
    if _conflict(one.numbers, other.numbers):
        return False
    shared = len(one.stems & other.stems)
    return shared >= _ALIKE * min(len(one.stems), len(other.stems))


def _conflict(ours: frozenset[tuple[str, Decimal]], theirs: frozenset[tuple[str, Decimal]]) -> bool:
    """Whether two lines give figures of one unit, and none the same."""
    units = {unit for unit, _ in ours if unit} & {unit for unit, _ in theirs}
    return any(
        not {value for unit, value in ours if unit == each}
        & {value for unit, value in theirs if unit == each}
        for each in units
    )


def _in_turn(lines: Sequence[_Line], most: int, *, telling: bool = False) -> list[_Line]:
    """The first lines of each source, one from each in turn; `telling` ones have figure or name."""
    by_source: dict[int, list[_Line]] = defaultdict(list)
    for line in lines:
        if not telling or line.numbers or line.names:
            by_source[line.source].append(line)
    turns = (own[rank : rank + 1] for rank in range(most) for own in by_source.values())
    return [line for turn in turns for line in turn][:most]


def _first_of_each(groups: Sequence[list[_Line]], most: int) -> list[list[_Line]]:
    first = _in_turn([group[0] for group in groups], most)
    return [group for line in first for group in groups if group[0] is line]


def _statement(group: Sequence[_Line], speaker: str = "") -> Statement:
    sources = tuple(sorted({line.source for line in group}))
    best = min(group, key=lambda line: (line.source, line.place))
    ordered = (best.source, *(source for source in sources if source != best.source))
    return Statement(cut(clean_line(best.text), SHOWN_CHARS), ordered, speaker)


def _contradictions(read: Sequence[Sequence[_Sentence]]) -> Iterator[Contradiction]:
    if len(read) < 2:
        return
    found = map(figures_of, read)
    seen: set[tuple[str, str, str]] = set()
    for (first, ours), (second, theirs) in combinations(enumerate(found), 2):
        for one, other in differing(ours, theirs):
            low, high = sorted((one.written, other.written))
            if (one.unit, low, high) not in seen:
                seen.add((one.unit, low, high))
                yield Contradiction(
                    Statement(cut(clean_line(one.sentence), SHOWN_CHARS), (first,)),
                    Statement(cut(clean_line(other.sentence), SHOWN_CHARS), (second,)),
                )


def _figures_of(line: _Line) -> Iterator[tuple[str, str]]:
    """Figures as they stand, with the word that is counted (`1,200 jobs`); days left out."""
    text = line.text
    for match in line.dates:
        text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    at = 0
    for quantity in line.quantities if text == line.text else quantities(text):
        start = text.find(quantity.written, at)
        at = max(start + len(quantity.written), at)
        counted = None if quantity.unit else _COUNTED.match(text, at)
        if quantity.unit or counted:
            value = max(quantity.values)
            # Small numbers count many things, large ones are told apart by themselves.
            noun = counted.group() if counted else ""
            key = f"{value}{quantity.unit}" if value > _SMALL else f"{value}{quantity.unit}{noun}"
            yield key.casefold(), clean_line(quantity.written + noun)


def _dates_of(line: _Line) -> Iterator[tuple[str, str]]:
    for match in line.dates:
        written = match.group().rstrip(".")
        yield written.casefold(), written


def _mentions(
    lines: Sequence[_Line], found_in: Callable[[_Line], Iterator[tuple[str, str]]], most: int
) -> tuple[Statement, ...]:
    """What is mentioned by most sources, then what is mentioned first."""
    sources: dict[str, list[int]] = {}
    written: dict[str, str] = {}
    for line in lines:
        for key, text in found_in(line):
            written.setdefault(key, cut(text, 60))
            own = sources.setdefault(key, [])
            if line.source not in own:
                own.append(line.source)
    ranked = sorted(sources, key=lambda key: -len(sources[key]))  # stable: first mentions first
    return tuple(Statement(written[key], tuple(sources[key])) for key in ranked[:most])
