"""Edits of a roast's file that leave every byte alone that they need not touch. Pure.

Each takes the file's bytes and gives the new ones. Line ends, BOM, comments, order, quoting and
spaces of all else stay; a comment behind a changed value stays, too. Only a value that spans
several lines takes the comments between its lines along. Afterwards the file is read again: it
must say what was asked, and nothing else may say anything new, or UsageError is raised and nothing
was done. Front matter that cannot be read raises FrontMatterError.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from roaster.content.emission import Atom, Value, encodable
from roaster.content.envelope import LINE_END, Envelope, open_envelope, unix_lines
from roaster.content.nodes import Table, plain, read_front
from roaster.content.sections import (
    Span,
    bare,
    one_line,
    scores_text,
    section_spans,
    split_body,
    text_extent,
)
from roaster.content.splices import Splices, append, put, remove
from roaster.errors import FrontMatterError, UsageError
from roaster.model.roast import Status
from roaster.text.dates import iso_utc
from roaster.text.digests import section_hash

REASON_KEY = "why"
"""The front-matter key that `kill --why` writes, on the line after `status`."""

_PATH = "front matter"  # edits know bytes alone; commands name the file before they edit it
Key = str | tuple[str, ...]


def set_key(data: bytes, key: Key, value: Value, *, after: tuple[str, ...] = ()) -> bytes:
    """Give a key of the front matter a value, on the key's line.

    `key` is a name of the top level or a path such as `("roasted", "model")`. A key that is not
    there gets a line of its own behind the first of `after` that is there, else behind `date` or
    `title`; inside a nested mapping it comes last. Quotes are kept where they can be.
    """
    path = (key,) if isinstance(key, str) else key
    file = _File(data)
    if _with(plain(file.table), path, value) == plain(file.table):
        return data
    places = (*after, "date", "title")
    changed = _splice(file, put(file.envelope.text, file.table, path, value, places))
    _verify(file, changed, path, _with(plain(file.table), path, value))
    return changed


def append_item(
    data: bytes, key: str, item: Mapping[str, Atom], *, after: tuple[str, ...] = ()
) -> bytes:
    """Put a mapping at the end of a list of the top level, on a line of its own.

    A list that is not there yet begins behind the first of `after` that is there. Raises
    UsageError for a key that holds something else.
    """
    file = _File(data)
    values = plain(file.table)
    before = values.get(key)
    splices = append(file.envelope.text, file.table, key, item, (*after, "date", "title"))
    changed = _splice(file, splices)
    items = [*(before if isinstance(before, list) else ()), _as_read(item)]
    _verify(file, changed, (key,), values | {key: items})
    return changed


def append_section(data: bytes, heading: str, markdown: str, headings: Mapping[str, str]) -> bytes:
    """Put a section of its own at the end of the body, in the file's own line ends.

    Raises UsageError for a text that would begin a section or touch another one.
    """
    file = _File(data)
    body, line_end = file.envelope.body_text, _line_end(file.envelope)
    text = bare(encodable(markdown))
    lines = text.replace("\n", line_end)
    section = f"## {one_line(encodable(heading))}{line_end * 2}{lines}{line_end}"
    new_body = f"{body}{_gap(body, line_end)}{section}"
    preamble, sections = split_body(body, headings)
    told = split_body(new_body, headings)
    if told[0] != preamble or told[1][:-1] != sections or told[1][-1].text != text:
        raise UsageError(
            "a new section would change another one",
            where=_PATH,
            remedy="close the code fence that is open at the end of the text, or write it by hand",
        )
    return (file.envelope.text[: file.envelope.body] + new_body).encode()


def remove_key(data: bytes, key: str) -> bytes:
    """Take a key of the top level out, with its lines. Without the key nothing changes."""
    file = _File(data)
    if file.table.entry(key) is None:
        return data
    changed = _splice(file, remove(file.envelope.text, file.table, key))
    values = plain(file.table)
    _verify(file, changed, (key,), {name: values[name] for name in values if name != key})
    return changed


def set_status(data: bytes, status: Status, why: str = "") -> bytes:
    """Change the status line; a reason is put into `why` on the line after it."""
    changed = set_key(data, "status", status.value)
    return set_key(changed, REASON_KEY, one_line(why), after=("status",)) if why else changed


def set_written_text(data: bytes, part: str, text: str) -> bytes:
    """A `title` or `quip` that the machine wrote anew, with its hash under `roasted.wrote`."""
    text = one_line(text) if part == "title" else text.strip()
    return record_wrote(set_key(data, part, text), part, text)


def set_written_scores(data: bytes, score: Decimal, scores: Mapping[str, int]) -> bytes:
    """Scores that the machine gave anew, with their hash under `roasted.wrote`."""
    changed = set_key(data, "scores", scores, after=("score",))
    changed = set_key(changed, "score", round(score, 1))
    return record_wrote(changed, "scores", scores_text(score, scores))


def record_wrote(data: bytes, part: str, text: str) -> bytes:
    """Note the hash of what the machine wrote, on that hash's line alone.

    A file without `roasted` was written by hand and stays so: nothing changes.
    """
    table = _File(data).table
    roasted = table.entry("roasted")
    if roasted is None or not isinstance(roasted.value, Table):
        return data
    wrote = roasted.value.entry("wrote")
    hashed = section_hash(text)
    if wrote is None or not isinstance(wrote.value, Table):
        return set_key(data, ("roasted", "wrote"), {part: hashed})
    return set_key(data, ("roasted", "wrote", part), hashed)


def replace_section(data: bytes, key: str, headings: Mapping[str, str], new_markdown: str) -> bytes:
    """Give a section another text, in the file's own line ends, and note its hash.

    The blank lines around the text stay. A section that is missing is put before the first one
    that follows it in `headings`, else at the end. Raises UsageError for a key that `headings`
    does not have, and for a text that would begin a section of its own.
    """
    if key not in headings:
        raise UsageError(f"there is no section `{key}`", remedy=f"one of {', '.join(headings)}")
    file = _File(data)
    text, body = bare(encodable(new_markdown)), file.envelope.body_text
    new_body = _with_section(body, key, headings, text, _line_end(file.envelope))
    _verify_body(body, new_body, key, headings, text)
    changed = (file.envelope.text[: file.envelope.body] + new_body).encode()
    return record_wrote(changed, key, text)


class _File:
    """A file's bytes, taken apart."""

    def __init__(self, data: bytes) -> None:
        self.envelope: Envelope = open_envelope(_PATH, data)
        self.table: Table = read_front(_PATH, self.envelope)


