"""From the text of config.yaml to a `Config`, or to all of its faults at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from roaster.config.document import Document, Path, read_document
from roaster.config.faults import below, dotted, fault_of
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
        wrong = [detail for detail in error.errors() if not below(detail["loc"], filled.missing)]
        faults.extend(fault_of(detail, document, filled.found, name, Config) for detail in wrong)
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
    """Replace references in place, but for `models`: their keys are resolved when one is called.

    So a laptop without the key can still build the site.
    """
    filled = _Filled()
    for path, text in list(document.strings()):
        names = variables_in(text)
        if not path or path[0] == "models" or not names:
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
    message = f"`{dotted(path)}` needs the environment variable {listed}, not set"
    return Fault(name, line, column, message, f"set {listed}, or write the value")
