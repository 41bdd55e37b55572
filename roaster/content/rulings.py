"""`content/events.yaml`, where a person says which articles are one event: read and added to. Pure.

    merge:
      - [https://a.example/1, https://b.example/2]   # 2026-11-25: why
    split:
      - [https://a.example/1, https://c.example/3]
    ignore:
      - https://d.example/4

In `merge` and `split` the slug of a told story may stand beside the addresses.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from roaster.content.emission import encodable
from roaster.content.emission import text as yaml_text
from roaster.content.envelope import LINE_END, MAX_FILE_BYTES, unix_lines
from roaster.content.nodes import Entry, Listing, Node, Scalar, Table, read_table, resolve
from roaster.errors import Fault, FrontMatterError, UsageError
from roaster.model.rulings import Merge, Rulings, Split
from roaster.text.addresses import absolute, address_key
from roaster.text.slugs import is_slug

PATH = "content/events.yaml"
_HEADER = """\
# Which articles are one event, by hand: every run obeys it, whatever it measures itself.
# Delete a line to undo it.
#   merge   these articles are one event; with the slug of a roast they belong to that one
#   split   no two of these are one event; an article alone is one with no other
#   ignore  the event of this article is never roasted
# Where a merge and a split contradict each other, the split holds.
"""
_EXAMPLE = "- [https://one.example/story, https://another.example/story]"
_COMMENT_CHARS = 160
_UNPRINTABLE = re.compile(r"[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


class RulingKind(StrEnum):
    """The lists of the file."""

    MERGE = "merge"
    SPLIT = "split"
    IGNORE = "ignore"


def read_rulings(path: str, data: bytes) -> Rulings:
    """The rulings of a file; an empty one has none. Raises FrontMatterError with every fault."""
    return _read(path, _table(path, _decode(path, data)))


def append_ruling(
    data: bytes, kind: RulingKind, members: Sequence[str], comment: str = ""
) -> bytes:
    """The file with one ruling more; `members` are addresses, and at most one told story's slug.

    Every other byte stays. Empty `data` becomes a file that explains itself. A ruling that stands
    there already is not written twice. Raises FrontMatterError when the file cannot be read, and
    UsageError when the ruling says nothing, or the file is written so that a line cannot be added.
    """
    text = _decode(PATH, data) if data else _HEADER
    table = _table(PATH, text)
    before = _read(PATH, table)
    wanted = _with(before, _ruling(kind, members))
    if wanted == before:
        return data
    changed = _inserted(text, table, kind, _item(kind, members), _remark(comment)).encode()
    try:
        after = read_rulings(PATH, changed)
    except FrontMatterError as error:
        raise _by_hand(kind) from error
    if after != wanted:
        raise _by_hand(kind)
    return changed


def _by_hand(kind: RulingKind) -> UsageError:
    what = f"a line cannot be added to `{kind}` without touching others"
    remedy = f"add it by hand, or write `{kind}` as lines such as `{_EXAMPLE}`"
    return UsageError(what, where=PATH, remedy=remedy)


# Reading


def _decode(path: str, data: bytes) -> str:
    if len(data) > MAX_FILE_BYTES:
        what = f"larger than {MAX_FILE_BYTES // 1_000_000} MB"
        raise FrontMatterError((Fault(path, 0, 0, what, "delete rulings on old events"),))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = unix_lines(data[: error.start].decode("utf-8"))
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        fault = Fault(path, line, column, "not UTF-8 text", "save the file as UTF-8")
        raise FrontMatterError((fault,)) from error


def _table(path: str, text: str) -> Table:
    mark = 1 if text.startswith("\ufeff") else 0
    return read_table(path, text[mark:], offset=mark, example="merge:")


def _read(path: str, table: Table) -> Rulings:
    reader = _Reader(path)
    rulings = Rulings()
    for entry in table.entries:
        for ruling in reader.rulings(entry):
            rulings = _with(rulings, ruling)
    if reader.faults:
        raise FrontMatterError(tuple(sorted(reader.faults, key=lambda f: (f.line, f.column))))
    return rulings


def _with(rulings: Rulings, ruling: Merge | Split | str) -> Rulings:
    """One ruling more; the same one again changes nothing."""
    if isinstance(ruling, Merge):
        known = ruling in rulings.merge
        return rulings if known else replace(rulings, merge=(*rulings.merge, ruling))
    if isinstance(ruling, Split):
        known = ruling in rulings.split
        return rulings if known else replace(rulings, split=(*rulings.split, ruling))
    return replace(rulings, ignore=rulings.ignore | {ruling})


class _Reader:
    """Rulings from nodes; what is wrong is kept in `faults`."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.faults: list[Fault] = []

    def rulings(self, entry: Entry) -> list[Merge | Split | str]:
        kind = self._kind(entry)
        if kind is None or (isinstance(entry.value, Scalar) and resolve(entry.value) is None):
            return []
        if not isinstance(entry.value, Listing):
            self._fault(
                entry.value, f"`{kind}` must be a list", f"write lines such as {_example(kind)}"
            )
            return []
        read = (self._ruling(kind, node) for node in entry.value.items)
        return [ruling for ruling in read if ruling is not None]

    def _kind(self, entry: Entry) -> RulingKind | None:
        name = entry.key.text
        if name in list(RulingKind):
            return RulingKind(name)
        near = difflib.get_close_matches(name, list(RulingKind), n=1)
        remedy = f"did you mean `{near[0]}`?" if near else f"one of {', '.join(RulingKind)}"
        self._fault(entry.key, f"there is no ruling `{name}`", remedy)
        return None

    def _ruling(self, kind: RulingKind, node: Node) -> Merge | Split | str | None:
        try:
            return _ruling(kind, _members(kind, node))
        except UsageError as error:
            self._fault(node, error.message, error.remedy)
        return None

    def _fault(self, node: Node, message: str, remedy: str) -> None:
        place = node.place
        self.faults.append(Fault(self._path, place.line, place.column, message, remedy))


