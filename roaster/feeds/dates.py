"""Publication times as feeds write them: a certain reading, or none with a note. Pure.

Read here and not by feedparser, which takes `2020/1/10` for the tenth month's first day. Formats:
RFC 822 and 2822 (RSS), RFC 3339 and W3C-DTF (Atom, RDF, JSON Feed), the asctime of C, and the same
with months in other languages.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

EARLIEST_YEAR = 1990  # before it lies no web: a placeholder such as 1 January 1970
FUTURE = timedelta(days=1)  # a clock that goes wrong by more, or an event's date in its place

# Only names that stand for one month in every language that uses them: `lip` is June in Croatian
# and July in Polish, `lis` October there and November here, so they are left out.
_MONTH_NAMES = (
    (
        "jan january januar januari jänner jän januari janvier janv ene enero gen gennaio janeiro"
        " янв января январь sty stycznia styczeń oca ocak 一月"
    ),
    (
        "feb february februar februari février févr fév febrero febbraio fevereiro fev"
        " фев февр февраля февраль lut lutego luty şub şubat 二月"
    ),
    "mar march mär märz mrz maart mrt mars marzo março marts мар марта март marca marzec mart 三月",
    "apr april avril avr abril abr aprile апр апреля апрель kwi kwietnia kwiecień nis nisan 四月",
    "may mai mei maj mayo maggio mag maio мая май maja mayıs 五月",
    "jun june juni juin junio giugno giu junho июн июня июнь cze czerwca czerwiec haz haziran 六月",
    "jul july juli juillet juil julio luglio lug julho июл июля июль lipca tem temmuz 七月",
    (
        "aug august augustus août aout agosto ago augusti авг августа август sie sierpnia sierpień"
        " ağu ağustos 八月"
    ),
    (
        "sep sept september septembre septiembre settembre setembro set сен сент сентября сентябрь"
        " wrz września wrzesień eyl eylül 九月"
    ),
    (
        "oct october oktober okt octobre octubre ottobre ott outubro out окт октября октябрь"
        " paź października październik eki ekim 十月"
    ),
    "nov november novembre noviembre novembro ноя нояб ноября ноябрь kas kasım 十一月",
    (
        "dec december dez dezember décembre déc dic diciembre dicembre dezembro desember des"
        " дек декабря декабрь gru grudnia grudzień ara aralık 十二月"
    ),
)
_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
# Hours east of Greenwich: RFC 822, section 5, and names that one zone alone uses.
_ZONES = {
    "z": 0, "gmt": 0, "ut": 0, "utc": 0, "wet": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5,
    "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "west": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2,
    "eet": 2, "eest": 3, "msk": 3, "мск": 3, "trt": 3, "bst": 1, "sgt": 8, "hkt": 8, "awst": 8,
    "pkt": 5, "wib": 7, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "akst": -9, "akdt": -8, "hst": -10, "brt": -3, "uhr": None,
}  # fmt: skip
# Names that mean one of two offsets, by the season.
_SEASONAL = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}  # fmt: skip
_CLOCK = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_ZONE = (
    r"(?:\s*(?P<zone>[A-Z][a-z]{2,9}/[A-Z][\w/-]{1,30}|[^\W\d_]{1,5})?"
    r"\s*(?P<offset>[+-]\d{1,2}(?::?\d{2})?)?(?:\s*\([^)]{0,40}\))?)"
)
_TIME = rf"(?:[T\s,]+(?:[-–]\s+)?(?:à\s+|um\s+|at\s+|kl\.?\s+)?{_CLOCK}{_ZONE})?"
_WEEKDAY = r"(?:[^\W\d_]{1,14}(?:-feira)?\.?(?:,\s*|\s+))?"
_MONTH = r"(?P<month>[^\W\d_]{2,12})\.?"
_YEAR_FIRST = r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
_DAY_FIRST = (
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:\.|er|st|nd|rd|th)?[\s-](?:de\s+)?{_MONTH}[\s,-](?:de\s+)?"
    r"(?P<year>\d{4}|\d{2})(?:\s?г\.)?"
)
_NUMBERS = r"(?P<one>\d{1,2})(?P<mark>[-/.])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4})"
_MONTH_FIRST = rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})"
_FORMS = (
    re.compile(_YEAR_FIRST + _TIME),
    re.compile(_DAY_FIRST + _TIME),
    re.compile(rf"{_MONTH_FIRST}(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_TIME}"),
    re.compile(rf"{_MONTH_FIRST}\s+{_CLOCK}{_ZONE}\s+(?P<year>\d{{4}})"),  # asctime of C
    re.compile(_NUMBERS + _TIME),
)
# What stands between the numbers in Chinese, Japanese and Korean, in French, and after a zone.
_RESPELLED = (
    (re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]"), r"\1-\2-\3 "),
    (re.compile(r"[(（][日月火水木金土一二三四五六일월화수목금토][)）]|[日月火水木金土]曜日?"
                r"|(?:星期|周|週)[一二三四五六日天]|[월화수목금토일]요일"), " "),
    (re.compile(r"(\d{1,2})\s?[時点點时시h]\s?(\d{2}|\d(?=[分분]))\s?[分분]?"
                r"(?:\s?(\d{1,2})\s?[秒초])?"), lambda m: f"{m[1]}:{m[2]:0>2}:{m[3] or 0:0>2}"),
    (re.compile(r"(午前|上午|오전)\s?(\d{1,2}:\d{2}(?::\d{2})?)"), r"\2 AM"),
    (re.compile(r"(午後|下午|오후)\s?(\d{1,2}:\d{2}(?::\d{2})?)"), r"\2 PM"),
    (re.compile(r"(?<![\d年])(1[0-2]|[1-9])[月월]"), lambda m: _ENGLISH[int(m[1]) - 1]),
    (re.compile(r"\[[A-Za-z_/]{1,40}\]$"), ""),
)  # fmt: skip
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

    Numbers like 04/05/2026 are refused: nobody can know which is the month; 25/04/2026 is
    certain. A time more than `FUTURE` after `now` is refused too.
    """
    text = " ".join(raw[: _LONGEST + 1].split())
    if not text:
        return Dated(None)
    shown = f"“{text[:60]}”"
    parts = _parts(_respelled(text)) if len(text) <= _LONGEST else None
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


