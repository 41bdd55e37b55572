"""Whether the numbers of a fact are those of its source. Pure.

Numbers are compared exactly: in digits or words, as shares, in another unit of time. Only where
the fact itself says that it rounds (“about”, “nearly”, “more than”) may it, and only truly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from roaster.roasts.gate.number_words import COUNTS, ENGLISH, PARTS, hedge_before, specials
from roaster.text.quantities import quantities

ABOUT = Decimal("0.07")  # how far a number may lie from what “about” it stands for, as a share
NEARLY = Decimal("0.12")  # the same for “nearly” and “more than”, which say the direction too

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 9, "final": 9}
_QUARTERS = {"million": Decimal(250_000), "billion": Decimal(250_000_000)}
_NTH = {"thi": 3, "3rd": 3, "fou": 4, "4th": 4, "fif": 5, "5th": 5, "six": 6, "6th": 6,
        "sev": 7, "7th": 7, "eig": 8, "8th": 8, "nin": 9, "9th": 9,
        "ten": 10, "10t": 10}  # fmt: skip
_BASES = {
    "second": ("minute", Decimal(1) / 60),
    "minute": ("minute", Decimal(1)),
    "hour": ("minute", Decimal(60)),
    "day": ("minute", Decimal(1440)),
    "week": ("minute", Decimal(10080)),
    "month": ("month", Decimal(1)),
    "year": ("month", Decimal(12)),
    "decade": ("month", Decimal(120)),
    "century": ("month", Decimal(1200)),
}
_AFTER_LESS = re.compile(r"\A\s*(?:\S+ ){0,2}or (?:less|fewer|weniger)\b")
_QUARTER_OF = {
    name: Decimal(number)
    for number, names in enumerate(("january", "april", "july", "october"), 1)
    for name in (
        names,
        {"january": "januar", "july": "juli", "october": "oktober"}.get(names, names),
    )
}
_MONTHS = re.compile(
    r"\b(january|april|july|october|januar|juli|oktober) ?(?:and|to|through|until|bis|und|[-–]) ?"
    r"(?:march|june|september|december|märz|juni|dezember)\b",
    re.IGNORECASE,
)
_VERSION = re.compile(r"\A(?:\d*\.)+\d+\.\d|\A\.\d+\.\d")
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_ONE = re.compile(
    r"\bone[ -](?!(?:to|of|in|and|or|who|that|which|the|at|on|for|by|with|is|was|has|had|more)\b)"
    r"(?P<thing>\w[\w-]+)"
)
_NO_COUNT = re.compile(r"\b(?:9/11|24/7)\b")
_SEVERAL = "two|three|four|five|six|seven|eight|nine|ten|dozens of|hundreds of|[2-9]|\\d{2,}"
_SPAN = re.compile(
    r"\b(?P<first>(?:19|20)\d\d) ?(?:to|through|until|and|bis|und|[-–]) ?(?P<last>(?:19|20)\d\d)\b"
)
_WRITTEN = ENGLISH.split()
_STEPS = (
    "(?:day|week|month|year|round|phase|stage|season|chapter|episode|part|version|place|term|no)"
)
_FEWER = re.compile(r"\b(?:fewer|less|more|weniger|mehr)\b(?! than\b| als\b)", re.IGNORECASE)
_LEAST = re.compile(r"\b(?:minimum|at least|mindestens)\b", re.IGNORECASE)
_MONEY = re.compile(r" (?:US |Canadian |Hong Kong )?(dollar|euro|pound|yen)s?\b", re.IGNORECASE)
_SIGNS = {"dollar": "$", "euro": "€", "pound": "£", "yen": "¥"}
_AFTER_MORE = re.compile(r"\A\s*(?:\+|(?:\S+ ){0,2}or more\b|(?:\w+ )?plus\b)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a text: its possible values, unit, and how it is hedged.

    `hedge`: “”, about, more, less, most; “at most” may be said of the very number, “less” not.
    `share`: a part in words, which is rounder than any percentage.
    """

    values: frozenset[Decimal]
    unit: str
    hedge: str
    written: str
    share: bool = False
    loose: bool = False  # only fit to back another: “both” is two, but need not be proven


def figures(text: str) -> list[Figure]:
    """Every number of a text, shares and multiples in words included."""
    found: list[Figure] = []
    rest = list(text)
    for match in specials(text):
        figure = _special(match, text)
        if figure is None:
            continue
        found.append(figure)
        if not figure.loose:
            rest[match.start() : match.end()] = " " * (match.end() - match.start())
    bare = _NO_COUNT.sub(lambda match: " " * len(match.group()), "".join(rest))
    for quantity in quantities(bare, ones=True):
        end = quantity.start + len(quantity.written)
        hedge = _hedge(text, quantity.start, end)
        figure = Figure(quantity.values, quantity.unit, hedge, quantity.written)
        last = found[-1] if found and quantity.start and not found[-1].loose else None
        joined = _together(last, figure, bare) if last else None
        found[len(found) - bool(joined) :] = [joined or figure]
    return found


