"""How much a provider still lets through, as the head of its answer says. Pure.

OpenAI and those who copy it say `x-ratelimit-remaining-requests` and `x-ratelimit-reset-requests:
6m0s`; Anthropic says `anthropic-ratelimit-requests-remaining` and a time of day; the IETF's draft
says `RateLimit-Remaining` and `RateLimit-Reset` in seconds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from roaster.text.dates import parse_time

_SPAN = re.compile(r"(\d+(?:\.\d+)?)(ms|h|m|s)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_A_TIME_OF_DAY = 1_000_000_000.0  # a larger number is Unix time: OpenRouter's, in milliseconds


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many requests or tokens are left; all of them are there again in `reset_s`."""

    left: int
    reset_s: float


@dataclass(frozen=True, slots=True)
class Headroom:
    """What one answer said; None: nothing that can be used."""

    requests: Allowance | None = None
    tokens: Allowance | None = None


NOTHING_SAID = Headroom()


def headroom(headers: Mapping[str, str], now: datetime) -> Headroom:
    """What an answer's head says. Names in lower case; whatever cannot be read is passed over."""
    return Headroom(
        _tightest(headers, ("requests", ""), now),
        _tightest(headers, ("tokens", "input-tokens", "output-tokens"), now),
    )


def _tightest(
    headers: Mapping[str, str], kinds: tuple[str, ...], now: datetime
) -> Allowance | None:
    found = [allowance for kind in kinds for allowance in _said(headers, kind, now)]
    return min(found, key=lambda one: one.left, default=None)


def _said(headers: Mapping[str, str], kind: str, now: datetime) -> Iterator[Allowance]:
    for left_name, reset_name in _names(kind):
        left, reset = headers.get(left_name, ""), headers.get(reset_name, "")
        seconds = seconds_until(reset, now)
        if left.strip().isdecimal() and len(left) <= 15 and seconds is not None:
            yield Allowance(int(left), seconds)


def _names(kind: str) -> Iterator[tuple[str, str]]:
    if not kind:
        yield "ratelimit-remaining", "ratelimit-reset"
        yield "x-ratelimit-remaining", "x-ratelimit-reset"
        return
    yield f"x-ratelimit-remaining-{kind}", f"x-ratelimit-reset-{kind}"
    yield f"anthropic-ratelimit-{kind}-remaining", f"anthropic-ratelimit-{kind}-reset"


def seconds_until(reset: str, now: datetime) -> float | None:
    """Seconds from `6m0s`, `20ms`, a bare number, Unix time or a time of day; None: none of it."""
    reset = reset.strip().lower()
    if not reset or len(reset) > 40:
        return None
    if "".join(match.group() for match in _SPAN.finditer(reset)) == reset:
        return sum(float(amount) * _SECONDS[unit] for amount, unit in _SPAN.findall(reset))
    try:
        number = float(reset)
    except ValueError:
        return _until(reset, now)
    if not math.isfinite(number) or number < 0:
        return None
    if number < _A_TIME_OF_DAY:
        return number
    in_seconds = number / 1000 if number > 1000 * _A_TIME_OF_DAY else number
    return max(in_seconds - now.timestamp(), 0.0)


def _until(reset: str, now: datetime) -> float | None:
    try:
        time = parse_time(reset.upper())
    except (ValueError, OverflowError):
        return None
    return max((time - now.astimezone(UTC)).total_seconds(), 0.0)
