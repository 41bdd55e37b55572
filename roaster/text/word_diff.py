"""Two texts compared word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST = 4000  # words and gaps of both; difflib takes the square of that


class Kind(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


def word_diff(old: str, new: str) -> tuple[tuple[Kind, str], ...]:
    """The runs that stay, go and come: what stays and goes is `old`, what stays and comes `new`.

    Longer texts than `MOST` are told as one that goes and one that comes.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) + len(after) > MOST:
        return tuple((kind, text) for kind, text in ((Kind.GONE, old), (Kind.NEW, new)) if text)
    return tuple(_runs(before, after))


def _runs(before: list[str], after: list[str]) -> Iterator[tuple[Kind, str]]:
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Kind.SAME, "".join(before[i:j])
            continue
        if i < j:
            yield Kind.GONE, "".join(before[i:j])
        if k < m:
            yield Kind.NEW, "".join(after[k:m])


def marked(runs: tuple[tuple[Kind, str], ...]) -> str:
    """As `git diff --word-diff` writes it: `[-gone-]{+new+}`."""
    marks = {Kind.SAME: "{}", Kind.GONE: "[-{}-]", Kind.NEW: "{{+{}+}}"}
    return "".join(marks[kind].format(text) for kind, text in runs)
