"""Sums that a joke does with a figure of the event: plain arithmetic, and nothing else. Pure.

money_time  how long it takes to count it at one a second: `463 days`
money_day   what it comes to in a day, for a year: `$2.5 million`
one_in      a percentage as one in so many: `seven`
buses       how many buses of fifty seats the people fill
hands       how long it takes to shake every hand, at ten seconds each: `14 hours`
share_each  a sum divided by the people of the same text: `$180,000`
span_small  the time in its next smaller unit: `660 minutes`
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from roaster.roasts.writers.offline.figures import Figure, Kind

SEATS = 50
_ROUGHLY = re.compile(
    r"(?:more|less|fewer|other|up|at|nearly|almost|about|around|roughly|over|an|as|only|just)\b"
    r"|\w+s of\b"
)
_DAY = Decimal(86_400)
_YEAR = Decimal(365) * _DAY
_NEAR = Decimal("0.05")  # how far `one in seven` may be from the figure
_MOST_SEATED = 100_000  # buses
_HANDSHAKE_S = 10
_MOST_HOURS = 10_000
_LEAST_SHARE = 2  # of a currency's unit: below, the sum is dull
_LEAST_BY_DAY = 100_000
_SIGN = re.compile(r"(?:US|A|C|NZ|HK)?[$€£¥₹]")
_CURRENCY_NAME = re.compile(
    r"\b(?:dollars|euros|pounds|yen|crowns|francs|rupees|kronor|yuan|Euro|Dollar|Franken|Pfund)\b"
)


@dataclass(frozen=True, slots=True)
class Sums:
    """How a language says them. `smaller`: unit to how many of which; `seats`: people's nouns."""

    years: str
    days: str
    smaller: Mapping[str, tuple[int, str]]
    spelt: Mapping[int, str]
    seats: Callable[[str], bool]
    thousands: str
    point: str = "."
    scales: tuple[tuple[int, str], ...] = ((10**9, "billion"), (10**6, "million"))
    hours: str = "hours"


def reckoned(figure: Figure) -> Mapping[str, str]:
    """The slots that can be worked out from a figure of English prose."""
    if figure.kind in (Kind.PEOPLE, Kind.SPAN) and _ROUGHLY.match(figure.text):
        return {}
    return reckoned_with(figure, ENGLISH_SUMS)


def reckoned_with(figure: Figure, sums: Sums) -> Mapping[str, str]:
    """The slots that can be worked out from a figure; none where the sum would be dull."""
    worked_out = {
        slot: work_out(figure, sums) for slot, work_out in _WORKED_OUT.get(figure.kind, ())
    }
    return {slot: text for slot, text in worked_out.items() if text}


def shared_out(money: Figure, people: Figure, sums: Sums) -> str:
    """What each of the people would get of a sum; empty where it is next to nothing."""
    each = money.value / people.value
    return _sum_like(money, each, sums) if each >= _LEAST_SHARE else ""


def _sum_like(money: Figure, value: Decimal, sums: Sums) -> str:
    """A value in the currency of a sum, to two figures: `$2.5 million`, `180.000 Euro`."""
    sign = _SIGN.search(money.text)
    name = _CURRENCY_NAME.search(money.text)
    if not sign and not name:
        return ""
    rounded = value.quantize(Decimal(1).scaleb(value.adjusted() - 1))
    scale, word = next(((s, w) for s, w in sums.scales if rounded >= s), (1, ""))
    number = f"{(rounded / scale).normalize():,f}"
    number = number.replace(",", "_").replace(".", sums.point).replace("_", sums.thousands)
    told = f"{number} {word}".rstrip()
    return f"{sign.group()}{told}" if sign else f"{told} {name.group()}" if name else ""


def _by_the_day(figure: Figure, sums: Sums) -> str:
    return _sum_like(figure, figure.value / 365, sums) if figure.value >= _LEAST_BY_DAY else ""


def _hands(figure: Figure, sums: Sums) -> str:
    nouns = figure.noun.split()[-1:]
    if not nouns or not sums.seats(nouns[0]):
        return ""
    hours = figure.value * _HANDSHAKE_S / 3_600
    return f"{_whole(hours, sums)} {sums.hours}" if 2 <= hours <= _MOST_HOURS else ""


def _time_to_count(figure: Figure, sums: Sums) -> str:
    if figure.value >= 3 * _YEAR:
        return f"{_whole(figure.value / _YEAR, sums)} {sums.years}"
    days = figure.value / _DAY
    return f"{_whole(days, sums)} {sums.days}" if days >= 2 else ""


def _one_in(figure: Figure, sums: Sums) -> str:
    if "point" in figure.text or not 1 <= figure.value <= 50:
        return ""
    number = (100 / figure.value).to_integral_value()
    if abs(100 / number - figure.value) > _NEAR * figure.value:
        return ""
    return sums.spelt.get(int(number), _whole(number, sums))


def _buses(figure: Figure, sums: Sums) -> str:
    nouns = figure.noun.split()[-1:]
    if not nouns or not sums.seats(nouns[0]):
        return ""
    number = (figure.value / SEATS).to_integral_value(ROUND_CEILING)
    return _whole(number, sums) if 3 <= number <= _MOST_SEATED else ""


def _smaller(figure: Figure, sums: Sums) -> str:
    times, unit = sums.smaller.get(figure.noun.split()[-1] if figure.noun else "", (0, ""))
    return f"{_whole(figure.value * times, sums)} {unit}" if times else ""


def _whole(value: Decimal, sums: Sums) -> str:
    return f"{value.to_integral_value():,}".replace(",", sums.thousands)


_WORKED_OUT: Mapping[Kind, Sequence[tuple[str, Callable[[Figure, Sums], str]]]] = {
    Kind.MONEY: (("money_time", _time_to_count), ("money_day", _by_the_day)),
    Kind.PERCENT: (("one_in", _one_in),),
    Kind.PEOPLE: (("buses", _buses), ("hands", _hands)),
    Kind.SPAN: (("span_small", _smaller),),
}
_PEOPLE_WORDS = """
employees workers people staff customers users passengers subscribers members residents students
voters drivers readers citizens travellers travelers commuters viewers listeners followers fans
shoppers tenants taxpayers applicants delegates consultants journalists reporters officials clients
guests visitors patrons developers engineers
"""
_NUMBERS = "two three four five six seven eight nine ten eleven twelve"
ENGLISH_SUMS = Sums(
    years="years",
    days="days",
    smaller={
        "minutes": (60, "seconds"),
        "hours": (60, "minutes"),
        "days": (24, "hours"),
        "weeks": (7, "days"),
        "years": (12, "months"),
        "decades": (10, "years"),
    },
    spelt=dict(enumerate(_NUMBERS.split(), 2)),
    seats=frozenset(_PEOPLE_WORDS.split()).__contains__,
    thousands=",",
)
