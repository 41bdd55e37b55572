"""Figures of German prose: `40 Millionen Euro`, `1.200 Stellen`, `14 Prozent`. Pure.

Sums, shares and times are given so that they can stand in any case; of other things the noun keeps
the case it has in the source, so jokes only quote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from roaster.roasts.writers.offline.figures import Figure, Kind, hedged_in
from roaster.roasts.writers.offline.reckoning import Sums, reckoned_with
from roaster.roasts.writers.offline.story import Line

_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
_SCALE = r"(?:\s(?P<scale>Tausend|Millionen?|Milliarden?|Billionen?|Mio\.|Mrd\.))?"
_SCALES = {"ta": 10**3, "mi": 10**6, "mr": 10**9, "bi": 10**12}
_CURRENCY = r"(?:Euro|Franken|Dollar|Pfund|Kronen|Yen|€|\$)"
_MONEY = re.compile(rf"(?<![\w.,]){_NUMBER}{_SCALE}\s(?P<unit>{_CURRENCY})(?!\w)")
_PERCENT = re.compile(rf"(?<![\w.,]){_NUMBER}\s?(?:Prozent(?P<points>punkte)?\b|%)")
_COUNT = re.compile(
    rf"(?<![\w.,€$]){_NUMBER}{_SCALE}\s(?P<middle>[a-zäöüß]+e[nr]?\s)?(?P<noun>[A-ZÄÖÜ][a-zäöüß-]{{2,}})\b"
)
_SPANS = {
    "Sekunde": "Sekunden",
    "Minute": "Minuten",
    "Stunde": "Stunden",
    "Tag": "Tage",
    "Woche": "Wochen",
    "Monat": "Monate",
    "Jahr": "Jahre",
}
_SPAN = re.compile(rf"({'|'.join(_SPANS)})(?:n|e|en)?\Z")
_PEOPLE = re.compile(
    r"(?:Menschen|Personen|Leuten?|Mitarbeite\w*|Beschäftigte\w*|Angestellte\w*|Kund\w+|Fahrgäste\w*|"
    r"Passagiere?n?|Reisenden?|Nutzern?|Besucher\w*|Gästen?|Mitgliedern?|Einwohner\w*|Bürger\w*|"
    r"Wähler\w*|Zuschauer\w*|Leser\w*|Abonnent\w+|Studierenden?|Pendler\w*)\Z"
)
_JOBS = re.compile(
    r"(?:Stellen|Arbeitsplätzen?|Jobs|Haushalten?|Wohnungen|Unternehmen|Betrieben?)\Z"
)
_NO_NOUN = re.compile(
    r"(?:Uhr|Grad|Meter\w*|Kilo\w+|Tonnen?|Liter\w*|Januar|Februar|März|April|Mai|Juni|Juli|August|"
    r"September|Oktober|November|Dezember|Euro|Dollar|Prozent\w*|Millionen?|Milliarden?|Hektar|Watt|"
    r"Megawatt|Gigawatt|Volt|Punkten?|Liga|Platz|Nummer|Klasse|Jährige\w*)\Z"
)
_HEDGE = re.compile(
    r"\b(?:rund|etwa|circa|zirka|ca\.|ungefähr|bis zu|(?:mehr|weniger|höher|niedriger) als|über|unter|"
    r"knapp|fast|nahezu|beinahe|annähernd|mindestens|höchstens|maximal|wenigstens|gut|schätzungsweise|"
    r"geschätzte?n?|gegen|an die|zwischen|womöglich|vielleicht)\s+\Z|\bzwischen\s[^.;]{1,24}\sund\s+\Z",
    re.IGNORECASE,
)
_SMALLER = {
    "Minuten": (60, "Sekunden"),
    "Stunden": (60, "Minuten"),
    "Tage": (24, "Stunden"),
    "Wochen": (7, "Tage"),
    "Jahre": (12, "Monate"),
}


def german_figures(lines: Sequence[Line]) -> tuple[Figure, ...]:
    """The figures of sentences fit for a joke, in order; years and dates left out."""
    return tuple(
        figure
        for line in lines
        if line.safe and not line.has("grim")
        for figure in (*_money(line), *_percents(line), *_counts(line))
    )


def reckoned_in_german(figure: Figure) -> Mapping[str, str]:
    """The slots that can be worked out from a figure."""
    return reckoned_with(figure, GERMAN_SUMS)


def _money(line: Line) -> Iterator[Figure]:
    for match in _MONEY.finditer(line.text):
        value = _value(match["number"], match["scale"])
        if value > 1:
            yield Figure(_tidy(match.group()), Kind.MONEY, value, "", line, _hedged(line, match))


def _percents(line: Line) -> Iterator[Figure]:
    for match in _PERCENT.finditer(line.text):
        if not match["points"]:
            value = _value(match["number"], None)
            yield Figure(_tidy(match.group()), Kind.PERCENT, value, "", line, _hedged(line, match))


def _counts(line: Line) -> Iterator[Figure]:
    for match in _COUNT.finditer(line.text):
        number, noun = match["number"], match["noun"]
        value = _value(number, match["scale"])
        if value < 2 or (match["scale"] is None and re.fullmatch(r"(?:19|20)\d\d", number)):
            continue
        if (span := _SPAN.match(noun)) and not match["middle"]:
            unit = _SPANS[span[1]]
            yield Figure(f"{number} {unit}", Kind.SPAN, value, unit, line, _hedged(line, match))
        elif not _NO_NOUN.search(noun) and not span:
            people = _PEOPLE.match(noun) or _JOBS.match(noun)
            kind = Kind.PEOPLE if people else Kind.COUNT
            yield Figure(_tidy(match.group()), kind, value, noun, line, _hedged(line, match))


def _hedged(line: Line, match: re.Match[str]) -> bool:
    return hedged_in(_HEDGE, line.text, match.start(), match.end())


def _value(number: str, scale: str | None) -> Decimal:
    bare = Decimal(number.replace(".", "").replace(",", "."))
    return bare * _SCALES.get(_scale_key(scale), 1)


def _scale_key(scale: str | None) -> str:
    word = (scale or "").lower()
    return "mr" if word.startswith(("mrd", "milliard")) else word[:2]


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _seats(noun: str) -> bool:
    return bool(_PEOPLE.match(noun))


_NUMBERS = "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"
GERMAN_SUMS = Sums(
    years="Jahre",
    days="Tage",
    smaller=_SMALLER,
    spelt=dict(enumerate(_NUMBERS.split(), 2)),
    seats=_seats,
    thousands=".",
    point=",",
    scales=((10**9, "Milliarden"), (10**6, "Millionen")),
    hours="Stunden",
)
