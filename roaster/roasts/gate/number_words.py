"""How numbers are written in words, shares and multiples, and what hedges them. Pure.

Each pattern has a short one beside it for the word that it begins or ends with: to look at the
words first, which repeat, takes a tenth of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

ENGLISH = "one two three four five six seven eight nine ten"
_GERMAN = "ein zwei drei vier fünf sechs sieben acht neun zehn"
_SMALL = {word: Decimal(value) for value, word in enumerate(ENGLISH.split(), 1)} | {
    "a": Decimal(1),
    "an": Decimal(1),
}
_GERMAN_SMALL = {word: Decimal(value) for value, word in enumerate(_GERMAN.split(), 1)} | {
    "eine": Decimal(1),
    "einem": Decimal(1),
    "einen": Decimal(1),
    "einer": Decimal(1),
}
COUNTS = _SMALL | _GERMAN_SMALL
PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8,
    "tenth": 10, "hälfte": 2, "drittel": 3, "viertel": 4, "fünftel": 5, "zehntel": 10,
}  # fmt: skip
# What follows “five times” where it multiplies; elsewhere it counts.
_THAN = (
    "(?:as|more|less|fewer|the|its|their|his|her|what|over|that|higher|larger|bigger|greater|faster"
    "|longer|stronger|smaller|so|mehr|größer|höher)"
)
_COUNT = "|".join(sorted(COUNTS, key=len, reverse=True))
_PART = "|".join(sorted(PARTS, key=len, reverse=True))
SPECIAL = re.compile(
    rf"""
      \b(?P<period>first|second|third|fourth|last|final)[\s-](?P<of>half|quarter)\b
    | \bQ(?P<q>[1-4])\b
    | \b(?P<whole>{_COUNT}|\d+)\ (?P<span>year|month|minute|hour|day|week|decade)s?\ and\ a\ half\b
    | \b(?P<quarter_century>(?:a\ )?quarter[\ -](?:of\ a\ )?century)\b
    | \b(?:a\ )?quarter[\ -](?:of\ )?a?\ ?(?P<quarter_of>million|billion)\b
    | \b(?:an?\ (?=year|month|week|day|hour|decade|century)|(?:next|last|past)\ (?=decade|century))
      (?P<lone>year|month|week|day|hour|decade|century)\b
    | \b(?:a\ )?quarter\ (?:of\ )?an\ (?P<quartered>hour)\b
    | \b(?:half\ an?\ |(?:a\ )?half-)
      (?P<halved>year|hour|dozen|day|decade|century|million|billion)\b
    | \b(?P<of_parts>{_COUNT})[\s-](?P<part>{_PART})s?\b
      (?!\w|[\ -](?:dozen|hour|year|day|decade|century)\b)
    | \b(?P<half>half|Hälfte)\b
    | \b(?P<n>{_COUNT}|\d+)[\ -](?P<to>in|out\ of|to|von)[\ -](?P<m>{_COUNT}|\d+)\b
      (?![.,]\d|[\s-]*(?:percent|per\ cent|million|billion|to\b))
    | \b(?P<times>{_COUNT}|\d+)(?:x\b|[\s-]times\b(?=\s{_THAN}\b)|[\s-]?fold\b|[\s-]?mal\b|fach\w*)
    | \b(?P<twice>twice|doubl\w+|verdoppel\w*|doppelt\w*)
    | \b(?P<thrice>tripl\w+|verdreifach\w*|dreifach\w*)
    | \b(?:(?P<dozens_of>{_COUNT}|half\ a|a\ half)\ )?(?P<dozen>dozen|Dutzend)\b
    | \b(?P<many>dozens|hundreds|thousands|millions|billions|Dutzende|Hunderte|Tausende)\b
      (?!\ of\ dollars)
    | \b(?P<nth>third|fourth|fifth|sixth|seventh|eighth|ninth|tenth
      |3rd|4th|5th|6th|7th|8th|9th|10th)\b
    | \b(?P<pair>dual|both|pair|twin|beide\w?
      |the\ two(?=\ (?:met|have|had|are|were|did|do|would|will|men|women|sides|leaders|rivals
      |parties|candidates|countries|nations|billionaires)\b)
      |die\ beiden)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# The words that SPECIAL can begin with.
