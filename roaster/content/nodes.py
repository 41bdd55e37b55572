"""YAML of front matter as a tree that knows where each value stands. Pure.

Built from the parser's events, so nothing is ever constructed: no tags, no anchors, no aliases,
no merge keys, and a bound on depth, which holds before libyaml's own recursion could matter.
What a plain value means is decided here (YAML 1.2's core without its surprises): dates, `yes`,
`007`, `1e3` and `12:30` stay the text that a person typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import yaml

from roaster.content.envelope import Envelope, unix_lines
from roaster.errors import Fault, FrontMatterError

MAX_DEPTH = 12
MAX_FORBIDDEN = 10  # of a binary file, ten characters say enough
_LOOK = "check indentation, quotes and colons on this line and the one above"
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_WORDS = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}


class Place(NamedTuple):
    """Where a value stands: characters from the file's start; line and column from 1."""

    start: int
    end: int
    line: int
    column: int


class Scalar(NamedTuple):
    """One value. `style` is empty for a plain one, else its quote or `|` or `>`."""

    text: str
    style: str
    place: Place


class Listing(NamedTuple):
    """A list; `flow` when it is written in brackets."""

    items: tuple[Node, ...]
    flow: bool
    place: Place


class Entry(NamedTuple):
    """One `key: value`."""

    key: Scalar
    value: Node


class Table(NamedTuple):
    """A mapping in the file's order; `flow` when it is written in braces."""

    entries: tuple[Entry, ...]
    flow: bool
    place: Place

    def entry(self, key: str) -> Entry | None:
        """The entry of a key."""
        return next((entry for entry in self.entries if entry.key.text == key), None)


Node = Scalar | Listing | Table


def plain(node: Node) -> Any:
    """The node as plain values: dict, list, str, int, float, bool, None."""
    if isinstance(node, Scalar):
        return resolve(node)
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return {entry.key.text: plain(entry.value) for entry in node.entries}


def resolve(scalar: Scalar) -> str | int | float | bool | None:
    """What a scalar means."""
    text = scalar.text
    if scalar.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text


def read_front(path: str, envelope: Envelope) -> Table:
    """The front matter as a table. Raises FrontMatterError: broken YAML, or a key twice."""
    return read_table(path, envelope.front_text, offset=envelope.front, line=2)


def read_table(
    path: str, text: str, *, offset: int = 0, line: int = 1, example: str = "title: …"
) -> Table:
    """YAML as a table; `offset` and `line` say where in the file the text begins.

    `example` is a line that would be right. Raises FrontMatterError: broken YAML, or a key twice.
    """
    forbidden = tuple(_forbidden(path, text, line))
    if forbidden:
        raise FrontMatterError(forbidden)
    # libyaml where PyYAML was built with it: 0.3 ms a roast instead of 1.5. PyYAML's own parser
    # gives the same events, but refuses a tab before a comment.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    builder = _Builder(loader, path, offset, line, example)
    try:
        table = builder.document()
    except yaml.YAMLError as error:
        raise FrontMatterError((_syntax_fault(path, text, line, error),)) from error
    finally:
        loader.dispose()
    if builder.faults:
        raise FrontMatterError(tuple(builder.faults))
    return table


def _forbidden(path: str, text: str, first: int) -> Iterator[Fault]:
    for match in islice(_FORBIDDEN.finditer(text), MAX_FORBIDDEN):
        before = unix_lines(text[: match.start()])
        line, column = before.count("\n") + first, len(before) - before.rfind("\n")
        message = f"the character U+{ord(match.group()):04X} is not allowed"
        yield Fault(path, line, column, message, "delete it; editors may not show it")


def _syntax_fault(path: str, text: str, first: int, error: yaml.YAMLError) -> Fault:
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    if mark is None:
        return Fault(path, first, 1, f"broken YAML: {problem}", _LOOK)
    if text[mark.index : mark.index + 1] == "\t":
        problem, remedy = "a tab where YAML wants spaces", "indent with spaces"
    else:
        remedy = _LOOK
    return Fault(path, mark.line + first, mark.column + 1, f"broken YAML: {problem}", remedy)


class _Builder:
    """From events to nodes; a slip that does not stop reading is kept in `faults`."""

    def __init__(self, loader: Any, path: str, offset: int, line: int, example: str) -> None:
        self._next = loader.get_event
        self._path = path
        self._offset = offset
        self._line = line
        self._example = example
        self.faults: list[Fault] = []

    def document(self) -> Table:
        self._next()  # the stream's start
        if isinstance(self._next(), yaml.StreamEndEvent):
            return Table((), False, Place(self._offset, self._offset, self._line, 1))
        first = self._next()
        root = self._node(first, 0)
        self._next()  # the document's end
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise _broken("a second document begins here", after.start_mark)
        if not isinstance(root, Table):
            raise _broken(f"expected lines such as `{self._example}`", first.start_mark)
        return root

    def _node(self, event: Any, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            raise _broken("aliases (`*name`) are not read here", event.start_mark)
        if event.tag is not None:
            raise _broken(f"tags (`{event.tag}`) are not read here", event.start_mark)
        if depth > MAX_DEPTH:
            raise _broken("nested too deep", event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._listing(event, depth)
        return self._table(event, depth)

    def _scalar(self, event: Any) -> Scalar:
        style = event.style or ""  # libyaml says "" for a plain one, PyYAML None
        return Scalar(event.value, style, self._place(event.start_mark, event.end_mark.index))

    def _listing(self, start: Any, depth: int) -> Listing:
        items = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        place = self._extent(start, event, items[-1] if items else None)
        return Listing(tuple(items), bool(start.flow_style), place)

    def _table(self, start: Any, depth: int) -> Table:
        entries: dict[str, Entry] = {}
        last: Node | None = None
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise _broken("a key must be plain text", event.start_mark)
            last = self._node(self._next(), depth + 1)
            if key.text in entries:
                self._twice(key, entries[key.text].key)
            entries[key.text] = Entry(key, last)
        place = self._extent(start, event, last)
        return Table(tuple(entries.values()), bool(start.flow_style), place)

    def _twice(self, key: Scalar, first: Scalar) -> None:
        message = f"`{key.text}` stands twice, first in line {first.place.line}"
        place = key.place
        fault = Fault(self._path, place.line, place.column, message, "keep one of the two")
        self.faults.append(fault)

    def _extent(self, start: Any, end: Any, last: Node | None) -> Place:
        """A collection in brackets ends with them, a block with its last value."""
        index = end.end_mark.index
        if not start.flow_style:
            index = last.place.end - self._offset if last else start.start_mark.index
        return self._place(start.start_mark, index)

    def _place(self, mark: Any, end: int) -> Place:
        offset = self._offset
        return Place(mark.index + offset, end + offset, mark.line + self._line, mark.column + 1)


def _broken(problem: str, mark: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
