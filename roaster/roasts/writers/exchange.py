"""What comes back from a model: a reply, or a failure with its kind.

A reply is a `JournaledReply`, for it is on disk before anyone looks into it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from roaster.roasts.writers.headroom import NOTHING_SAID, Headroom
from roaster.state.journal import JournaledReply


class Kind(StrEnum):
    """Why a call brought no reply; also the outcome that stands in the ledger."""

    RATE_LIMIT = "rate-limit"
    QUOTA = "quota"
    SERVER = "server-error"
    LOST = "lost-answer"  # it came, or was being written, and cannot be read
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    KEY = "key-refused"
    NOT_FOUND = "not-found"
    CONTEXT = "context-too-long"
    FILTERED = "content-filter"
    BAD_REQUEST = "bad-request"
    PARAMETER = "parameter-refused"
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
    what an answer without content was charged with, `ms` what the call took. `parameter` is the
    one that the server does not take; `headroom` what the head of its answer said.
    """

    kind: Kind
    message: str
    status: int | None = None
    retry_after_s: float | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    cost: Decimal | None = None
    ms: int = 0
    tokens_cached: int = 0
    parameter: str = ""
    headroom: Headroom = NOTHING_SAID


@dataclass(frozen=True, slots=True)
class FreshReply(JournaledReply):
    """A reply as it has just come, with what the head of the answer said; not yet on disk."""

    headroom: Headroom = NOTHING_SAID
