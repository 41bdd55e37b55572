"""An edit touches the lines that it must; every other byte of a person's file stays."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.content.compose import compose
from roaster.content.edits import (
    append_item,
    append_section,
    record_wrote,
    remove_key,
    replace_section,
    set_key,
    set_status,
    set_written_text,
)
from roaster.content.emission import Value
from roaster.content.envelope import open_envelope
from roaster.content.nodes import plain, read_front
from roaster.content.reading import read_roast
from roaster.errors import FrontMatterError, UsageError
from roaster.model.roast import Draft, Status

PATH = "content/roasts/2026/2026-04-10-x.md"


def file(*lines: str, end: str = "\n") -> bytes:
    return end.join(("---", *lines, "---", "", "Body  ", "")).encode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("status: draft", "status: killed"),
        ("status:   draft   # waits", "status:   killed   # waits"),
        ("status: 'draft'\t# waits ", "status: 'killed'\t# waits "),
        ('"status" : "draft"', '"status" : "killed"'),
        ("status:", "status: killed"),
        ("status:  # nothing yet", "status: killed  # nothing yet"),
        ("status: ~", "status: killed"),
        ("status: |  # odd\n  draft\n", "status: killed  # odd\n"),
        ("status: >-\n    draft\n\n# c", "status: killed\n\n# c"),
        ("status:\n  draft # c", "status:\n  killed # c"),
        ("status: [draft,\n  x] # c", "status: killed # c"),
        (
            "status: # s\n  # why\n  - draft\n  - x # c\n# next",
            "status: killed # s\n  # why\n# next",
        ),
    ],
)
def test_a_value_changes_in_its_place(before: str, after: str) -> None:
    for end in ("\n", "\r\n", "\r"):
        lines = ("title:  T # t", before, "date: 2026-04-10", "x:   {a: 1}  ")
        data = file(*lines).decode().replace("\n", end).encode()
        lines = ("title:  T # t", after, "date: 2026-04-10", "x:   {a: 1}  ")
        wanted = file(*lines).decode().replace("\n", end).encode()
        assert set_status(data, Status.KILLED) == wanted
        assert set_status(b"\xef\xbb\xbf" + data, Status.KILLED) == b"\xef\xbb\xbf" + wanted


def test_a_reason_stands_on_the_line_after_the_status() -> None:
    data = file("title: T", "status: draft # c", "date: 2026-04-10", end="\r\n")
    killed = set_status(data, Status.KILLED, "old news: #1")
    assert killed == file(
        "title: T", "status: killed # c", 'why: "old news: #1"', "date: 2026-04-10", end="\r\n"
    )
    again = set_status(killed, Status.KILLED, "wrong")
    assert again == killed.replace(b'"old news: #1"', b'"wrong"')


def test_a_missing_key_comes_behind_the_date() -> None:
    data = file("title: T", "date: 2026-04-10 # d", "quip: q")
    assert set_status(data, Status.DRAFT) == file(
        "title: T", "date: 2026-04-10 # d", "status: draft", "quip: q"
    )
    assert set_key(file("  title: T", "  x: 1"), "tags", ["a", "b: c"]) == file(
        "  title: T", '  tags: [a, "b: c"]', "  x: 1"
    )
    assert set_key(file("{title: T, date: x}"), "a", 1) == file("{title: T, date: x, a: 1}")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (datetime(2026, 4, 10, 9, 12, 3, tzinfo=UTC), "2026-04-10T09:12:03Z"),
        (date(2026, 4, 10), "2026-04-10"),
        (Decimal("0.00210"), "0.0021"),
        (Decimal("7.0"), "7.0"),
        (Decimal(5), "5"),
        (12, "12"),
        (None, "null"),
        (True, "true"),
        ("true", '"true"'),
        ("", '""'),
        ([], "[]"),
        ({"a": 1, "b: c": None}, '{a: 1, "b: c": null}'),
    ],
)
def test_values_of_every_kind_are_written_plainly(value: Value, written: str) -> None:
    lines = ("title: T", "roasted: {model: old, x: 1} # r", "at:", "  # c", "  - a")
    assert set_key(file(*lines), "at", value) == file(*lines[:2], f"at: {written}", "  # c")
    assert set_key(file(*lines), ("roasted", "model"), value) == file(
        "title: T", f"roasted: {{model: {written}, x: 1}} # r", *lines[2:]
    )


def test_what_is_so_already_is_not_touched() -> None:
    data = file("title: T", "tags:  [ a ,b ]", "score:  6.40")
    assert set_key(data, "tags", ["a", "b"]) == data
    assert remove_key(data, "quip") == data


def test_a_key_goes_with_its_lines() -> None:
    data = file("title: T", "quip: >", "  a", "", "  b", "tags:", "- a # x", "# c", "x: 1")
    data = remove_key(remove_key(data, "quip"), "tags")
    assert data == file("title: T", "# c", "x: 1")
    assert remove_key(file("{a: 1, b: 2, c: 3}"), "b") == file("{a: 1, c: 3}")
    assert remove_key(file("{a: 1, b: 2}"), "b") == file("{a: 1}")


def test_a_hash_changes_on_its_own_line() -> None:
    block = ("title: T", "roasted:", "  wrote:", "    quip: 11111111 # q", "    take: 2", "x: 1")
    changed = set_written_text(file(*block, "quip: a"), "quip", "b").decode()
    before, after = file(*block, "quip: a").decode().splitlines(), changed.splitlines()
    assert [
        at for at, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]
    ] == [4, 7]
    assert after[4].endswith(" # q")
    added = record_wrote(file(*block), "lining", "x").decode().splitlines()
    assert added[6].startswith("    lining: ")
    empty = file("title: T", "roasted: {model: m}")
    assert b"roasted: {model: m, wrote: {quip: " in record_wrote(empty, "quip", "x")


def test_a_file_by_hand_stays_by_hand(headings: dict[str, str], zone: ZoneInfo) -> None:
    data = file("title: T", "date: 2026-04-10")
    assert record_wrote(data, "quip", "x") == data
    changed = replace_section(data, "take", headings, "New.")
    assert "take" in read_roast(PATH, changed, zone, headings).edited


@pytest.mark.parametrize(
    "lines", [("title: T", "a: 1", "a: 2"), ("title: 'T",), ("title: T", "x: *a"), ("- a",)]
)
def test_broken_front_matter_is_not_edited(lines: tuple[str, ...]) -> None:
    with pytest.raises(FrontMatterError):
        set_status(file(*lines), Status.KILLED)


def test_what_cannot_be_done_safely_is_refused() -> None:
    with pytest.raises(UsageError, match="cannot be changed"):
        set_key(file("? title", ": T", "? status", ": x"), "date", "2026-04-10")
    with pytest.raises(UsageError, match="no mapping"):
        set_key(file("title: T", "roasted: x"), ("roasted", "model"), "m")


def test_a_section_changes_in_the_files_own_line_ends(headings: dict[str, str]) -> None:
    data = (
        file("title: T", end="\r\n")
        + b"\r\n##  silver lining \r\n\r\n\r\nold  \r\nmore\r\n\r\n## X\r\ny"
    )
    assert replace_section(data, "lining", headings, "new\n\nnewer\n") == data.replace(
        b"old  \r\nmore", b"new\r\n\r\nnewer"
    )
    assert replace_section(data, "take", headings, "t") == data.replace(
        b"##  silver", b"## Sally's Take\r\n\r\nt\r\n\r\n##  silver"
    )
    data += b"\r\n## Who Got Burned"
    assert replace_section(data, "burned", headings, "b") == data + b"\r\n\r\nb\r\n"


@pytest.mark.parametrize("new", ["## Another", "a\n## Who Got Burned\nb", "```\n## x"])
def test_a_new_text_cannot_begin_another_section(headings: dict[str, str], new: str) -> None:
    data = file("title: T") + b"## Silver Lining\n\nold\n\n## Mine\n```\n"
    with pytest.raises(UsageError, match="another section"):
        replace_section(data, "lining", headings, new)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x: 1", "x: 1\nnotes:\n  - {a: b}"),
        ("date: 2026-04-10 # c\nx: 1", "date: 2026-04-10 # c\nnotes:\n  - {a: b}\nx: 1"),
        ("notes:", "notes: [{a: b}]"),
        ("notes: [] # c", "notes: [{a: b}] # c"),
        ("notes: [{a: c}] # c", "notes: [{a: c}, {a: b}] # c"),
        ("notes:\n- a: c # c\n  d: e # d\nx: 1", "notes:\n- a: c # c\n  d: e # d\n- {a: b}\nx: 1"),
        (
            "notes:\n    - |\n      text\n\nx: 1",
            "notes:\n    - |\n      text\n    - {a: b}\n\nx: 1",
        ),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_item_comes_at_the_end_of_its_list(before: str, after: str, end: str) -> None:
    changed = append_item(file(*before.split("\n"), end=end), "notes", {"a": "b"})
    assert changed == file(*after.split("\n"), end=end)


def test_an_item_does_not_replace_what_is_no_list() -> None:
    with pytest.raises(UsageError, match="no list"):
        append_item(file("notes: mine"), "notes", {"a": "b"})


def test_a_section_is_put_at_the_end(headings: dict[str, str]) -> None:
    data = file("title: x", end="\r\n")
    changed = append_section(data, "Update, 11 April 2026", "- a\n- b", headings)
    assert changed == data + b"\r\n## Update, 11 April 2026\r\n\r\n- a\r\n- b\r\n"
    with pytest.raises(UsageError, match="another one"):
        append_section(data, "Update", "a\n## b", headings)
    with pytest.raises(UsageError, match="another one"):
        append_section(data + b"\n```\n", "Update", "a\n```\n", headings)


# Files as hands leave them.

SPACE = st.sampled_from(["", " ", "  ", "\t"])
COMMENT = st.sampled_from(["", " # a comment: with [marks]", "\t#x", "   #é'\" "])
WORDS = st.text(alphabet="ab é-'\"#:,[]", min_size=1, max_size=8)
SCALAR = st.one_of(
    st.sampled_from(
        ["draft", "'it''s'", '"q: \\"#\\""', "a#b c", "2026-04-10", "", "~", "x:y", "é"]
    ),
    st.sampled_from(
        ["[a, b]", "[a, # c\n  b]", "{a: 1,\n  b: 'x'}", '"two\n  lines"', "two\n  lines"]
    ),
    st.sampled_from(
        [
            "|\n  a: b\n  # no comment",
            ">-  # c\n  a\n\n  b",
            "\n  - a # c\n  - b",
            "\n  k: v\n  l: [m]",
        ]
    ),
)
KEYS = ("title", "date", "status", "quip", "tags", "x", "why", "mood")
MULTILINE = ("|", ">", "\n")


@st.composite
def hand_written(draw: st.DrawFn) -> tuple[list[str], list[str], str]:
    """Chunks of front matter (one key each), their keys, and the line end."""
    keys = draw(st.permutations(KEYS))[: draw(st.integers(1, len(KEYS)))]
    chunks = []
    for key in keys:
        value = draw(SCALAR)
        comment = "" if value.startswith(MULTILINE) else draw(COMMENT)
        gap = "" if value.startswith("\n") else " " + draw(SPACE.filter(lambda s: s != "\t"))
        name = draw(st.sampled_from([key, f"'{key}'", f'"{key}"', f"{key} "]))
        before = draw(st.sampled_from(["", "# above\n", "\n"]))
        chunks.append(f"{before}{name}:{gap}{value}{comment}\n")
    return chunks, list(keys), draw(st.sampled_from(["\n", "\r\n", "\r"]))


def joined(chunks: list[str], end: str, body: str) -> bytes:
    return ("---\n" + "".join(chunks) + "---\n" + body).replace("\n", end).encode()


@given(
    hand_written(),
    st.sampled_from(KEYS),
    WORDS | st.lists(WORDS, max_size=3),
    st.sampled_from(["", "B  \n\n---\n# x"]),
)
def test_an_edit_of_any_key_changes_its_own_lines_alone(
    written: tuple[list[str], list[str], str], key: str, value: str | list[str], body: str
) -> None:
    chunks, keys, end = written
    data = joined(chunks, end, body)
    changed = set_key(data, key, value)
    if key not in keys:
        lines, new = data.split(end.encode()), changed.split(end.encode())
        added = [at for at in range(len(new)) if new[:at] + new[at + 1 :] == lines]
        assert added
        assert len(new) == len(lines) + 1
        return
    at = keys.index(key)
    before, after = (
        joined(chunks[:at], end, "")[: -3 - len(end)],
        joined(chunks[at + 1 :], end, body)[3 + len(end) :],
    )
    assert changed.startswith(before)
    assert changed.endswith(after)
    own = changed[len(before) : len(changed) - len(after)].decode()
    assert own.count(end) <= chunks[at].count("\n")
    for comment in ("# above", " # a comment: with [marks]", "\t#x", "   #é'\" "):
        assert (comment in chunks[at]) <= (comment in own)


@given(hand_written(), st.sampled_from(KEYS))
def test_taking_a_key_out_takes_its_own_lines_alone(
    written: tuple[list[str], list[str], str], key: str
) -> None:
    chunks, keys, end = written
    data = joined(chunks, end, "B")
    changed = remove_key(data, key)
    kept = [chunk for chunk, name in zip(chunks, keys, strict=True) if name != key]
    lines = changed.decode().replace(end, "\n")
    for chunk in kept:
        assert chunk in lines
    assert remove_key(set_key(changed, key, "again"), key) == changed


HOSTILE = st.text(st.characters(codec="utf-8"), max_size=30)


@given(hand_written(), st.sampled_from(KEYS), st.lists(HOSTILE, min_size=1, max_size=3))
def test_an_item_leaves_every_other_line_as_it_was(
    written: tuple[list[str], list[str], str], key: str, texts: list[str]
) -> None:
    chunks, keys, end = written
    data = joined(chunks, end, "B  \n\n---\n# x")
    changed = data
    try:
        for text in texts:
            changed = append_item(changed, key, {"text": text, "n": 1})
    except UsageError:
        assert key in keys  # it holds something else, and nothing was done
        return
    kept = [chunk for chunk, name in zip(chunks, keys, strict=True) if name != key]
    lines = changed.decode().replace(end, "\n")
    assert all(chunk in lines for chunk in kept)
    table = read_front(PATH, open_envelope(PATH, changed))
    assert plain(table)[key][-len(texts) :] == [{"text": text, "n": 1} for text in texts]


LINE = st.sampled_from(
    ["", "a", "  b  ", "# One", "### Three", "- c", "> d", "    code", "---", "## Mine"]
)
HEADING = st.sampled_from(
    ["## Sally's Take", "##silver lining ##", "## Other", "## Who Got Burned"]
)
TEXT = st.lists(LINE, max_size=6).map("\n".join)


@given(
    st.lists(st.tuples(HEADING, TEXT), max_size=4, unique_by=lambda pair: pair[0]),
    st.sampled_from(["take", "facts", "burned", "lining"]),
    TEXT.filter(lambda text: "##" not in text.replace("###", "")),
    st.sampled_from(["\n", "\r\n", "\r"]),
)  # fmt: skip
def test_a_new_section_leaves_all_others_as_they_were(
    draft: Draft, headings: dict[str, str], zone: ZoneInfo,
    sections: list[tuple[str, str]], key: str, new: str, end: str,
) -> None:  # fmt: skip
    front = compose(draft, headings={}, status=Status.DRAFT).decode()
    body = "".join(f"\n{heading}\n{text}\n" for heading, text in sections)
    data = (front + body).replace("\n", end).encode()
    before = read_roast(PATH, data, zone, headings)
    changed = replace_section(data, key, headings, new)
    after = read_roast(PATH, changed, zone, headings)
    assert key not in after.edited
    assert after.edited == before.edited - {key}
    old_lines, new_lines = data.decode().split(end), changed.decode().split(end)
    outside = [s.text for s in before.sections if s.key != key]
    assert [s.text for s in after.sections if s.key != key] == outside
    front_lines = front.count("\n")
    differing = [at for at in range(front_lines) if old_lines[at] != new_lines[at]]
    assert all(old_lines[at].startswith("  wrote:") for at in differing)
    assert ("\n" in changed.decode().replace("\r\n", "")) == (end == "\n")