def _together(one: Figure, other: Figure, text: str) -> Figure | None:
    """“One minute and 20 seconds” as 80 seconds; None where two numbers are no such length."""
    if one.unit not in _BASES or other.unit not in _BASES or one.unit == other.unit:
        return None
    base, factor = _BASES[one.unit]
    other_base, other_factor = _BASES[other.unit]
    written = re.search(
        rf"{re.escape(one.written)}(?:,? and |,? und |,? ){re.escape(other.written)}", text
    )
    if base != other_base or factor <= other_factor or written is None:
        return None
    lengths = frozenset(
        round((a * factor + b * other_factor) / other_factor, 4)
        for a in one.values
        for b in other.values
    )
    return Figure(lengths, other.unit, one.hedge, written.group())


def unbacked(fact: str, there: str) -> str:
    """The first number of a fact that is not there, as written; empty when all are."""
    if one := _ONE.search(fact):
        thing = re.escape(one["thing"].removesuffix("s").removesuffix("er"))
        if re.search(rf"\b(?:{_SEVERAL})[ -]{thing}", there, re.IGNORECASE) and not re.search(
            rf"\b(?:one|an?|the|ein\w*)[ -]{thing}", there, re.IGNORECASE
        ):
            return one.group()
    wanted = [figure for figure in figures(fact) if not figure.loose]
    if not wanted:
        return ""
    backing = figures(there)
    least = _LEAST.search(there) is not None
    for figure in wanted:
        if any(_backs(other, figure, least) for other in backing):
            continue
        if _differ_by(figure, wanted, fact):
            continue
        if not _lies_between(figure, fact, there) and not _counted(figure, there, fact):
            return figure.written
    return ""


def _differ_by(figure: Figure, wanted: Sequence[Figure], fact: str) -> bool:
    """Whether a bare number is what two others of the fact differ by: “seven fewer, 11 not 18”."""
    if figure.unit or not _FEWER.search(fact):
        return False
    told = [value for other in wanted if other is not figure for value in other.values]
    return any(one != other and abs(one - other) in figure.values for one in told for other in told)


def _lies_between(figure: Figure, fact: str, there: str) -> bool:
    """Whether “four years later”, or “five years, from 2006 to 2010”, lies between two years.

    Or “the second quarter” between April and June.
    """
    if figure.unit == "quarter":
        return any(
            _QUARTER_OF[match[1].lower()] in figure.values for match in _MONTHS.finditer(there)
        )
    if figure.unit != "year":
        return False
    for match in _SPAN.finditer(there):  # both ends may count
        length = int(match["last"]) - int(match["first"])
        if figure.values & {Decimal(length), Decimal(length + 1)}:
            return True
    years = {int(year) for year in _YEARS.findall(there)}
    later = f"{figure.written} later" in fact
    return later and any(year + value in years for year in years for value in figure.values)


def _counted(figure: Figure, there: str, fact: str) -> bool:
    """Whether a number counts what stands there.

    “The fifth term” for “five-term”, “the fourth day” for “day four”; or the fact names as many
    as it says: “two committees, Budget and Rules”.
    """
    if figure.unit != "th":
        if "," not in fact and ":" not in fact:
            return False
        listed = re.search(rf"\b{re.escape(figure.written)}\b [\w ]{{2,40}}[,:] ([^.;:]+)", fact)
        items = re.split(r",? (?:and|und) |, ", listed[1]) if listed else []
        return (
            len(items) > 1
            and Decimal(len(items)) in figure.values
            and all(item[:1].isupper() for item in items)
        )
    for value in figure.values:
        count = rf"(?:{value}|{_WRITTEN[int(value) - 1]})"
        if re.search(
            rf"\b(?:{count}[ -](?:term|time)s?|{_STEPS} (?:\w+ (?:or|and|to) )?{count})\b",
            there,
            re.IGNORECASE,
        ):
            return True
    return False


def _special(match: re.Match[str], text: str) -> Figure | None:
    kind = next(name for name, value in match.groupdict().items() if value is not None)
    hedge = _hedge(text, match.start(), match.end())
    made = _MAKERS[kind](match)
    if made is None:
        return None
    value, unit, share = made
    money = _MONEY.match(text, match.end()) if kind in ("quarter_of", "halved") else None
    if money is not None and not unit:
        unit = _SIGNS[money[1].lower()]
    loose = kind in ("pair", "lone")
    return Figure(frozenset({value}), unit, hedge, match.group(), share, loose)


def _period(match: re.Match[str]) -> tuple[Decimal, str, bool]:
    return Decimal(_ORDINALS[match["period"].lower()]), match["of"].lower(), False


def _count(text: str) -> Decimal:
    return COUNTS.get(text.lower()) or Decimal(text)


def _parts(match: re.Match[str]) -> tuple[Decimal, str, bool]:
    part = PARTS[match["part"].lower()]
    return Decimal(100) * _count(match["of_parts"]) / part, "%", True


