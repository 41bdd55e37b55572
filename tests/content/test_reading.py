"""A roast's file as a person may leave it: everything sound is read, every fault has its place."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from roaster.content.reading import read_page, read_roast
from roaster.content.sections import PARTS
from roaster.errors import Fault, FrontMatterError
from roaster.model.roast import Roast, Section, Source, Status

PATH = "content/roasts/2026/2026-04-10-x.md"
Read = Callable[..., Roast]
FaultsOf = Callable[..., list[str]]


@pytest.fixture
def read(headings: dict[str, str], zone: ZoneInfo) -> Read:
    def reader(text: str | bytes, path: str = PATH) -> Roast:
        data = text.encode() if isinstance(text, str) else text
        return read_roast(path, data, zone, headings)

    return reader


@pytest.fixture
def faults_of(read: Read) -> FaultsOf:
    def faults(text: str | bytes, path: str = PATH) -> list[str]:
        with pytest.raises(FrontMatterError) as caught:
            read(text, path)
        assert all(fault.remedy for fault in caught.value.faults)
        return [_short(fault, path) for fault in caught.value.faults]

    return faults


def _short(fault: Fault, path: str) -> str:
    return f"{fault.where.removeprefix(path).lstrip(':')} {fault.message}".strip()


def front(lines: str) -> str:
    return f"---\ntitle: T\ndate: 2026-04-10\n{lines}\n---\n"


def test_title_and_date_are_enough(read: Read) -> None:
    roast = read("---\ntitle: It happened\ndate: 2026-04-10\n---\nText.\n")
    assert (roast.title, roast.day, roast.slug) == ("It happened", date(2026, 4, 10), "x")
    assert (roast.status, roast.score, roast.preamble) == (Status.DRAFT, None, "Text.")
    assert roast.edited == frozenset(PARTS)
    assert roast.meta == {"title": "It happened", "date": "2026-04-10"}


def test_every_key_arrives_with_its_type(read: Read) -> None:
    roast = read(
        front(
            """\
id: 6f0c
status: published
publish_at: 2026-04-11T07:00
category: ai
tags: [a, 2026, yes]
score: 6.4
scores: {hype_gap: 4, irony: 0}
quip: >
  Two
  lines.
sources:
  - {title: A, outlet: The A, url: "https://a.example/x?y=1", published: 2026-04-10T08:00:00Z}
  - https://b.example/
attention: ["look: here"]
mood: {today: 5, tomorrow: [1.5, null, true, no]}
"""
        )
    )
    assert roast.publish_at == datetime(2026, 4, 11, 5, 0, tzinfo=UTC)
    assert roast.tags == ("a", "2026", "yes")
    assert (roast.score, roast.scores) == (Decimal("6.4"), {"hype_gap": 4, "irony": 0})
    assert roast.quip == "Two lines."
    published = datetime(2026, 4, 10, 8, 0, tzinfo=UTC)
    assert roast.sources == (
        Source("A", "The A", "https://a.example/x?y=1", published),
        Source("", "b.example", "https://b.example/"),
    )
    assert roast.attention == ("look: here",)
    assert roast.meta["mood"] == {"today": 5, "tomorrow": [1.5, None, True, "no"]}


@pytest.mark.parametrize("typed", ["2026-04-10", "yes", "012", "12:30:00", "1e3", "null", "0x1F"])
def test_a_title_stays_what_the_person_typed(read: Read, typed: str) -> None:
    assert read(f"---\ntitle: {typed}\ndate: 2026-04-10\n---\n").title == typed


def test_the_day_is_the_sites_own(read: Read) -> None:
    assert read("---\ntitle: T\ndate: 2026-04-10T23:30:00Z\n---\n").day == date(2026, 4, 11)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("cut", [0, 1])
def test_line_ends_boms_and_a_missing_last_newline_do_not_matter(
    read: Read, line_end: str, bom: str, cut: int
) -> None:
    text = front("quip: q") + "\nA\n\n---\n\n## Silver Lining\n\nB\n\nC\n"
    text = bom + text[: len(text) - cut].replace("\n", line_end)
    roast = read(text)
    assert (roast.title, roast.quip, roast.preamble) == ("T", "q", "A\n\n---")
    assert roast.sections == (Section("lining", "Silver Lining", "B\n\nC"),)


@pytest.mark.parametrize("end", ["---", "---\n", "---  \n\n"])
def test_front_matter_alone_is_a_file(read: Read, end: str) -> None:
    roast = read(f"---\ntitle: T\ndate: 2026-04-10\n{end}")
    assert (roast.sections, roast.preamble) == ((), "")


def test_headings_are_known_by_their_letters(read: Read) -> None:
    body = (
        "##  sally’s   TAKE ##\nA\n## Mine\nB\n## Silver Lining\nC\n### Sub\n## Silver Lining\nD\n"
    )
    roast = read(front("") + body)
    assert [(s.key, s.heading, s.text) for s in roast.sections] == [
        ("take", "sally’s   TAKE", "A"),
        ("", "Mine", "B"),
        ("lining", "Silver Lining", "C\n### Sub"),
        ("", "Silver Lining", "D"),
    ]


@pytest.mark.parametrize("fence", ["```", "~~~~", "  ```python"])
def test_code_holds_no_headings(read: Read, fence: str) -> None:
    close = fence.strip().removesuffix("python")
    roast = read(f"{front('')}## Mine\n{fence}\n## not this\n{close}\n## Silver Lining\nA\n")
    assert [section.heading for section in roast.sections] == ["Mine", "Silver Lining"]


def test_a_fence_never_closed_swallows_nothing(read: Read) -> None:
    roast = read(f"{front('')}## Mine\n```\n~~~ x\n## Silver Lining\nA\n")
    assert [section.heading for section in roast.sections] == ["Mine", "Silver Lining"]


def test_all_faults_come_at_once_with_line_and_column(faults_of: FaultsOf) -> None:
    text = """\
