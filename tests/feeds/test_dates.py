"""A date is read rightly or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.feeds.dates import date_of, read_date

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("Fri, 10 Apr 2026 08:00:00 +0200", "2026-04-10T06:00:00"),
        ("10 Apr 26 08:00 GMT", "2026-04-10T08:00:00"),
        ("Fri, 10 Apr 99 08:00:00 EST", "1999-04-10T13:00:00"),
        ("2026-04-10T08:00:00Z", "2026-04-10T08:00:00"),
        ("2026-04-10T08:00:00.123456-07:00", "2026-04-10T15:00:00"),
        ("2026-04-10 08:00:00 +0000", "2026-04-10T08:00:00"),
        ("20260410T080000Z", "2026-04-10T08:00:00"),
        ("2026/1/10 14:33:00 GMT", "2026-01-10T14:33:00"),
        ("Fri Apr 10 08:00:00 2026", "2026-04-10T08:00:00"),
        ("Fri Apr 10 08:00:00 UTC 2026", "2026-04-10T08:00:00"),
        ("April 10, 2026 8:05 PM EDT", "2026-04-11T00:05:00"),
        ("Fri, 10 Apr 2026 08:00:60 GMT", "2026-04-10T08:00:59"),
        ("Fri, 10 Apr 2026 08:00:00 GMT+02:00", "2026-04-10T06:00:00"),
        ("Fri, 10 Apr 2026 08:00:00 +0000 (UTC)", "2026-04-10T08:00:00"),
        ("Seg, 24 Set 2018 19:42:40 -0300", "2018-09-24T22:42:40"),
        ("mer, 16 nov 2022 00:38:15 +0100", "2022-11-15T23:38:15"),
        ("Di, 10. März 2026 10:00:00 MEZ", "2026-03-10T09:00:00"),
        ("ven. 10 avr. 2026 10:00:00 +0200", "2026-04-10T08:00:00"),
        ("10 de abril de 2026 10:00:00 +0000", "2026-04-10T10:00:00"),
        ("Пт, 10 апр 2026 10:00:00 +0300", "2026-04-10T07:00:00"),
        ("vr, 10 mrt 2026 10:00:00 GMT", "2026-03-10T10:00:00"),
        ("piątek, 10 kwietnia 2026 08:00 CEST", "2026-04-10T06:00:00"),
        ("fre, 10 apr 2026 08:00:00 +0200", "2026-04-10T06:00:00"),
        ("Cum, 10 Nis 2026 08:00:00 +0300", "2026-04-10T05:00:00"),
        ("10 апреля 2026 г., 08:00 МСК", "2026-04-10T05:00:00"),
        ("vendredi 10 avril 2026 à 08h05 +0200", "2026-04-10T06:05:00"),
        ("sexta-feira, 10 de abril de 2026 - 08:05 -0300", "2026-04-10T11:05:00"),
        ("2026年4月10日(金) 08時05分 JST", "2026-04-09T23:05:00"),
        ("2026年4月10日 午後8時5分 +0900", "2026-04-10T11:05:00"),
        ("2026년 4월 10일 오후 8:05 KST", "2026-04-10T11:05:00"),
        ("星期五, 10 四月 2026 08:00:00 +0800", "2026-04-10T00:00:00"),
        ("Fri, 10 4월 2026 08:00:00 +0900", "2026-04-09T23:00:00"),
        ("Fri, 10 Apr 2026 24:00:00 GMT", "2026-04-11T00:00:00"),
        ("2026-04-10T24:00:00Z", "2026-04-11T00:00:00"),
        ("Fri,10 Apr 2026 08:00:00 MSK", "2026-04-10T05:00:00"),
        ("10th April 2026 08:00 BST", "2026-04-10T07:00:00"),
        ("April 10, 2026 at 8:05 AM ET", "2026-04-10T12:05:00"),
        ("January 9, 2026 at 8:05 AM ET", "2026-01-09T13:05:00"),
        ("2026-04-10 08:00:00 Europe/Berlin", "2026-04-10T06:00:00"),
        ("2026-04-10T08:00:00-05:00[America/New_York]", "2026-04-10T13:00:00"),
        ("25/03/2026 08:05 GMT", "2026-03-25T08:05:00"),
        ("03/25/2026 08:05 GMT", "2026-03-25T08:05:00"),
        ("03.03.2026 08:05 GMT", "2026-03-03T08:05:00"),
    ],
)
def test_a_certain_date_is_read(raw: str, read: str) -> None:
    found = read_date(raw, NOW + timedelta(days=1))
    assert found.time == datetime.fromisoformat(read).replace(tzinfo=UTC)
    assert (not found.note) == ("08:00:00 2026" not in raw)


@pytest.mark.parametrize(
    "raw",
    [
        "04/05/2026",
        "04/05/2026 10:00",
        "26-04-10",
        "10.04.2026 10:00",
        "31/04/2026",
        "13/13/2026",
        "24:30",
        "10 Apr 2026 24:30:00 GMT",
        "10 lis 2026 10:00 +0100",
        "2026年13月1日",
        "2026-W15-5",
        "10 lip 2026 10:00:00 +0000",
        "yesterday",
        "Fri, 31 Apr 2026 08:00:00 GMT",
        "Fri, 10 Apr 2026 25:00:00 GMT",
        "Fri, 10 Apr 2026 08:00:00 +9900",
        "2026-13-01",
        "0000-00-00 00:00:00",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Sun, 12 Apr 2026 13:00:00 GMT",
        "1775808000",
        "2026-04-10T08:00:00Z" * 20,
    ],
)
def test_an_uncertain_date_is_none_with_a_note(raw: str) -> None:
    found = read_date(raw, NOW)
    assert found.time is None
    assert found.note


@pytest.mark.parametrize("raw", ["Fri, 10 Apr 2026 08:00:00", "2026-04-10 08:00", "2026-04-10",
                                 "Fri, 10 Apr 2026 08:00:00 XYZ"])  # fmt: skip
def test_a_date_without_zone_or_time_is_read_as_utc_and_told(raw: str) -> None:
    found = read_date(raw, NOW)
    assert found.time in (datetime(2026, 4, 10, 8, tzinfo=UTC), datetime(2026, 4, 10, tzinfo=UTC))
    assert found.note


def test_no_date_is_no_fault() -> None:
    assert read_date("  ") == date_of("", "")
    assert not read_date("").note


def test_published_is_preferred_and_the_last_change_stands_in_with_a_note() -> None:
    published, updated = "2026-04-08T10:00:00Z", "2026-04-09T10:00:00Z"
    assert date_of(published, updated).time == datetime(2026, 4, 8, 10, tzinfo=UTC)
    assert not date_of("", updated).note
    wrong = date_of("soon", updated)
    assert wrong.time == datetime(2026, 4, 9, 10, tzinfo=UTC)
    assert "soon" in wrong.note


def test_tomorrow_is_allowed_for_clocks_that_run_fast() -> None:
    assert read_date("Sat, 11 Apr 2026 11:00:00 GMT", NOW).time


@given(
    st.integers(631_242_000, 4_102_354_799),  # 1990 to 2099
    st.integers(-12 * 60, 14 * 60),
)
def test_every_date_that_is_written_as_the_standards_say_is_read_back(
    seconds: int, minutes: int
) -> None:
    time = datetime.fromtimestamp(seconds, timezone(timedelta(minutes=minutes)))
    assert read_date(format_datetime(time)).time == time
    assert read_date(time.isoformat()).time == time


@given(st.text(max_size=120))
def test_no_date_field_raises(raw: str) -> None:
    found = read_date(raw, NOW)
    assert found.time is None or found.time.tzinfo is not None


@given(st.from_regex(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}([ T][0-9:]{0,9})?", fullmatch=True))
def test_numbers_that_begin_with_a_year_are_read_as_year_month_day_or_not_at_all(raw: str) -> None:
    found = read_date(raw)
    if found.time and len(raw.replace("/", "-").replace(".", "-").split("-")[0]) == 4:
        year, month, day = (int(part) for part in raw.replace("/", "-").replace(".", "-")
                            .replace("T", " ").split()[0].split("-"))  # fmt: skip
        assert (found.time.year, found.time.month, found.time.day) == (year, month, day)
