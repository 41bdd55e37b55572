"""Publication times as pages write them: ISO 8601, RFC 2822, English words, Unix seconds. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from roaster.text.dates import parse_time

_EARLIEST, _LATEST = 1990, 2100  # years of the web; outside lies a placeholder or a typing error
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO_LIKE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)[T ]*(.*)", re.DOTALL)
_CLOCK = re.compile(r"\D{0,3}(\d{1,2}):(\d{2})")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\.?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})\b")
# A day alone, or the midnight that a database puts behind one.
_NO_TIME = re.compile(r"^[^:T ]{8,10}$|[T ]00:00(?::00(?:\.0+)?)?$")
_UNIX = re.compile(r"\d{10}(?:\d{3})?")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time, aware; `bare_day` where only the day was said and the time is its midnight."""

    time: datetime
    bare_day: bool = False

    def refines(self, other: Moment) -> bool:
        """Whether this says the time of the bare day that `other` is, in some zone."""
        if self.bare_day or not other.bare_day:
            return False
        return timedelta(hours=-14) <= self.time - other.time <= timedelta(hours=38)


def read_moment(text: str) -> Moment | None:
    """The time a page's date field says; without zone it is taken as UTC. None: not readable.

    Numbers like 04/05/2026 are refused: nobody can know which is the month.
    """
    text = " ".join(text[:120].split())
    for read in (_iso, _iso_like, _unix, _rfc, _words):
        moment = read(text)
        if moment and _EARLIEST <= moment.time.year <= _LATEST:
            return moment
    return None


def _iso(text: str) -> Moment | None:
    try:
        return Moment(parse_time(text), bare_day=bool(_NO_TIME.search(text)))
    except (ValueError, OverflowError):
        return None


def _iso_like(text: str) -> Moment | None:
    """`2026/4/9`, `2026-04-09 8:05 AM GMT`: the day, and the time where the rest is one."""
    match = _ISO_LIKE.match(text)
    if not match:
        return None
    year, month, day, rest = match.groups()
    date = f"{year}-{month:0>2}-{day:0>2}"
    clock = _CLOCK.match(rest)
    exact = _iso(f"{date}T{rest.strip().replace(' ', '')}") if clock else None
    return exact or _at(date, 0, 0, bare=True)


def _unix(text: str) -> Moment | None:
    if not _UNIX.fullmatch(text):
        return None
    return Moment(datetime.fromtimestamp(int(text[:10]), UTC))


def _rfc(text: str) -> Moment | None:
    try:
        time = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # parsedate reads "19 Nov 2019" too, as midnight: then nobody said a time.
    return Moment(time if time.tzinfo else time.replace(tzinfo=UTC), bare_day=":" not in text)


def _words(text: str) -> Moment | None:
    if match := _MONTH_FIRST.search(text):
        month, day, year = match.groups()
    elif match := _DAY_FIRST.search(text):
        day, month, year = match.groups()
    else:
        return None
    if month[:3].lower() not in _MONTHS:
        return None
    number = _MONTHS.index(month[:3].lower()) + 1
    return _at(f"{year}-{number:02}-{int(day):02}", 0, 0, bare=True)


def _at(date: str, hour: int, minute: int, *, bare: bool) -> Moment | None:
    try:
        return Moment(parse_time(f"{date}T{hour:02}:{minute:02}"), bare)
    except ValueError:
        return None
