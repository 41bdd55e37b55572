"""The line that fences a source off: a placeholder until a call goes out, then a random one.

Nobody who writes a source can know the line of a call. The key under which a paid reply is kept is
made with the placeholder, so that a random line never costs a second call. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

TOKEN_CHARS = 20  # hex digits: 80 bits
# A control character: `roaster.text.clean` lets none of a source's through, so none can forge it.
_OPEN = "\x1f" * TOKEN_CHARS
FENCE = f"~~~fence-{_OPEN}~~~"

_LEAKED = re.compile(r"fence-[0-9a-f]{8}", re.IGNORECASE)
_FENCE_LIKE = re.compile(r"~{3,}")


def seal(text: str, token: str) -> str:
    """`text` with the placeholder's open part replaced by a call's own `token`."""
    return text.replace(_OPEN, token)


def sealed(messages: Iterable[Mapping[str, Any]], token: str) -> list[dict[str, Any]]:
    """Messages as they go out; a content may be a text, or a list of texts and pictures."""
    return [{**message, "content": _sealed(message["content"], token)} for message in messages]


def _sealed(content: Any, token: str) -> Any:
    if isinstance(content, str):
        return seal(content, token)
    return [
        {**part, "text": seal(part["text"], token)} if "text" in part else part for part in content
    ]


def leaks(text: str) -> bool:
    """Whether a reply repeats a fence."""
    return _OPEN in text or ("fence-" in text.lower() and _LEAKED.search(text) is not None)


def without_fences(text: str) -> str:
    """A source's text without lines that a model could take for a fence."""
    return _FENCE_LIKE.sub("~~", text)
