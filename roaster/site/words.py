"""Small texts of the site: days, labels, verdicts, and plain text out of Markdown. Pure."""

from __future__ import annotations

import html
import re
from datetime import date
from decimal import Decimal

from roaster.site.views import ScoreView
from roaster.text.clean import clean_line

# fmt: off
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)
# fmt: on
VERDICTS = ((20, "Lukewarm"), (40, "Singed"), (60, "Toasted"), (80, "Scorched"), (101, "Charcoal"))
"""Words for an overall score: each holds below its number of tenths."""

_TOP_TENTHS = 100
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--[^<>]*-->")
_MARKS = re.compile(r"(?<!\\)(?:\*+|`+|~~|(?<!\w)_+|_+(?!\w))")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BLOCK = re.compile(r"^[^\S\n]*(?:#{1,6}\s+|>\s?|[-*+]\s+|\d+[.)]\s+)", re.MULTILINE)


def day_text(day: date) -> str:
    """`10 April 2026`."""
    return f"{day.day} {month_text(day)}"


def month_text(day: date) -> str:
    """`April 2026`."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def month_name(day: date) -> str:
    """`April`."""
    return _MONTHS[day.month - 1]


def label(text: str) -> str:
    """A category for readers: `ai` is AI, `world-news` World news; others as they are written."""
    if not text.islower():
        return text
    return text.upper() if len(text) <= 2 else text[:1].upper() + text[1:].replace("-", " ")


def counted(number: int) -> str:
    """`1 roast`, `12 roasts`."""
    return f"{number} roast{'' if number == 1 else 's'}"


def score_view(score: Decimal | None) -> ScoreView | None:
    """An overall score for readers; None where there is none in 0.0–10.0."""
    if score is None or not score.is_finite():
        return None
    tenths = int((score * 10).to_integral_value())
    if not 0 <= tenths <= _TOP_TENTHS:
        return None
    verdict = next(word for below, word in VERDICTS if tenths < below)
    return ScoreView(f"{tenths // 10}.{tenths % 10}", tenths, verdict)


def plain(markdown: str) -> str:
    """The words of a little Markdown on one line, for cards and descriptions.

    Not a parser: what it misreads shows as text, never as markup.
    """
    text = _TAG.sub("", _BLOCK.sub("", markdown))
    text = _ESCAPED.sub(r"\1", _MARKS.sub("", _LINK.sub(r"\1", text)))
    return clean_line(html.unescape(text))
