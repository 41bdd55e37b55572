"""YAML written by hand-controlled rules: plain where that is safe, quoted where it is not. Pure.

A value written here means the same to every YAML 1.1 and 1.2 reader, not to ours alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from yaml.resolver import Resolver

from roaster.text.dates import iso_utc

Atom = str | bool | int | Decimal | date | datetime | None
Value = Atom | Sequence[str] | Mapping[str, Atom | Sequence[str]]
"""What an edit can write: one value, a list of texts, or a mapping of both."""

_BAD_START = frozenset("-?:,[]{}#&*!|>'\"%@`=<~")
_FLOW_MARKS = re.compile(r"[,\[\]{}?]")  # PyYAML without libyaml stumbles over `?`
_NUMBER_12 = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+")
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_JOINERS = "\u200c\u200d"  # Persian, Hindi and emoji need them as they are


def emit(value: Value, *, flow: bool = False, quote: str = "") -> str:
    """A value on one line. `flow`: inside brackets; `quote`: the quotes to keep, where possible."""
    if isinstance(value, Mapping):
        pairs = (f"{text(k, flow=True)}: {emit(v, flow=True)}" for k, v in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, str):
        return text(value, flow=flow, quote=quote)
    if isinstance(value, Sequence):
        return f"[{', '.join(text(item, flow=True) for item in value)}]"
    return _other(value)


def _other(value: bool | int | Decimal | date | datetime | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return decimal(value)
    if isinstance(value, datetime):
        return iso_utc(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def decimal(value: Decimal) -> str:
    """A number without exponent and without zeros that say nothing; `6.0` keeps its tenth."""
    digits = f"{value:f}"
    return digits.rstrip("0").ljust(digits.index(".") + 2, "0") if "." in digits else digits


def text(value: str, *, flow: bool = False, quote: str = "") -> str:
    """Text, quoted where a reader could take it for something else."""
    value = encodable(value)
    if not value.isprintable() and not all(map(_is_open, value)):
        return _double(value)
    if not quote and _is_plain(value, flow):
        return value
    return _single(value) if quote == "'" or (not quote and _marked(value)) else _double(value)


def _marked(value: str) -> bool:
    """Whether double quotes would need escapes and single ones would not."""
    return "'" not in value and ('"' in value or "\\" in value)


def _single(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def encodable(value: str) -> str:
    """The text with `?` for lone surrogates, which no file can hold."""
    return value.encode("utf-8", "replace").decode("utf-8")


def _is_open(mark: str) -> bool:
    return mark.isprintable() or mark in _JOINERS


def _is_plain(value: str, flow: bool) -> bool:
    if not value or value != value.strip() or value[0] in _BAD_START or value[-1] == ":":
        return False
    if ": " in value or " #" in value or _NUMBER_12.fullmatch(value):
        return False
    if flow and _FLOW_MARKS.search(value):
        return False
    resolvers = Resolver.yaml_implicit_resolvers.get(value[0], [])
    return not any(pattern.match(value) for _, pattern in resolvers)


def _double(value: str) -> str:
    if value.isprintable():
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    else:
        escaped = "".join(map(_escaped, value))
    return f'"{escaped}"'


def _escaped(mark: str) -> str:
    if mark in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[mark]
    if _is_open(mark):
        return mark
    code = ord(mark)
    if code < 0x100:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
