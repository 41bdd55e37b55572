"""content/events.yaml: what a person ruled is read whole, and added to, no other byte changed."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from roaster.content.rulings import PATH, RulingKind, append_ruling, read_rulings
from roaster.errors import Fault, FrontMatterError, UsageError
from roaster.model.rulings import Merge, Rulings, Split
from roaster.text.addresses import address_key

A, B, C = "https://a.example/1", "https://b.example/2", "https://www.c.example/3/?utm_source=x"
KEY_A, KEY_B, KEY_C = map(address_key, (A, B, C))


def faults_of(text: str) -> list[str]:
    with pytest.raises(FrontMatterError) as caught:
        read_rulings(PATH, text.encode())
    assert all(fault.remedy for fault in caught.value.faults)
    return [f"{fault.line}:{fault.column} {fault.message}" for fault in caught.value.faults]


def test_each_kind_of_ruling_is_read() -> None:
    text = f"""# by hand
merge:
  - [{A}, "{C}"]   # one event
  - [{B}, swans-stop-traffic]
split:
  - [{A}, {B}]
  - {C}
  - [{B}, toaster-recalled]
ignore:
  - {A}
"""
    assert read_rulings(PATH, text.encode()) == Rulings(
        merge=(Merge(frozenset({KEY_A, KEY_C})), Merge(frozenset({KEY_B}), "swans-stop-traffic")),
        split=(
            Split(frozenset({KEY_A, KEY_B})),
            Split(frozenset({KEY_C})),
            Split(frozenset({KEY_B}), "toaster-recalled"),
        ),
        ignore=frozenset({KEY_A}),
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "merge:\nsplit: []\nignore: ~\n"])
def test_a_file_without_rulings_has_none(text: str) -> None:
    assert read_rulings(PATH, text.encode()) == Rulings()


def test_every_fault_is_told_at_once_with_its_place() -> None:
    faults = faults_of(
        f"merges: 3\nmerge:\n  - [{A}]\n  - [ftp://x, {B}]\n  - [{A}, https://www.a.example/1]\n"
        f"  - [{A}, one, two]\nignore:\n  - {{a: b}}\n  - [{A}]\n  - some-slug\nsplit: 7\n"
    )
    assert faults == [
        "1:1 there is no ruling `merges`",
        "3:5 `merge` needs more articles to say something",
        "4:5 `ftp://x` is neither a web address nor a roast's slug",
        "5:5 the same article stands here twice",
        "6:5 two told stories stay two",
        "8:5 not a ruling of `ignore`",
        "9:5 not a ruling of `ignore`",
        "10:5 `ignore` takes one address a line",
        "11:8 `split` must be a list",
    ]


def test_a_mistyped_name_gets_the_nearest_one() -> None:
    with pytest.raises(FrontMatterError) as caught:
        read_rulings(PATH, b"ingore: []\n")
    assert caught.value.faults[0].remedy == "did you mean `ignore`?"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("merge: [\n", "2:1"),
        ("merge: []\nmerge: []\n", "2:1"),
        ("- a\n", "1:1"),
        ("a: \x00", "1:4"),
    ],
)
def test_broken_yaml_is_told_with_its_place(text: str, place: str) -> None:
    assert faults_of(text)[0].startswith(place)


def test_what_is_not_utf8_is_told_with_its_place() -> None:
    with pytest.raises(FrontMatterError) as caught:
        read_rulings(PATH, b"merge:\n  # \xff\n")
    assert caught.value.faults[0].where == f"{PATH}:2:5"


def test_a_new_file_explains_itself() -> None:
    data = append_ruling(b"", RulingKind.MERGE, [A, B], "2026-11-25: swans, too")
    lines = data.decode().splitlines()
    assert lines[0].startswith("# ")
    assert "Delete a line to undo it" in lines[1]
    assert lines[-2:] == ["merge:", f"  - [{A}, {B}]   # 2026-11-25: swans, too"]


def test_a_new_line_stands_behind_the_last_one_of_its_kind() -> None:
    text = f"merge:\n- [{A}, {B}] # why\n\n# more\nignore: [{C}] # hm\n"
    changed = append_ruling(text.encode(), RulingKind.MERGE, [B, C]).decode()
    assert changed == text.replace("# why\n", f'# why\n- [{B}, "{C}"]\n')
    assert append_ruling(text.encode(), RulingKind.IGNORE, [B]).decode() == text.replace(
        "] # hm", f", {B}] # hm"
    )


def test_a_ruling_that_stands_there_is_not_written_twice() -> None:
    data = append_ruling(b"", RulingKind.SPLIT, [A, B])
    assert append_ruling(data, RulingKind.SPLIT, [B + "/", A]) == data


@pytest.mark.parametrize(
    ("kind", "members"),
    [
        (RulingKind.MERGE, [A]),
        (RulingKind.MERGE, []),
        (RulingKind.SPLIT, ["only-a-slug"]),
        (RulingKind.IGNORE, [A, B]),
        (RulingKind.MERGE, [A, "no address"]),
    ],
)
def test_a_ruling_that_says_nothing_is_refused(kind: RulingKind, members: list[str]) -> None:
    with pytest.raises(UsageError):
        append_ruling(b"", kind, members)


def test_a_file_that_cannot_take_a_line_stays_as_it_is() -> None:
    with pytest.raises(UsageError) as caught:
        append_ruling(b"{merge: []}\n", RulingKind.IGNORE, [A])
    assert "by hand" in caught.value.remedy


ADDRESSES = st.builds(
    lambda host, path, query: f"https://{host}.example/{path}{query}",
    st.sampled_from("abcdefgh"),
    st.text(st.characters(min_codepoint=0x21, max_codepoint=0x2FF), max_size=8),
    st.sampled_from(("", "?a=1,2", "?q={x}", "?q=[1]&b", ":8", "?'\"")),
)
MEMBERS = st.lists(ADDRESSES, min_size=2, max_size=4, unique_by=address_key)
RULINGS = st.one_of(
    st.tuples(st.just(RulingKind.MERGE), MEMBERS),
    st.tuples(st.just(RulingKind.SPLIT), st.one_of(MEMBERS, ADDRESSES.map(lambda one: [one]))),
    st.tuples(st.just(RulingKind.MERGE), ADDRESSES.map(lambda one: [one, "told-story"])),
    st.tuples(st.just(RulingKind.IGNORE), ADDRESSES.map(lambda one: [one])),
)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A file as commands and an editor may leave it."""
    data = b""
    for kind, members in draw(st.lists(RULINGS, max_size=4)):
        data = append_ruling(data, kind, members, draw(st.text(max_size=20)))
    text = data.decode()
    for _ in range(draw(st.integers(0, 3))):
        lines = text.split("\n")
        lines.insert(draw(st.integers(0, len(lines))), draw(st.sampled_from(("", "  # a", "# b"))))
        text = "\n".join(lines)
    text = text.replace("\n", draw(st.sampled_from(("\n", "\r\n"))))
    text = draw(st.sampled_from((text, text.rstrip("\r\n"), f"\ufeff{text}")))
    return text.encode()