_BEGINS = re.compile(
    rf"(?:{_COUNT})(?:x|fold|mal|fach\w*)?\Z|\d|(?:first|second|third|fourth|last|final|q[1-4]|quarter"
    r"|next|past|a|half|hälfte|dozen|dutzend|dozens|hundreds|thousands|millions|billions|dutzende"
    r"|hunderte|tausende|fifth|sixth|seventh|eighth|ninth|tenth|dual|both|pair|twin|beide\w?|the|die)"
    r"\Z|twice|doubl|verdoppel|doppelt|tripl|verdreifach|dreifach",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\w+")
_ABOUT = (
    "about", "around", "roughly", "some", "approximately", "approx", "circa", "ca", "estimated",
    "rund", "etwa", "ungefähr", "zirka", "schätzungsweise", "roundly",
)  # fmt: skip
_MORE = (
    "more than", "over", "above", "at least", "upwards of", "no less than", "no fewer than",
    "in excess of", "past", "a good", "minimum of", r"exceed\w*", "topp?(?:ed|ing|s)", "mehr als",
    "über", "mindestens", "gut", "(?:great|larg|bigg|high|long|old|wid|heavi)er than",
)  # fmt: skip
_LESS = (
    "nearly", "almost", "close to", "closer to", "just under", "just below", "less than",
    "fewer than", "(?:small|low|short|young|light)er than", "under", "below", "approaching",
    "shy of", "maximum of", r"maximum \w+ of", "limit of", "knapp", "fast", "beinahe",
    "weniger als", "unter", "nahezu",
)  # fmt: skip
_AT_MOST = (
    "up to", "at most", "as many as", "as much as", "no more than", "not more than", "bis zu",
    "höchstens", "nicht mehr als",
)  # fmt: skip
# What may stand between a hedge and its number.
_BETWEEN = (
    r"an?\s+additional", "an?", "only", "additional", "further", "roughly", "about", "some",
    "another", "estimated",
)  # fmt: skip
HEDGE = re.compile(
    r"(?<!add )(?<!adds )(?<!added )"
    r"(?!(?:(?<=the\W)|(?<=these\W)|(?<=those\W))past\b)"  # “of the past two years”
    rf"(?:\b(?P<more>{'|'.join(_MORE)})|\b(?P<less>{'|'.join(_LESS)})"
    rf"|\b(?P<most>{'|'.join(_AT_MOST)})|\b(?P<about>{'|'.join(_ABOUT)}))"
    rf"\W+(?:(?:{'|'.join(_BETWEEN)})\W+)?[$€£¥]?\Z",
    re.IGNORECASE,
)
# The words that HEDGE can end with.
_HEDGING = re.compile(
    "|".join(words.split()[-1] for words in (*_ABOUT, *_MORE, *_LESS, *_AT_MOST))
    + f"|additional|{'|'.join(_BETWEEN[1:])}",
    re.IGNORECASE,
)


def specials(text: str) -> Iterator[re.Match[str]]:
    """Every match of SPECIAL, in order."""
    end = 0
    for word in _TOKEN.finditer(text):
        if word.start() >= end and _may_begin(word.group()):
            match = SPECIAL.match(text, word.start())
            if match is not None:
                end = match.end()
                yield match


def hedge_before(text: str) -> re.Match[str] | None:
    """The words that hedge a number which follows this text: HEDGE's match, if any."""
    words = _TOKEN.findall(text)
    return HEDGE.search(text) if words and _may_hedge(words[-1]) else None


@lru_cache(maxsize=8_192)
def _may_begin(word: str) -> bool:
    return _BEGINS.match(word) is not None


@lru_cache(maxsize=8_192)
def _may_hedge(word: str) -> bool:
    return _HEDGING.fullmatch(word) is not None
