"""False bullets from true ones, one change each, by a seeded chance.

A change must make the bullet false (or claim what its source does not say), not only different:
“more than 5,000” is never lowered, “less than 25” never raised. Nothing here uses the gate.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

KINDS = (
    *("digit", "number word", "name", "date", "unit", "negation"),
    *("comparison", "cause", "subject", "attribution"),
)

_MORE = r"(?:more than|over|above|at least|über|mehr als)\W+(?:\w+\W+)?[$€£]?\Z"
_LESS = r"(?:less than|fewer than|under|below|at most|weniger als|knapp)\W+(?:\w+\W+)?[$€£]?\Z"
_WORDS_WORDS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty
"""
_WORDS = _WORDS_WORDS.split()
_TENS_WORDS = """
twenty thirty forty fifty sixty seventy eighty ninety
"""
_TENS = _TENS_WORDS.split()
_SHARES = ["tenth", "fifth", "quarter", "third", "half"]
_GERMAN = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig"]
_SCALES = ["hundred", "thousand", "million", "billion", "trillion"]
_SCALES_DE = ["Tausend", "Millionen", "Milliarden", "Billionen"]
_LADDERS = (
    _WORDS,
    _TENS,
    _SHARES,
    [f"{share}s" for share in _SHARES[:4]],
    _GERMAN,
    _SCALES,
    _SCALES_DE,
)
_MONTHS_WORDS = """
January February March April May June July August September October November December
"""
_MONTHS = _MONTHS_WORDS.split()
_MONTHS_DE_WORDS = """
Januar Februar März April Mai Juni Juli August September Oktober November Dezember
"""
_MONTHS_DE = _MONTHS_DE_WORDS.split()
_WEEKDAYS_WORDS = """
Monday Tuesday Wednesday Thursday Friday Saturday Sunday
"""
_WEEKDAYS = _WEEKDAYS_WORDS.split()
_UNITS = (
    (r"\bper ?cent\b|%", "percentage points"),
    (r"\bProzent\b", "Prozentpunkte"),
    (r"(?<!per )\bcents?\b", "dollars"),
    (r"\$(?=\d)", "€"),
    (r"£(?=\d)", "$"),
    (r"\bdollars?\b", "euros"),
    (r"(?<=\d)[ -](?:kilometres|kilometers|km)\b", " miles"),
    (r"\bmiles\b", "kilometres"),
    (r"\bmegabytes\b", "gigabytes"),
    (r"\bkilobytes\b", "megabytes"),
    (r"\bpounds\b", "tons"),
    (r"\btons\b", "pounds"),
    (r"\bfeet\b", "metres"),
    (r"(?<!an )\bhours?\b", "days"),
    (r"\bdays\b", "weeks"),
    (r"\bweeks\b", "months"),
    (r"\bmonths\b", "years"),
    (r"(?<!of )\byears\b", "months"),
    (r"\bdecades\b", "centuries"),
    (r"(?<=\d)fps\b", " percent"),
    (r"\bdegrees\b", "percent"),
)
_OPPOSITES = (
    *(("more", "fewer"), ("rose", "fell"), ("increase", "decrease"), ("gain", "loss")),
    *(("above", "below"), ("before", "after"), ("higher", "lower"), ("up", "down")),
    *(("over", "under"), ("largest", "smallest"), ("biggest", "smallest"), ("most", "least")),
    *(("first", "last"), ("grew", "shrank"), ("grow", "shrink"), ("jumped", "plunged")),
    *(("dropped", "climbed"), ("larger", "smaller"), ("better", "worse"), ("worst", "best")),
    *(("raised", "lowered"), ("cut", "raised"), ("added", "lost"), ("accelerated", "slowed")),
    *(("strong", "weak"), ("best", "worst"), ("earlier", "later"), ("less", "more")),
    *(
        ("increased", "decreased"),
        ("gained", "lost"),
        ("bought", "sold"),
        ("outspend", "underspend"),
    ),
    *(("early", "late"), ("closer", "further"), ("smaller", "larger"), ("fell", "rose")),
    *(("beginning", "end"), ("buying", "selling"), ("rises", "falls"), ("harder", "easier")),
)
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|may|must|should|ist|sind|wurde|wurden)\b"
    r"(?! (?:not|no|nicht|kein|never|been no|only)\b)"
)
_VERBS = {
    "agreed": "agree", "calls": "call", "called": "call", "earned": "earn", "expects": "expect",
    "committed": "commit", "reported": "report", "announced": "announce", "gave": "give",
    "barred": "bar", "fined": "fine", "warned": "warn", "includes": "include", "fell": "fall",
    "runs": "run", "launched": "launch", "employs": "employ", "opened": "open", "sold": "sell",
    "wants": "want", "raised": "raise", "costs": "cost", "rose": "rise", "closed": "close",
    "lost": "lose", "killed": "kill", "joined": "join", "paid": "pay", "ordered": "order",
}  # fmt: skip
_NOT = re.compile(r" (?:not|nicht)\b(?! only)|n['’]t\b|(?<=can)not\b")
_NAME = re.compile(r"(?<=[a-zß-ü,] )[A-Z][a-zA-Zé]{2,}\b")
_GERMAN_NAMES = ("Prüß", "Falk", "BioNTech", "Moderna", "Astrazeneca", "Deutschland", "Charité")
_NO_NAMES = frozenset(
    (*_MONTHS, *_MONTHS_DE, *_WEEKDAYS, "The", "But", "And", "Its", "This", "That")
)
# Words that headlines and quotations capitalise although they name nobody.
_WORDS_TOO_WORDS = """
article bill commission common count dead editor employers exchange executive federal field
former friends general government great hours house image intelligent kingdom lightning local
lord lords major minister ministers now prime president red share secretary section space state
states street systems text the this university vendors vice western what when where wall whether
world new north south west east big cloud investors shareholders employees users children
villagers doctors borewell newborn
"""
_WORDS_TOO = frozenset(_WORDS_TOO_WORDS.split())
_SPEECH = re.compile(
    r"\b(?:according to|laut) (?:the )?(?P<b>[A-Z]\w+)|\b(?P<a>[A-Z]\w+) (?:said|says|sagt)\b"
    r"|\b(?:said|says|sagt) (?P<c>[A-Z]\w+)"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """A true bullet with what its article may lend to a false one."""

    text: str
    proving: str  # the words of the source that prove it
    names: Sequence[str]  # of the article
    strangers: Sequence[str]  # names of other articles
    others: Sequence[str]  # other true bullets of the article
    title: str = ""
    german: bool = False


def names_of(text: str) -> list[str]:
    """Capitalised words within sentences, in order, each once."""
    if " der " in text and " und " in text:  # every German noun has a capital
        return [name for name in _GERMAN_NAMES if name in text]
    found = (match.group() for match in _NAME.finditer(text))
    words = set(re.findall(r"\b[a-zß-ü]+\b", text)) | _WORDS_TOO
    return list(
        dict.fromkeys(name for name in found if name not in _NO_NAMES and name.lower() not in words)
    )


def falsified(kind: str, origin: Origin, chance: random.Random) -> str | None:
    """The bullet with one change of a kind, or None where it offers nothing to change."""
    changed = _MAKERS[kind](origin, chance)
    return changed if changed and changed != origin.text else None


def _put(text: str, match: re.Match[str], new: str, group: int | str = 0) -> str:
    start, end = match.span(group)
    return text[:start] + new + text[end:]


def _hedge(text: str, at: int) -> int:
    """1: only a larger number is false; -1: only a smaller one; 0: any other."""
    before = text[max(0, at - 40) : at].lower()
    if re.search(_MORE, before) or re.match(r"\S+ (?:\S+ ){0,2}or more\b", text[at:]):
        return 1
    return -1 if re.search(_LESS, before) else 0


def _digit(origin: Origin, chance: random.Random) -> str | None:
    numbers = list(re.finditer(r"(?<!\d)(?<!\d[.,])\d(?:[\d.,]*\d)?", origin.text))
    if not numbers:
        return None
    number = chance.choice(numbers)
    before = origin.text[max(0, number.start() - 30) : number.start()].lower()
    way = _hedge(origin.text, number.start())
    vague = way or re.search(
        r"(?:about|around|some|roughly|nearly|almost|rund|knapp|some|close to|closer to|just above|"
        r"up to|at)\W+\Z",
        before,
    )
    digits = [place for place, char in enumerate(number.group()) if char.isdigit()]
    place = digits[0] if vague else chance.choice(digits)
    old = int(number.group()[place])
    least = 2 if vague and not way else 1
    new = [
        digit
        for digit in range(0 if place else 1, 10)
        if abs(digit - old) >= least and (digit - old) * way >= 0
    ]
    if not new:
        return None
    changed = number.group()[:place] + str(chance.choice(new)) + number.group()[place + 1 :]
    return _put(origin.text, number, changed)


def _number_word(origin: Origin, chance: random.Random) -> str | None:
    found = []
    for ladder in _LADDERS:
        pattern = rf"(?<![\w-])(?:{'|'.join(ladder)})(?!\w)"
        for match in re.finditer(pattern, origin.text):
            if match.group() == "one" and not origin.text[: match.start()].endswith("only "):
                continue
            if match.group() == "third" and origin.text[match.end() :].startswith(
                (" quarter", "-party")
            ):
                continue
            if match.group() == "quarter" and re.search(
                r"(?:the|third|’s|'s) \Z", origin.text[: match.start()]
            ):
                continue
            found.append((match, ladder))
    if not found:
        return None
    match, ladder = chance.choice(found)
    at, way = ladder.index(match.group()), _hedge(origin.text, match.start())
    new = [word for place, word in enumerate(ladder) if place != at and (place - at) * way >= 0]
    return _put(origin.text, match, chance.choice(new)) if new else None


def _name(origin: Origin, chance: random.Random) -> str | None:
    own = [m for m in _NAME.finditer(origin.text) if m.group() in origin.names]
    first = re.match(r"[A-Z]\w+", origin.text)
    if first and first.group() in origin.names:
        own.append(first)
    near = [
        name for name in origin.names if name not in origin.proving + origin.text + origin.title
    ]
    lent = near if near and chance.random() < 0.7 else list(origin.strangers)
    if not own:
        return None
    return _put(origin.text, chance.choice(own), chance.choice(lent))


def _date(origin: Origin, chance: random.Random) -> str | None:
    found: list[tuple[re.Match[str], list[str]]] = []
    for words in (_MONTHS, _MONTHS_DE, _WEEKDAYS):
        found += [
            (match, [word for word in words if word != match.group()])
            for match in re.finditer(rf"\b(?:{'|'.join(words)})\b", origin.text)
        ]
    for match in re.finditer(r"(?<![$€£\d,])\b(?:19|20)\d\d\b(?![,.]?\d| by)", origin.text):
        year = int(match.group())
        found.append((match, [str(year + step) for step in (-3, -2, -1, 1, 2, 3)]))
    for match in re.finditer(
        r"\b(?:last|this|next) (year|month|week|spring|summer|autumn)\b", origin.text
    ):
        ways = [
            f"{way} {match[1]}" for way in ("last", "next") if not match.group().startswith(way)
        ]
        found.append((match, ways))
    if not found:
        return None
    match, new = chance.choice(found)
    return _put(origin.text, match, chance.choice(new))


def _unit(origin: Origin, chance: random.Random) -> str | None:
    found = [
        (match, new)
        for pattern, new in _UNITS
        for match in re.finditer(pattern, origin.text)
        if re.search(
            r"(?:\d|\w)", origin.text[: match.start()][-12:] + origin.text[match.end() :][:3]
        )
    ]
    found = [
        (match, new)
        for match, new in found
        if match.group() in "$£"
        or re.search(
            r"(?:\d|\b(?:" + "|".join((*_WORDS, *_TENS, *_SCALES)) + r"))[\w .-]{0,12}\Z",
            origin.text[: match.start()],
        )
    ]
    if not found:
        return None
    match, new = chance.choice(found)
    return _put(origin.text, match, new)


def _negation(origin: Origin, chance: random.Random) -> str | None:
    text = origin.text
    denied = list(_NOT.finditer(text))
    if denied:
        return _put(text, chance.choice(denied), "")
    for old, new in (
        ("no longer ", "still "),
        (" no ", " a "),
        ("keinen ", "einen "),
        ("never ", "always "),
    ):
        if old in text:
            return text.replace(old, new, 1)
    auxiliary = _AUXILIARY.search(text)
    if auxiliary and "only" not in text and "Few " not in text:
        word = "nicht" if auxiliary[1] in ("ist", "sind", "wurde", "wurden") else "not"
        return f"{text[: auxiliary.end()]} {word}{text[auxiliary.end() :]}"
    for verb, stem in _VERBS.items():
        match = re.search(rf"(?<=\w )\b{verb}\b", text)
        if match:
            return _put(text, match, f"did not {stem}")
    return None


def _fit_for(old: str) -> str:
    """Where a word has an opposite: “over” stands before a number, “added” before a thing."""
    behind = {
        "over": r"(?= [$£€]?\d| (?:a|an|one|two|three|twenty)\b)",
        "up": r"(?= [\d.])",
        "added": r"(?! (?:that|to|over|he|she|[A-Z]))",
        "cut": r"(?! of)",
        "more": r"(?! (?:to|and more))",
    }.get(old, r"(?! (?:to|of credit))")
    return rf"\b{old}\b{behind}"


def _comparison(origin: Origin, chance: random.Random) -> str | None:
    found = [
        (match, new)
        for old, new in _OPPOSITES
        for match in re.finditer(rf"(?<!a ){_fit_for(old)}", origin.text)
        if not (old == "up" and not re.match(r"up [\d.]", match.string[match.start() :]))
        and not (old == "most" and "at most" in origin.text)
    ]
    if not found:
        return None
    match, new = chance.choice(found)
    return _put(origin.text, match, new)


def _cause(origin: Origin, chance: random.Random) -> str | None:
    if not origin.others or re.search(r"\b(?:because|weil|since|caus\w+)\b", origin.text):
        return None
    why = chance.choice(list(origin.others)).rstrip(".")
    text = origin.text.rstrip(".")
    if len(text) + len(why) > 280:
        return None
    if origin.german:
        return f"{text}, und zwar deshalb, weil gilt: {why}."
    return chance.choice((f"{text}, because {why}.", f"{text}, which led to this: {why}."))


def _subject(origin: Origin, chance: random.Random) -> str | None:
    found = [
        m for m in re.finditer(r"\b[A-Z][a-zA-Z]{2,}\b", origin.text) if m.group() in origin.names
    ]
    pairs = [
        (one, two)
        for one, two in pairwise(found)
        if one.group() != two.group()
        and len(between := origin.text[one.end() : two.start()].split()) >= 2
        and not {"and", "or", "und", "oder", "with", "between"} & set(between)
        and "," not in origin.text[one.end() : two.start()][-1:]
    ]
    if not pairs:
        return None
    one, two = chance.choice(pairs)
    text = origin.text
    middle = text[one.end() : two.start()]
    return f"{text[: one.start()]}{two.group()}{middle}{one.group()}{text[two.end() :]}"


def _attribution(origin: Origin, chance: random.Random) -> str | None:
    near = [
        name for name in origin.names if name not in origin.proving + origin.text + origin.title
    ]
    others = near or list(origin.strangers)
    match = _SPEECH.search(origin.text)
    if match:
        group = next(name for name in "abc" if match[name])
        return _put(origin.text, match, chance.choice(others), group)
    text = origin.text.rstrip(".")
    if '"' in text or "“" in text or len(text) > 250:
        return None
    said = "laut {}." if origin.german else chance.choice(("according to {}.", "{} says."))
    return f"{text}, {said.format(chance.choice(others))}"


_MAKERS: dict[str, Callable[[Origin, random.Random], str | None]] = {
    "digit": _digit,
    "number word": _number_word,
    "name": _name,
    "date": _date,
    "unit": _unit,
    "negation": _negation,
    "comparison": _comparison,
    "cause": _cause,
    "subject": _subject,
    "attribution": _attribution,
}
