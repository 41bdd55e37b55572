"""RFC 9309, by its own examples and by what is found on the net."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.net.robots import Robots, parse_robots, product_of

AGENT = "roaster/1.0 (+https://roast.example)"


def rules(*lines: str) -> Robots:
    return parse_robots("\n".join(lines).encode(), AGENT)


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("/fish", "/fish.html", True),
        ("/fish", "/Fish", False),
        ("/fish*", "/fishheads", True),
        ("/fish/", "/fish", False),
        ("/*.php", "/folder/any.php.file.html", True),
        ("/*.php$", "/filename.php", True),
        ("/*.php$", "/filename.php?parameters", False),
        ("/fish*.php", "/fishheads/catfish.php?x", True),
        ("/*?", "/page?x=1", True),
        ("/*?", "/page", False),
        ("/$", "/", True),
        ("/$", "/x", False),
        ("*/print", "/a/print/b", True),
        ("/a*b*c$", "/a-b-c-d", False),
        ("/a*b*c$", "/a-b-c-c", True),
        ("/ab*b$", "/ab", False),
        ("/path/file-%2A", "/path/file-*", True),
        ("/price-%24", "/price-$", True),
        ("/a$b", "/a$bc", True),
        ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", False),
        ("/ツ", "/%E3%83%84", True),
        ("/%e3%83%84", "/%E3%83%84", True),
        ("/a%62c", "/abc", True),
        ("/a%2Fb", "/a/b", False),
    ],
)
def test_patterns_fit_as_the_standard_says(pattern: str, path: str, fits: bool) -> None:
    assert rules("User-agent: *", f"Disallow: {pattern}").allows(path) is not fits


@pytest.mark.parametrize(
    ("lines", "allowed"),
    [
        (["Allow: /p", "Disallow: /"], True),
        (["Disallow: /", "Allow: /p"], True),
        (["Allow: /folder", "Disallow: /folder"], True),
        (["Allow: /page", "Disallow: /*.htm"], False),
        (["Disallow:"], True),
        (["Allow:", "Disallow: /"], False),
    ],
)
def test_the_longest_rule_decides_and_leave_wins(lines: list[str], allowed: bool) -> None:
    robots = rules("User-agent: *", *lines)
    assert robots.allows("/folder/page.htm" if "folder" in lines[0] else "/page.htm") is allowed


def test_a_group_of_our_own_goes_before_that_for_all() -> None:
    lines = "User-agent: *", "Disallow: /", "", "User-agent: Roaster/2", "Disallow: /x"
    assert rules(*lines).allows("/page")
    assert not rules(*lines).allows("/x")
    assert not parse_robots("\n".join(lines).encode(), "roasterette/1").allows("/page")


def test_groups_that_name_us_are_one_and_names_can_share_a_group() -> None:
    robots = rules(
        "User-agent: roaster", "Disallow: /a", "User-agent: other", "Disallow: /b",
        "User-agent: third", "# a remark", "Crawl-delay: 9", "", "User-agent: ROASTER",
        "Disallow: /c",
    )  # fmt: skip
    assert [robots.allows(path) for path in ("/a", "/b", "/c", "/d")] == [False, True, False, True]


def test_rules_before_any_name_are_nobodys() -> None:
    assert rules("Disallow: /", "User-agent: other", "Disallow: /").allows("/page")


def test_robots_txt_itself_may_always_be_asked() -> None:
    assert rules("User-agent: *", "Disallow: /").allows("/robots.txt")


def test_a_byte_order_mark_and_old_line_ends_do_no_harm() -> None:
    data = b"\xef\xbb\xbfUser-agent: * # all\rDisallow :/x # no\r\nSitemap: /s\n"
    assert not parse_robots(data, AGENT).allows("/x")


def test_a_web_page_instead_asks_for_nothing() -> None:
    assert rules("<!doctype html>", "<p>User-agent: *</p>", "<p>Disallow: /</p>").allows("/")


@pytest.mark.parametrize(
    ("agent", "product"),
    [(AGENT, "roaster"), ("My_Bot-x 2", "my_bot-x"), ("", ""), ("9lives", "")],
)
def test_a_robot_goes_by_the_first_word_of_its_name(agent: str, product: str) -> None:
    assert product_of(agent) == product


@given(st.binary(max_size=2000), st.text(max_size=200), st.text(max_size=20))
def test_no_file_raises(data: bytes, path: str, agent: str) -> None:
    parse_robots(b"User-agent: *\nDisallow: " + data, agent).allows(
        path.encode("ascii", "ignore").decode()
    )


PIECES = st.lists(st.sampled_from(["a", "b", "/", "*"]), max_size=8).map("".join)


@given(PIECES, st.lists(st.sampled_from(["a", "b", "/"]), max_size=10).map("".join), st.booleans())
def test_patterns_fit_what_a_plain_search_of_all_ways_finds(
    pattern: str, path: str, ends: bool
) -> None:
    def fits(pattern: str, path: str) -> bool:
        if not pattern:
            return not (ends and path)
        if pattern[0] == "*":
            return any(fits(pattern[1:], path[start:]) for start in range(len(path) + 1))
        return path[:1] == pattern[0] and fits(pattern[1:], path[1:])

    robots = rules("User-agent: *", "Disallow: /" + pattern + ("$" if ends else ""))
    assert robots.allows("/" + path) is not fits(pattern, path)


@pytest.mark.parametrize(
    ("line", "gap"),
    [("", 0), ("Crawl-delay: 2.5", 2.5), ("Crawl-delay: soon", 0), ("Crawl-delay: -3", 0),
     ("Request-rate: 2/10s", 5), ("Request-rate: 0/10s", 0)],
)  # fmt: skip
def test_a_site_says_how_slowly_to_go(line: str, gap: float) -> None:
    assert rules("User-agent: *", line, "Disallow: /x").gap_s == gap
    assert rules("User-agent: other", line, "Disallow: /x").gap_s == 0


def test_a_name_that_is_part_of_ours_is_another_robot() -> None:
    for name in ("roast", "er", "o", "roasterette"):
        assert rules(f"User-agent: {name}", "Disallow: /").allows("/page")


@pytest.mark.parametrize(
    "lines",
    [
        ["Disallow: /" + "a*" * 900 + "b$"],
        [f"Disallow: /{n}*x" for n in range(200_000)],
        ["Disallow: /" + "%" * 400_000],
        ["User-agent: *"] * 100_000,
    ],
    ids=["stars", "rules", "line", "names"],
)
def test_no_file_takes_long(lines: list[str]) -> None:
    start = time.process_time()
    robots = rules("User-agent: *", "Disallow: /no", *lines)
    assert not robots.allows("/no")
    assert robots.allows("/" + "a" * 2000)
    assert time.process_time() - start < 4
