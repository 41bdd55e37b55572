"""Feeds added to config.yaml: all else stays byte for byte, or nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roaster.config import parse_config
from roaster.content.feed_list import add_feeds, feed_line, with_feeds
from roaster.errors import ConfigError, UsageError
from roaster.model.news import Feed

ROOT = Path(__file__).parents[2]
NEW = Feed("https://new.example/feed")
FULL = Feed(
    "https://new.example/?feed=rss2", "The New: Paper, #1", "ai", 0.5, "de",
    ("a, b", "/x{2}/"), ("it's",), "feed",
)  # fmt: skip


def feeds_of(config: str) -> list[Feed]:
    return [feed.to_feed() for feed in parse_config(config.removeprefix("\ufeff"), {}).feeds]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "feeds:\n  - https://new.example/feed\n"),
        ("# mine\n", "# mine\nfeeds:\n  - https://new.example/feed\n"),
        ("review: auto", "review: auto\nfeeds:\n  - https://new.example/feed\n"),
        ("feeds:", "feeds:\n  - https://new.example/feed\n"),
        (
            "feeds:  # none\n  #- https://x\n\nreview: auto\n",
            "feeds:  # none\n  - https://new.example/feed\n  #- https://x\n\nreview: auto\n",
        ),
        ("feeds: ~ # none\n", "feeds: # none\n  - https://new.example/feed\n"),
        ("feeds: null\nreview: auto\n", "feeds:\n  - https://new.example/feed\nreview: auto\n"),
        ("feeds: []\n", "feeds:\n  - https://new.example/feed\n"),
        ("feeds: []  # none", "feeds:  # none\n  - https://new.example/feed\n"),
        ("feeds: [ # none\n]\n", "feeds: [https://new.example/feed # none\n]\n"),
        (
            "feeds: [https://a.example/]\n",
            "feeds: [https://a.example/, https://new.example/feed]\n",
        ),
        (
            "feeds: [\n  https://a.example/,  # first\n  {url: https://b.example/},\n]\n",
            (
                "feeds: [\n  https://a.example/,  # first\n  {url: https://b.example/}, "
                "https://new.example/feed,\n]\n"
            ),
        ),
        (
            "feeds:\n- https://a.example/ # a\n\n# next\nreview: auto\n",
            (
                "feeds:\n- https://a.example/ # a\n- https://new.example/feed\n\n# next\n"
                "review: auto\n"
            ),
        ),
        (
            "feeds:\n    - url: https://a.example/\n      outlet: A\nreview: auto\n",
            (
                "feeds:\n    - url: https://a.example/\n      outlet: A\n"
                "    - https://new.example/feed\nreview: auto\n"
            ),
        ),
        (
            "feeds:\r\n  - https://a.example/\r\nreview: auto\r\n",
            "feeds:\r\n  - https://a.example/\r\n  - https://new.example/feed\r\nreview: auto\r\n",
        ),
        (
            "feeds:\n  - https://a.example/",
            "feeds:\n  - https://a.example/\n  - https://new.example/feed\n",
        ),
        (
            "\ufefffeeds:\n  - {url: 'https://a.example/', outlet: >-\n      A\n      B\n   }\n",
            None,
        ),
        (
            "feeds:\n  - url: https://a.example/\n    outlet: |\n      A\n\n# end\nreview: auto\n",
            (
                "feeds:\n  - url: https://a.example/\n    outlet: |\n      A\n\n"
                "  - https://new.example/feed\n# end\nreview: auto\n"
            ),
        ),
        (
            '"feeds":\n  - &a https://a.example/\n  - {url: *a, outlet: B}\n',
            (
                '"feeds":\n  - &a https://a.example/\n  - {url: *a, outlet: B}\n'
                "  - https://new.example/feed\n"
            ),
        ),
    ],
)
def test_a_feed_goes_to_the_end_of_the_list(before: str, after: str | None) -> None:
    if after is None:  # broken YAML
        with pytest.raises(UsageError):
            with_feeds(before, [NEW])
        return
    assert with_feeds(before, [NEW]) == after
    assert feeds_of(after) == [*feeds_of(before), NEW]


@pytest.mark.parametrize("name", ["config.yaml", "roaster/jobs/skeleton/config.yaml"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_files_that_people_start_from_can_be_added_to(name: str, ends: str) -> None:
    before = ROOT.joinpath(name).read_text(encoding="utf-8").replace("\n", ends)
    after = with_feeds(before, [NEW, FULL])
    assert feeds_of(after) == [*feeds_of(before), NEW, FULL]
    added = f"  - {feed_line(NEW)}{ends}  - {feed_line(FULL)}{ends}"
    assert after.replace(added, "", 1) == before


def test_an_address_alone_needs_no_mapping_and_defaults_are_not_written() -> None:
    assert feed_line(NEW) == "https://new.example/feed"
    assert feed_line(Feed("https://a.example/", category="ai")) == (
        "{url: https://a.example/, category: ai}"
    )


@pytest.mark.parametrize(
    "config",
    [
        "{review: auto}\n",
        "feeds: &all\n  - https://a.example/\n",
        "a: &all [https://a.example/]\nfeeds: *all\n",
        "feeds: {a: 1}\n",
        "feeds: https://a.example/\n",
        "- a\n",
        "feeds: [\n",
    ],
)
def test_what_cannot_be_added_to_is_refused_with_the_lines_to_write(config: str) -> None:
    with pytest.raises(UsageError) as caught:
        with_feeds(config, [NEW])
    assert "- https://new.example/feed" in caught.value.remedy


def test_nothing_from_outside_can_name_a_variable_of_the_environment() -> None:
    for feed in (Feed("https://a.example/", "${SECRET}"), Feed("https://a.example/${SECRET}")):
        with pytest.raises(UsageError):
            with_feeds("", [feed])


def test_a_file_is_written_whole_and_keeps_its_mode_and_mark(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    before = "\ufeff# ünser\r\nfeeds:\r\n  - https://a.example/"
    path.write_bytes(before.encode())
    path.chmod(0o600)
    config = add_feeds(path, [FULL], {})
    assert [feed.to_feed() for feed in config.feeds][-1] == FULL
    assert path.read_bytes().decode() == f"{before}\r\n  - {feed_line(FULL)}\r\n"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_with_faults_or_of_several_documents_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    for before, error in (("revue: auto\n", ConfigError), ("review: auto\n...\n", UsageError)):
        path.write_text(before)
        with pytest.raises(error):
            add_feeds(path, [NEW], {})
        assert path.read_text() == before


def test_a_config_that_is_a_link_stays_one(tmp_path: Path) -> None:
    real = tmp_path / "shared.yaml"
    real.write_text("review: auto\n")
    path = tmp_path / "config.yaml"
    path.symlink_to(real)
    add_feeds(path, [NEW], {})
    assert path.is_symlink()
    assert feeds_of(real.read_text()) == [NEW]


LINES = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30).map(str.strip)
PATTERNS = LINES.filter(lambda line: line and not line.startswith("/")).filter(str.strip)
FEEDS = st.builds(
    Feed,
    st.sampled_from(
        ["https://a.example/f", "http://b.example:81/?x=1&y=[2]", "https://c.example/#"]
    ),
    LINES,
    LINES,
    st.sampled_from([1.0, 0.1, 2.5, 10.0, 0.000001]),
    st.sampled_from(["", "de", "no", "pt-BR"]),
    st.lists(PATTERNS, max_size=2).map(tuple),
    st.lists(PATTERNS, max_size=2).map(tuple),
    st.sampled_from(["page", "feed"]),
).filter(lambda feed: "${" not in f"{feed}" and "environ/" not in f"{feed}")
CONFIGS = st.builds(
    lambda before, listed, after, end: end.join([*before, *listed, *after]),
    st.lists(st.sampled_from(["# a", "", "review: auto"]), max_size=2, unique=True),
    st.sampled_from([
        [], ["feeds:"], ["feeds: [ ]"], ["feeds:   # x"], ["feeds: null"],
        ["feeds: ['https://x.example/', {url: https://y.example/}]  # y"],
        ["feeds:", "- https://x.example/", "# z", "-   url: https://y.example/", "    outlet: 'é'"],
        ["feeds:", "", "      - https://x.example/   # é", "      #- off"],
    ]),
    st.lists(st.sampled_from(["# b", "", "site: {title: 'É'}", "drop:", "  # c"]), max_size=4,
             unique=True),
    st.sampled_from(["\n", "\r\n"]),
)  # fmt: skip


@given(CONFIGS, st.lists(FEEDS, min_size=1, max_size=3))
@example("", [Feed("https://a.example/f", "null", "~", 1.0, "no")])
def test_whatever_the_file_only_whole_lines_or_items_are_added(
    config: str, feeds: list[Feed]
) -> None:
    after = with_feeds(config, feeds)
    assert feeds_of(after) == [*feeds_of(config), *feeds]
    old, new = parse_config(config, {}), parse_config(after, {})
    assert new.model_copy(update={"feeds": ()}) == old.model_copy(update={"feeds": ()})
    position = 0  # every old character is there, in order, but for an empty list's marks
    for character in config.replace("[ ]", "").replace("null", ""):
        position = after.find(character, position) + 1 if character.strip() else position
        assert position or not character.strip()
