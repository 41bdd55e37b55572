"""What an answer, or the lack of one, means for whoever asked. Pure.

Reasons and remedies are for the site's owner; words of servers in them are cut and cleaned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import httpx

from roaster.net.backend import RefusedAddressError, TLSFailureError, UnknownHostError
from roaster.net.exchange import Answer
from roaster.net.guard import plain_host
from roaster.net.messages import Caching, FailureKind, Fetched, FetchFailure, FetchRequest
from roaster.net.politeness import retry_after_s
from roaster.text.clean import clean_line, cut

REDIRECTS = frozenset((301, 302, 303, 307, 308))
LASTING = frozenset((301, 308))  # RFC 9110, 15.4: links may be changed to the new address
IMPATIENT = frozenset((429, 503))  # what Retry-After stands in (RFC 6585, 4; RFC 9110, 15.6.4)

_MAX_FOREIGN = 160  # characters of a server's own words in a reason
_MAX_HEADER = 1_000  # characters of a header that is kept

_OPEN_IT = "if it is meant, name its host in gather.allow_hosts as host or host:port"
_LATER = "if it stays so, look for another address"
_MOVED_AWAY = "look for its new address, or take it out"

_STATUS_WORDS: Mapping[int, tuple[str, str]] = {
    401: ("asks for a login", "what stands behind a login cannot be read"),
    402: ("asks for money", "what stands behind a paywall cannot be read"),
    403: ("does not let us in", "some servers refuse programs: ask the outlet for a feed"),
    404: ("has nothing at this address", _MOVED_AWAY),
    410: ("says that it is gone for good", "take it out"),
    429: ("asks for fewer requests", "it is asked again in a later run"),
    451: ("may not show it, for legal reasons", "take it out"),
    503: ("is not available at the moment", _LATER),
}
_STATUS_KINDS: Mapping[int, FailureKind] = {
    404: FailureKind.NOT_FOUND,
    410: FailureKind.GONE,
    429: FailureKind.RATE_LIMITED,
}


@dataclass(frozen=True, slots=True)
class Landing:
    """The answer at the end of all redirects. `lasting`: there were some, all for good."""

    url: httpx.URL
    answer: Answer
    lasting: bool = False


def judge(request: FetchRequest, landing: Landing, now: datetime) -> Fetched | FetchFailure:
    """The answer as it is used, or why it cannot be."""
    answer = landing.answer
    status = answer.status
    unasked = status == 304 and not request.conditional
    if unasked or status == 206 or status < 200 or (300 <= status < 400 and status != 304):
        reason = f"{_short(plain_host(landing.url))} answered {status}, which was not asked for"
        return FetchFailure(request.url, FailureKind.BAD_ANSWER, reason, _LATER, status)
    if status >= 400:
        return _bad_status(request.url, landing, now)
    if not answer.whole:
        return _too_large(request, status)
    return _fetched(request, landing, now)


def _fetched(request: FetchRequest, landing: Landing, now: datetime) -> Fetched:
    headers = landing.answer.headers
    return Fetched(
        request.url,
        str(landing.url),
        landing.answer.status,
        cut(clean_line(headers.get("Content-Type", "")), _MAX_HEADER),
        landing.answer.body,
        now,
        etag=sendable(headers.get("ETag", "")),
        last_modified=sendable(headers.get("Last-Modified", "")),
        not_modified=landing.answer.status == 304,
        permanent_url=str(landing.url) if landing.lasting else "",
        caching=_caching(headers),
    )


def _caching(headers: httpx.Headers) -> Caching:
    names = ("Cache-Control", "Expires", "Age", "Date")
    return Caching(*(headers.get(name, "")[:_MAX_HEADER] for name in names))


def sendable(value: str) -> str:
    """A validator if it can be sent back in a header; empty otherwise."""
    usable = value.isascii() and value.isprintable() and len(value) <= _MAX_HEADER
    return value if usable else ""


def _bad_status(url: str, landing: Landing, now: datetime) -> FetchFailure:
    status = landing.answer.status
    general = FailureKind.CLIENT_ERROR if status < 500 else FailureKind.SERVER_ERROR
    said = "refuses the request" if status < 500 else "has a fault of its own"
    words, remedy = _STATUS_WORDS.get(status, (said, _LATER))
    wait = landing.answer.headers.get("Retry-After", "") if status in IMPATIENT else ""
    return FetchFailure(
        url,
        _STATUS_KINDS.get(status, general),
        f"{_short(plain_host(landing.url))} {words} ({status})",
        remedy,
        status,
        retry_after_s(wait, now),
    )


def _too_large(request: FetchRequest, status: int) -> FetchFailure:
    reason = f"larger than {request.max_bytes} bytes"
    remedy = "raise gather.max_feed_bytes or gather.max_page_bytes, or take it out"
    return FetchFailure(request.url, FailureKind.TOO_LARGE, reason, remedy, status)


def impatience(url: str, host: str, wait_s: int) -> FetchFailure:
    """A host that is not asked now, for it wanted to be left alone."""
    reason = f"{_short(host)} asked to be left alone for {wait_s} more seconds"
    remedy = "it is asked again in a later run"
    return FetchFailure(url, FailureKind.RATE_LIMITED, reason, remedy, retry_after_s=wait_s)


def refused(url: str, reason: str) -> FetchFailure:
    """An address that we do not go to."""
    return FetchFailure(url, FailureKind.REFUSED, _short(reason), _OPEN_IT)


def barred(url: str, host: str) -> FetchFailure:
    """A page that robots.txt asks us to leave alone."""
    reason = f"the robots.txt of {_short(host)} asks robots not to fetch it"
    remedy = "roast it from a saved file (roaster roast FILE), or see gather.respect_robots"
    return FetchFailure(url, FailureKind.ROBOTS, reason, remedy)


def no_address(url: str) -> FetchFailure:
    """What cannot be read as an address."""
    remedy = "write it as https://host/path"
    return FetchFailure(url, FailureKind.REFUSED, "not an address of the web", remedy)


def lost(url: str, status: int, limit: int) -> FetchFailure:
    """Redirects without an end."""
    reason = f"redirects in a circle, or more than {limit} times"
    return FetchFailure(url, FailureKind.REDIRECTS, reason, _MOVED_AWAY, status)


def nowhere(url: str, status: int) -> FetchFailure:
    """A redirect that does not say where to."""
    reason = f"redirects ({status}) to no address of the web"
    return FetchFailure(url, FailureKind.BAD_ANSWER, reason, _MOVED_AWAY, status)


def broken(url: str, error: httpx.RequestError, host: str, timeout_s: float) -> FetchFailure:
    """What went wrong between here and the server."""
    host, said = _short(host), _short(str(error))
    if isinstance(error, RefusedAddressError):
        return refused(url, said)
    if isinstance(error, UnknownHostError):
        remedy = "check how it is written, and the machine's own connection"
        return FetchFailure(url, FailureKind.UNKNOWN_HOST, said, remedy)
    if isinstance(error, TLSFailureError):
        reason = f"no secure connection to {host}: {said}"
        return FetchFailure(url, FailureKind.TLS, reason, _LATER)
    if isinstance(error, httpx.TimeoutException):
        reason = f"{host} gave no whole answer within {timeout_s:g} s"
        return FetchFailure(url, FailureKind.TIMEOUT, reason, "raise gather.timeout, or wait")
    if isinstance(error, httpx.NetworkError):
        reason = f"{host} cannot be reached: {said or 'the connection broke'}"
        return FetchFailure(url, FailureKind.UNREACHABLE, reason, _LATER)
    reason = f"the answer of {host} cannot be read: {said}"
    return FetchFailure(url, FailureKind.BAD_ANSWER, reason, _LATER)


def _short(text: str) -> str:
    return cut(clean_line(text), _MAX_FOREIGN)