def _splice(file: _File, splices: Splices) -> bytes:
    """The file with each of the spans replaced; spans do not overlap."""
    text = file.envelope.text
    for start, end, new in sorted(splices, reverse=True):
        text = text[:start] + new + text[end:]
    return text.encode()


def _verify(before: _File, changed: bytes, path: tuple[str, ...], expected: object) -> None:
    """The new file says what was asked, and all else as before, in the same order."""
    try:
        after = _File(changed)
    except FrontMatterError as error:
        raise _unsafe(path) from error
    order = [entry.key.text for entry in before.table.entries if entry.key.text != path[0]]
    new_order = [entry.key.text for entry in after.table.entries if entry.key.text != path[0]]
    same_body = before.envelope.body_text == after.envelope.body_text
    if plain(after.table) != expected or new_order != order or not same_body:
        raise _unsafe(path)


def _unsafe(path: tuple[str, ...]) -> UsageError:
    return UsageError(
        f"`{'.'.join(path)}` cannot be changed without touching other lines",
        where=_PATH,
        remedy="change it by hand, or write the front matter as plain `key: value` lines",
    )


def _with(values: object, path: tuple[str, ...], value: Value) -> object:
    if not path:
        return _as_read(value)
    known = dict(values) if isinstance(values, Mapping) else {}
    return known | {path[0]: _with(known.get(path[0]), path[1:], value)}


def _as_read(value: object) -> object:
    """A value as it is read back."""
    if isinstance(value, Mapping):
        return {key: _as_read(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, datetime):
        return iso_utc(value)
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def _line_end(envelope: Envelope) -> str:
    """The file's own line end: that of its first line."""
    match = LINE_END.search(envelope.text)
    return match.group() if match else "\n"


def _with_section(
    body: str, key: str, headings: Mapping[str, str], text: str, line_end: str
) -> str:
    spans = section_spans(body, headings)
    lines = text.replace("\n", line_end)
    own = next((span for span in spans if span.key == key), None)
    if own is not None:
        return _refilled(body, own, lines, line_end)
    if not text:
        return body
    order = list(headings)
    later = set(order[order.index(key) + 1 :])
    following = next((span for span in spans if span.key in later), None)
    section = f"## {headings[key]}{line_end * 2}{lines}{line_end}"
    if following is not None:
        return f"{body[: following.start]}{section}{line_end}{body[following.start :]}"
    return f"{body}{_gap(body, line_end)}{section}"


def _refilled(body: str, span: Span, lines: str, line_end: str) -> str:
    """The section's text replaced, the blank lines around it kept."""
    old = body[span.text_start : span.end]
    start, end = text_extent(old)
    if end:
        start, end = span.text_start + start, span.text_start + end
        return body[:start] + lines + body[end:]
    gap = "" if body[: span.text_start].endswith(("\n", "\r")) else line_end
    return f"{body[: span.text_start]}{gap}{line_end}{lines}{line_end}{old}{body[span.end :]}"


def _gap(body: str, line_end: str) -> str:
    """What makes a blank line at the end of the body."""
    ending = unix_lines(body)
    if not ending or ending.endswith("\n\n"):
        return line_end if not ending else ""
    return line_end if ending.endswith("\n") else line_end * 2


def _verify_body(
    body: str, new_body: str, key: str, headings: Mapping[str, str], text: str
) -> None:
    preamble, sections = split_body(body, headings)
    new_preamble, new_sections = split_body(new_body, headings)
    others = [section for section in sections if section.key != key]
    new_others = [section for section in new_sections if section.key != key]
    new_text = [section.text for section in new_sections if section.key == key]
    if (preamble, others, [text]) != (new_preamble, new_others, new_text or [""]):
        raise UsageError(
            f"the new text of `{key}` would change another section",
            remedy="it may hold no `##` heading and no code fence left open",
        )
