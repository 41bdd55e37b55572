"""Text folded for comparison, with the way back: every folded character knows where it stood.

Pure. Case, typographic quotes and dashes, ligatures and runs of white space do not tell two texts
apart; everything else does.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_ALIKE = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»‹›", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}
# Most of any text: what needs no more than small letters, taken whole.
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")
_NOT_PLAIN = re.compile(r"[^ -~]")
_SMALL = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `starts[i]` is the place in the original that `text[i]` comes from."""

    text: str
    starts: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that a span of the folded one stands for."""
        return self.starts[start], self.starts[end - 1] + 1


def fold(text: str) -> Folded:
    """`text` folded, without white space at its ends."""
    out: list[str] = []
    starts: list[int] = []
    at = 0
    for plain in _PLAIN.finditer(text):
        _fold_each(text, at, plain.start(), out, starts)
        at = plain.end()
        out.append(plain.group().lower())
        starts.extend(range(plain.start(), at))
    _fold_each(text, at, len(text), out, starts)
    if out and out[-1] == " ":
        out.pop()
        starts.pop()
    return Folded("".join(out), tuple(starts))


def folded_text(text: str) -> str:
    """`fold(text).text`, for who needs no way back."""
    if text.isascii():
        return " ".join(text.split()).lower()
    plain = _NOT_PLAIN.sub(_fold_match, text.translate(_SMALL))
    return " ".join(part for part in plain.split(" ") if part)


def _fold_match(match: re.Match[str]) -> str:
    return _fold_char(match.group())


def _fold_each(text: str, start: int, end: int, out: list[str], starts: list[int]) -> None:
    """Fold the characters of a span one by one, onto what is there."""
    for place in range(start, end):
        for part in _fold_char(text[place]):
            if part == " " and (not out or out[-1] == " "):
                continue
            out.append(part)
            starts.append(place)


@lru_cache(maxsize=1_024)
def _fold_char(char: str) -> str:
    if char < "\x80":
        return " " if char.isspace() else char.lower()
    if char in _ALIKE:
        return _ALIKE[char]
    if char.isspace():
        return " "
    return unicodedata.normalize("NFKC", char).casefold()


def find_all(folded: Folded, phrase: str, most: int = 5) -> list[tuple[int, int]]:
    """Spans of the original where `phrase` stands as whole words, folded alike; at most `most`."""
    wanted = folded_text(phrase)
    spans: list[tuple[int, int]] = []
    at = folded.text.find(wanted) if wanted else -1
    while at >= 0 and len(spans) < most:
        end = at + len(wanted)
        if _whole_words(folded.text, at, end):
            spans.append(folded.original_span(at, end))
        at = folded.text.find(wanted, at + 1)
    return spans


def _whole_words(text: str, start: int, end: int) -> bool:
    """Whether the span does not begin or end within a word or a number: `1.5` is not in `11.5`."""
    return not (_joined(text, start) or _joined(text, end))


def _joined(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if left in ".," and right.isdigit():
        return at > 1 and text[at - 2].isdigit()
    if right in ".," and left.isdigit():
        return at + 1 < len(text) and text[at + 1].isdigit()
    return left.isalnum() and right.isalnum() and not (_cjk(left) or _cjk(right))


def _cjk(char: str) -> bool:
    # Scripts written without spaces between words.
    return "\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af"
