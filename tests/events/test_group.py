from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roaster.events.grouping import Grouping, group
from roaster.model.news import Article, Story
from roaster.text.addresses import address_key
from roaster.text.digests import digest

NOW = datetime(2026, 4, 12, 12, tzinfo=UTC)
MORNING = datetime(2026, 4, 10, 8, tzinfo=UTC)

BRIDGE = (
    "Glassport opens a floating bridge that opens for swans",
    (
        "The council of Glassport opened the floating bridge, which cost 41 million crowns "
        "and rises "
        "whenever a swan approaches. The harbour engineer counted 212 swans on the first morning."
    ),
)
BRIDGE_TOO = (
    "Swans stop traffic on Glassport's new floating bridge",
    (
        "On its first morning the floating bridge of Glassport rose for swans 212 times. The "
        "council "
        "defended the 41 million crowns and the harbour engineer asked for patience."
    ),
)
TOASTER = (
    "Crumbly recalls its subscription toaster after update",
    (
        "Crumbly recalled 90,000 toasters whose subscription lapsed during an update. The "
        "maker says "
        "bread was never promised, only toasting as a service."
    ),
)
CHESS = (
    "Chess league bans vibrating furniture",
    (
        "The northern chess league has banned vibrating chairs from its tournaments after a grand "
        "final in which both players claimed a draw by resonance."
    ),
)


def article(
    telling: tuple[str, str],
    name: str,
    published: datetime | None = MORNING,
    text: str = "",
    category: str = "",
) -> Article:
    title, body = telling
    return Article(
        url=f"https://{name}.example/story",
        title=title,
        outlet=name,
        text=text or body,
        summary=body[:90],
        published=published,
        category=category,
    )


def story(telling: tuple[str, str], day: date, sources: Sequence[Article] = ()) -> Story:
    keys = frozenset(address_key(source.url) for source in sources)
    return Story("told", telling[0], day, telling[1], keys)


def run(
    articles: Sequence[Article],
    stories: Sequence[Story] = (),
    *,
    zone: str = "UTC",
    window: timedelta = timedelta(days=14),
) -> Grouping:
    return group(articles, stories, similarity=0.18, window=window, zone=ZoneInfo(zone), now=NOW)


def test_no_articles_make_no_events() -> None:
    assert run([]) == Grouping()
    assert run([], [story(BRIDGE, date(2026, 4, 10))]) == Grouping()


def test_one_article_is_one_event() -> None:
    (event,) = run([article(BRIDGE, "alpha", category="Local News")]).events
    assert event.title == BRIDGE[0]
    assert event.category == "local-news"
    assert event.day == date(2026, 4, 10)
    assert event.id == digest(address_key("https://alpha.example/story"))


def test_one_event_told_in_different_words_is_one_event() -> None:
    later = article(BRIDGE_TOO, "beta", MORNING + timedelta(hours=3))
    others = [article(TOASTER, "beta2"), article(CHESS, "gamma")]
    found = run([later, *others, article(BRIDGE, "alpha")])
    assert sorted(len(event.articles) for event in found.events) == [1, 1, 2]
    bridge = max(found.events, key=lambda event: len(event.articles))
    assert [one.outlet for one in bridge.articles] == ["alpha", "beta"]
    assert bridge.title == BRIDGE[0]


def test_two_articles_alone_can_be_compared() -> None:
    assert len(run([article(BRIDGE, "alpha"), article(BRIDGE_TOO, "beta")]).events) == 1
    assert len(run([article(BRIDGE, "alpha"), article(TOASTER, "beta")]).events) == 2


def test_the_original_source_is_the_earliest_then_the_longest() -> None:
    early = article(BRIDGE_TOO, "zeta", MORNING - timedelta(minutes=1))
    assert run([article(BRIDGE, "alpha"), early]).events[0].articles[0] is early
    long = article(BRIDGE_TOO, "zeta", text=BRIDGE_TOO[1] + " The mayor waved for an hour.")
    assert run([article(BRIDGE, "alpha"), long]).events[0].articles[0] is long


