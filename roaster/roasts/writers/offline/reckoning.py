"""Sums that a joke does with a figure of the event: plain arithmetic, and nothing else. Pure.

money_time  how long it takes to count it at one a second: `463 days`
one_in      a percentage as one in so many: `seven`
buses       how many buses of fifty seats the people fill
span_small  the time in its next smaller unit: `660 minutes`
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal

from roaster.roasts.writers.offline.figures import Figure, Kind

SEATS = 50
_ROUGHLY = re.compile(
    r"(?:more|less|fewer|other|up|at|nearly|almost|about|around|roughly|over|an|as|only|just)\b"
    r"|\w+s of\b"
)
_DAY = Decimal(86_400)
_YEAR = Decimal(365) * _DAY
_SMALLER = {
    "minutes": (60, "seconds"),
    "hours": (60, "minutes"),
    "days": (24, "hours"),
    "weeks": (7, "days"),
    "years": (12, "months"),
    "decades": (10, "years"),
}
_PEOPLE_WORDS = """
employees workers people staff customers users passengers subscribers members residents students
voters drivers readers citizens travellers travelers commuters viewers listeners followers fans
shoppers tenants taxpayers applicants delegates consultants journalists reporters officials clients
guests visitors patrons developers engineers
"""
_PEOPLE = frozenset(_PEOPLE_WORDS.split())
_WORDS = "two three four five six seven eight nine ten eleven twelve"
_SPELT = dict(enumerate(_WORDS.split(), 2))
_NEAR = Decimal("0.05")  # how far `one in seven` may be from the figure


def reckoned(figure: Figure) -> Mapping[str, str]:
    """The slots that can be worked out from a figure; none where the sum would be dull."""
    if figure.kind in (Kind.PEOPLE, Kind.SPAN) and _ROUGHLY.match(figure.text):
        return {}
    slot, text = {
        Kind.MONEY: ("money_time", _time_to_count(figure.value)),
        Kind.PERCENT: ("one_in", _one_in(figure)),
        Kind.PEOPLE: ("buses", _buses(figure)),
        Kind.SPAN: ("span_small", _smaller(figure)),
        Kind.COUNT: ("", ""),
    }[figure.kind]
    return {slot: text} if text else {}


def _time_to_count(value: Decimal) -> str:
    if value >= 3 * _YEAR:
        return f"{_whole(value / _YEAR)} years"
    return f"{_whole(value / _DAY)} days" if value >= 2 * _DAY else ""


def _one_in(figure: Figure) -> str:
    if "point" in figure.text or not 1 <= figure.value <= 50:
        return ""
    number = (100 / figure.value).to_integral_value()
    if abs(100 / number - figure.value) > _NEAR * figure.value:
        return ""
    return _SPELT.get(int(number), _whole(number))


def _buses(figure: Figure) -> str:
    if figure.noun.split()[-1:] and figure.noun.split()[-1] not in _PEOPLE:
        return ""
    number = (figure.value / SEATS).to_integral_value(ROUND_CEILING)
    return f"{number:,}" if 3 <= number <= 100_000 else ""


def _smaller(figure: Figure) -> str:
    times, unit = _SMALLER.get(figure.noun.split()[-1] if figure.noun else "", (0, ""))
    return f"{_whole(figure.value * times)} {unit}" if times else ""


def _whole(value: Decimal) -> str:
    return f"{value.to_integral_value():,}"
