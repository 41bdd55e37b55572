from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.articles.days import read_moment
from roaster.articles.decoding import decode_page
from roaster.articles.fields import choose_authors, choose_title, chosen
from roaster.articles.plain import extract_text
from roaster.articles.words import contained, count_words, is_cut
from roaster.model.outcome import ItemOutcome

UMLAUTS = "<p>Über fünf Brücken – schön</p>"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (UMLAUTS.encode("utf-8"), "text/html; charset=utf-8"),
        (UMLAUTS.encode("utf-8"), "text/html; charset=iso-8859-1x"),
        (UMLAUTS.encode("utf-8"), ""),
        (UMLAUTS.encode("cp1252"), "text/html; charset=iso-8859-1"),
        (b"<meta charset='windows-1252'>" + UMLAUTS.encode("cp1252"), "text/html"),
        (UMLAUTS.encode("cp1252"), "text/html; charset=utf-8"),
        (UMLAUTS.encode("cp1252"), ""),
        (b"\xef\xbb\xbf" + UMLAUTS.encode("utf-8"), "text/html; charset=latin1"),
        (b"\xff\xfe" + UMLAUTS.encode("utf-16-le"), "text/html; charset=utf-8"),
        (b"<meta charset=utf-16>" + UMLAUTS.encode("utf-8"), "text/html"),
        (UMLAUTS.encode("utf-8"), "text/html; charset=zip"),
    ],
)
def test_the_right_encoding_is_found_whoever_lies(body: bytes, content_type: str) -> None:
    assert decode_page(body, content_type).endswith(UMLAUTS)


def test_a_declared_subset_is_read_as_what_the_web_means_by_it() -> None:
    assert decode_page("镕基".encode("gb18030"), "text/html; charset=gb2312") == "镕基"
    assert decode_page(b"it\x92s", "text/html; charset=iso-8859-1") == "it’s"


def test_a_few_broken_bytes_do_not_turn_utf_8_into_mojibake() -> None:
    body = ("<p>" + "Brücke " * 50 + "</p>").encode()[:-6] + b"\xc3</p>"
    assert "Brücke" in decode_page(body, "text/html; charset=utf-8")


@given(st.binary(max_size=200), st.text(max_size=60))
def test_any_bytes_become_text(body: bytes, content_type: str) -> None:
    assert isinstance(decode_page(body, content_type), str)


@pytest.mark.parametrize(
    ("text", "expected", "bare"),
    [
        ("2026-04-10T08:00:00Z", "2026-04-10T08:00:00+00:00", False),
        ("2026-04-10T08:00:00+0200", "2026-04-10T06:00:00+00:00", False),
        ("2026-04-10T08:00:00.123Z", "2026-04-10T08:00:00.123000+00:00", False),
        ("2026-04-10 08:05", "2026-04-10T08:05:00+00:00", False),
        ("2026-04-10", "2026-04-10T00:00:00+00:00", True),
        ("2026-04-10T00:00:00", "2026-04-10T00:00:00+00:00", True),
        ("2026/4/9", "2026-04-09T00:00:00+00:00", True),
        ("2020/1/10", "2020-01-10T00:00:00+00:00", True),
        ("Fri, 10 Apr 2026 08:00:00 GMT", "2026-04-10T08:00:00+00:00", False),
        ("April 10, 2026", "2026-04-10T00:00:00+00:00", True),
        ("10 April 2026", "2026-04-10T00:00:00+00:00", True),
        ("Published: Friday, Apr. 10th, 2026", "2026-04-10T00:00:00+00:00", True),
        ("1775808000", "2026-04-10T08:00:00+00:00", False),
        ("1775808000000", "2026-04-10T08:00:00+00:00", False),
    ],
)
def test_times_are_read_as_pages_write_them(text: str, expected: str, bare: bool) -> None:
    moment = read_moment(text)
    assert moment is not None
    assert moment.time == datetime.fromisoformat(expected)
    assert moment.time.tzinfo is not None
    assert moment.bare_day is bare


@pytest.mark.parametrize(
    "text", ["", "04/05/2026", "soon", "2026-13-40", "0001-01-01", "9999-12-31", "32 April 2026"]
)
def test_what_nobody_can_be_sure_of_is_no_time(text: str) -> None:
    assert read_moment(text) is None


