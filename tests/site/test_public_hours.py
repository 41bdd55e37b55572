"""Who is public when: drafts, killed ones, hours to come, in zones whose days are not all alike."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roaster.jobs.glancing import until
from roaster.model.roast import Status
from roaster.site.shelf import is_public

# Days of 23, 25 and 23.5 hours, a midnight that came twice, and a day that never was.
PLACES = [
    ("Europe/Berlin", datetime(2026, 3, 29, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 10, 25, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC)),
    ("America/Sao_Paulo", datetime(2018, 2, 18, 2, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),
    ("UTC", datetime(2026, 12, 31, 23, tzinfo=UTC)),
]
PLACE = st.sampled_from(PLACES)
MINUTES = st.integers(-2 * 24 * 60, 2 * 24 * 60)
STATUS = st.sampled_from(list(Status))


def hours(minutes: int) -> timedelta:
    return timedelta(minutes=minutes)


@given(place=PLACE, at=MINUTES, due=st.none() | MINUTES, days=st.integers(-3, 3), status=STATUS)
def test_a_roast_is_public_when_it_is_published_due_and_not_of_tomorrow(
    sites: ModuleType,
    place: tuple[str, datetime],
    at: int,
    due: int | None,
    days: int,
    status: Status,
) -> None:
    name, middle = place
    now = middle + hours(at)
    offset = now.astimezone(ZoneInfo(name)).utcoffset()
    assert offset is not None
    today = (now.replace(tzinfo=None) + offset).date()
    one = sites.roast(
        day=today + timedelta(days=days),
        publish_at=None if due is None else middle + hours(due),
        status=status,
    )
    expected = status is Status.PUBLISHED and days <= 0 and (due is None or due <= at)
    assert is_public(one, now, today) == expected


@given(place=PLACE, at=MINUTES, dues=st.lists(MINUTES, max_size=4), later=st.floats(0, 1))
def test_until_the_hour_that_is_told_nothing_becomes_public(
    sites: ModuleType, place: tuple[str, datetime], at: int, dues: list[int], later: float
) -> None:
    """What the glance of a build without a change rests on."""
    name, middle = place
    zone, now = ZoneInfo(name), middle + hours(at)
    days = [now.date() + timedelta(days=n) for n in range(-2, 3)]
    roasts = [sites.roast(day=day, publish_at=middle + hours(due)) for due in dues for day in days]
    end = until(now, zone, [one.publish_at for one in roasts])
    moment = now + (end - now) * later
    if moment < end:
        assert public(roasts, now, zone) == public(roasts, moment, zone)


def public(roasts: list[Any], now: datetime, zone: ZoneInfo) -> tuple[date, list[bool]]:
    today = now.astimezone(zone).date()
    return today, [is_public(one, now, today) for one in roasts]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    fates=st.lists(st.tuples(STATUS, st.integers(-2, 2), st.none() | MINUTES), max_size=6),
    drafts=st.booleans(),
)
def test_what_is_not_public_leaves_no_trace(
    sites: ModuleType,
    tmp_path_factory: Any,
    fates: list[tuple[Status, int, int | None]],
    drafts: bool,
) -> None:
    folder: Path = tmp_path_factory.mktemp("traces")
    site = sites.make_site(folder)
    roasts = [fated(sites, number, *fate) for number, fate in enumerate(fates, 1)]
    site.build(roasts, drafts=drafts)
    files = {path: data.lower() for path, data in site.files().items()}
    for number, one in enumerate(roasts, 1):
        secret = f"secret{number}x"
        there = {path for path, data in files.items() if secret.encode() in data or secret in path}
        page = f"{one.day:%Y/%m/%d}/{secret}/index.html"
        if is_public(one, sites.NOW, sites.NOW.date()):
            assert {page, "sitemap.xml", "feed.xml", "feed.json"} <= there
            assert b"noindex" not in files[page]
        elif drafts and one.status is not Status.KILLED:
            assert b"noindex" in files[page]
            assert not {path for path in there if path.endswith(("feed.xml", "feed.json"))}
            assert page.removesuffix("index.html").encode() not in files["sitemap.xml"]
            assert ".drafts" in files
        else:
            assert there == set()
    shutil.rmtree(folder)


def fated(sites: ModuleType, number: int, status: Status, days: int, due: int | None) -> Any:
    """A roast all of whose words tell its number."""
    secret = f"secret{number}x"
    return sites.roast(
        number,
        slug=secret,
        title=f"{secret} title",
        quip=f"{secret} quip",
        day=sites.NOW.date() + timedelta(days=days),
        category=f"{secret} category",
        tags=(f"{secret} tag",),
        sources=(sites.Source(secret, f"{secret} outlet", f"https://{secret}.example/"),),
        status=status,
        publish_at=None if due is None else sites.NOW + hours(due),
    )
