from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.text.dates import day_in, iso_utc, parse_time

BERLIN = ZoneInfo("Europe/Berlin")
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
TIMES = st.datetimes(
    min_value=datetime(2, 1, 2),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(9998, 12, 30),  # noqa: DTZ001
    timezones=OFFSETS,
)


@given(time=TIMES)
def test_a_time_written_and_read_is_the_same_to_the_second(time: datetime) -> None:
    assert parse_time(iso_utc(time)) == time.replace(microsecond=0)
    assert parse_time(time.isoformat()) == time


@given(text=st.text() | TIMES.map(str))
def test_any_text_is_an_aware_time_that_every_zone_can_tell_or_a_value_error(text: str) -> None:
    try:
        time = parse_time(text, BERLIN)
    except ValueError:
        return
    assert time.tzinfo is not None
    assert isinstance(day_in(time, BERLIN), date)
    assert iso_utc(time).endswith("Z")


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-04-10", "2026-04-10T00:00:00Z"),
        ("2026-04-10T08:00", "2026-04-10T08:00:00Z"),
        (" 2026-04-10 08:00:30.9+02:00 ", "2026-04-10T06:00:30Z"),
        ("2026-04-10T08:00:00Z", "2026-04-10T08:00:00Z"),
    ],
)
def test_iso_times_are_read(text: str, utc: str) -> None:
    assert iso_utc(parse_time(text)) == utc


def test_a_time_without_offset_is_in_the_zone_handed_in() -> None:
    assert iso_utc(parse_time("2026-04-10T08:00", BERLIN)) == "2026-04-10T06:00:00Z"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-02-30",
        "10.4.2026",
        "yesterday",
        "2026-04-10T25:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
    ],
)
def test_what_is_no_time_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_time(text)


def test_the_day_depends_on_the_zone() -> None:
    late = datetime(2026, 4, 10, 23, 30, tzinfo=UTC)
    assert day_in(late, ZoneInfo("UTC")) == date(2026, 4, 10)
    assert day_in(late, BERLIN) == date(2026, 4, 11)
