"""Runs of eight words, openings, closings and comparisons of a text. Pure.

Words are folded: case and punctuation do not tell two apart. Quoted words are the source's own: a
run ends where a quotation begins, and in an opening or a closing a whole quotation counts as one
word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b

RUN = 8  # words
EDGE = 4  # words of an opening or a closing
_QUOTED_WORD = "…"

QUOTED = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|\"[^\"]*\"|«[^«»]*»|»[^«»]*«")
# The finest reading: `don’t` and `1,200` are two words each. Whoever counts them as one finds no
# run that is not found here.
_WORD = re.compile(r"[^\W_]+")
_COMPARISON = re.compile(
    r"\blike an? (?P<like>[\w’'-]+(?: [\w’'-]+)?)"
    r"|\bas (?P<how>[\w-]+) as an? (?P<as>[\w’'-]+)"
    r"|\bwie eine?[nmrs]? (?!Sprecher)(?P<wie>[\w’'-]+(?: [\w’'-]+)?)",
    re.IGNORECASE,
)


def words_of(text: str) -> list[str]:
    """The folded words of a text, quoted ones included."""
    if text.isascii():  # folded all at once: it can join or part no words
        return _WORD.findall(text.lower())
    return [word.casefold() for word in _WORD.findall(text)]


def own_parts(text: str) -> list[str]:
    """The stretches of a text that stand in no quotation marks."""
    return QUOTED.split(text)


def own_runs(text: str, length: int = RUN) -> Iterator[str]:
    """Every run of `length` own words, in order, joined by single spaces."""
    for part in own_parts(text):
        words = words_of(part)
        for at in range(len(words) - length + 1):
            yield " ".join(words[at : at + length])


def run_hashes(text: str) -> list[int]:
    """The hash of every run of own words, in order."""
    found: list[int] = []
    for part in own_parts(text):
        words = words_of(part)
        starts = range(len(words) - RUN + 1)
        found += [run_hash(" ".join(words[at : at + RUN])) for at in starts]
    return found


def run_hash(run: str) -> int:
    """A run as a signed number of 64 bits, the same on every machine."""
    raw = blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(raw, "big", signed=True)


def opening_of(text: str) -> str:
    """The first words of a text; empty for one that is too short to have a beginning."""
    return " ".join(found) if len(found := _edge_words(text)[:EDGE]) == EDGE else ""


def closing_of(text: str) -> str:
    """The last words of a text."""
    return " ".join(found) if len(found := _edge_words(text)[-EDGE:]) == EDGE else ""


def _edge_words(text: str) -> list[str]:
    words: list[str] = []
    at = 0
    for match in QUOTED.finditer(text):
        words += [*words_of(text[at : match.start()]), _QUOTED_WORD]
        at = match.end()
    return words + words_of(text[at:])


def comparisons_in(text: str) -> list[str]:
    """`like a wet dog`, `as plain as a plank`, `wie ein nasser Hund`, folded."""
    return [
        " ".join(words_of(match.group()))
        for part in own_parts(text)
        for match in _COMPARISON.finditer(part)
    ]


def run_in_text(text: str, run: Sequence[str]) -> str:
    """A run of folded words as the text spells it; the folded words where it is not there."""
    places = list(_WORD.finditer(text))
    folded = [match.group().casefold() for match in places]
    for at in range(len(folded) - len(run) + 1):
        if folded[at : at + len(run)] == list(run):
            return text[places[at].start() : places[at + len(run) - 1].end()]
    return " ".join(run)
