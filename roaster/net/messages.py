"""What is asked of the net and what comes back. Pure values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

DEFAULT_MAX_BYTES = 5_000_000


class FailureKind(StrEnum):
    """Why there is no answer to use."""

    REFUSED = "refused"  # an address that we do not go to: private, odd port, not http(s)
    ROBOTS = "robots"  # the site's robots.txt asks us not to
    UNKNOWN_HOST = "unknown-host"  # the name does not resolve
    UNREACHABLE = "unreachable"  # refused, reset, no route
    TIMEOUT = "timeout"
    TLS = "tls"
    TOO_LARGE = "too-large"
    REDIRECTS = "redirects"  # too many, or in a circle
    BAD_ANSWER = "bad-answer"  # not HTTP, cut off, cannot be decoded
    NOT_FOUND = "not-found"  # 404
    GONE = "gone"  # 410
    RATE_LIMITED = "rate-limited"  # 429, or a host that asked for patience before
    CLIENT_ERROR = "client-error"  # other 4xx
    SERVER_ERROR = "server-error"  # 5xx

    @property
    def may_pass(self) -> bool:
        """Whether the same request may well succeed later, with nobody changing anything."""
        return self in _PASSING


_PASSING = frozenset(
    (
        FailureKind.UNKNOWN_HOST,
        FailureKind.UNREACHABLE,
        FailureKind.TIMEOUT,
        FailureKind.TLS,
        FailureKind.BAD_ANSWER,
        FailureKind.RATE_LIMITED,
        FailureKind.SERVER_ERROR,
    )
)


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """A GET. With `etag` or `last_modified` of an earlier answer it is conditional.

    `max_bytes` counts the body both as sent and as decoded. `obey_robots` asks the robots.txt of
    each host on the way first.
    """

    url: str
    accept: str = "*/*"
    etag: str = ""
    last_modified: str = ""
    max_bytes: int = DEFAULT_MAX_BYTES
    obey_robots: bool = False

    @property
    def conditional(self) -> bool:
        """Whether the server may answer "not modified"."""
        return bool(self.etag or self.last_modified)


@dataclass(frozen=True, slots=True)
class Caching:
    """What an answer's headers say of how long it stays good: as sent, empty where absent."""

    cache_control: str = ""
    expires: str = ""
    age: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer to use: the decoded body, or `not_modified` (304) with none.

    `url` is the address asked for, `final_url` the one that answered. `permanent_url` is set when
    every redirect on the way was a lasting one (301, 308): the address to ask from now on.
    `etag` and `last_modified` are empty where the server gave none that can be sent back.
    """

    url: str
    final_url: str
    status: int
    content_type: str
    body: bytes
    fetched_at: datetime
    etag: str = ""
    last_modified: str = ""
    not_modified: bool = False
    permanent_url: str = ""
    caching: Caching = Caching()


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """No answer to use. `reason` and `remedy` are for the site's owner.

    `status` is 0 where no answer came. `retry_after_s` is what the server asked us to wait.
    """

    url: str
    kind: FailureKind
    reason: str
    remedy: str = ""
    status: int = 0
    retry_after_s: int | None = None
