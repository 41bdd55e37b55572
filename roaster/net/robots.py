"""robots.txt after RFC 9309: what a site asks robots not to fetch, and how slowly to go. Pure.

Rules are matched by Protego, within bounds and with the names of robots read as the standard says:
Protego compares whole names, so it misses a group for `Roaster/2` and finds `er` in `roaster-er`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from protego import Protego

MAX_ROBOTS_BYTES = 500 * 1024  # at least so much must be read (RFC 9309, 2.5); the rest is cut
_MAX_LINE = 2_000  # characters; longer patterns fit no address that we ask
_MAX_LINES = 20_000
_PRODUCT = re.compile(r"[a-zA-Z_-]+")  # RFC 9309, 2.2.1
_LINE = re.compile(r"\r\n|\r|\n")
_GROUP = "user-agent"
_WORDS = frozenset((_GROUP, "allow", "disallow", "crawl-delay", "request-rate"))
_US, _OTHERS = "roaster", "another"  # as groups are named for Protego


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for one robot."""

    rules: Protego

    def allows(self, path: str) -> bool:
        """Whether a path with its query may be asked: the longest rule decides (2.2.2)."""
        return self.rules.can_fetch(f"http://site/{path.removeprefix('/')}", _US)

    @property
    def gap_s(self) -> float:
        """Seconds that the site wants between two requests: Crawl-delay or Request-rate."""
        rate = self.rules.request_rate(_US)
        between = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(self.rules.crawl_delay(_US) or 0.0, between, 0.0)


def parse_robots(data: bytes, user_agent: str) -> Robots:
    """The rules for a robot: of all groups that name it, else of those for `*` (2.2.1)."""
    text = data[:MAX_ROBOTS_BYTES].decode("utf-8-sig", "replace")
    return Robots(Protego.parse("\n".join(_lines(text, product_of(user_agent)))))


def product_of(user_agent: str) -> str:
    """The name that a robot goes by: `roaster` for `roaster/1.0 (+https://…)`. Lower case."""
    found = _PRODUCT.match(user_agent)
    return found.group().lower() if found else ""


def _lines(text: str, product: str) -> Iterator[str]:
    """The lines that count, with robots called us, another, or `*`."""
    for line in _LINE.split(text, _MAX_LINES)[:_MAX_LINES]:
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), " ".join(value.split())
        if key == _GROUP and value != "*":
            value = _US if product and product_of(value) == product else _OTHERS
        if key in _WORDS and len(value) <= _MAX_LINE:
            yield f"{key}: {value}"


EVERYTHING = parse_robots(b"", "")
NOTHING = parse_robots(b"User-agent: *\nDisallow: /", "")
