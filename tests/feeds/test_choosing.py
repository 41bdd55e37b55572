"""Which entries go on: the newest, once each, and a reason for every other one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from roaster.feeds.choosing import Limits, choose, wishes_of
from roaster.model.news import Entry, Feed
from roaster.model.outcome import ItemOutcome

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)
LIMITS = Limits(per_feed=3, max_age=timedelta(days=4), now=NOW)
FEED = "https://news.example/feed"


def entry(name: str, hours: int | None = 1) -> Entry:
    published = None if hours is None else NOW - timedelta(hours=hours)
    return Entry(FEED, name, f"https://news.example/{name}", name, published=published)


def outcomes(*entries: Entry) -> dict[str, ItemOutcome]:
    return {item.id: item.outcome for item in choose(entries, LIMITS).left}


def test_the_newest_are_taken_and_stay_in_the_feeds_order() -> None:
    entries = (entry("a", 5), entry("b", 50), entry("c", 1), entry("d", 3))
    chosen = choose(entries, LIMITS)
    assert [one.id for one in chosen.entries] == ["a", "c", "d"]
    assert outcomes(*entries) == {"b": ItemOutcome.OVER_LIMIT}


def test_what_is_older_than_the_limit_is_told_with_its_age() -> None:
    (left,) = choose((entry("a", 24 * 9),), LIMITS).left
    assert left.outcome is ItemOutcome.TOO_OLD
    assert left.reason == "9 days old, max_age is 4 days"


def test_exactly_the_limit_is_not_too_old() -> None:
    assert not outcomes(entry("a", 24 * 4))


def test_an_item_that_stands_twice_goes_on_once() -> None:
    assert outcomes(entry("a"), entry("a")) == {"a": ItemOutcome.DUPLICATE}


def test_a_stale_twin_does_not_hide_the_fresh_one() -> None:
    chosen = choose((entry("a", 999), entry("a", 1)), LIMITS)
    assert [one.id for one in chosen.entries] == ["a"]


def test_one_link_under_several_ids_is_several_items() -> None:
    show = "https://show.example/"
    chosen = choose((Entry(FEED, "1", show, "One"), Entry(FEED, "2", show, "Two")), LIMITS)
    assert len(chosen.entries) == 2


def test_without_dates_the_first_of_the_feed_are_taken() -> None:
    entries = tuple(entry(name, None) for name in "abcde")
    assert [one.id for one in choose(entries, LIMITS).entries] == ["a", "b", "c"]
    assert set(outcomes(*entries)) == {"d", "e"}


def test_an_undated_item_is_as_new_as_the_dated_one_before_it() -> None:
    entries = (entry("a", 1), entry("b", 40), entry("c", None), entry("d", 20), entry("e", 10))
    assert [one.id for one in choose(entries, LIMITS).entries] == ["a", "d", "e"]


def test_an_item_with_neither_address_nor_text_goes_nowhere() -> None:
    assert outcomes(Entry(FEED, "x", "", "")) == {"x": ItemOutcome.THIN}


def filtered(*titles: str, summary: str = "", **wishes: tuple[str, ...]) -> dict[str, str]:
    entries = [Entry(FEED, title, FEED + title, title, summary=summary) for title in titles]
    chosen = choose(entries, LIMITS, wishes_of(Feed(FEED, **wishes)))  # type: ignore[arg-type]
    assert len(chosen.entries) + len(chosen.left) == len(entries)
    return {one.title: one.reason for one in chosen.left if one.outcome is ItemOutcome.FILTERED}


def test_an_item_with_an_excluded_word_is_left_with_the_reason() -> None:
    left = filtered("Sponsored: a bed", "A bridge", exclude=("sponsored",))
    assert left == {"Sponsored: a bed": "“sponsored” (exclude) is in its title"}


def test_an_item_without_any_included_word_is_left_with_the_reason() -> None:
    left = filtered("A bridge", "An oven", include=("/ovens?/", "kiln"))
    assert left == {"A bridge": "neither title nor summary has “/ovens?/”, “kiln” (include)"}


def test_the_summary_counts_too_and_exclude_goes_before_include() -> None:
    assert not filtered("A bridge", summary="It has an oven.", include=("oven",))
    assert filtered("A bridge", summary="An oven, paid", include=("oven",), exclude=("paid",))


def test_filtered_items_take_no_place_from_the_others() -> None:
    entries = [entry(name) for name in ("ad", "a", "b", "c")]
    chosen = choose(entries, LIMITS, wishes_of(Feed(FEED, exclude=("ad",))))
    assert [one.id for one in chosen.entries] == ["a", "b", "c"]


@given(
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.none() | st.integers(0, 200)), max_size=20)
)
def test_every_item_goes_on_or_is_reported_exactly_once(
    items: list[tuple[str, int | None]],
) -> None:
    entries = tuple(entry(name, hours) for name, hours in items)
    chosen = choose(entries, LIMITS)
    assert len(chosen.entries) + len(chosen.left) == len(entries)
    assert len(chosen.entries) <= LIMITS.per_feed
    assert all(item.reason for item in chosen.left)
    assert {one.id for one in chosen.entries}.isdisjoint(
        item.id for item in chosen.left if item.outcome is ItemOutcome.NEW
    )
