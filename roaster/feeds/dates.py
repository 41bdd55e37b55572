"""Publication times as feeds write them: a certain reading, or none with a note. Pure.

Read here and not by feedparser, which takes `2020/1/10` for the tenth month's first day. Formats:
RFC 822 and 2822 (RSS), RFC 3339 and W3C-DTF (Atom, RDF, JSON Feed), the asctime of C, and the same
with months in other languages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

EARLIEST_YEAR = 1990  # before it lies no web: a placeholder such as 1 January 1970
FUTURE = timedelta(days=1)  # a clock that goes wrong by more, or an event's date in its place

# Only names that stand for one month in every language that uses them: `lip` is June in Croatian
# and July in Polish, so it is left out, and all of Polish and Croatian with it.
_MONTH_NAMES = (
    "jan january januar jänner jän januari janvier janv ene enero gen gennaio janeiro янв января",
    "feb february februar februari février févr fév febrero febbraio fevereiro fev фев февраля",
    "mar march mär märz mrz maart mrt mars marzo março мар марта",
    "apr april avril avr abril abr aprile апр апреля",
    "may mai mei maj mayo maggio mag maio май мая",
    "jun june juni juin junio giugno giu junho июн июня",
    "jul july juli juillet juil julio luglio lug julho июл июля",
    "aug august augustus août aout agosto ago augusti авг августа",
    "sep sept september septembre septiembre settembre setembro set сен сент сентября",
    "oct october oktober okt octobre octubre ottobre ott outubro out окт октября",
    "nov november novembre noviembre novembro ноя нояб ноября",
    "dec december dez dezember décembre déc dic diciembre dicembre dezembro дек декабря",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
# Hours east of Greenwich: RFC 822, section 5, and names that one zone alone uses.
_ZONES = {
    "z": 0, "gmt": 0, "ut": 0, "utc": 0, "wet": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5,
    "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "west": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2,
    "eet": 2, "eest": 3, "msk": 3, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12,
    "nzdt": 13,
}  # fmt: skip
_CLOCK = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_ZONE = (
    r"(?:\s*(?P<zone>[A-Za-z]{1,5})?\s*(?P<offset>[+-]\d{1,2}(?::?\d{2})?)?(?:\s*\([^)]{0,40}\))?)"
)
_TIME = rf"(?:[T\s,]+(?:à\s+|um\s+|at\s+)?{_CLOCK}{_ZONE})?"
_WEEKDAY = r"(?:[^\W\d_]{2,14}\.?,?\s+)?"
_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"
_YEAR_FIRST = r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
_DAY_FIRST = (
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})\.?[\s-](?:de\s+)?{_MONTH}[\s,-](?:de\s+)?"
    r"(?P<year>\d{4}|\d{2})"
)
_MONTH_FIRST = rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})"
_FORMS = (
    re.compile(_YEAR_FIRST + _TIME),
    re.compile(_DAY_FIRST + _TIME),
    re.compile(rf"{_MONTH_FIRST}(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_TIME}"),
    re.compile(rf"{_MONTH_FIRST}\s+{_CLOCK}{_ZONE}\s+(?P<year>\d{{4}})"),  # asctime of C
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(Z|[+-]\d{4})")
_LONGEST = 100  # characters


@dataclass(frozen=True, slots=True)
class Dated:
    """A time in UTC or none, and what was odd about it."""

    time: datetime | None
    note: str = ""


def date_of(published: str, updated: str, now: datetime | None = None) -> Dated:
    """When an item was published; the time of its last change where that alone is said."""
    told = read_date(published, now)
    if told.time or not updated.strip():
        return told
    changed = read_date(updated, now)
    if not changed.time or not told.note:
        return changed if changed.time else told
    return Dated(changed.time, f"{told.note}; the time of its last change is taken")


def read_date(raw: str, now: datetime | None = None) -> Dated:
    """The time a date field says, or None with a note. Without a zone it is taken as UTC.

    Numbers like 04/05/2026 are refused: nobody can know which is the month. A time more than
    `FUTURE` after `now` is refused too.
    """
    text = " ".join(raw[: _LONGEST + 1].split())
    if not text:
        return Dated(None)
    shown = f"“{text[:60]}”"
    parts = _parts(_COMPACT.sub(r"\1-\2-\3T\4:\5:\6\7", text)) if len(text) <= _LONGEST else None
    try:
        read = _read(parts) if parts else None
    except (ValueError, OverflowError):
        read = None
    if read is None or read.time is None:
        return Dated(None, f"the date {shown} has no certain reading")
    if read.time.year < EARLIEST_YEAR:
        return Dated(None, f"the date {shown} is a placeholder")
    if now and read.time - now > FUTURE:
        return Dated(None, f"the date {shown} lies in the future")
    return read


def _parts(text: str) -> dict[str, str | None] | None:
    for form in _FORMS:
        if match := form.fullmatch(text):
            return match.groupdict()
    return None


def _read(parts: dict[str, str | None]) -> Dated | None:
    month = _month(parts["month"] or "")
    year = _year(parts["year"] or "")
    if not month:
        return None
    day = datetime(year, month, int(parts["day"] or 0), tzinfo=UTC)
    if parts["hour"] is None:
        return Dated(day, "the date is without a time of day")
    hour = _hour(int(parts["hour"]), (parts["half"] or "").lower())
    time = day.replace(hour=hour, minute=int(parts["minute"] or 0), second=_second(parts["second"]))
    zone, note = _zone((parts["zone"] or "").lower(), parts["offset"] or "")
    return Dated(time.replace(tzinfo=zone).astimezone(UTC), note)


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else _MONTHS.get(text.lower(), 0)


def _year(text: str) -> int:
    """A year of two digits as RFC 2822, section 4.3, has it."""
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 50 else 1900)


def _second(text: str | None) -> int:
    second = int(text or 0)
    return 59 if second == 60 else second  # a leap second


def _hour(hour: int, half: str) -> int:
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half == "p" else 0)


def _zone(name: str, offset: str) -> tuple[timezone, str]:
    """The zone, and a note where it is not known. `GMT+02:00` is two hours east."""
    base = _ZONES.get(name) if name else 0 if offset else None
    if base is None:
        said = f"time zone “{name.upper()}” is not known" if name else "date is without a time zone"
        return UTC, f"the {said}: read as UTC"
    return timezone(timedelta(hours=base) + _east(offset)), ""


def _east(offset: str) -> timedelta:
    digits = offset[1:].replace(":", "")
    if not digits:
        return timedelta()
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    east = timedelta(hours=hours, minutes=minutes)
    if minutes > 59 or east > timedelta(hours=14):
        raise ValueError(offset)
    return -east if offset.startswith("-") else east
