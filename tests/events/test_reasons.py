"""Every join is told in words, and so is every pair that was alike and yet kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from roaster.events.grouping import Grouping, group
from roaster.events.result import By
from roaster.model.news import Article, Story
from roaster.text.addresses import address_key

NOW = datetime(2026, 4, 12, 12, tzinfo=UTC)
MORNING = datetime(2026, 4, 10, 8, tzinfo=UTC)


def article(name: str, title: str, summary: str = "", hours: int = 0, outlet: str = "") -> Article:
    when = MORNING + timedelta(hours=hours)
    return Article(f"https://{name}.example/", title, outlet or name, "", summary, when)


def run(articles: Sequence[Article], stories: Sequence[Story] = ()) -> Grouping:
    return group(
        articles,
        stories,
        similarity=0.18,
        window=timedelta(days=14),
        zone=ZoneInfo("UTC"),
        now=NOW,
    )


BRIDGE = article(
    "alpha",
    "Glassport opens floating bridge for swans",
    "It rose 212 times, said engineer Orla Finn.",
)
BRIDGE_TOO = article(
    "beta", "Swans halt traffic on Glassport bridge", "Orla Finn counted 212 swans.", hours=2
)


def test_each_article_but_the_original_has_its_reason() -> None:
    copy = article("gamma", BRIDGE.title, BRIDGE.summary, hours=1)
    found = run([BRIDGE, BRIDGE_TOO, copy])
    joins = {join.article_key: join for join in found.joins}
    assert set(joins) == {address_key(BRIDGE_TOO.url), address_key(copy.url)}
    assert joins[address_key(copy.url)].by is By.COPY
    join = joins[address_key(BRIDGE_TOO.url)]
    assert join.to_key == address_key(BRIDGE.url)
    assert join.by is By.SIMILARITY
    assert 0.18 <= join.similarity < 1
    assert {"Glassport", "212", "Orla", "Finn"} <= set(join.shared) | {"Swans"}
    assert len(join.shared) == 5


def test_what_continues_a_story_has_its_reason() -> None:
    told = Story("told", BRIDGE.title, date(2026, 4, 9), BRIDGE.summary, frozenset())
    (one,) = run([BRIDGE_TOO], [told]).continuing
    assert "Glassport" in one.shared


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (
            article("a", "France wildfire forces villages to evacuate", "Winds fan the wildfire."),
            article("b", "German wildfire forces evacuation", "Winds fan a forest wildfire."),
            "other places: France and Germany",
        ),
        (
            article(
                "a", "High school volleyball: Thursday's scores", "Volleyball from Southland teams."
            ),
            article(
                "b", "High school volleyball: Friday's scores", "Volleyball from Southland teams."
            ),
            "other days: thursday and friday",
        ),
        (
            article("a", "Leeward signs offtake for 145MW wind farm", "The wind farm is planned."),
            article("b", "Leeward signs offtake for 200 MW wind farm", "A wind farm is planned."),
            "other figures: 145 and 200 mw",
        ),
        (
            article("a", "Open Thread", outlet="Reason"),
            article("b", "Open Thread", outlet="Reason", hours=24),
            "two instalments of one series",
        ),
        (
            article(
                "a", "High school football: the scores", "Results of Southland teams are listed."
            ),
            article(
                "b",
                "Snake found in high school football helmet",
                "Animal services came to Maumelle.",
            ),
            "nothing shared but footb, high, schoo",
        ),
    ],
    ids=["place", "day", "figure", "instalment", "little shared"],
)
def test_alike_articles_on_different_events_stay_two_and_that_is_told(
    one: Article, other: Article, reason: str
) -> None:
    found = run([one, other])
    assert len(found.events) == 2
    (kept,) = found.kept_apart
    assert kept.similarity >= 0.18
    assert kept.reason == reason
    assert {kept.article_key, kept.other_key} == {address_key(one.url), address_key(other.url)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Texas storm floods homes on the coast", "US storm floods homes on the coast"),
        ("France and Germany sign a storm pact", "German ministers sign a storm pact"),
        ("Storm kills 12 on the southern coast", "Storm kills 15 on the southern coast"),
    ],
    ids=["a state lies in its country", "one place in common", "counts grow with the news"],
)
def test_what_only_looks_like_a_contradiction_joins(one: str, other: str) -> None:
    assert len(run([article("a", one), article("b", other)]).events) == 1
