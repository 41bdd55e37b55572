"""Figures with their nouns, as the source writes them: `$40 million`, `1,200 jobs`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from roaster.roasts.writers.offline.story import Line
from roaster.roasts.writers.offline.things import may_be_human


class Kind(StrEnum):
    """What a figure counts: each kind has jokes of its own."""

    MONEY = "money"
    PERCENT = "percent"
    PEOPLE = "people"
    SPAN = "span"  # of time
    COUNT = "count"  # anything else


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the source's own words, its value, and the sentence it comes from.

    `hedged`: the source says “about”, “up to” or the like, so it is no figure to be named alone.
    """

    text: str
    kind: Kind
    value: Decimal
    noun: str
    line: Line
    hedged: bool = False

    @property
    def tells_all(self) -> bool:
        """Whether `text` has the words that hedge it, or needs none."""
        return not self.hedged or self.text.split()[0].isalpha()


def hedged_in(hedge: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Whether a figure from `start` on has words such as `hedge` before it, or is half a range."""
    return bool(hedge.search(text[max(0, start - _REACH) : start]) or _RANGE.match(text, end))


_REACH = 48  # characters before a figure that its hedge stands in
_RANGE = re.compile(r"\s?(?:to|or|bis|oder|[–—-])\s?(?:US|A|C|NZ|HK)?[$€£¥₹]?\s?\d")
_HEDGE = re.compile(
    r"\b(?:(?:more|less|fewer|other|greater|higher|lower) than|up to|at (?:least|most)|nearly|"
    r"almost|about|around|roughly|over|under|below|above|approximately|approx\.?|some|close to|"
    r"near|an? estimated|as (?:many|much|little|few) as|upwards? of|in excess of|the region of|"
    r"maybe|perhaps|estimated at|between|possibly)\s+(?:an?\s+|the\s+)?\Z"
    r"|\bbetween\s[^.;]{1,24}\sand\s+\Z",
    re.IGNORECASE,
)


_SMALL_NUMBERS = "two three four five six seven eight nine ten eleven twelve"
_WORD_VALUES = {word: n for n, word in enumerate(_SMALL_NUMBERS.split(), 2)} | {
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "hundreds of": 200,
    "thousands of": 2000,
    "millions of": 2 * 10**6,
}
_SCALES = (
    dict.fromkeys(("thousand", "k"), 10**3)
    | dict.fromkeys(("million", "m", "mn"), 10**6)
    | dict.fromkeys(("billion", "bn", "b"), 10**9)
    | dict.fromkeys(("trillion", "tn"), 10**12)
)
_ABOUT = (
    r"(?:(?:(?:more|less|fewer|other) than|up to|at least|nearly|almost|about|around|roughly|over|"
    r"an estimated|as (?:many|much) as|only|just)\s+)?"
)
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_WORDS = r"(?P<word>" + "|".join(sorted(_WORD_VALUES, key=len, reverse=True)) + ")"
_SCALE = r"(?:\s?(?P<scale>thousand|million|billion|trillion|mn|bn|tn|m|k|b)\b)?"
_MONEY = re.compile(
    rf"(?P<all>{_ABOUT}(?:(?:US|A|C|NZ|HK)?[$€£¥₹]\s?{_NUMBER}{_SCALE}"
    r"|(?P<number2>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?:\s(?P<scale2>thousand|million|billion|"
    r"trillion))?\s(?:dollars|euros|pounds|yen|crowns|francs|rupees|kronor|yuan)\b))"
    r"(?![\d\w]|[.,]\d|-)"
)
_SIGN = re.compile(r"(?:(?:US|A|C|NZ|HK)?[$€£¥₹]\s?)?\Z")  # before its number
_CURRENCY = re.compile(r"[$€£¥₹]|\b(?:dollars|euros|pounds|yen|crowns|francs|rupees|kronor|yuan)\b")
_PERCENT = re.compile(
    rf"(?P<all>{_ABOUT}{_NUMBER}\s?(?:%|per\s?cent\b|percent\b)(?:\s+points)?)", re.IGNORECASE
)
_COUNT = re.compile(
    rf"(?<![\w$€£¥₹.,-])(?P<all>{_ABOUT}(?:{_NUMBER}(?:\s(?P<scale>thousand|million|billion))?|"
    rf"{_WORDS})\s+(?:(?P<middle>[a-z][a-z-]+)\s+)?(?P<noun>[a-z][a-z-]*[a-z]))\b(?!-)",
)
_AGE = re.compile(r"\s(?:old|ago)\b")
_SPAN_WORDS = "seconds minutes hours days weeks months years decades"
_SPANS = frozenset(_SPAN_WORDS.split())
_PEOPLE_WORDS = """
employees jobs workers people staff customers users passengers subscribers members households
residents students pupils voters drivers readers citizens travellers travelers commuters companies
businesses viewers listeners followers fans shoppers tenants taxpayers applicants delegates
signatories experts consultants journalists reporters reviewers officials clients homes accounts
owners farmers teachers guests visitors patrons developers engineers
"""
_PEOPLE = frozenset(_PEOPLE_WORDS.split())
_NO_NOUN_WORDS = """
is was has as his its this us across less plus times others ours hers theirs does says goes gets
makes takes gives comes shows runs rises falls years-old per plus versus perhaps always besides
towards afterwards sometimes whereas thus yes gross series means news centimetres lines series
"""
_NO_NOUN = frozenset(_NO_NOUN_WORDS.split())
_NO_MIDDLE_WORDS = """
of in to and or per the a an was were is are has had have at on by for from with as that which who
but than then after before into over under out up off not said more other years days weeks months
hours minutes seconds percent million billion thousand times points its their his her
"""
_NO_MIDDLE = frozenset(_NO_MIDDLE_WORDS.split())
_UNCOUNTED = frozenset(("people", "staff", "police", "children", "women", "men", "feet", "crew"))


def figures(lines: Sequence[Line]) -> tuple[Figure, ...]:
    """The figures of sentences fit for a joke, in order; ages, years and grim ones left out."""
    return tuple(
        figure
        for line in lines
        if line.safe and not line.has("grim")
        for figure in (*_money(line), *_percents(line), *_counts(line))
    )


def _money(line: Line) -> Iterator[Figure]:
    if not _CURRENCY.search(line.text):
        return
    for match in _MONEY.finditer(line.text):
        number = match["number"] or match["number2"]
        value = _value(number, match["scale"] or match["scale2"])
        if value > 1:
            number_at = match.start("number" if match["number"] else "number2")
            sign = _SIGN.search(line.text[:number_at])
            start = sign.start() if sign else number_at
            hedged = hedged_in(_HEDGE, line.text, start, match.end())
            yield Figure(_tidy(match["all"]), Kind.MONEY, value, "", line, hedged)


def _percents(line: Line) -> Iterator[Figure]:
    if "%" not in line.text and "cent" not in line.text:
        return
    for match in _PERCENT.finditer(line.text):
        value = _value(match["number"], None)
        hedged = hedged_in(_HEDGE, line.text, match.start("number"), match.end())
        yield Figure(_tidy(match["all"]), Kind.PERCENT, value, "", line, hedged)


def _counts(line: Line) -> Iterator[Figure]:
    for match in _COUNT.finditer(line.text):
        figure = _counted(match, line)
        if figure:
            yield figure


def _counted(match: re.Match[str], line: Line) -> Figure | None:
    middle, noun = match["middle"] or "", match["noun"]
    whole = match["all"]
    if _is_plural(middle) or middle in _NO_MIDDLE:  # “300 users complained”, “six of the”
        if not _is_plural(middle):
            return None
        noun, whole, middle = middle, whole[: -len(match["noun"])].rstrip(), ""
    after = line.text[match.start("all") + len(whole) :]
    if not _is_plural(noun) or noun in _NO_NOUN or _AGE.match(after):
        return None
    value = (
        _value(match["number"], match["scale"])
        if match["number"]
        else Decimal(_WORD_VALUES[match["word"]])
    )
    if value < 2 or (not match["scale"] and _looks_like_a_year(match["number"])):
        return None
    if noun not in _PEOPLE and may_be_human(f"{middle} {noun}"):
        return None
    kind = Kind.SPAN if noun in _SPANS else Kind.PEOPLE if noun in _PEOPLE else Kind.COUNT
    return Figure(_tidy(whole), kind, value, f"{middle} {noun}".strip(), line)


def _is_plural(word: str) -> bool:
    if word in _UNCOUNTED:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ous"))


def _looks_like_a_year(number: str | None) -> bool:
    return bool(number) and len(number or "") == 4 and (number or "")[:2] in ("19", "20")


def _value(number: str, scale: str | None) -> Decimal:
    return Decimal(number.replace(",", "")) * _SCALES.get((scale or "").lower(), 1)


def _tidy(text: str) -> str:
    return " ".join(text.split())
