"""YAML read with the place of every value; what nobody means (a key twice) is a fault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.reader import ReaderError

from roaster.config.variables import mask, unmask
from roaster.errors import ConfigError, Fault

Path = tuple[str | int, ...]
MAX_DEPTH = 20
MAX_VALUES = 50_000  # a site with thousands of feeds stays far below


class _Loader(yaml.SafeLoader):
    """SafeLoader that leaves dates as text."""


class _FastLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The same by libyaml, where PyYAML has it: ten times as fast, in other words on faults."""


_Loader.yaml_implicit_resolvers = _FastLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(slots=True)
class Document:
    """Plain values, and the place (line, column; from 1) of each by its path."""

    value: Any = None
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def place(self, path: Path) -> tuple[int, int]:
        """Where a value stands; for a missing one, where its nearest parent does."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def strings(self) -> Iterator[tuple[Path, str]]:
        """Every text value with its path."""
        return _strings(self.value, ())


def _strings(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strings(item, (*path, index))


def read_document(text: str, name: str) -> Document:
    """Parse YAML text. Raises ConfigError where YAML itself cannot go on."""
    with suppress(yaml.YAMLError, UnicodeError):  # the other loader tells what is wrong
        return _read(_FastLoader, text, name)
    try:
        return _read(_Loader, text, name)
    except ReaderError as error:
        raise ConfigError((_character_fault(error, text, name),)) from error
    except yaml.YAMLError as error:
        raise ConfigError((_syntax_fault(error, name),)) from error
    except RecursionError as error:
        raise ConfigError((Fault(name, 1, 1, "broken YAML: nested too deep", _LOOK),)) from error


def _read(kind: type[Any], text: str, name: str) -> Document:
    document = Document()
    loader = kind(mask(text))
    try:
        node = loader.get_single_node()
        if node is not None:
            document.value = _Builder(loader, document, name).build(node, ())
    finally:
        loader.dispose()
    return document


_LOOK = "check indentation, quotes and colons on this line and the one above"


def _syntax_fault(error: yaml.YAMLError, name: str) -> Fault:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Fault(name, line, column, f"broken YAML: {unmask(problem)}", _LOOK)


def _character_fault(error: ReaderError, text: str, name: str) -> Fault:
    before = text[: error.position]
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    message = f"broken YAML: the character U+{error.character:04X} is not allowed"
    return Fault(name, line, column, message, "delete it; editors may not show it")


@dataclass(slots=True)
class _Builder:
    """From YAML's nodes to plain values, with guards against what only an attacker writes."""

    loader: _Loader
    document: Document
    name: str
    left: int = MAX_VALUES

    def build(self, node: yaml.Node, path: Path) -> Any:
        mark = node.start_mark
        self.document.places[path] = (mark.line + 1, mark.column + 1)
        self.left -= 1
        if len(path) > MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem="nested too deep", problem_mark=mark)
        if self.left < 0:
            problem = f"more than {MAX_VALUES} values, aliases counted"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _scalar(self, node: yaml.Node) -> Any:
        try:
            value = self.loader.construct_object(node)
        except (ValueError, LookupError, AttributeError) as error:
            # PyYAML's own slips: `0x_` looks like a number, `!!bool x` says that it is one.
            problem = f"`{unmask(str(node.value))}` cannot be read as {_plain_tag(node)}"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark) from error
        return unmask(value) if isinstance(value, str) else value

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            mark = key_node.start_mark
            if not isinstance(key_node, yaml.ScalarNode):
                problem = "a setting's name must be plain text"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
            key = unmask(str(key_node.value))
            line, column = mark.line + 1, mark.column + 1
            if key in built:
                message = f"`{key}` stands twice"
                fault = Fault(self.name, line, column, message, "keep one of the two")
                self.document.faults.append(fault)
            built[key] = self.build(value_node, (*path, key))
            self.document.places[(*path, key)] = (line, column)
        return built


def _plain_tag(node: yaml.Node) -> str:
    return {"int": "a whole number", "float": "a number"}.get(node.tag.rpartition(":")[2], node.tag)
