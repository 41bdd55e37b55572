"""Which characters of a file an edit of front matter replaces by which. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from roaster.content.emission import Atom, Value, emit, text
from roaster.content.envelope import LINE_END
from roaster.content.nodes import Entry, Listing, Node, Scalar, Table, resolve
from roaster.errors import UsageError

Splice = tuple[int, int, str]
Splices = tuple[Splice, ...]
_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*(?P<comment>[ \t]+#[^\r\n]*)?")


def put(
    file: str, table: Table, path: tuple[str, ...], value: Value, places: tuple[str, ...]
) -> Splices:
    """What gives the key at `path` its value; `places` are the keys a new line may follow."""
    entry = table.entry(path[0])
    if len(path) == 1:
        if entry is None:
            return _inserted(file, table, path[0], value, places)
        return _revalued(file, entry, value, flow=table.flow)
    if entry is None or not isinstance(entry.value, Table):
        what = f"`{path[0]}` is no mapping that `{path[1]}` could stand in"
        raise UsageError(what, remedy="write it by hand")
    return put(file, entry.value, path[1:], value, ())


def append(
    file: str, table: Table, key: str, item: Mapping[str, Atom], places: tuple[str, ...]
) -> Splices:
    """What puts a mapping at the end of the list at `key`, on a line of its own where it can be."""
    entry = table.entry(key)
    new = emit(item)
    if entry is None:
        return _listed(file, table, key, new, places)
    old = entry.value
    if isinstance(old, Listing) and old.items:
        at = _end(file, old.items[-1])
        if old.flow:
            return ((at, at, f", {new}"),)
        start = old.place.start
        end, after = _line_end(file, at)
        indent = file[_line_start(file, start) : start]
        return ((after, after, f"{indent}- {new}{file[end:after]}"),)
    if isinstance(old, Listing) or (isinstance(old, Scalar) and resolve(old) is None):
        start, end = old.place.start, _end(file, old)
        space = " " if start == end and file[start - 1 : start] == ":" else ""
        return ((start, end, f"{space}[{new}]"),)
    raise UsageError(f"`{key}` is no list", remedy="correct it by hand")


def _listed(file: str, table: Table, key: str, item: str, places: tuple[str, ...]) -> Splices:
    """A list of one as a new key: a line for the key, one for the item."""
    ((at, end, line),) = _inserted(file, table, key, None, places)
    if table.flow:
        return ((at, end, line.replace(": null", f": [{item}]")),)
    head, _, line_end = line.rpartition("null")
    indent = head[: len(head) - len(head.lstrip())]
    return ((at, end, f"{head.rstrip()}{line_end}{indent}  - {item}{line_end}"),)


def remove(file: str, table: Table, key: str) -> Splices:
    """What takes a key out, with its lines."""
    index = next(i for i, entry in enumerate(table.entries) if entry.key.text == key)
    entry = table.entries[index]
    if not table.flow:
        end = _next_line(file, _end(file, entry.value))
        return ((_line_start(file, entry.key.place.start), end, ""),)
    if index + 1 < len(table.entries):
        return ((entry.key.place.start, table.entries[index + 1].key.place.start, ""),)
    start = table.entries[index - 1].value.place.end if index else entry.key.place.start
    return ((start, entry.value.place.end, ""),)


def _revalued(file: str, entry: Entry, value: Value, *, flow: bool) -> Splices:
    old = entry.value
    if isinstance(old, Scalar):
        return _scalar_revalued(file, old, value, flow=flow)
    if old.flow:
        return ((old.place.start, old.place.end, emit(value, flow=flow)),)
    # A block below the key: the value goes behind the key's colon, the block's lines go.
    colon = file.index(":", entry.key.place.end) + 1
    start, end = _line_start(file, old.place.start), _next_line(file, _end(file, old))
    return ((colon, colon, f" {emit(value, flow=flow)}"), (start, end, ""))


def _scalar_revalued(file: str, old: Scalar, value: Value, *, flow: bool) -> Splices:
    start, end = old.place.start, _end(file, old)
    if old.style in ("|", ">"):
        head = _BLOCK_HEAD.match(file, start)
        comment = head["comment"] or "" if head else ""
        return ((start, end, emit(value, flow=flow) + comment),)
    new = emit(value, flow=flow, quote=old.style)
    # A missing value's place is right behind the colon, before any space and comment.
    space = " " if start == end and file[start - 1 : start] == ":" else ""
    return ((start, end, space + new),)


def _inserted(file: str, table: Table, key: str, value: Value, places: tuple[str, ...]) -> Splices:
    if table.flow:
        pair = f"{text(key, flow=True)}: {emit(value, flow=True)}"
        at = table.entries[-1].value.place.end if table.entries else table.place.start + 1
        return ((at, at, f", {pair}" if table.entries else pair),)
    places = tuple(place for place in places if table.entry(place))
    before = table.entry(places[0]) if places else (table.entries or (None,))[-1]
    if before is None:  # nothing there yet: the line comes first
        line_end = LINE_END.search(file)
        at = table.place.start
        return ((at, at, f"{text(key)}: {emit(value)}{line_end.group() if line_end else ''}"),)
    key_start = before.key.place.start
    indent = file[_line_start(file, key_start) : key_start]
    end, at = _line_end(file, _end(file, before.value))
    return ((at, at, f"{indent}{text(key)}: {emit(value)}{file[end:at]}"),)


def _end(file: str, node: Node) -> int:
    """Where a value's last character stands.

    A block scalar's mark lies behind its line end and the blank lines below it; and what looks
    like a comment in there is text.
    """
    start, end = node.place.start, node.place.end
    return start + len(file[start:end].rstrip(" \t\r\n")) if end > start else end


def _line_start(file: str, at: int) -> int:
    return max(file.rfind("\n", 0, at), file.rfind("\r", 0, at)) + 1


def _next_line(file: str, at: int) -> int:
    return _line_end(file, at)[1]


def _line_end(file: str, at: int) -> tuple[int, int]:
    """The line end that follows. There is one: the closing `---` stands below every value."""
    match = LINE_END.search(file, at)
    return match.span() if match else (len(file), len(file))
