from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from roaster.jobs.ranking import Ranked, keys_of, pick, rank
from roaster.model.news import Article, Event

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)
MAX_AGE = timedelta(days=4)


def event(
    name: str,
    outlets: tuple[str, ...] = ("Gazette",),
    category: str = "news",
    hours: float = 3,
    title: str = "Council meets",
) -> Event:
    articles = tuple(
        Article(
            f"https://{outlet.lower()}.example/{name}", title, outlet, "The council met.",
            published=NOW - timedelta(hours=hours), language="en", category=category,
        )
        for outlet in outlets
    )  # fmt: skip
    return Event(name, title, category, date(2026, 4, 10), articles)


def ranking(*events: Event, waiting: dict[str, datetime] | None = None) -> tuple[Ranked, ...]:
    return rank(events, {}, waiting or {}, now=NOW, max_age=MAX_AGE)


def names(ranked: tuple[Ranked, ...]) -> list[str]:
    return [one.event.id for one in ranked]


def waiting_for(days: float, *events: Event) -> dict[str, datetime]:
    return {key: NOW - timedelta(days=days) for one in events for key in keys_of(one)}


OUTLETS = ("Gazette", "Courier", "Herald", "Bote", "Post")
EVENTS = st.lists(
    st.builds(
        event,
        st.integers(0, 10**6).map(str),
        st.lists(st.sampled_from(OUTLETS), min_size=1, max_size=4, unique=True).map(tuple),
        st.sampled_from(("news", "ai", "politics")),
        st.floats(0, 95),
        st.sampled_from(("Council meets", "Airline apologises", "Rovers beat United 4-2")),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@given(EVENTS, st.randoms(use_true_random=False))
def test_the_order_of_the_events_does_not_matter(events: list[Event], random: object) -> None:
    shuffled = list(events)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ranking(*events) == ranking(*shuffled)


@given(EVENTS, st.data())
def test_one_more_outlet_never_ranks_an_event_lower(
    events: list[Event], data: st.DataObject
) -> None:
    if not events:
        return
    place = data.draw(st.integers(0, len(events) - 1))
    one = events[place]
    more = replace(one.articles[0], url="https://more.example/x", outlet="More")
    richer = replace(one, articles=(*one.articles, more))
    after = [richer if other is one else other for other in events]
    assert names(ranking(*after)).index(one.id) <= names(ranking(*events)).index(one.id)


@given(EVENTS)
def test_each_event_stands_in_the_ranking_once_with_its_place(events: list[Event]) -> None:
    ranked = ranking(*events)
    assert sorted(names(ranked)) == sorted(one.id for one in events)
    assert [one.rank for one in ranked] == list(range(1, len(events) + 1))


def test_a_category_that_was_taken_weighs_less_so_that_others_get_their_turn() -> None:
    events = [event(f"ai{n}", (f"Outlet{n}",), "ai", hours=1) for n in range(3)]
    other = event("politics", ("Bote",), "politics", hours=6)
    ranked = ranking(*events, other)
    assert names(ranked)[1] == "politics"
    (behind,) = [one for one in ranked if one.rank == 3]
    assert any("1 of category ai before" in words for words in behind.worth.why)


def test_an_outlet_that_was_taken_weighs_less() -> None:
    one, two = event("a", ("Gazette",), "ai", 1), event("b", ("Gazette",), "media", 1)
    assert names(ranking(one, two, event("c", ("Bote",), "politics", 4)))[1] == "c"


def test_older_leftovers_stand_before_younger_ones() -> None:
    old, young, fresh = event("old", hours=40), event("young", hours=40), event("fresh")
    waiting = waiting_for(1.5, old) | waiting_for(0.2, young)
    assert names(ranking(fresh, young, old, waiting=waiting))[0] == "old"


def test_what_waited_longer_than_news_keeps_is_let_go() -> None:
    stale, fresh = event("stale", OUTLETS), event("fresh")
    ranked = ranking(stale, fresh, waiting=waiting_for(4.1, stale))
    assert [(one.event.id, one.rank) for one in ranked] == [("fresh", 1), ("stale", None)]
    picked = pick(ranked, 10, None)
    assert [one.id for one in picked.now] == ["fresh"]
    assert picked.later == ()


def test_a_new_source_does_not_make_a_waiting_event_younger() -> None:
    one = event("a", ("Gazette", "Courier"))
    waiting = waiting_for(2, event("a", ("Courier",))) | waiting_for(1, event("a", ("Gazette",)))
    (ranked,) = ranking(one, waiting=waiting)
    assert any("since 2026-04-08" in words for words in ranked.worth.why)


def test_limits_hold_for_a_run_and_for_a_category_and_the_rest_waits_in_order() -> None:
    events = [event(f"ai{n}", (f"Outlet{n}",), "ai") for n in range(4)]
    events += [event(f"media{n}", (f"Paper{n}",), "media") for n in range(2)]
    ranked = ranking(*events)
    picked = pick(ranked, 4, 2)
    assert [one.category for one in picked.now].count("ai") == 2
    assert len(picked.now) == 4
    assert [one.id for one in (*picked.now, *picked.later)] != []
    assert sorted(one.id for one in picked.later) == sorted(
        set(names(ranked)) - {one.id for one in picked.now}
    )
    assert len(pick(ranked, 10, None).now) == 6
    assert pick(ranked, 0, None).now == ()
