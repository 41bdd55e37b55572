"""What the site's owner filters items by: plain words, and `/regular expressions/`. Pure.

A plain word matches whole words in any case. A regular expression is RE2's: its time grows with the
text alone, whatever the pattern, and a pattern that would need much memory is refused. So neither a
hostile title nor a hostile pattern (a list of feeds may come from anybody) can hold a run up.
Python's `re` and the package `regex` take patterns of 40 characters that never end or fill the
memory while they are compiled.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

MAX_PATTERN = 500  # characters
_MAX_MEMORY = 1 << 20  # bytes of one compiled pattern
_MAX_TEXT = 20_000  # characters; a title and a summary are far shorter
# Scripts that put no space between words: a word's edge cannot be told in them.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_SPACE = re.compile(r"\s+")

Search = Callable[[str], object]


def pattern_fault(written: str) -> str:
    """What is wrong with a word or pattern as it is written; empty when nothing is."""
    if not written.strip():
        return "expected a word or a /regular expression/, not nothing"
    if len(written) > MAX_PATTERN:
        return f"expected at most {MAX_PATTERN} characters"
    expression = _expression(written)
    if expression is None:
        return ""
    try:
        _compiled(expression)
    except ValueError as error:
        return str(error)
    return ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word or expression ready to be looked for; `written` is how the owner wrote it."""

    written: str
    search: Search

    def stands_in(self, text: str) -> bool:
        """Whether it is found in a text."""
        return bool(self.search(_composed(text[:_MAX_TEXT])))


def read_patterns(written: Iterable[str]) -> tuple[Pattern, ...]:
    """The patterns, in their order. Raises ValueError for one in which `pattern_fault` finds one.

    RE2 is only loaded where there is a regular expression.
    """
    return tuple(Pattern(one, _search_of(one)) for one in written)


def _search_of(written: str) -> Search:
    expression = _expression(written)
    return _compiled(expression) if expression is not None else _word(written)


def _expression(written: str) -> str | None:
    """What stands between the slashes; None for a plain word."""
    text = written.strip()
    return text[1:-1] if len(text) > 2 and text[0] == text[-1] == "/" else None


def _compiled(expression: str) -> Search:
    import re2

    options: Any = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = _MAX_MEMORY
    try:
        search: Search = re2.compile(_composed(expression), options).search
    except re2.error as error:
        told = error.args[0] if error.args else b""
        reason = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
        raise ValueError(f"not a regular expression as RE2 reads it: {reason}") from error
    return search


def _word(written: str) -> Search:
    text = _composed(written).casefold().strip()
    inner = r"\s+".join(re.escape(part) for part in _SPACE.split(text))
    search = re.compile(_edge(text[:1], r"(?<!\w)") + inner + _edge(text[-1:], r"(?!\w)")).search
    return lambda looked_at: search(looked_at.casefold())


def _edge(mark: str, assertion: str) -> str:
    return "" if _UNSPACED.match(mark) or not (mark.isalnum() or mark == "_") else assertion


def _composed(text: str) -> str:
    """NFC, without what UTF-8 cannot hold."""
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
