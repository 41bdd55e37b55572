"""A build that can change nothing makes no plan; whatever could change the site makes one."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest

from roaster.model.roast import Status
from roaster.state.build_cache import BuildCache


def stamp(site: Any) -> str:
    with BuildCache(site.root / ".roaster" / "build.sqlite3") as cache:
        told: str = cache.stamp()[0]
    return told


@pytest.fixture
def roasts(sites: ModuleType) -> list[Any]:
    later = sites.roast(4, publish_at=sites.NOW + timedelta(hours=2))
    return [*sites.many(3), later, sites.roast(5, status=Status.DRAFT)]


def test_times_and_hours_change_nothing(site: Any, sites: ModuleType, roasts: list[Any]) -> None:
    first = site.build(roasts)
    before = stamp(site)
    assert before
    copied = site.root / "content" / "static" / "x.txt"
    copied.parent.mkdir(parents=True)
    copied.write_text("x")
    site.build(roasts)
    with_file = stamp(site)
    os.utime(copied)
    os.utime(site.root / "themes" / "plain" / "static" / "plain.css")
    report = site.build(roasts, now=sites.NOW + timedelta(hours=1))
    assert (stamp(site), report.written, report.removed) == (with_file, 0, 0)
    assert with_file != before
    assert report.pages == first.pages


def test_what_could_change_the_site_is_looked_at(
    site: Any, sites: ModuleType, roasts: list[Any]
) -> None:
    site.build(roasts)
    seen = [stamp(site)]
    drop = sites.config(drop={"to": "url", "url": "https://drop.example/"})
    css = site.root / "themes" / "plain" / "static" / "plain.css"
    builds: list[tuple[list[Any], dict[str, Any]]] = [
        (roasts, {"now": sites.NOW + timedelta(hours=3)}),
        (roasts, {"drafts": True}),
        (roasts, {"base_url": "https://other.example/"}),
        (roasts, {"config": drop}),
        (roasts, {"pages": [sites.DROP]}),
        (roasts[1:], {}),
    ]
    for shown, options in builds:
        assert site.build(shown, **options).written
        seen.append(stamp(site))
    css.write_text("body { margin: 2rem }\n")
    assert site.build(roasts[1:]).written
    assert len({*seen, stamp(site)}) == len(builds) + 2


def test_an_edit_that_nobody_sees_is_looked_at_once(site: Any, roasts: list[Any]) -> None:
    site.build(roasts)
    before = stamp(site)
    edited = [*roasts[:-1], replace(roasts[-1], quip="Better.", digest="better")]
    assert site.build(edited).written == 0
    after = stamp(site)
    assert after != before
    assert site.build(edited).written == 0
    assert stamp(site) == after
