"""The numbers of a text with their units, however they are written. Pure.

`4 billion dollars`, `$4bn` and `US$4,000 million` are the same quantity; `4.1` is not `4`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

_SCALES = {
    **dict.fromkeys(("hundred", "hundert"), Decimal(100)),
    **dict.fromkeys(("thousand", "k", "tausend", "tsd"), Decimal(10**3)),
    **dict.fromkeys(("million", "millions", "mn", "m", "mio", "millionen"), Decimal(10**6)),
    **dict.fromkeys(("billion", "billions", "bn", "b"), Decimal(10**9)),
    **dict.fromkeys(("milliarde", "milliarden", "mrd"), Decimal(10**9)),
    **dict.fromkeys(("trillion", "trillions", "tn", "billionen"), Decimal(10**12)),
}
_UNITS = {
    **dict.fromkeys(("%", "percent", "per cent", "prozent"), "%"),
    **dict.fromkeys(("percentage points", "percentage point", "prozentpunkte"), "pp"),
    **dict.fromkeys(("$", "us$", "dollar", "dollars", "usd"), "$"),
    **dict.fromkeys(("€", "euro", "euros", "eur"), "€"),
    **dict.fromkeys(("£", "pound", "pounds", "gbp"), "£"),
    **dict.fromkeys(("¥", "yen", "jpy"), "¥"),
    **dict.fromkeys(("second", "seconds", "sekunde", "sekunden"), "second"),
    **dict.fromkeys(("minute", "minutes", "minuten"), "minute"),
    **dict.fromkeys(("hour", "hours", "stunde", "stunden"), "hour"),
    **dict.fromkeys(("day", "days", "tag", "tage", "tagen"), "day"),
    **dict.fromkeys(("week", "weeks", "woche", "wochen"), "week"),
    **dict.fromkeys(("month", "months", "monat", "monate", "monaten"), "month"),
    **dict.fromkeys(("year", "years", "jahr", "jahre", "jahren"), "year"),
    **dict.fromkeys(("kilometre", "kilometres", "kilometer", "kilometers", "km"), "km"),
    **dict.fromkeys(("mile", "miles"), "mile"),
    **dict.fromkeys(("tonne", "tonnes", "ton", "tons", "metric tons", "tonnen"), "ton"),
    **dict.fromkeys(("metre", "metres", "meter", "meters"), "metre"),
    **dict.fromkeys(("foot", "feet", "ft"), "foot"),
    **dict.fromkeys(("inch", "inches", "zoll"), "inch"),
    **dict.fromkeys(("decade", "decades", "jahrzehnt", "jahrzehnte", "jahrzehnten"), "decade"),
    **dict.fromkeys(("century", "centuries", "jahrhundert", "jahrhunderte"), "century"),
    **dict.fromkeys(("kilobyte", "kilobytes", "kb"), "kB"),
    **dict.fromkeys(("megabyte", "megabytes", "mb"), "MB"),
    **dict.fromkeys(("gigabyte", "gigabytes", "gb"), "GB"),
    **dict.fromkeys(("terabyte", "terabytes", "tb"), "TB"),
    **dict.fromkeys(("fps", "frames per second"), "fps"),
    **dict.fromkeys(("degree", "degrees", "°c", "grad"), "degree"),
    **dict.fromkeys(("kilogram", "kilograms", "kilogramm", "kg"), "kg"),
    **dict.fromkeys(("cent", "cents"), "cent"),
}
_UNDER_TWENTY = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: Decimal(10 * value) for value, word in enumerate(_TENS.split())} | {
    word: Decimal(value) for value, word in enumerate(_UNDER_TWENTY.split())
}
_GERMAN = (
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn"
)
_GERMAN_TENS = "null zehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
_WORDS |= {word: Decimal(10 * value) for value, word in enumerate(_GERMAN_TENS.split())}
_WORDS |= {word: Decimal(value) for value, word in enumerate(_GERMAN.split())}
_WORDS |= {
    f"{one}und{ten}": Decimal(10 * tens + value)
    for tens, ten in enumerate(_GERMAN_TENS.split())
    for value, one in enumerate(("ein", *_GERMAN.split()[2:10]), 1)
    if tens > 1
}
_WORD_SCALES = (
    *("hundred", "thousand", "million", "billion", "trillion"),
    *("hundert", "tausend", "millionen", "milliarden", "billionen"),
)


def _any(words: Iterator[str] | tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_SPELLED_WORDS = frozenset((*_WORDS, *_WORD_SCALES))
_SPELLED = rf"(?:{_any(tuple(_WORDS))}|{_any(_WORD_SCALES)})"
_WHOSE = r"(?:(?:metric|Hong Kong|US|U\.S\.|Canadian|Australian)\s)?"  # dollars
_TAIL = (
    rf"(?:[\s-]?(?P<scale>{_any(tuple(_SCALES))})(?![^\W\d_]))?"
    rf"(?:[\s-]?{_WHOSE}(?P<unit>{_any(tuple(_UNITS))})(?![^\W\d_]))?"
)
_DIGITS = re.compile(
    rf"(?P<before>US\$|[$€£¥])?\s?(?P<digits>\d+(?:[.,'’\u00a0\u202f]\d+)*){_TAIL}", re.IGNORECASE
)
_AND = r"(?:(?<=hundred)|(?<=thousand)|(?<=million))\s+and\s+"  # else it joins two numbers
_SPELLED_RUN = re.compile(
    rf"(?<![\w-])(?P<words>{_SPELLED}(?:(?:{_AND}|[\s-]+){_SPELLED})*)(?!\w)"
    rf"(?:[\s-]?{_WHOSE}(?P<unit>{_any(tuple(_UNITS))})(?![^\W\d_]))?",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_ODD = re.compile("[ſıİ]")  # patterns take them for s and i, whatever their capitals are
_LONGEST_BEFORE = 4  # characters before the digits: `US$ `
_DIGIT = re.compile(r"\d")
_RANGE = re.compile(r"\s*(?:to|or|and|bis|und|oder|[-–—])\s*", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:([,.'’\u00a0\u202f])\d{3})(?:\1\d{3})*")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it may be meant (`1.200` has two readings), its unit, and how it is written."""

    values: frozenset[Decimal]
    unit: str
    written: str
    start: int = field(default=0, compare=False)  # where it stands in the text

    def is_backed_by(self, other: Quantity) -> bool:
        """Whether `other` says the same: an equal reading, and the same unit where there is one."""
        return bool(self.values & other.values) and self.unit in ("", other.unit)


