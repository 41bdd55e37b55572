"""How often a feed says that it is renewed: ttl, skipHours, skipDays and the module sy. Pure.

RSS 2.0 (rssboard.org/rss-specification), skipHours of RSS 0.91 with 24 for midnight, and the
syndication module of RSS 1.0 (web.resource.org/rss/1.0/modules/syndication).
"""

from __future__ import annotations

import re
from datetime import timedelta

from roaster.model.news import Rhythm

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_ITEM = re.compile(r"</?(?:[\w.-]+:)?(?:item|entry)[\s/>]")
_HOURS = re.compile(r"<skipHours\b[^>]{0,200}>(.{0,4000}?)</skipHours", re.DOTALL | re.IGNORECASE)
_SKIPPED = re.compile(r"<skipDays\b[^>]{0,200}>(.{0,4000}?)</skipDays", re.DOTALL | re.IGNORECASE)
_HOUR = re.compile(r"<hour[^>]{0,200}>\s*(\d{1,2})\s*<", re.IGNORECASE)
_DAY = re.compile(r"<day[^>]{0,200}>\s*([A-Za-z]{6,9})\s*<", re.IGNORECASE)
_MAX_MINUTES = 366 * 24 * 60


def rhythm_of(text: str, ttl: str, period: str, frequency: str) -> Rhythm:
    """The rhythm of a feed in markup `text`, with the values of three elements of its channel."""
    around = _around_items(text)
    hours = {int(hour) % 24 for hour in _inside(_HOURS, _HOUR, around) if int(hour) <= 24}
    days = (day.lower() for day in _inside(_SKIPPED, _DAY, around))
    return Rhythm(
        max(_minutes(ttl), _module(period, frequency)),
        frozenset(hours),
        frozenset(_DAYS.index(day) for day in days if day in _DAYS),
    )


def _around_items(text: str) -> str:
    """What stands before the first item and after the last: only the channel is asked."""
    marks = [match.start() for match in _ITEM.finditer(text)]
    return text[: marks[0]] + text[marks[-1] :] if marks else text


def _inside(outer: re.Pattern[str], inner: re.Pattern[str], text: str) -> list[str]:
    found = outer.search(text)
    return inner.findall(found.group(1)) if found else []


def _minutes(text: str) -> timedelta:
    text = text.strip()
    if not (text.isascii() and text.isdigit()):
        return timedelta()
    return timedelta(minutes=min(int(text[:9]), _MAX_MINUTES))


def _module(period: str, frequency: str) -> timedelta:
    """`updateFrequency` times in one `updatePeriod`; daily where only the former is said."""
    period, frequency = period.strip().lower(), frequency.strip()
    times = int(frequency[:6]) if frequency.isascii() and frequency.isdigit() else 0
    if not period and not times:
        return timedelta()
    return _PERIODS.get(period or "daily", timedelta()) / max(times, 1)
