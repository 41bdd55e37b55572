"""The line that fences a source off: a placeholder until a call goes out, then a random one.

Nobody who writes a source can know the line of a call. The key under which a paid reply is kept is
made with the placeholder, so that a random line never costs a second call. Pure.
"""

from __future__ import annotations

import re

TOKEN_CHARS = 20  # hex digits: 80 bits
# A control character: `roaster.text.clean` lets none of a source's through, so none can forge it.
_OPEN = "\x1f" * TOKEN_CHARS
FENCE = f"~~~fence-{_OPEN}~~~"

_LEAKED = re.compile(r"fence-[0-9a-f]{8}", re.IGNORECASE)
_FENCE_LIKE = re.compile(r"~{3,}")


def seal(text: str, token: str) -> str:
    """`text` with the placeholder's open part replaced by a call's own `token`."""
    return text.replace(_OPEN, token)


def leaks(text: str) -> bool:
    """Whether a reply repeats a fence."""
    return _OPEN in text or _LEAKED.search(text) is not None


def without_fences(text: str) -> str:
    """A source's text without lines that a model could take for a fence."""
    return _FENCE_LIKE.sub("~~", text)