def _ratio(match: re.Match[str]) -> tuple[Decimal, str, bool] | None:
    n, m = _count(match["n"]), _count(match["m"])
    if match["to"].lower() == "to":
        return (n / m, "×", False) if m == 1 else None
    if not n < m <= 10 and m not in (20, 100, 1000):
        return None
    return 100 * n / m, "%", True


def _halved(match: re.Match[str]) -> tuple[Decimal, str, bool]:
    what = match["halved"].lower()
    scale = {"dozen": Decimal(12), "million": Decimal(10**6), "billion": Decimal(10**9)}
    return (scale[what] / 2, "", False) if what in scale else (Decimal("0.5"), what, False)


def _dozen(match: re.Match[str]) -> tuple[Decimal, str, bool]:
    of = (match["dozens_of"] or "a").lower()
    return (Decimal(6) if "half" in of else 12 * _count(of)), "", False


_MAKERS: Mapping[str, Callable[[re.Match[str]], tuple[Decimal, str, bool] | None]] = {
    "period": _period,
    "q": lambda match: (Decimal(match["q"]), "quarter", False),
    "whole": lambda match: (_count(match["whole"]) + Decimal("0.5"), match["span"].lower(), False),
    "quarter_century": lambda _: (Decimal(25), "year", False),
    "quarter_of": lambda match: (_QUARTERS[match["quarter_of"].lower()], "", False),
    "lone": lambda match: (Decimal(1), match["lone"].lower(), False),
    "quartered": lambda match: (Decimal("0.25"), match["quartered"].lower(), False),
    "halved": _halved,
    "of_parts": _parts,
    "half": lambda _: (Decimal(50), "%", True),
    "n": _ratio,
    "times": lambda match: (_count(match["times"]), "×", False),
    "twice": lambda _: (Decimal(2), "×", False),
    "thrice": lambda _: (Decimal(3), "×", False),
    "dozens_of": _dozen,
    "dozen": _dozen,
    "many": lambda match: (Decimal(-len(match["many"])), "many", False),
    "nth": lambda match: (Decimal(_NTH[match["nth"].lower()[:3]]), "th", False),
    "pair": lambda _: (Decimal(2), "", False),
}


def _hedge(text: str, start: int, end: int) -> str:
    if _VERSION.match(text[start : start + 20]):
        return ""
    if _AFTER_LESS.match(text[end : end + 40]):
        return "less"
    if _AFTER_MORE.match(text[end : end + 40]):
        return "more"
    before = text[max(0, start - 40) : start]
    match = hedge_before(before)
    return match.lastgroup or "" if match else ""


def _backs(other: Figure, figure: Figure, least: bool) -> bool:
    return _within_unit(other, figure) or any(
        (_hedged_alike(other, figure) or (least and figure.hedge == "more"))
        if told == meant
        else _rounds(told, figure, meant)
        for told, meant in _pairs(other, figure)
    )


def _hedged_alike(other: Figure, figure: Figure) -> bool:
    """Whether “more than 280” may be said of this very number: not of exactly or under 280."""
    if figure.hedge == "more":
        return other.hedge == "more"
    return figure.hedge != "less" or other.hedge in ("less", "most", "about")


def _within_unit(other: Figure, figure: Figure) -> bool:
    """Whether “less than two weeks” is told in days: eleven, more than one week."""
    if other.unit == figure.unit or not {other.unit, figure.unit} <= set(_BASES):
        return False
    base, factor = _BASES[figure.unit]
    other_base, other_factor = _BASES[other.unit]
    if base != other_base or not factor > other_factor:
        return False
    step = {"less": (-1, 0), "more": (0, 1)}.get(figure.hedge)
    return step is not None and any(
        meant + step[0] < value * other_factor / factor < meant + step[1]
        for value in other.values
        for meant in figure.values
    )


def _pairs(other: Figure, figure: Figure) -> Iterator[tuple[Decimal, Decimal]]:
    """Values of the source and of the fact in one unit."""
    if figure.unit in ("", other.unit):
        yield from ((told, meant) for told in other.values for meant in figure.values)
    elif figure.unit in _BASES and other.unit in _BASES:
        base, factor = _BASES[figure.unit]
        other_base, other_factor = _BASES[other.unit]
        if base == other_base:
            for told in other.values:
                yield from ((told * other_factor, meant * factor) for meant in figure.values)


def _rounds(told: Decimal, figure: Figure, meant: Decimal) -> bool:
    if figure.unit in ("half", "quarter", "many", "th") or not told > 0 or not meant > 0:
        return False
    if figure.hedge == "about":
        return abs(told - meant) <= ABOUT * told and _rounder(meant, told, figure)
    if figure.hedge == "more":
        return meant < told and told - meant <= NEARLY * told and _rounder(meant, told, figure)
    if figure.hedge in ("less", "most"):
        return told < meant and meant - told <= NEARLY * meant and _rounder(meant, told, figure)
    return False


def _rounder(meant: Decimal, told: Decimal, figure: Figure) -> bool:
    return figure.share or _digits(meant) <= _digits(told)


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)
