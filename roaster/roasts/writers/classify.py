"""From an exception of LiteLLM's to the kind of failure. Pure; knows no class of LiteLLM's.

By status code first, for the classes differ by provider and version; then by the few words that
tell two meanings of one code apart.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from roaster.roasts.writers.exchange import Failure, Kind
from roaster.roasts.writers.headroom import headroom

MAX_SAID_CHARS = 4_000  # of one error, that are searched for telling words

_BY_STATUS = {
    401: Kind.KEY,
    402: Kind.QUOTA,
    403: Kind.KEY,
    404: Kind.NOT_FOUND,
    408: Kind.TIMEOUT,
    410: Kind.NOT_FOUND,
    413: Kind.CONTEXT,
    429: Kind.RATE_LIMIT,
    504: Kind.TIMEOUT,
}
_CONTEXT = re.compile(
    r"context[ _](?:length|window)|maximum context|prompt is too long|too many tokens"
    r"|input (?:token count|is too long)|exceeds? the (?:available )?context",
    re.IGNORECASE,
)
_QUOTA = re.compile(
    r"insufficient[_ ]quota|exceeded your current quota|credit balance|billing|out of credits"
    r"|insufficient (?:credits|balance|funds)|per[ -]day|daily (?:limit|quota)",
    re.IGNORECASE,
)
_FILTER = re.compile(
    r"content[ _](?:filter|policy|management)|responsible ai|safety (?:system|settings)"
    r"|blocked by|prohibited content",
    re.IGNORECASE,
)
_NO_PROVIDER = re.compile(r"LLM Provider NOT provided", re.IGNORECASE)
# What LiteLLM 1.91 makes of an answer without choices; later ones hand it on.
_NO_CHOICE = re.compile(r"response with no 'choices'")
_REFUSED = re.compile(
    r"un(?:supported|known|recogni[sz]ed|expected|processable|permitted)|invalid|illegal"
    r"|(?:not|n't) (?:be )?(?:support|permit|allow|accept|recogni[sz]|available|valid|compatible)"
    r"|extra (?:input|field|propert)|deprecated"
    r"|must (?:be|not)|does not match|only (?:the )?default",
    re.IGNORECASE,
)
_ALIASES = {
    "response_format": ("response_format", "json_schema", "json_object", "structured output"),
    "max_tokens": ("max_tokens",),
}
# Whom to ask and with which key: without these it would be another question.
_CONNECTION = re.compile(
    r"api_|base_url|custom_llm_provider|organization|extra_headers|headers|aws_|vertex_|azure_"
    r"|.*(?:key|token)\Z",
)
_UNREACHABLE = frozenset(
    """
    ClientConnectorError ClientConnectorDNSError ClientConnectorCertificateError
    ClientConnectorSSLError ConnectError ConnectionRefusedError gaierror
    """.split()  # noqa: SIM905
)
# The request was sent whole, and the connection ended before the answer did.
_HUNG_UP = frozenset(
    """
    ServerDisconnectedError ClientPayloadError ClientConnectionResetError ConnectionResetError
    RemoteProtocolError ReadError IncompleteReadError
    """.split()  # noqa: SIM905
)
_WITHOUT_STATUS = (Kind.UNREACHABLE, Kind.TIMEOUT, Kind.EMPTY, Kind.LOST)
_TRACEBACK = re.compile(r"\s*Traceback \(most recent call last\):.*", re.DOTALL)
_PREFIX = re.compile(r"\A(?:litellm\.)?\w*(?:Error|Exception|Timeout)\s*(?::|-)\s*")


class RefusedAnswerError(Exception):
    """Base of what our own guard raises under LiteLLM; says which kind of failure it is."""

    kind: Kind = Kind.SERVER


def classify(
    error: BaseException,
    scrub: Callable[[str], str],
    now: datetime,
    *,
    sent: Collection[str] = (),
    heard: Mapping[str, str] | None = None,
    answered: int | None = None,
) -> Failure:
    """The failure that an exception of a call stands for. `scrub` takes keys out of its words.

    `sent` are the names of the call's parameters, `heard` is the answer's head as it came, and
    `answered` its status; None: no head is known to have come.
    """
    chain = list(_chain(error))
    for link in chain:
        if isinstance(link, RefusedAnswerError):
            return Failure(link.kind, scrub(str(link)))
    message = scrub(_headline(str(error))) or type(error).__name__
    status = _status(error)
    said = "\n".join(_words_of(link) for link in chain)
    classes = [type(link).__name__ for link in chain]
    kind = _kind(status, said, classes)
    if kind is Kind.SERVER and _is_lost(status, answered, classes):
        kind = Kind.LOST
    parameter = refused_parameter(said, sent) if kind is Kind.BAD_REQUEST else ""
    kind = Kind.PARAMETER if parameter else kind
    # LiteLLM gives 500 to whatever brought no answer that it can read: no status of anyone's.
    shown = None if kind in _WITHOUT_STATUS else status
    headers = heard or _headers(error)
    return Failure(
        kind,
        message,
        shown,
        _retry_after(headers, now),
        parameter=parameter,
        headroom=headroom(headers, now),
    )


def refused_parameter(said: str, sent: Collection[str]) -> str:
    """The one of the sent parameters that an error says is not taken; empty: none that may go."""
    if not _REFUSED.search(said):
        return ""
    places = [
        (match.start(), -len(alias), name)
        for name in sent
        if not _CONNECTION.match(name)
        for alias in _ALIASES.get(name, (name,))
        if (match := re.search(rf"(?<![\w.-]){re.escape(alias)}(?![\w-])", said, re.IGNORECASE))
    ]
    return min(places)[2] if places else ""


def _kind(status: int | None, said: str, classes: list[str]) -> Kind:
    # 400 too: Anthropic says “credit balance is too low” with it.
    if status in (400, 402, 403, 429) and _QUOTA.search(said):
        return Kind.QUOTA
    if "ContextWindowExceededError" in classes or (status == 400 and _CONTEXT.search(said)):
        return Kind.CONTEXT
    if "ContentPolicyViolationError" in classes or (status == 400 and _FILTER.search(said)):
        return Kind.FILTERED
    if status == 400 and _NO_PROVIDER.search(said):
        return Kind.NOT_FOUND
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status is not None and 400 <= status < 500:
        return Kind.BAD_REQUEST
    if _NO_CHOICE.search(said):
        return Kind.EMPTY
    if any(name in _UNREACHABLE for name in classes):
        return Kind.UNREACHABLE
    if any("Timeout" in name for name in classes):
        return Kind.TIMEOUT
    return Kind.SERVER


def _is_lost(status: int | None, answered: int | None, classes: list[str]) -> bool:
    """Whether an answer, which may be charged, came and was lost.

    A status other than LiteLLM's own 500 is the server's: some tell a failure within a 200.
    """
    if answered is not None:
        return answered < 300 and (status is None or status < 300 or status == 500)
    return not _HUNG_UP.isdisjoint(classes)


def _words_of(error: BaseException) -> str:
    """What an error says, and the provider's code: the OpenAI SDK's errors keep it apart."""
    codes = (getattr(error, name, None) for name in ("code", "type", "param"))
    words = [str(error), *(code for code in codes if isinstance(code, str))]
    return "\n".join(word[:MAX_SAID_CHARS] for word in words)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or link.__context__


def _status(error: BaseException) -> int | None:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) and 100 <= status < 600 else None


def _headline(said: str) -> str:
    """The first line, without the class names that LiteLLM puts before it."""
    line = _TRACEBACK.sub("", said.strip()).split("\n", 1)[0]
    while (shorter := _PREFIX.sub("", line)) != line:
        line = shorter
    return line


def _retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds from Retry-After (RFC 9110 section 10.2.3) or OpenAI's retry-after-ms."""
    in_ms = _number(headers.get("retry-after-ms", ""))
    if in_ms is not None:
        return in_ms / 1000
    value = headers.get("retry-after", "").strip()
    seconds = _number(value)
    return seconds if seconds is not None else _until(value, now)


def _number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _until(value: str, now: datetime) -> float | None:
    try:
        time = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    aware = time if time.tzinfo else time.replace(tzinfo=UTC)
    return max((aware - now).total_seconds(), 0.0)


def _headers(error: BaseException) -> Mapping[str, str]:
    """The answer's headers; where they hang differs by provider."""
    for holder in (getattr(error, "response", None), error):
        for name in ("headers", "litellm_response_headers"):
            headers = getattr(holder, name, None)
            if headers:
                return {str(key).lower(): str(value) for key, value in dict(headers).items()}
    return {}
