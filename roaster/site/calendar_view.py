"""A month as a calendar: its weeks, and on each day the roast that burns most. Pure."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date

from roaster.site.shelf import Shown
from roaster.site.views import CalendarDay, CalendarView
from roaster.site.words import Words


def calendar_view(members: Sequence[Shown], words: Words) -> CalendarView:
    """The month of `members`, which lie in one; of equal scores the newest stands for its day."""
    days: dict[date, list[Shown]] = {}
    for one in members:
        days.setdefault(one.day, []).append(one)
    month = members[0].day
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    return CalendarView(
        words.texts("weekdays"),
        tuple(
            tuple(
                _day(day, days.get(day, []), words) if day.month == month.month else None
                for day in week
            )
            for week in weeks
        ),
    )


def _day(day: date, members: Sequence[Shown], words: Words) -> CalendarDay:
    worst = max(members, key=lambda one: -1 if one.tenths is None else one.tenths, default=None)
    return CalendarDay(day.day, words.day(day), len(members), worst.card if worst else None)
