"""Stylesheets as they are served: without comments and needless blanks, files renamed. Pure.

Only what no CSS parser can take another way is left out; strings and addresses stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_KEPT = r"""(?P<kept>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|url\([^)]*\))"""
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_TOKEN = re.compile(rf"{_KEPT}|(?P<blank>(?:\s|{_COMMENT.pattern})+)", re.DOTALL)
_BESIDE = re.compile(rf"{_KEPT}| ?(?P<mark>[{{}};,>]) ?")
_LAST = re.compile(rf"{_KEPT}|;+(?=}})")
_AFTER_NAME = re.compile(rf"{_KEPT}|(?P<name>(?<=[{{;])[-a-zA-Z0-9]+:) (?=[^;{{}}]*[;}}])")
_IMPORT = re.compile(r"""@import "([^"\n]+)";""")
_URL = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")


def slim(css: str) -> str:
    """The stylesheet without comments, line ends, indentation and the last `;` of a rule."""
    css = _TOKEN.sub(lambda found: found["kept"] or " " * bool(_COMMENT.sub("", found[0])), css)
    css = _BESIDE.sub(lambda found: found["kept"] or found["mark"], css)
    css = _AFTER_NAME.sub(lambda found: found["kept"] or found["name"], css)
    css = _LAST.sub(lambda found: found["kept"] or "", css)
    return f"{css.strip()}\n"


def with_addresses(css: str, address: Callable[[str], str]) -> str:
    """The stylesheet with each `url(…)` that `address` knows a new one for; empty: it stays."""

    def renamed(match: re.Match[str]) -> str:
        new = address(match[2].strip())
        return f'url("{new}")' if new else match[0]

    return _URL.sub(renamed, css)


def with_imports(css: str, part: Callable[[str], str]) -> str:
    """The stylesheet with each `@import "…";` that `part` knows the text of in its place."""
    return _IMPORT.sub(lambda found: part(found[1]) or found[0], css)


def properties(values: Mapping[str, str]) -> str:
    """Settings as custom properties, `:root{--accent:#900}`; empty without any."""
    said = ";".join(f"--{name.replace('_', '-')}:{value}" for name, value in values.items())
    return f":root{{{said}}}\n" if said else ""
