"""The site's fixed words in its language, and what is said with them: days, scores, counts. Pure.

Words come from catalogues (`words.en.yaml`): roaster's own in `site/languages/`, then those of the
theme and of what it extends. Babel is not needed for that: a site speaks one language, and what it
would bring for it are twelve months, a decimal mark and two plural forms, which stand in the
catalogue where a site can change them. A language with more forms words its counts around them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from markupsafe import Markup, escape

from roaster.errors import ThemeError
from roaster.site.views import ScoreView
from roaster.text.clean import clean_line
from roaster.text.near import meant

Entry = str | tuple[str, ...] | Mapping[str, str]
"""A text, a list of texts, or the forms `one` and `other` of a text with a count."""

_BELOW = (20, 40, 60, 80, 101)
"""Tenths of an overall score: each verdict holds below its number."""

_TOP_TENTHS = 100
_PLAIN = frozenset((str, int))
_GAP = re.compile(r"\{([a-z_]+)\}")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--[^<>]*-->")
_MARKS = re.compile(r"(?<!\\)(?:\*+|`+|~~|(?<!\w)_+|_+(?!\w))")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BLOCK = re.compile(r"^[^\S\n]*(?:#{1,6}\s+|>\s?|[-*+]\s+|\d+[.)]\s+)", re.MULTILINE)


class Words:
    """The words of one language. Called with a key, it gives the text with its gaps filled in."""

    def __init__(self, language: str, entries: Mapping[str, Entry]) -> None:
        self.language = language
        self._entries = entries
        self._formats: dict[str, tuple[str, tuple[str, ...]]] = {}  # of texts

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key`. HTML among the values is kept, and all else is then escaped.

        Raises ThemeError for a key, or a gap's value, that is not there.
        """
        entry = self._entries.get(key)
        if isinstance(entry, str):
            return self._filled(key, entry, values) if values else entry
        if isinstance(entry, Mapping):
            form = "one" if values.get("count") == 1 else "other"
            return self._filled(key, entry[form], values)
        what = "is a list" if entry else "is in no catalogue of words"
        remedy = meant(key, self._entries) or "`roaster theme show` lists the texts"
        raise ThemeError(f"the text {key!r} {what}", remedy=remedy)

    def _filled(self, key: str, text: str, values: Mapping[str, object]) -> str:
        if text not in self._formats:
            self._formats[text] = _format(text)
        form, gaps = self._formats[text]
        try:
            filled = tuple([values[name] for name in gaps])
        except KeyError as error:
            name = error.args[0]
            raise ThemeError(f"the text {key!r} wants a value for {{{name}}}") from error
        # Mostly plain, and a plan fills in thousands.
        if not _PLAIN.issuperset(map(type, values.values())) and any(
            isinstance(value, Markup) for value in values.values()
        ):
            return escape(form) % tuple(map(escape, filled))
        return form % filled

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def keys(self) -> tuple[str, ...]:
        """Every key, sorted."""
        return tuple(sorted(self._entries))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where there is none."""
        entry = self._entries.get(key)
        return entry if isinstance(entry, tuple) else ()

    def day(self, day: date) -> str:
        """`10 April 2026`; in German `10. April 2026`."""
        return self("day", day=day.day, month=self.month_name(day), year=day.year)

    def month(self, day: date) -> str:
        """`April 2026`."""
        return self("month", month=self.month_name(day), year=day.year)

    def month_name(self, day: date) -> str:
        """`April`."""
        return self.texts("months")[day.month - 1]

    def roasts(self, number: int) -> str:
        """`1 roast`, `12 roasts`."""
        return self("roasts", count=number)

    def tenths(self, tenths: int) -> str:
        """64 as `6.4`; in German `6,4`."""
        return f"{tenths // 10}{self('decimal')}{tenths % 10}"

    def score(self, score: Decimal | None) -> ScoreView | None:
        """An overall score for readers; None where there is none in 0.0–10.0."""
        if score is None or not score.is_finite():
            return None
        tenths = int((score * 10).to_integral_value())
        if not 0 <= tenths <= _TOP_TENTHS:
            return None
        place = next(place for place, below in enumerate(_BELOW) if tenths < below)
        return ScoreView(self.tenths(tenths), tenths, self.texts("verdicts")[place])


def _format(text: str) -> tuple[str, tuple[str, ...]]:
    """A text as a %-format, and the names of its gaps in their order."""
    parts = [part.replace("%", "%%") for part in _GAP.split(text)]
    gaps = tuple(parts[1::2])
    parts[1::2] = ["%s"] * len(gaps)
    return "".join(parts), gaps


def gaps_in(entry: Entry) -> set[str]:
    """The names that an entry wants filled in."""
    parts: Sequence[str] = (
        (entry,)
        if isinstance(entry, str)
        else tuple(entry.values() if isinstance(entry, Mapping) else entry)
    )
    return {name for part in parts for name in _GAP.findall(part)}


def filled(text: str, **values: object) -> str:
    """A text of a list with its gaps filled in; a gap without a value stays as it is."""
    return _GAP.sub(lambda match: str(values.get(match[1], match[0])), text)


def label(text: str) -> str:
    """A category for readers: `ai` is AI, `world-news` World news; others as they are written."""
    if not text.islower():
        return text
    return text.upper() if len(text) <= 2 else text[:1].upper() + text[1:].replace("-", " ")


def plain(markdown: str) -> str:
    """The words of a little Markdown on one line, for cards and descriptions.

    Not a parser: what it misreads shows as text, never as markup.
    """
    text = _TAG.sub("", _BLOCK.sub("", markdown))
    text = _ESCAPED.sub(r"\1", _MARKS.sub("", _LINK.sub(r"\1", text)))
    return clean_line(html.unescape(text))
