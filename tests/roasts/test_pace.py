"""When a model may be asked next: in turn, at its pace, and by few until it has answered."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.roasts.writers.exchange import Failure, Kind
from roaster.roasts.writers.headroom import Allowance, Headroom, headroom, seconds_until
from roaster.roasts.writers.pace import LONGEST_RESET_S, Pace, Ticket

NOW = datetime(2026, 4, 10, 9, tzinfo=UTC)
NOTHING = Headroom()


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.naps: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.naps.append(round(seconds, 6))
        self.now += seconds


def make(rpm: int | None = None, tpm: int | None = None) -> tuple[Pace, Clock]:
    clock = Clock()
    return Pace(rpm, tpm, clock.sleep, lambda: clock.now, first_answer_s=0.0), clock


def ask(pace: Pace, tokens: int = 10, said: Headroom = NOTHING, used: int | None = None) -> Ticket:
    ticket = pace.begin(tokens)
    assert isinstance(ticket, Ticket)
    pace.end(ticket, said, used=used, answered=True)
    return ticket


def test_without_limits_nobody_waits() -> None:
    pace, clock = make()
    for _ in range(100):
        ask(pace)
    assert clock.naps == []


@given(st.integers(1, 20), st.lists(st.floats(0, 30), min_size=1, max_size=60))
def test_no_minute_has_more_requests_than_rpm(rpm: int, gaps: list[float]) -> None:
    pace, clock = make(rpm=rpm)
    starts = []
    for gap in gaps:
        clock.now += gap
        starts.append(ask(pace).at)
    assert starts == sorted(starts)
    for place in range(len(starts) - rpm):
        assert starts[place + rpm] - starts[place] >= 60 - 1e-6


@given(st.lists(st.tuples(st.integers(1, 400), st.floats(0, 20)), min_size=1, max_size=50))
def test_no_minute_has_more_tokens_than_tpm_but_for_a_call_that_is_larger_alone(
    calls: list[tuple[int, float]],
) -> None:
    pace, clock = make(tpm=300)
    made: list[tuple[float, int]] = []
    for tokens, gap in calls:
        clock.now += gap
        made.append((ask(pace, tokens).at, tokens))
    for place, (end, own) in enumerate(made):
        before = [tokens for at, tokens in made[:place] if at > end - 60 + 1e-6]
        assert sum(before) + own <= 300 or not before


def test_what_a_call_did_not_use_is_there_for_the_next() -> None:
    pace, clock = make(tpm=1000)
    ask(pace, 900, used=100)
    ask(pace, 900)
    assert clock.naps == []
    ask(pace, 900)
    assert clock.naps == [60.0]


def test_an_answer_that_says_nothing_is_left_makes_the_next_wait_until_the_reset() -> None:
    pace, clock = make()
    ask(pace, said=Headroom(requests=Allowance(0, 2.5)))
    ask(pace)
    assert clock.naps == [2.5]
    ask(pace, said=Headroom(tokens=Allowance(50, 4.0)))
    ask(pace, tokens=40)
    ask(pace, tokens=40)
    assert clock.naps == [2.5, 4.0]


def test_calls_begun_since_count_against_what_is_left() -> None:
    pace, clock = make()
    first, second, third = (pace.begin(10) for _ in range(3))
    assert isinstance(first, Ticket)
    pace.end(first, Headroom(requests=Allowance(2, 5.0)), used=10, answered=True)
    pace.begin(10)
    assert clock.naps == [5.0]
    assert second != third


def test_a_reset_that_is_far_off_is_not_waited_for() -> None:
    pace, clock = make()
    ask(pace, said=Headroom(requests=Allowance(0, 86_400.0)))
    ask(pace)
    assert clock.naps == [LONGEST_RESET_S]


def test_what_one_call_was_told_holds_for_all_but_itself() -> None:
    pace, clock = make()
    ask(pace)
    pace.hold(7.0)
    pace.begin(10, waited=True)
    assert clock.naps == []
    pace.begin(10)
    assert clock.naps == [7.0]


def test_a_model_that_has_not_answered_is_asked_by_three_at_once_and_no_more_once_shut() -> None:
    pace = Pace(None, None, lambda _s: None, first_answer_s=20.0)
    dead = Failure(Kind.KEY, "no", 401)
    asked: list[int] = []
    inside = threading.Barrier(3)

    def call(number: int) -> Failure | None:
        ticket = pace.begin(10)
        if isinstance(ticket, Failure):
            return ticket
        asked.append(number)
        inside.wait(10)
        pace.end(ticket, NOTHING, used=None, answered=False)
        pace.shut(dead)
        return None

    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(call, range(16)))
    assert len(asked) == 3
    assert results.count(dead) == 13


def test_the_first_answer_lets_everybody_in() -> None:
    pace = Pace(None, None, lambda _s: None, first_answer_s=20.0)
    first = [pace.begin(10) for _ in range(3)]
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(pace.begin, 10) for _ in range(8)]
        assert isinstance(first[0], Ticket)
        pace.end(first[0], NOTHING, used=10, answered=True)
        assert all(isinstance(one.result(10), Ticket) for one in waiting)


@pytest.mark.parametrize(
    ("headers", "requests", "tokens"),
    [
        ({}, None, None),
        (
            {"x-ratelimit-remaining-requests": "3", "x-ratelimit-reset-requests": "1m2.5s"},
            Allowance(3, 62.5),
            None,
        ),
        (
            {"x-ratelimit-remaining-tokens": "90", "x-ratelimit-reset-tokens": "20ms"},
            None,
            Allowance(90, 0.02),
        ),
        (
            {
                "anthropic-ratelimit-requests-remaining": "4",
                "anthropic-ratelimit-requests-reset": "2026-04-10T09:00:12Z",
                "anthropic-ratelimit-input-tokens-remaining": "500",
                "anthropic-ratelimit-input-tokens-reset": "2026-04-10T09:00:30Z",
                "anthropic-ratelimit-output-tokens-remaining": "100",
                "anthropic-ratelimit-output-tokens-reset": "2026-04-10T09:00:20Z",
            },
            Allowance(4, 12.0),
            Allowance(100, 20.0),
        ),
        ({"ratelimit-remaining": "0", "ratelimit-reset": "8"}, Allowance(0, 8.0), None),
        (
            {"x-ratelimit-remaining": "1", "x-ratelimit-reset": "1775811605000"},
            Allowance(1, 5.0),
            None,
        ),
        ({"x-ratelimit-remaining-requests": "3"}, None, None),
        (
            {"x-ratelimit-remaining-requests": "-1", "x-ratelimit-reset-requests": "1s"},
            None,
            None,
        ),
    ],
)
def test_the_heads_of_answers_are_read_in_each_makers_way(
    headers: dict[str, str], requests: Allowance | None, tokens: Allowance | None
) -> None:
    assert headroom(headers, NOW) == Headroom(requests, tokens)


@given(st.text() | st.from_regex(r"[0-9a-z.:+-]{0,45}"))
def test_whatever_a_head_says_is_read_or_passed_over(value: str) -> None:
    seconds = seconds_until(value, NOW)
    assert seconds is None or seconds >= 0
    names = "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"
    headroom(dict.fromkeys(names, value), NOW)