@given(st.text(max_size=60) | st.datetimes().map(str) | st.integers().map(str))
def test_any_date_field_is_a_time_of_the_web_or_none(text: str) -> None:
    moment = read_moment(text)
    assert moment is None or 1990 <= moment.time.astimezone(UTC).year <= 2101


@pytest.mark.parametrize(
    ("said", "names", "expected"),
    [
        ([("og", "Swans win | The Lantern")], ["The Lantern"], "Swans win"),
        ([("og", "Swans win - Lantern")], ["www.lantern.example", "Lantern"], "Swans win"),
        ([("og", "The Lantern: Swans win again")], ["The Lantern"], "Swans win again"),
        ([("og", "Swans win, bridge loses | Politics | Lantern")], [], "Swans win, bridge loses"),
        ([("og", "Swans – a history")], ["The Lantern"], "Swans – a history"),
        ([("ld", "Swans win – Desk"), ("h1", "Swans win")], [], "Swans win – Desk"),
        (
            [("tag", "Swans win at last – Desk"), ("h1", "Swans win at last")],
            [],
            "Swans win at last",
        ),
        ([("ld", "A"), ("h1", "Swans win"), ("og", "Swans win")], [], "Swans win"),
        ([("ld", "Swans &amp; bridge"), ("h1", "Swans & bridge")], [], "Swans & bridge"),
        ([("ld", "")], [], ""),
    ],
)
def test_the_headline_is_found_among_titles(
    said: list[tuple[str, str]], names: list[str], expected: str
) -> None:
    one = chosen(choose_title(said, names))
    assert (one.value if one else "") == expected


@given(st.lists(st.tuples(st.sampled_from(("a", "b", "c")), st.text(max_size=80)), max_size=5))
def test_exactly_one_title_is_chosen_of_any(said: list[tuple[str, str]]) -> None:
    found = choose_title(said, ["Outlet"])
    assert sum(one.chosen for one in found) == (1 if found else 0)
    assert all("\n" not in one.value for one in found)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["By a reporter"], ("a reporter",)),
        (["Von der Redaktion"], ("der Redaktion",)),
        (["desk one; desk two"], ("desk one", "desk two")),
        (["First Desk, Second Desk and Third Desk"], ("First Desk", "Second Desk", "Third Desk")),
        (["Night Desk, Staff Writer"], ("Night Desk",)),
        (["https://social.example/@desk", "admin", "x" * 200, "desk@lantern.example"], ()),
    ],
)
def test_authors_are_names_only(values: list[str], expected: tuple[str, ...]) -> None:
    assert choose_authors([("meta", values)])[1] == expected


def test_words_are_counted_in_any_script() -> None:
    assert count_words("Five words, it's all: enough!") == 5
    assert count_words("天鹅关闭了桥") == 3
    assert count_words("") == 0
    assert contained("a b c d e", "x a b c d e y") == 1
    assert is_cut("The council said […]")
    assert not is_cut("The council said so.")


def test_a_plain_text_is_an_article_with_its_first_line_as_title() -> None:
    reading = extract_text("# Swans win\n=====\n\nThe bridge lost <b>twice</b>.\n", "file:///a.txt")
    assert reading.article is not None
    assert reading.article.title == "Swans win"
    assert reading.article.text == "The bridge lost <b>twice</b>."


def test_a_given_title_leaves_the_text_whole() -> None:
    reading = extract_text("First line\n\nsecond", "-", "Given")
    assert reading.article is not None
    assert (reading.article.title, reading.article.text) == ("Given", "First line\n\nsecond")


def test_a_text_without_a_short_first_line_is_titled_by_its_beginning() -> None:
    reading = extract_text("word " * 200, "-")
    assert reading.article is not None
    assert reading.article.title.endswith("…")
    assert len(reading.article.text.split()) == 200


def test_empty_and_thin_texts_are_refused() -> None:
    assert extract_text(" \n ", "-").outcome is ItemOutcome.FAILED
    assert extract_text("too short", "-", min_words=50).outcome is ItemOutcome.THIN


@given(st.text(max_size=300), st.text(max_size=30))
def test_any_text_ends_in_an_outcome(text: str, title: str) -> None:
    assert extract_text(text, "-", title).outcome in set(ItemOutcome)
