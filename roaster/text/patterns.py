"""Word lists as data become one pattern. Pure.

One pattern a line, lower case, always whole words. A space stands for spaces or a hyphen, a name in
capitals for the list of that name, and the rest is a regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_QUOTES = str.maketrans("’‘", "''")


def pattern_of(lines: str, lists: Mapping[str, str] | None = None) -> re.Pattern[str]:
    """The pattern of a word list; `lists` are words, separated by space, by the name they have."""
    joined = "|".join(line.strip() for line in lines.strip().splitlines())
    for name, words in (lists or {}).items():
        joined = joined.replace(name, f"(?:{'|'.join(words.split())})")
    spaced = re.sub(r" (\??)", lambda gap: "[ -]?" if gap[1] else "[ -]+", joined)
    return re.compile(rf"(?<![\w-])(?:{spaced})(?![\w])")


def lowered(text: str) -> str:
    """A text as the patterns expect it: lower case, straight quotes, single spaces."""
    return " ".join(text.lower().translate(_QUOTES).split())