def test_an_undated_article_gets_no_day_of_its_own() -> None:
    undated = article(BRIDGE_TOO, "beta", None)
    (event,) = run([undated, article(BRIDGE, "alpha")]).events
    assert event.day == date(2026, 4, 10)
    assert event.articles[-1] is undated
    (alone,) = run([undated]).events
    assert alone.day == NOW.date()


def test_the_day_is_the_one_in_the_sites_zone_and_never_tomorrow() -> None:
    late = article(BRIDGE, "alpha", datetime(2026, 4, 10, 23, 30, tzinfo=UTC))
    assert run([late], zone="Asia/Tokyo").events[0].day == date(2026, 4, 11)
    ahead = article(BRIDGE, "alpha", NOW + timedelta(days=30))
    assert run([ahead]).events[0].day == NOW.date()


def test_the_same_text_under_another_address_is_a_copy() -> None:
    text = " ".join(f"{BRIDGE[1]} Sentence {n} of the agency's report." for n in range(6))
    first = article(BRIDGE, "alpha", text=text)
    copy = article(("Swan bridge rises", ""), "beta", MORNING + timedelta(hours=1), text=text)
    cut = article(BRIDGE, "gamma", MORNING + timedelta(hours=2), text=text[:900])
    own = article(BRIDGE_TOO, "delta", MORNING + timedelta(hours=3))
    (event,) = run([own, cut, copy, first]).events
    assert [one.outlet for one in event.articles] == ["alpha", "delta"]
    assert [one.outlet for one in event.copies] == ["beta", "gamma"]


def test_a_cut_copy_never_stands_for_the_full_text() -> None:
    text = " ".join(f"{BRIDGE[1]} Sentence {n} of the agency's report." for n in range(6))
    cut = article(BRIDGE, "alpha", MORNING - timedelta(hours=2), text=text[:600])
    full = article(BRIDGE, "beta", text=text)
    (event,) = run([cut, full]).events
    assert event.articles == (full,)
    assert event.copies == (cut,)


def test_one_address_in_two_feeds_is_one_source() -> None:
    one = article(BRIDGE, "alpha")
    same = replace(one, url="http://www.alpha.example/story/?utm_source=feed", title="Elsewhere")
    (event,) = run([one, same]).events
    assert len(event.articles) == len(event.copies) == 1


def test_an_article_about_a_told_story_continues_it() -> None:
    found = run(
        [article(BRIDGE_TOO, "beta"), article(TOASTER, "gamma")],
        [story(BRIDGE, date(2026, 4, 8))],
    )
    assert [event.title for event in found.events] == [TOASTER[0]]
    (one,) = found.continuing
    assert (one.article.outlet, one.slug) == ("beta", "told")
    assert 0.18 <= one.similarity < 1


def test_all_of_a_cluster_that_reaches_a_told_story_continue_it() -> None:
    further = (
        "Swans stop traffic on the new floating bridge again",
        (
            "The floating bridge rose for swans 230 times on its second morning. The harbour "
            "engineer asked for patience again and the council for a census of swans."
        ),
    )
    found = run(
        [article(BRIDGE_TOO, "beta"), article(further, "gamma")],
        [story(BRIDGE, date(2026, 4, 8))],
    )
    assert found.events == ()
    assert {one.article.outlet for one in found.continuing} == {"beta", "gamma"}


def test_a_told_story_outside_the_window_draws_in_nothing() -> None:
    old = story(BRIDGE, date(2026, 3, 1))
    assert run([article(BRIDGE_TOO, "beta")], [old]).continuing == ()
    assert run([article(BRIDGE_TOO, "beta")], [old], window=timedelta(days=60)).events == ()


def test_a_source_of_a_told_story_never_becomes_an_event_however_old_the_story() -> None:
    source = article(CHESS, "alpha")
    found = run([source], [story(BRIDGE, date(2020, 1, 1), [source])])
    assert found.events == ()
    assert [(one.slug, one.similarity) for one in found.continuing] == [("told", 1.0)]


def test_two_articles_further_apart_than_the_window_are_two_events() -> None:
    later = article(BRIDGE, "beta", MORNING - timedelta(days=40), text=BRIDGE_TOO[1])
    assert len(run([article(BRIDGE, "alpha"), later]).events) == 2