def quantities(text: str, *, ones: bool = False) -> list[Quantity]:
    """Every number of a text in digits or words (English, German).

    A lone “one” is no number; one with a unit is where `ones` asks for it. A unit that stands once
    behind a range (“three to four months”) belongs to both ends.
    """
    matches = [*_in_digits(text), *_spelled(text, ones=ones)]
    if not matches:
        return []
    matches.sort(key=lambda match: match.span())
    found: list[Quantity] = []
    following: tuple[re.Match[str], Quantity] | None = None
    for match in reversed(matches):
        for quantity in reversed(_read(match)):
            if following and _RANGE.fullmatch(text[match.end() : following[0].start()]):
                quantity = _inherited(quantity, following)
            start = text.find(quantity.written, match.start())
            found.append(Quantity(quantity.values, quantity.unit, quantity.written, start))
            following = (match, quantity)
    found.reverse()
    return found


def _in_digits(text: str) -> Iterator[re.Match[str]]:
    """As `_DIGITS.finditer`, but tried only where there is a digit."""
    end = 0
    while digit := _DIGIT.search(text, end):
        match = _DIGITS.search(text, max(end, digit.start() - _LONGEST_BEFORE))
        if match is None:
            return
        yield match
        end = match.end()


def _spelled(text: str, *, ones: bool) -> Iterator[re.Match[str]]:
    lower = text.lower()
    there = _SPELLED_WORDS.intersection(_LETTERS.findall(lower))
    if not there:
        return
    for match in _spelled_runs(text, lower, there):
        # A scale after digits belongs to them: `4 million`.
        after_digits = re.search(r"\d[\s-]?\Z", text[max(match.start() - 3, 0) : match.start()])
        lone = match["words"].lower() in ("one", "eins") and not (ones and match["unit"])
        if not after_digits and not lone and _is_spelled(match["words"]):
            yield match


