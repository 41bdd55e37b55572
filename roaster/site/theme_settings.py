"""What a theme can be told: types and defaults in theme.yaml, values in config.yaml. Pure.

```yaml
settings:
  accent: {type: color, default: "#980f05", about: links, stamps and buttons}
```
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from roaster.errors import ThemeError
from roaster.text.near import meant

Value = str | int | float | bool
Place = Callable[[str], str]
"""Where a setting stands, `config.yaml:12:5`."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_LENGTH = re.compile(r"\d{1,4}(?:\.\d{1,3})?(?:px|rem|em|ch|vw|%)")
_KEYS = frozenset(("type", "default", "about", "options", "min", "max"))
_STYLED = ("color", "length", "number")
TYPES: Mapping[str, str] = {
    "color": "a colour such as #980f05",
    "length": "a CSS length such as 60rem",
    "number": "a number",
    "boolean": "true or false",
    "text": "a text",
    "choice": "one of its options",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a theme. `options` of a choice; `least` and `most` of a number."""

    name: str
    type: str
    default: Value
    about: str = ""
    options: tuple[str, ...] = ()
    least: float = -math.inf
    most: float = math.inf

    @property
    def styled(self) -> bool:
        """Whether stylesheets get it, as the custom property `--name`."""
        return self.type in _STYLED

    def expected(self) -> str:
        """What a value must be, in words."""
        if self.type == "choice":
            return f"expected one of {', '.join(self.options)}"
        text = f"expected {TYPES[self.type]}"
        if self.type == "number" and (self.least, self.most) != (-math.inf, math.inf):
            text += f" from {self.least:g} to {self.most:g}"
        return text

    def accepts(self, value: object) -> bool:
        """Whether `value` is of the setting's type."""
        match self.type:
            case "boolean":
                return isinstance(value, bool)
            case "number":
                number = isinstance(value, int | float) and not isinstance(value, bool)
                return number and self.least <= float(str(value)) <= self.most
            case "choice":
                return value in self.options
            case "color":
                return isinstance(value, str) and bool(_COLOR.fullmatch(value))
            case "length":
                return isinstance(value, str) and bool(_LENGTH.fullmatch(value))
            case _:
                return isinstance(value, str)


def declared(value: Any, place: Place) -> dict[str, Setting]:
    """The settings that a theme.yaml declares. Raises ThemeError with its line."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ThemeError("`settings` is no mapping of settings", where=place(""))
    return {str(name): _declared(str(name), spec, place(str(name))) for name, spec in value.items()}


def _declared(name: str, spec: Any, where: str) -> Setting:
    if not _NAME.fullmatch(name):
        raise ThemeError(f"{name!r} is no name: small letters, digits and _", where=where)
    if not isinstance(spec, dict) or "type" not in spec or "default" not in spec:
        remedy = f"write {name}: {{type: …, default: …}}; types are {', '.join(TYPES)}"
        raise ThemeError(
            f"the setting `{name}` needs a type and a default", where=where, remedy=remedy
        )
    kind = str(spec["type"])
    if kind not in TYPES:
        remedy = meant(kind, TYPES) or f"types are {', '.join(TYPES)}"
        raise ThemeError(f"the setting `{name}` has no type {kind!r}", where=where, remedy=remedy)
    unknown = sorted(map(str, spec.keys() - _KEYS))
    if unknown:
        remedy = meant(unknown[0], _KEYS) or f"known here: {', '.join(sorted(_KEYS))}"
        raise ThemeError(f"the setting `{name}` has {unknown[0]!r}", where=where, remedy=remedy)
    setting = Setting(
        name,
        kind,
        spec["default"],
        str(spec.get("about", "")),
        tuple(map(str, spec.get("options") or ())),
        _bound(spec.get("min"), -math.inf),
        _bound(spec.get("max"), math.inf),
    )
    if not setting.accepts(setting.default):
        message = f"the default of `{name}`: {setting.expected()}"
        raise ThemeError(message, where=where, remedy=f"it is {setting.default!r} now")
    return setting


def _bound(value: object, missing: float) -> float:
    return float(value) if isinstance(value, int | float) else missing


def chosen(
    settings: Mapping[str, Setting], given: Mapping[str, Any], place: Place
) -> dict[str, Value]:
    """All settings with the values given for them. Raises ThemeError at the first wrong one."""
    for name, value in given.items():
        setting = settings.get(name)
        if setting is None:
            raise _unknown(name, settings, place(name))
        if not setting.accepts(value):
            message = f"`site.theme_settings.{name}`: {setting.expected()}"
            raise ThemeError(message, where=place(name), remedy=f"it is {value!r} now")
    return {name: given.get(name, setting.default) for name, setting in settings.items()}


def _unknown(name: str, settings: Mapping[str, Setting], where: str) -> ThemeError:
    known = f"known here: {', '.join(settings)}" if settings else "the theme has no settings"
    remedy = meant(name, settings) or known
    return ThemeError(f"unknown setting `site.theme_settings.{name}`", where=where, remedy=remedy)
