"""How long an answer stays good by its own headers: RFC 9111, for a private cache. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from roaster.net.messages import Caching

LONGEST = timedelta(days=365)  # longer is meant as "for ever", and numbers of any length are sent

_UNKEPT = frozenset(("no-store", "no-cache", "private"))
_DIRECTIVE = re.compile(r"([\w-]{1,40})(?:\s*=\s*(?:\"([^\"]*)\"|([^\s,]*)))?")


def fresh_for(caching: Caching, now: datetime) -> timedelta:
    """How much longer an answer that came at `now` stays good; 0 where nothing is said.

    `max-age` goes before `Expires` (5.3), and `Age` is taken off. What cannot be read, and an
    answer that is not to be kept, is good for no time.
    """
    directives = _directives(caching.cache_control)
    if _UNKEPT & directives.keys():
        return timedelta()
    lifetime = (
        _seconds(directives["max-age"]) if "max-age" in directives else _until_expiry(caching, now)
    )
    return max(timedelta(), min(lifetime, LONGEST) - _seconds(caching.age.strip()))


def http_date(text: str) -> datetime | None:
    """An aware time out of a header; None where it is none."""
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _directives(header: str) -> dict[str, str]:
    """Of a directive that stands twice the first counts (4.2.1)."""
    found: dict[str, str] = {}
    for match in _DIRECTIVE.finditer(header):
        found.setdefault(match.group(1).lower(), match.group(2) or match.group(3) or "")
    return found


def _seconds(text: str) -> timedelta:
    return timedelta(seconds=int(text[:10])) if text.isascii() and text.isdigit() else timedelta()


def _until_expiry(caching: Caching, now: datetime) -> timedelta:
    """`Expires` is by the server's own clock, which `Date` shows (4.2.1)."""
    expires = http_date(caching.expires) if caching.expires else None
    if expires is None:
        return timedelta()
    try:
        return expires - (http_date(caching.date) or now)
    except OverflowError:
        return timedelta()
