"""Whether the days, months and years of a fact are those of its source. Pure.

A weekday and a date prove each other by the day the article was published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = (
    ("january", "jan", "januar", "jänner"),
    ("february", "feb", "februar"),
    ("march", "mar", "märz"),
    ("april", "apr"),
    ("may", "mai"),
    ("june", "jun", "juni"),
    ("july", "jul", "juli"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct", "oktober", "okt"),
    ("november", "nov"),
    ("december", "dec", "dezember", "dez"),
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_WEEKDAYS = (
    ("monday", "montag"),
    ("tuesday", "dienstag"),
    ("wednesday", "mittwoch"),
    ("thursday", "donnerstag"),
    ("friday", "freitag"),
    ("saturday", "samstag", "sonnabend"),
    ("sunday", "sonntag"),
)
_WEEKDAY_OF = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
CALENDAR_WORDS = frozenset((*_MONTH_OF, *_WEEKDAY_OF))
"""Names of months and weekdays in lower case: capitalised, and yet no names."""

# A month is capitalised: “may” and “march” are verbs. Of the short forms, dot or day must follow.
_NAME = "|".join(
    sorted((name.capitalize() for name in _MONTH_OF if len(name) > 4 or name in
            ("may", "mai", "june", "july", "juni", "juli", "märz")), key=len, reverse=True)
)  # fmt: skip
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Okt|Nov|Dec|Dez"
_MONTH = rf"(?:(?:{_NAME})\b|(?:{_SHORT})(?:\.|(?=\s\d)))"
_DATE = re.compile(
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th|\.)?\s(?:of\s)?)?(?P<m>{_MONTH})"
    r"(?:\s(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?![\d:]|[.,]\d|\s(?:percent|per\scent|million|billion)))?"
    r"(?:,?\s(?P<y>(?:19|20)\d\d)\b)?"
    r"|\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b"
    r"|\b(?P<dmy>\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d)\b"
)
# Most sentences have no date, and a look is quicker than a search at each place: without a month
# a date has a year.
_YEAR_BEGINS = re.compile(r"(?:19|20)\d\d")
_MONTH_BEGINS = re.compile("|".join(sorted({name[:3].capitalize() for name in _MONTH_OF})))
_YEAR = re.compile(
    r"(?:(?<![$€£\d,.-])|(?<=(?:19|20)\d\d-))\b(?P<y>(?:19|20)\d\d)(?:s\b|er\b)?(?![\d%]|[.,]\d|\sx\s|\s?by\s\d)"
)
_WEEKDAY = re.compile(rf"\b({'|'.join(name.capitalize() for name in _WEEKDAY_OF)})s?\b")
_RELATIVE = re.compile(
    r"\b(?P<way>last|previous|past|this|next|coming|current"
    r"|letzte\w*|vergangene\w*|diese\w*|nächste\w*|kommende\w*)\s(?:fiscal\s|financial\s|full\s)?"
    r"(?P<unit>year|month|week|quarter|weekend|decade|spring|summer|autumn|fall|winter|night"
    r"|Jahr\w*|Monat\w*|Woche\w*|Sommer|Winter|Herbst|Frühjahr)\b",
    re.IGNORECASE,
)
_WAYS = {"last": -1, "prev": -1, "past": -1, "this": 0, "curr": 0, "next": 1, "comi": 1,
         "letz": -1, "verg": -1, "dies": 0, "näch": 1, "komm": 1}  # fmt: skip
_NEAR_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "heute": 0,
              "gestern": -1, "morgen": 1}  # fmt: skip
_NEAR_DAY = re.compile(rf"\b({'|'.join(_NEAR_DAYS)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as a text tells it; 0: not told."""

    year: int
    month: int
    day: int
    written: str
    start: int
    end: int


def dates(text: str) -> list[When]:
    """Dates with a month, then bare years, in no order."""
    if not _YEAR_BEGINS.search(text) and not _MONTH_BEGINS.search(text):
        return []
    found = [_when(match) for match in _DATE.finditer(text)]
    covered = [(when.start, when.end) for when in found]
    found += [
        When(int(match["y"]), 0, 0, match["y"], *match.span())
        for match in _YEAR.finditer(text)
        if not any(start <= match.start() < end for start, end in covered)
    ]
    return found


def without_dates(text: str) -> str:
    """The text with its dates blanked, so that their numbers are not asked for once more."""
    found = dates(text)
    if not found:
        return text
    rest = list(text)
    for when in found:
        rest[when.start : when.end] = " " * (when.end - when.start)
    return "".join(rest)


