"""robots.txt after RFC 9309: what a site asks robots not to fetch. Pure.

Not urllib.robotparser: it takes the first rule that fits instead of the longest, reads `*` and `$`
as plain characters, and raises on digits that are no ASCII ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

MAX_ROBOTS_BYTES = 500 * 1024  # at least so much must be read (RFC 9309, 2.5); the rest is cut
_MAX_PATTERN = 2_000  # characters; longer ones fit no address that we ask
_PRODUCT = re.compile(r"[a-zA-Z_-]+")  # RFC 9309, 2.2.1
_LINE = re.compile(r"\r\n|\r|\n")
_SAFE = "/?&=+,;:@!$'()*~-._"
_GROUP, _RULES = "user-agent", ("allow", "disallow")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern for paths and whether they may be asked."""

    pattern: str
    allows: bool

    def fits(self, path: str) -> bool:
        """Whether a path, escaped as by `_escaped`, begins as the pattern says (2.2.3).

        Each part between `*` is looked for once, leftmost, so no pattern takes long.
        """
        ends = self.pattern.endswith("$")
        first, *parts = self.pattern.removesuffix("$").split("*")
        if not path.startswith(first):
            return False
        if not parts:
            return path == first if ends else True
        place = len(first)
        last = parts.pop()
        for part in parts:
            place = path.find(part, place)
            if place < 0:
                return False
            place += len(part)
        return path[place:].endswith(last) if ends else last in path[place:]


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for one robot."""

    rules: tuple[Rule, ...] = ()

    def allows(self, path: str) -> bool:
        """Whether a path with its query may be asked: the longest rule decides (2.2.2)."""
        asked = _escaped(path or "/").replace("*", "%2A").replace("$", "%24")
        if asked == "/robots.txt":
            return True
        fitting = [rule for rule in self.rules if rule.fits(asked)]
        longest = max(fitting, key=lambda rule: (len(rule.pattern), rule.allows), default=None)
        return longest is None or longest.allows


EVERYTHING = Robots()
NOTHING = Robots((Rule("/", allows=False),))


def parse_robots(data: bytes, user_agent: str) -> Robots:
    """The rules for a robot: of all groups that name it, else of those for `*` (2.2.1)."""
    product = product_of(user_agent)
    groups = list(_groups(data[:MAX_ROBOTS_BYTES].decode("utf-8-sig", "replace")))
    own = [rules for names, rules in groups if product and product in names]
    general = [rules for names, rules in groups if "*" in names]
    return Robots(tuple(rule for rules in own or general for rule in rules))


def product_of(user_agent: str) -> str:
    """The name that a robot goes by: `roaster` for `roaster/1.0 (+https://…)`. Lower case."""
    found = _PRODUCT.match(user_agent)
    return found.group().lower() if found else ""


def _groups(text: str) -> Iterator[tuple[set[str], list[Rule]]]:
    names: set[str] = set()
    rules: list[Rule] = []
    in_names = False
    for key, value in _lines(text):
        if key == _GROUP:
            if not in_names:
                yield names, rules
                names, rules = set(), []
            names.add(value if value == "*" else product_of(value))
        elif value and len(value) <= _MAX_PATTERN:
            rules.append(Rule(_pattern(value), key == "allow"))
        in_names = key == _GROUP
    yield names, rules


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """The lines that count; a blank one does not end a group, nor does one of other words."""
    for line in _LINE.split(text):
        key, _, value = line.partition("#")[0].partition(":")
        key = key.strip().lower()
        if key == _GROUP or key in _RULES:
            yield key, value.strip()


def _pattern(value: str) -> str:
    """Only the last character of a pattern can mean its end."""
    escaped = _escaped(value)
    return escaped[:-1].replace("$", "%24") + escaped[-1]


def _escaped(path: str) -> str:
    """One spelling for each path: what may stand plain does, all else is percent-encoded."""
    # "%2F", "%3F", "%2A" and "%24" mean something else than the characters themselves.
    parts = re.split(r"(%(?:2[FfAa4]|3[Ff]))", path)
    return "".join(
        part.upper() if place % 2 else quote(unquote_to_bytes(part), safe=_SAFE)
        for place, part in enumerate(parts)
    )