def test_the_category_is_the_most_common_one() -> None:
    three = [
        article(BRIDGE, "alpha", category="Science"),
        article(BRIDGE_TOO, "beta", MORNING + timedelta(hours=1), category="Politics"),
        replace(article(BRIDGE_TOO, "gamma", MORNING + timedelta(hours=2)), category="politics"),
    ]
    text = "The floating bridge of Glassport, 41 million crowns, rises for swans, said a diver."
    three[2] = replace(three[2], text=text)
    (event,) = run(three).events
    assert event.category == "politics"
    assert run([article(CHESS, "delta")]).events[0].category == "news"


def test_articles_without_any_word_do_not_collapse_into_one_event() -> None:
    blank = [Article(url=f"https://n{n}.example/", title="", outlet="", text="") for n in range(3)]
    assert len(run(blank).events) == 3
    assert len(run([*blank, article(BRIDGE, "alpha")]).events) == 4


def test_newest_day_comes_first() -> None:
    old = article(CHESS, "alpha", MORNING - timedelta(days=2))
    days = [event.day for event in run([old, article(BRIDGE, "beta")]).events]
    assert days == [date(2026, 4, 10), date(2026, 4, 8)]


TELLINGS = (BRIDGE, BRIDGE_TOO, TOASTER, CHESS)


@st.composite
def gatherings(draw: st.DrawFn) -> tuple[list[Article], list[Story]]:
    count = draw(st.integers(0, 9))
    articles = []
    for number in range(count):
        telling = draw(st.sampled_from(TELLINGS))
        hours = draw(st.none() | st.integers(-900, 48))
        when = None if hours is None else MORNING + timedelta(hours=hours)
        repeated = draw(st.booleans())
        name = f"n{draw(st.integers(0, 4)) if repeated else number + 10}"
        extra = draw(st.sampled_from(("", " A diver agreed.", " Nobody else was asked.")))
        articles.append(article(telling, name, when, text=telling[1] + extra))
    told = [
        Story(f"s{number}", *_told(draw), frozenset({address_key("https://n1.example/story")}))
        for number in range(draw(st.integers(0, 3)))
    ]
    return articles, told


def _told(draw: st.DrawFn) -> tuple[str, date, str]:
    title, text = draw(st.sampled_from(TELLINGS))
    return title, MORNING.date() - timedelta(days=draw(st.integers(0, 30))), text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(gatherings(), st.randoms(use_true_random=False))
def test_order_of_input_does_not_matter_and_each_article_ends_in_one_place(
    gathering: tuple[list[Article], list[Story]], rng: random.Random
) -> None:
    articles, stories = gathering
    found = run(articles, stories)
    placed = [one.article for one in found.continuing]
    for event in found.events:
        placed += [*event.articles, *event.copies]
    assert sorted(map(id, placed)) == sorted(map(id, articles))
    assert len({event.id for event in found.events}) == len(found.events)
    shuffled, told = list(articles), list(stories)
    rng.shuffle(shuffled)
    rng.shuffle(told)
    assert run(shuffled, told) == found


def test_an_event_keeps_its_id_when_more_articles_arrive() -> None:
    before = run([article(BRIDGE, "alpha"), article(CHESS, "gamma")])
    after = run(
        [
            article(BRIDGE_TOO, "beta", MORNING + timedelta(hours=5)),
            article(CHESS, "gamma"),
            article(BRIDGE, "alpha"),
        ]
    )
    assert {event.id for event in before.events} == {event.id for event in after.events}


@pytest.mark.parametrize("count", [2500])
def test_thousands_of_articles_are_grouped_within_seconds(count: int) -> None:
    rng = random.Random(7)
    words = [
        "".join(rng.choices("abcdefghiklmnoprstuvw", k=rng.randint(4, 9))) for _ in range(3000)
    ]
    many = [
        article((" ".join(rng.choices(words, k=9)), " ".join(rng.choices(words, k=60))), f"n{n}")
        for n in range(count)
    ]
    started = _cpu()
    found = run(many)
    assert len(found.events) == count
    assert _cpu() - started < 15  # seconds; about 2 on two cores


def _cpu() -> float:
    import time

    return time.process_time()