@given(files(), RULINGS, st.text(max_size=30))
def test_an_added_ruling_is_read_back_and_every_other_byte_stays(
    data: bytes, ruling: tuple[RulingKind, list[str]], comment: str
) -> None:
    before = read_rulings(PATH, data)
    changed = append_ruling(data, *ruling, comment)
    after = read_rulings(PATH, changed)
    keys = frozenset(address_key(member) for member in ruling[1] if "://" in member)
    slug = next((member for member in ruling[1] if "://" not in member), "")
    merge = (Merge(keys, slug),) if ruling[0] is RulingKind.MERGE else ()
    split = (Split(keys, slug),) if ruling[0] is RulingKind.SPLIT else ()
    assert after.merge == before.merge + tuple(m for m in merge if m not in before.merge)
    assert after.split == before.split + tuple(s for s in split if s not in before.split)
    assert after.ignore == before.ignore | (keys if ruling[0] is RulingKind.IGNORE else set())
    assert _is_subsequence(data, changed)
    if b"\r\n" in data:
        assert changed.count(b"\n") == changed.count(b"\r\n")
    yaml.safe_load(changed.decode().lstrip("\ufeff"))  # any other reader can read it, too


def _is_subsequence(part: bytes, whole: bytes) -> bool:
    """`whole` is `part` with one run of bytes put in."""
    start = 0
    while start < len(part) and part[start] == whole[start]:
        start += 1
    return whole.endswith(part[start:]) and len(whole) >= len(part)


@given(st.binary(max_size=60) | st.text("merge: -[]{}#\n\r\"'ahtps/", max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused_with_a_place(data: bytes) -> None:
    faults: tuple[Fault, ...] = ()
    try:
        read_rulings(PATH, data)
    except FrontMatterError as error:
        faults = error.faults
    assert all(fault.path == PATH for fault in faults)