def _respelled(text: str) -> str:
    text = unicodedata.normalize("NFC", _COMPACT.sub(r"\1-\2-\3T\4:\5:\6\7", text))
    for pattern, plain in _RESPELLED:
        text = pattern.sub(plain, text)
    return " ".join(text.split()).lstrip(", ")


def _parts(text: str) -> dict[str, str | None] | None:
    for form in _FORMS:
        if match := form.fullmatch(text):
            return match.groupdict()
    return None


def _read(parts: dict[str, str | None]) -> Dated | None:
    if "one" in parts:
        month, number = _month_and_day(int(parts["one"] or 0), int(parts["two"] or 0))
    else:
        month, number = _month(parts["month"] or ""), int(parts["day"] or 0)
    if not month:
        return None
    day = datetime(_year(parts["year"] or ""), month, number, tzinfo=UTC)
    if parts["hour"] is None:
        return Dated(day, "the date is without a time of day")
    zone, note = _zone(parts["zone"] or "", parts["offset"] or "")
    return Dated(_at(day, parts).replace(tzinfo=zone).astimezone(UTC), note)


def _at(day: datetime, parts: dict[str, str | None]) -> datetime:
    """The time of a day; 24:00 is the end of it (ISO 8601)."""
    hour = _hour(int(parts["hour"] or 0), (parts["half"] or "").lower())
    minute, second = int(parts["minute"] or 0), _second(parts["second"])
    if hour == 24 and not minute and not second:
        return day + timedelta(days=1)
    return day.replace(hour=hour, minute=minute, second=second)


def _month_and_day(one: int, two: int) -> tuple[int, int]:
    """Which of two numbers is the month, where only one can be or both are the same; else 0."""
    if one == two:
        return one, two
    if one > 12 >= two:
        return two, one
    return (one, two) if two > 12 >= one else (0, 0)


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return _MONTHS.get(text.lower().replace("i\u0307", "i"), 0)  # the Turkish İ


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


def _zone(name: str, offset: str) -> tuple[tzinfo, str]:
    """The zone, and a note where it is not known. `GMT+02:00` is two hours east."""
    place = _SEASONAL.get(name.lower(), name if "/" in name else "")
    if place and not offset:
        try:
            return ZoneInfo(place), ""
        except (ValueError, OSError, LookupError):
            return UTC, f"the time zone “{name}” is not known: read as UTC"
    base = _ZONES.get(name.lower()) if name and not place else 0 if offset else None
    if base is None:
        named = name and name.lower() not in _ZONES
        said = (
            f"time zone “{name.upper()}” is not known" if named else "date is without a time zone"
        )
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