def undated(fact: str, there: str, published: date | None) -> str:
    """The first date, weekday or “last year” of a fact that is not there, as it is written."""
    mine = dates(fact)
    if not mine and not _WEEKDAY.search(fact) and not _RELATIVE.search(fact):
        return ""
    told = dates(there)
    for when in mine:
        if not _dated(when, told, there, published):
            return when.written
    return _missing_weekday(fact, told, there, published) or _missing_relative(
        fact, told, there, published
    )


def misdated(fact: str, own: str) -> str:
    """The year of a fact where the proving passage itself has another one; else empty.

    Sentences beside it may lend a year only to a passage that has none of its own.
    """
    mine = {when.year: when.written for when in dates(fact) if when.year}
    if not mine:
        return ""
    theirs = {when.year for when in dates(own) if when.year}
    strange = [written for year, written in mine.items() if year not in theirs]
    return strange[0] if strange and theirs - set(mine) else ""


def _when(match: re.Match[str]) -> When:
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
    elif match["dmy"]:
        day, month, year = (int(part) for part in re.split(r"\.\s?", match["dmy"]))
    else:
        month = _MONTH_OF[match["m"].rstrip(".").lower()]
        day = int(match["d2"] or match["d1"] or 0)
        year = int(match["y"] or 0)
    return When(year, month, day, match.group().strip(), match.start(), match.end())


def _dated(when: When, told: list[When], there: str, published: date | None) -> bool:
    if any(_agree(when, other) for other in told):
        return True
    if when.month:
        return any(_is(when, day) for day in _near_days(there, published))
    return when.year in _years(there, published)


def _agree(when: When, other: When) -> bool:
    """Whether one date may be the other: nothing that both tell differs, and enough is told."""
    if when.month:
        return (
            when.month == other.month
            and (not when.day or when.day == other.day)
            and (not when.year or not other.year or when.year == other.year)
        )
    return when.year == other.year


def _is(when: When, day: date) -> bool:
    return when.month == day.month and when.day == day.day and when.year in (0, day.year)


def _near_days(there: str, published: date | None) -> Iterator[date]:
    """The days that “Tuesday” and “yesterday” may be, from the day of the article."""
    if published is None:
        return
    for match in _NEAR_DAY.finditer(there):
        yield published + timedelta(days=_NEAR_DAYS[match[1].lower()])
    for match in _WEEKDAY.finditer(there):
        back = (published.weekday() - _WEEKDAY_OF[match[1].lower()]) % 7
        yield published - timedelta(days=back)
        yield published + timedelta(days=7 - back)


def _years(there: str, published: date | None) -> set[int]:
    if published is None:
        return set()
    return {
        published.year + way for way, unit in _relatives(there) if unit.startswith(("year", "jahr"))
    }


def _missing_weekday(fact: str, told: list[When], there: str, published: date | None) -> str:
    named = {_WEEKDAY_OF[match[1].lower()] for match in _WEEKDAY.finditer(there)}
    named |= {day.weekday() for day in _near_days(there, published)}
    named |= {day.weekday() for when in told if (day := _day(when, published)) is not None}
    for match in _WEEKDAY.finditer(fact):
        if _WEEKDAY_OF[match[1].lower()] not in named:
            return match.group()
    return ""


def _day(when: When, published: date | None) -> date | None:
    year = when.year or (published.year if published else 0)
    if not (year and when.month and when.day):
        return None
    try:
        return date(year, when.month, when.day)
    except ValueError:
        return None


def _missing_relative(fact: str, told: list[When], there: str, published: date | None) -> str:
    said = set(_relatives(there))
    years = {when.year for when in told} - {0}
    for match in _RELATIVE.finditer(fact):
        way, unit = _relative(match)
        if (way, unit) in said:
            continue
        by_year = published is not None and published.year + way in years
        contradicted = any(other_unit == unit for _, other_unit in said)
        # “This year” goes without saying, where nothing speaks of another one.
        if not (by_year and unit.startswith(("year", "jahr"))) and (way or contradicted):
            return match.group()
    return ""


def _relatives(text: str) -> Iterator[tuple[int, str]]:
    return (_relative(match) for match in _RELATIVE.finditer(text))


def _relative(match: re.Match[str]) -> tuple[int, str]:
    unit = match["unit"].lower()
    for name, english in (("jahr", "year"), ("monat", "month"), ("woche", "week")):
        unit = english if unit.startswith(name) else unit
    return _WAYS[match["way"].lower()[:4]], unit
