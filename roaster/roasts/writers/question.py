"""What goes to a model. Pure."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from roaster.roasts.fence import TOKEN_CHARS, sealed

# As many tokens as any provider makes of a picture (37,000), at the fewest bytes for a token.
PICTURE_BYTES = 80_000


@dataclass(frozen=True, slots=True)
class Question:
    """One call: everything that LiteLLM needs, and everything that decides the answer.

    `without` are names of parameters that this server has refused; `response_format` and
    `max_tokens` may stand there too. The line that fences sources off is a placeholder in
    `messages`, so that the key of a call stays the same; what is sent is `sealed`.
    """

    model: str
    messages: Sequence[Mapping[str, Any]]  # content: text, or a list of texts and pictures
    max_tokens: int
    deadline_s: float
    parameters: Mapping[str, Any] = field(default_factory=dict, repr=False)  # holds keys
    json_schema: Mapping[str, Any] = field(default_factory=dict, repr=False)
    without: frozenset[str] = frozenset()

    def sealed(self) -> list[dict[str, Any]]:
        """The messages as they go out, with a fence that nobody can have known before."""
        return sealed(self.messages, secrets.token_hex(TOKEN_CHARS // 2))

    @property
    def size(self) -> int:
        """Bytes of the messages as UTF-8; a picture counts as the most that one costs."""
        return size_of(self.messages)


def size_of(messages: Sequence[Mapping[str, Any]]) -> int:
    """Bytes of messages as UTF-8; a picture counts as the most that one costs."""
    return sum(_size(message["content"]) for message in messages)


def _size(content: Any) -> int:
    if isinstance(content, str):
        return len(content.encode("utf-8", "replace"))
    return sum(
        PICTURE_BYTES if part["type"] == "image_url" else _size(part["text"]) for part in content
    )
