"""What goes to a model and what comes back: a question, a reply, or a failure with its kind.

A reply is a `JournaledReply`, for it is on disk before anyone looks into it.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from roaster.roasts.fence import TOKEN_CHARS, sealed

# As many tokens as any provider makes of a picture (37,000), at the fewest bytes for a token.
PICTURE_BYTES = 80_000


class Kind(StrEnum):
    """Why a call brought no reply; also the outcome that stands in the ledger."""

    RATE_LIMIT = "rate-limit"
    QUOTA = "quota"
    SERVER = "server-error"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    KEY = "key-refused"
    NOT_FOUND = "not-found"
    CONTEXT = "context-too-long"
    FILTERED = "content-filter"
    BAD_REQUEST = "bad-request"
    REDIRECT = "redirect"
    TOO_LARGE = "too-large"
    EMPTY = "empty-answer"
    NO_LITELLM = "no-litellm"
    STOPPED = "stopped"
    BUDGET = "budget"  # not asked at all
    NO_PRICE = "no-price"  # not asked at all


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no reply. `message` is one clean line without keys.

    `retry_after_s` is what the server asked for. `tokens_in`, `tokens_out` and `cost` (USD) are
    what an answer without content was charged with, `ms` what the call took.
    """

    kind: Kind
    message: str
    status: int | None = None
    retry_after_s: float | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    cost: Decimal | None = None
    ms: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One call: everything that LiteLLM needs, and everything that decides the answer.

    The line that fences sources off is a placeholder in `messages`, so that the key of a call
    stays the same; what is sent is `sealed`.
    """

    model: str
    messages: Sequence[Mapping[str, Any]]  # content: text, or a list of texts and pictures
    max_tokens: int
    deadline_s: float
    parameters: Mapping[str, Any] = field(default_factory=dict, repr=False)  # holds keys
    json_schema: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def sealed(self) -> list[dict[str, Any]]:
        """The messages as they go out, with a fence that nobody can have known before."""
        return sealed(self.messages, secrets.token_hex(TOKEN_CHARS // 2))

    @property
    def size(self) -> int:
        """Bytes of the messages as UTF-8; a picture counts as the most that one costs."""
        return sum(_size(message["content"]) for message in self.messages)


def _size(content: Any) -> int:
    if isinstance(content, str):
        return len(content.encode("utf-8", "replace"))
    return sum(
        PICTURE_BYTES if part["type"] == "image_url" else _size(part["text"]) for part in content
    )
