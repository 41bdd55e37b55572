"""What a page says of a whole block of its text: the heading above, the credit below. Pure.

A round-up puts “[ The Post ]” under each quotation, a survey of opinions “…: Brenk & Co” above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

LONGEST_HEADING = 90

_CREDIT = re.compile(r"\A\s*(?:\[[^\[\]]{2,40}\]|\([^()]{2,40}\)|[—–] ?[A-Z][^.!?]{1,40})\s*\Z")
_FIGURES = re.compile(r"\d[.,]\d|[%$€£]")  # a table or a ticker
_ENDED = re.compile(r"[.!?…:;,][\"'”’»)\]]*\s*\Z")


def surroundings(lines: Sequence[str], first: int, last: int) -> Iterator[str]:
    """The heading over the lines from `first` to `last`, and the credit under them, if any."""
    for line in reversed(lines[:first]):
        if _CREDIT.match(line):
            break
        if _heading(line):
            yield line
            break
    credit = next((line for line in lines[last + 1 :] if _CREDIT.match(line)), None)
    if credit is not None:
        yield credit


def _heading(line: str) -> bool:
    short = len(line.strip()) <= LONGEST_HEADING
    return short and not _ENDED.search(line) and not _FIGURES.search(line)