def _example(kind: RulingKind) -> str:
    return "`- https://one.example/story`" if kind is RulingKind.IGNORE else f"`{_EXAMPLE}`"


def _members(kind: RulingKind, node: Node) -> list[str]:
    if isinstance(node, Scalar):
        return [node.text]
    items = node.items if isinstance(node, Listing) and kind is not RulingKind.IGNORE else ()
    texts = [item.text for item in items if isinstance(item, Scalar)]
    if not texts or len(texts) < len(items):
        raise UsageError(f"not a ruling of `{kind}`", remedy=_as(kind))
    return texts


def _ruling(kind: RulingKind, members: Sequence[str]) -> Merge | Split | str:
    """The value of a ruling. Raises UsageError when it says nothing."""
    slugs = [member for member in members if is_slug(member)]
    keys = [_key(member) for member in members if not is_slug(member)]
    if kind is RulingKind.IGNORE:
        if len(keys) != 1 or slugs:
            raise UsageError("`ignore` takes one address a line", remedy=_as(kind))
        return keys[0]
    if len(slugs) > 1:
        raise UsageError("two told stories stay two", remedy="name one slug beside addresses")
    if len(set(keys)) < len(keys):
        raise UsageError("the same article stands here twice", remedy="delete one of the two")
    if not keys or (kind is RulingKind.MERGE and len(members) < 2):
        raise UsageError(f"`{kind}` needs more articles to say something", remedy=_as(kind))
    value = Merge if kind is RulingKind.MERGE else Split
    return value(frozenset(keys), slugs[0] if slugs else "")


def _as(kind: RulingKind) -> str:
    return f"write it as {_example(kind)}"


def _key(address: str) -> str:
    if not absolute("", address):
        what = f"`{address[:80]}` is neither a web address nor a roast's slug"
        raise UsageError(what, remedy="copy the article's address, with https://")
    return address_key(address)


# Writing


def _item(kind: RulingKind, members: Sequence[str]) -> str:
    flow = [yaml_text(member, flow=True) for member in members]
    return yaml_text(members[0]) if kind is RulingKind.IGNORE else f"[{', '.join(flow)}]"


def _remark(comment: str) -> str:
    words = _UNPRINTABLE.sub(" ", encodable(comment)).split()
    return f"   # {' '.join(words)[:_COMMENT_CHARS].rstrip()}" if words else ""


def _inserted(text: str, table: Table, kind: RulingKind, item: str, remark: str) -> str:
    match = LINE_END.search(text)
    line_end = match.group() if match else "\n"
    entry = table.entry(kind)
    if entry is None:
        gap = "" if not text or text[-1] in "\r\n" else line_end
        return f"{text}{gap}{kind}:{line_end}  - {item}{remark}{line_end}"
    value = entry.value
    if isinstance(value, Scalar):  # nothing there yet; `~` and `null` go
        text = text[: value.place.start] + text[value.place.end :]
        return _line_after(text, value.place.start, f"  - {item}{remark}", line_end)
    if isinstance(value, Table):
        raise _by_hand(kind)
    if value.flow:
        return _into_brackets(text, value.place.end - 1, item, filled=bool(value.items))
    start = _line_start(text, value.place.start)
    dash = f"{text[start : value.place.start]}- "
    last = max(value.items[-1].place.end, value.items[-1].place.start)
    return _line_after(text, last, f"{dash}{item}{remark}", line_end)


def _into_brackets(text: str, at: int, item: str, *, filled: bool) -> str:
    comma = ", " if filled and not text[:at].rstrip().endswith(",") else ""
    return f"{text[:at]}{comma}{item}{text[at:]}"


def _line_after(text: str, at: int, line: str, line_end: str) -> str:
    """The text with a line of its own below the one that `at` is in."""
    match = LINE_END.search(text, at)
    if match is None:
        return f"{text}{line_end}{line}"
    return f"{text[: match.end()]}{line}{match.group()}{text[match.end() :]}"


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
