"""When a feed is asked again: as it wishes, within bounds, and less often while it fails."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.feeds.schedule import after_failures, after_skips, next_due, waiting
from roaster.model.news import Rhythm
from roaster.net.messages import FailureKind, FetchFailure
from roaster.state.http_cache import FeedState

NOW = datetime(2026, 4, 10, 12, 30, tzinfo=UTC)  # a Friday
DAY, HOUR, NONE = timedelta(days=1), timedelta(hours=1), timedelta()
TIMES = st.integers(0, 10**9).map(lambda seconds: NOW - timedelta(seconds=seconds))
WAITS = st.timedeltas(timedelta(days=-1), timedelta(days=400))
RHYTHMS = st.builds(
    Rhythm,
    WAITS.map(abs),
    st.frozensets(st.integers(0, 23)),
    st.frozensets(st.integers(0, 6)),
)


@pytest.mark.parametrize(
    ("fresh", "ttl", "limit", "wait"),
    [
        (NONE, NONE, DAY, NONE),
        (timedelta(seconds=60), NONE, DAY, timedelta(seconds=60)),
        (HOUR, 2 * HOUR, DAY, 2 * HOUR),
        (2 * HOUR, HOUR, DAY, 2 * HOUR),
        (NONE, 24 * HOUR, DAY, DAY),
        (365 * DAY, NONE, DAY, DAY),
        (HOUR, HOUR, NONE, NONE),
    ],
)
def test_the_longer_wish_counts_up_to_the_limit(
    fresh: timedelta, ttl: timedelta, limit: timedelta, wait: timedelta
) -> None:
    due = next_due(NOW, fresh, ttl, limit)
    assert due.until == NOW + wait
    assert bool(due.why) == (max(fresh, ttl) > NONE)


@given(TIMES, WAITS, WAITS, WAITS.map(abs))
def test_a_wish_is_never_in_the_past_nor_beyond_the_limit(
    asked: datetime, fresh: timedelta, ttl: timedelta, limit: timedelta
) -> None:
    until = next_due(asked, fresh, ttl, limit).until
    assert until is not None
    assert asked <= until <= asked + limit


@given(TIMES, RHYTHMS)
def test_hours_and_days_to_skip_are_skipped_unless_that_leaves_none(
    time: datetime, rhythm: Rhythm
) -> None:
    later = after_skips(time, rhythm)
    assert time <= later <= time + timedelta(days=7)
    if len(rhythm.skip_hours) < 24 and len(rhythm.skip_days) < 7:
        assert later.hour not in rhythm.skip_hours
        assert later.weekday() not in rhythm.skip_days
        assert after_skips(later, rhythm) == later
    else:
        assert later == time


def test_the_weekend_is_left_out_and_monday_begins_at_midnight() -> None:
    weekend = Rhythm(skip_days=frozenset((5, 6)))
    assert after_skips(NOW, weekend) == NOW
    assert after_skips(NOW + DAY, weekend) == datetime(2026, 4, 13, tzinfo=UTC)


@given(TIMES, RHYTHMS, WAITS.map(abs))
def test_whoever_waits_as_long_as_told_may_ask(
    now: datetime, rhythm: Rhythm, limit: timedelta
) -> None:
    state = FeedState("u", outcome="fetched", last_asked=now, not_before=now + 9 * DAY, wish="w")
    wait = waiting(state, rhythm, now, limit)
    assert (wait is None) == (limit == NONE)
    if wait and wait.until:
        assert wait.why
        assert waiting(state, rhythm, wait.until, limit) is None


def test_a_limit_of_nothing_overrides_wishes_but_not_failures() -> None:
    state = FeedState("u", outcome="fetched", last_asked=NOW, not_before=NOW + DAY)
    skips = Rhythm(skip_hours=frozenset((12,)))
    assert waiting(state, skips, NOW, NONE) is None
    failed = FeedState("u", outcome="failed", failures=3, last_asked=NOW, not_before=NOW + DAY)
    assert waiting(failed, Rhythm(), NOW, NONE) is not None


def test_a_feed_that_has_ended_is_not_asked_in_a_hundred_years() -> None:
    state = FeedState("u", outcome="gone", failures=1, last_asked=NOW)
    wait = waiting(state, Rhythm(), NOW + 36_500 * DAY, NONE)
    assert wait is not None
    assert wait.until is None


def test_a_clock_that_was_wrong_once_keeps_no_feed_away() -> None:
    state = FeedState(
        "u", outcome="fetched", last_asked=NOW + 999 * DAY, not_before=NOW + 999 * DAY
    )
    assert waiting(state, Rhythm(), NOW, DAY) is None


@given(st.integers(1, 10_000), st.none() | st.integers(0, 10**9))
def test_the_back_off_grows_and_ends(failures: int, asked_for: int | None) -> None:
    failure = FetchFailure("u", FailureKind.RATE_LIMITED, "r", "", 429, asked_for)
    now, more = (after_failures(n, failure, NOW) or NOW for n in (failures, failures + 1))
    assert now <= more <= NOW + timedelta(days=7)
    if asked_for:
        assert now == NOW + min(timedelta(seconds=asked_for), timedelta(days=7))