def _spelled_runs(text: str, lower: str, there: Iterable[str]) -> Iterator[re.Match[str]]:
    """As `_SPELLED_RUN.finditer`, but tried only where one of the number words `there` stands."""
    if _ODD.search(text):
        yield from _SPELLED_RUN.finditer(text)
        return
    end = 0
    for start in sorted({at for word in there for at in _places(word, lower)}):
        if start >= end and (match := _SPELLED_RUN.match(text, start)):
            yield match
            end = match.end()


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _is_spelled(words: str) -> bool:
    """Whether each is a number word as it stands: patterns take `ſ` for s and `İ` for i."""
    return all(word in _SPELLED_WORDS or word == "and" for word in _split(words))


def _split(words: str) -> list[str]:
    return re.split(r"[\s-]+", words.lower())


def _inherited(quantity: Quantity, following: tuple[re.Match[str], Quantity]) -> Quantity:
    match, later = following
    groups = match.groupdict()
    last_word = groups.get("scale") or re.split(r"[\s-]", groups.get("words") or "")[-1]
    factor = _SCALES.get(last_word.lower(), Decimal(1))
    values = quantity.values | {value * factor for value in quantity.values}
    return Quantity(values, quantity.unit or later.unit, quantity.written)


def _read(match: re.Match[str]) -> list[Quantity]:
    groups = match.groupdict()
    unit = _UNITS.get((groups.get("before") or groups["unit"] or "").lower(), "")
    written = match.group().strip()
    if groups.get("words"):
        return [Quantity(frozenset({_spelled_value(groups["words"])}), unit, written)]
    scale = _SCALES.get((groups["scale"] or "").lower(), Decimal(1))
    readings = _readings(groups["digits"])
    if not readings:  # a date such as 10.4.2026, a version such as 1.2.3: numbers of their own
        parts = re.split(r"\D+", groups["digits"])
        return [Quantity(frozenset({Decimal(part)}), "", part) for part in parts if part]
    return [Quantity(frozenset(value * scale for value in readings), unit, written)]


def _readings(digits: str) -> frozenset[Decimal]:
    """The values that digits with separators may mean; none when they are several numbers."""
    if digits.isdigit():
        return frozenset({Decimal(digits)})
    separators = [char for char in digits if not char.isdigit()]
    plain = re.sub(r"\D", "", digits)
    if _GROUPED.fullmatch(digits):
        whole = {Decimal(plain)}
        if separators == ["."]:
            whole.add(Decimal(digits))
        return frozenset(whole)
    head, last = digits[: digits.rfind(separators[-1])], separators[-1]
    if last in ".," and (head.isdigit() or (_GROUPED.fullmatch(head) and last not in head)):
        tail = digits[len(head) + 1 :]
        return frozenset({Decimal(re.sub(r"\D", "", head) + "." + tail)})
    return frozenset()


def _spelled_value(words: str) -> Decimal:
    total, current = Decimal(0), Decimal(0)
    for word in _split(words):
        if word in _WORDS:
            current += _WORDS[word]
        elif word in ("hundred", "hundert"):
            current = (current or Decimal(1)) * 100
        elif word != "and":
            total += (current or Decimal(1)) * _SCALES[word]
            current = Decimal(0)
    return total + current
