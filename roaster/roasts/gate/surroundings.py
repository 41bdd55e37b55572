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


def quotation_from(lines: Sequence[str], first: int) -> int | None:
    """The line in which a quotation begins that is still open at line `first`; None if none is.

    Only for typographic marks, which tell their direction; a quotation of several paragraphs opens
    anew in each, so the first of them is found.
    """
    begun = None
    for place in range(first - 1, -1, -1):
        line = lines[place]
        open_marks = line.count("“") + line.count("„") - line.count("”")
        if open_marks > 0:
            begun = place
        elif open_marks < 0:
            break
    return begun


def _heading(line: str) -> bool:
    short = len(line.strip()) <= LONGEST_HEADING
    return short and not _ENDED.search(line) and not _FIGURES.search(line)