---
date: 2026-02-30
status: publishd
publish_at: x
tags: ai
score: 6.45
scores: {a: 6, b: 2.5, c: "3", d: true, e: 5}
sources:
  - {title: A, url: ftp://a.example}
  - {outlet: B}
  - [x]
  - {url: https://c.example, published: 2026-13-01}
category: [a]
attention: {a: b}
roasted: x
---
"""
    assert faults_of(text) == [
        "2:1 `title` is missing",
        "2:7 `date`: there is no such day or time as `2026-02-30`",
        "3:9 unknown status `publishd`",
        "4:13 `publish_at`: there is no such day or time as `x`",
        "5:7 `tags`: expected a list",
        "6:8 `score`: expected 0.0 to 10.0 in tenths, not `6.45`",
        "7:13 `scores.a`: expected a whole number from 0 to 5",
        "7:19 `scores.b`: expected a whole number from 0 to 5",
        "7:27 `scores.c`: expected a whole number from 0 to 5",
        "7:35 `scores.d`: expected a whole number from 0 to 5",
        "9:21 `sources[0].url`: expected a web address that begins with http:// or https://",
        "10:5 `sources[1].url`: expected a web address that begins with http:// or https://",
        "11:5 `sources[2]`: expected `{title: …, url: …}`",
        "12:41 `sources[3].published`: there is no such day or time as `2026-13-01`",
        "13:11 `category`: expected text",
        "14:12 `attention`: expected a list",
        "15:10 `roasted`: expected `{name: value}`",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"", "1:1 the file is empty"),
        (b"\xef\xbb\xbf \r\n", "1:1 the file is empty"),
        (b"Just text\n", "1:1 there is no front matter"),
        (b"---\ntitle: T\n", "1:1 the front matter has no end"),
        (b"---\ntitle: T\nquip: a\xffb\n---\n", "3:8 not UTF-8 text"),
        ("---\ntitle: T\n---\n".encode("utf-16"), "1:1 not UTF-8 text"),
        (b"---\n---\n", "2:1 `title` is missing"),
        (b"---\n# nothing\n---\n", "2:1 `title` is missing"),
        (b"---\ntitle:\ndate: 2026-04-10\n---\n", "2:1 `title` is empty"),
        (b'---\ntitle: " "\ndate: 2026-04-10\n---\n', "2:1 `title` is empty"),
        (b"---\ntitle: a\ntitle: b\n---\n", "3:1 `title` stands twice, first in line 2"),
        (b"---\nroasted:\n  a: 1\n  a: 2\n---\n", "4:3 `a` stands twice, first in line 3"),
        (b"---\nroasted:\n\ta: 1\n---\n", "3:1 broken YAML: a tab where YAML wants spaces"),
        (b"---\ntitle: a: b\n---\n",
         "2:9 broken YAML: mapping values are not allowed in this context"),
        (b"---\ntitle: 'a\n---\n", "3:1 broken YAML: found unexpected end of stream"),
        (b"---\ntitle: &a b\nquip: *a\n---\n",
         "3:7 broken YAML: aliases (`*name`) are not read here"),
        (b"---\ntitle: !!python/name:os.system x\n---\n",
         "2:8 broken YAML: tags (`tag:yaml.org,2002:python/name:os.system`) are not read here"),
        (b"---\n? [a]\n: b\n---\n", "2:3 broken YAML: a key must be plain text"),
        (b"---\n- a\n---\n", "2:1 broken YAML: expected lines such as `title: …`"),
        (b"---\ntitle: a\x07b\n---\n", "2:9 the character U+0007 is not allowed"),
        (b"---\nx: " + b"[" * 50 + b"]" * 50 + b"\n---\n", "2:16 broken YAML: nested too deep"),
        (b"---\nx: " + b"[" * 50_000 + b"\n---\n",
         "2:1003 broken YAML: exceeded maximum nesting depth"),
        (b"---\nx: " + b"a" * 300_000 + b"\n---\n",
         "1:1 the front matter is longer than 200000 characters"),
        (b"---\ntitle: T\n---\n" + b"a" * 3_000_000, "larger than 2 MB"),
        (b"---\ndate: \"0001-01-01\"\ntitle: T\n---\n",
         "2:7 `date`: there is no such day or time as `0001-01-01`"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_where(faults_of: FaultsOf, text: bytes, fault: str) -> None:
    assert fault in faults_of(text)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("x.md", "rename it"),
        ("2026-04-10.md", "rename it"),
        ("2026-02-30-x.md", "rename it"),
        ("2026-04-10-Some_Title.md", "rename it to `2026-04-10-some-title.md`"),
    ],
)
def test_a_name_that_is_no_address_is_a_fault(read: Read, name: str, remedy: str) -> None:
    with pytest.raises(FrontMatterError) as caught:
        read(front(""), f"content/roasts/{name}")
    assert caught.value.remedy == remedy


@given(
    st.binary(max_size=200)
    | st.text(alphabet="---\n\r\t:[]{}#&*!|>'\"%@` a0", max_size=80).map(str.encode)
)
def test_no_bytes_bring_reading_down(headings: dict[str, str], zone: ZoneInfo, data: bytes) -> None:
    for text in (data, b"---\ntitle: T\n" + data + b"\n---\n" + data):
        with contextlib.suppress(FrontMatterError):
            read_roast(PATH, text, zone, headings)


@given(st.text(alphabet=":[]{}#|>'\"- ,\nab0é\r\t", max_size=60))
def test_without_libyaml_the_same_is_read(
    headings: dict[str, str], zone: ZoneInfo, text: str
) -> None:
    def told() -> object:
        try:
            return read_roast(PATH, front(text).encode(), zone, headings)
        except FrontMatterError:
            return None

    with pytest.MonkeyPatch.context() as patch:
        fast = told()
        patch.setattr(yaml, "CSafeLoader", yaml.SafeLoader, raising=False)
        slow = told()
    # The two parsers disagree on a few texts that only one of them takes.
    assert fast == slow or None in (fast, slow)


def test_hostile_bodies_are_split_in_no_time(read: Read) -> None:
    size = 1_000_000
    for body in (
        "~~~ x\n" * (size // 6),
        "## " + " #" * (size // 2) + "x",
        "#" * size,
        "\n" * size,
    ):
        assert read(front("") + body).title == "T"


def test_a_standing_page_needs_a_title_alone() -> None:
    page = read_page("content/pages/more/about.md", b"---\ntitle: About\nnav: 3\n---\r\n\r\nHi\r\n")
    assert (page.slug, page.title, page.text) == ("more/about", "About", "Hi")
    assert page.meta == {"title": "About", "nav": 3}
    with pytest.raises(FrontMatterError) as caught:
        read_page("content/pages/About us.md", b"---\nx: 1\n---\n")
    assert [fault.remedy for fault in caught.value.faults] == [
        "rename it to `about-us.md`",
        "add a line `title: …`",
    ]
