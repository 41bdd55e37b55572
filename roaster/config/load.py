"""From the text of config.yaml to a `Config`, or to all of its faults at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from roaster.config.document import Document, Path, read_document
from roaster.config.schema import Config
from roaster.config.variables import resolve, variables_in
from roaster.errors import ConfigError, Fault, UsageError

CONFIG_NAME = "config.yaml"


def load_config(path: FilePath, environ: Mapping[str, str]) -> Config:
    """Read and validate a config file.

    Raises ConfigError with every fault found, UsageError when the file cannot be read.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(
            "there is no config.yaml here",
            where=str(path.parent),
            remedy="make a site with `roaster init DIR`, or name one with `roaster -C DIR`",
        ) from error
    except UnicodeDecodeError as error:
        fault = Fault(CONFIG_NAME, 1, 1, "not UTF-8 text", "save the file as UTF-8")
        raise ConfigError((fault,)) from error
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", where=str(path)) from error
    return parse_config(text, environ)


def parse_config(text: str, environ: Mapping[str, str], name: str = CONFIG_NAME) -> Config:
    """Validate the text of a config file. Raises ConfigError with every fault found."""
    document = read_document(text, name)
    faults = list(document.faults)
    value = {} if document.value is None else document.value
    if not isinstance(value, dict):
        fault = Fault(name, 1, 1, "expected settings such as `site:` and `feeds:`", "see README")
        raise ConfigError((fault,))
    filled = _fill_in_variables(document, environ)
    faults.extend(_missing(path, names, document, name) for path, names in filled.missing.items())
    try:
        config = Config.model_validate(value)
    except ValidationError as error:
        wrong = [detail for detail in error.errors() if not _below(detail["loc"], filled.missing)]
        faults.extend(_fault(detail, document, filled.found, name) for detail in wrong)
        config = None
    if faults or config is None:
        raise ConfigError(tuple(sorted(set(faults), key=lambda f: (f.line, f.column, f.message))))
    return config


@dataclass(slots=True)
class _Filled:
    """The settings that refer to the environment, with the names they refer to."""

    found: dict[Path, tuple[str, ...]] = field(default_factory=dict)
    missing: dict[Path, tuple[str, ...]] = field(default_factory=dict)


def _fill_in_variables(document: Document, environ: Mapping[str, str]) -> _Filled:
    """Replace references in place, but not below `models` and `verify`.

    Their keys are resolved when one is called: a laptop without the key can still build the site.
    """
    filled = _Filled()
    for path, text in list(document.strings()):
        names = variables_in(text)
        if not path or path[0] in ("models", "verify") or not names:
            continue
        missing = tuple(name for name in dict.fromkeys(names) if not environ.get(name))
        if missing:
            filled.missing[path] = missing
        else:
            filled.found[path] = names
            _assign(document.value, path, resolve(text, environ))
    return filled


def _assign(value: Any, path: Path, text: str) -> None:
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = text


def _missing(path: Path, names: tuple[str, ...], document: Document, name: str) -> Fault:
    line, column = document.place(path)
    listed = " and ".join(names)
    message = f"`{_dotted(path)}` needs the environment variable {listed}, not set"
    return Fault(name, line, column, message, f"set {listed}, or write the value")


def _below(path: Path, paths: Iterable[Path]) -> Path | None:
    """The one of `paths` that `path` is, or lies below."""
    return next((above for above in paths if path[: len(above)] == above), None)


# What pydantic calls a Python type, in the words of the file.
_EXPECTED = {
    "tuple_type": "expected a list",
    "model_type": "expected settings, each on a line of its own: `name: value`",
    "string_type": "expected text",
    "string_too_short": "expected text, not nothing",
    "int_type": "expected a whole number",
    "int_parsing": "expected a whole number",
    "int_from_float": "expected a whole number",
    "float_type": "expected a number",
    "float_parsing": "expected a number",
    "finite_number": "expected a number",
    "bool_type": "expected true or false",
    "bool_parsing": "expected true or false",
}


def _fault(
    detail: Any, document: Document, filled: Mapping[Path, tuple[str, ...]], name: str
) -> Fault:
    path: Path = tuple(detail["loc"])
    line, column = document.place(path)
    if detail["type"] == "extra_forbidden":
        return _unknown_key(path, line, column, name)
    if detail["type"] == "missing":
        message = f"`{_dotted(path)}` is missing"
        return Fault(name, line, column, message, f"add `{path[-1]}:` here")
    told = str(detail["msg"]).removeprefix("Value error, ").replace("Input should be", "expected")
    said = _EXPECTED.get(detail["type"], f"{told[:1].lower()}{told[1:]}")
    variables = filled.get(_below(path, filled) or ())
    remedy = _value_of(variables) if variables else _remedy(path, detail)
    return Fault(name, line, column, f"`{_dotted(path)}`: {said}", remedy)


def _value_of(variables: tuple[str, ...]) -> str:
    return f"correct the value of the environment variable {' and '.join(variables)}"


def _remedy(path: Path, detail: Any) -> str:
    """What to do; the value is shown only where it can be no secret."""
    value, kind = detail.get("input"), detail["type"]
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected", "")))
        near = difflib.get_close_matches(str(value), known, n=1, cutoff=0.5)
        if near:
            return f"did you mean `{near[0]}`?"
    if kind == "string_type" and isinstance(value, bool | int | float):
        return "put it in quotes: YAML reads it as something else"
    scalar = value is None or isinstance(value, str | bool | int | float)
    shown = _CREDENTIALS.sub("***@", repr(value))
    if not scalar or len(shown) > 60 or _SECRET.search(str(path[-1] if path else "")):
        return "correct the value"
    return "there is nothing now" if value is None else f"it is {shown} now"


_CREDENTIALS = re.compile(r"(?<=//)[^/@'\"]+@")
_SECRET = re.compile(r"(?i)key|token|secret|password")


def _unknown_key(path: Path, line: int, column: int, name: str) -> Fault:
    known = _field_names(Config, path[:-1])
    near = difflib.get_close_matches(str(path[-1]), known, n=1, cutoff=0.5)
    remedy = f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(sorted(known))}"
    return Fault(name, line, column, f"unknown setting `{_dotted(path)}`", remedy)


def _field_names(model: type[BaseModel], path: Path) -> list[str]:
    """The settings that a path's mapping may have."""
    for step in path:
        if isinstance(step, int):
            continue
        setting = model.model_fields.get(step)
        inner = _model_in(setting.annotation) if setting else None
        if inner is None:
            return []
        model = inner
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        found = _model_in(argument)
        if found:
            return found
    return None


def _dotted(path: Path) -> str:
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text
