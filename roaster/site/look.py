"""What a page's look comes from: its template, and those that this one names. Pure.

So a change of the roasts' template renders roasts alone, not every list. A template that works out
which other it takes depends on all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from roaster.text.digests import digest

if TYPE_CHECKING:
    from roaster.site.theme import Template

_TAG = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b")
_QUOTED = r"""(["'])(?P<name>[^"'\\]+)\1"""
_MANNER = r"(?:\s+ignore\s+missing)?(?:\s+with(?:out)?\s+context)?"
_NAMES = r"\s+import\s+\w+(?:\s+as\s+\w+)?(?:\s*,\s*\w+(?:\s+as\s+\w+)?)*"
_NAMED = re.compile(
    rf"\{{%[-+]?\s*(?:extends|include|import|from)\s*{_QUOTED}"
    rf"(?:\s+as\s+\w+|{_NAMES})?{_MANNER}\s*[-+]?%\}}"
)


def looks(templates: Mapping[str, Template]) -> dict[str, str]:
    """For each template a hash of its source and of those that it can reach."""
    named = {name: names_in(template.source) for name, template in templates.items()}
    return {name: _look(name, templates, named) for name in templates}


def names_in(source: str) -> frozenset[str] | None:
    """The templates that one extends, includes or imports; None where only rendering tells."""
    found = list(_NAMED.finditer(source))
    if len(found) < len(_TAG.findall(source)):
        return None
    return frozenset(match["name"] for match in found)


def _look(
    name: str, templates: Mapping[str, Template], named: Mapping[str, frozenset[str] | None]
) -> str:
    reached: set[str] = set()
    todo = [name]
    while todo:
        one = todo.pop()
        if one in reached:
            continue
        reached.add(one)
        others = named.get(one, frozenset())  # one that is not there yet may come
        todo += templates if others is None else others
    sources = [(one, templates[one].source if one in templates else "") for one in sorted(reached)]
    return digest(repr(sources))
