"""References to the environment: `${NAME}` and LiteLLM's `os.environ/NAME`.

`${NAME}` may stand unquoted in a flow mapping (`{api_key: ${KEY}}`), which YAML itself cannot
read: the braces are masked, one character for one, before YAML sees the text, so that lines and
columns stay right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_REFERENCE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_LITELLM = re.compile(r"os\.environ/([A-Za-z_][A-Za-z0-9_]*)")
_OPEN, _CLOSE = "\ue000\ue001", "\ue002"  # private use: never in a real config
_MASKED = re.compile(f"{_OPEN}([A-Za-z_][A-Za-z0-9_]*){_CLOSE}")


def mask(text: str) -> str:
    """The text with the braces of each `${NAME}` replaced; same length."""
    return _REFERENCE.sub(rf"{_OPEN}\1{_CLOSE}", text)


def unmask(text: str) -> str:
    """The inverse of `mask`."""
    return _MASKED.sub(r"${\1}", text)


def variables_in(value: str) -> tuple[str, ...]:
    """The names that a setting refers to, in order."""
    whole = _LITELLM.fullmatch(value)
    return (whole.group(1),) if whole else tuple(_REFERENCE.findall(value))


def resolve(value: str, environ: Mapping[str, str]) -> str:
    """The setting with its references replaced. Raises KeyError with the missing name.

    An empty variable counts as missing: CI systems set unknown secrets to the empty string.
    """
    whole = _LITELLM.fullmatch(value)
    if whole:
        return _lookup(whole.group(1), environ)
    return _REFERENCE.sub(lambda match: _lookup(match.group(1), environ), value)


def _lookup(name: str, environ: Mapping[str, str]) -> str:
    if not environ.get(name):
        raise KeyError(name)
    return environ[name]
