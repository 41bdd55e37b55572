"""What is wrong with a settings file, in words: where, what was expected, what to do. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic import BaseModel

from roaster.config.document import Document, Path
from roaster.errors import Fault


def below(path: Path, paths: Iterable[Path]) -> Path | None:
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


def fault_of(
    detail: Any,
    document: Document,
    filled: Mapping[Path, tuple[str, ...]],
    name: str,
    model: type[BaseModel],
) -> Fault:
    """What pydantic found wrong with a value of `model`, at its place in the file `name`.

    `filled` are the settings that refer to the environment, with the names they refer to.
    """
    path: Path = tuple(step for step in detail["loc"] if step != "[key]")
    if detail["type"] == "model_entry":
        return _model_fault(path, detail["ctx"], document, name)
    line, column = document.place(path)
    if detail["type"] == "extra_forbidden":
        return _unknown_key(path, document.place(path), name, model)
    if detail["type"] == "missing":
        message = f"`{dotted(path)}` is missing"
        return Fault(name, line, column, message, f"add `{path[-1]}:` here")
    told = str(detail["msg"]).removeprefix("Value error, ").replace("Input should be", "expected")
    said = _EXPECTED.get(detail["type"], f"{told[:1].lower()}{told[1:]}")
    variables = filled.get(below(path, filled) or ())
    remedy = _value_of(variables) if variables else _remedy(path, detail)
    return Fault(name, line, column, f"`{dotted(path)}`: {said}", remedy)


def _model_fault(path: Path, said: Mapping[str, Any], document: Document, name: str) -> Fault:
    """A fault inside an entry of `models:`, whose values are never shown: they may be keys."""
    inside = (*path, *said["place"])
    in_list = (*path, "litellm_params", *said["place"])
    place = in_list if in_list in document.places else inside
    line, column = document.place(place)
    return Fault(name, line, column, f"`{dotted(place)}`: {said['said']}", said["remedy"])


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


def _unknown_key(path: Path, place: tuple[int, int], name: str, model: type[BaseModel]) -> Fault:
    known = _field_names(model, path[:-1])
    near = difflib.get_close_matches(str(path[-1]), known, n=1, cutoff=0.5)
    remedy = f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(sorted(known))}"
    return Fault(name, *place, f"unknown setting `{dotted(path)}`", remedy)


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


def dotted(path: Path) -> str:
    """A path as people write it: `feeds[3].url`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text
