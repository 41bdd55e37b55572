"""A person's ruling beats similarity and contradiction alike."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from roaster.events.grouping import group
from roaster.events.result import By, Grouping
from roaster.model.news import Article, Story
from roaster.model.rulings import Merge, Rulings, Split
from roaster.text.addresses import address_key

NOW = datetime(2026, 4, 12, 12, tzinfo=UTC)
BRIDGE = "The council of Glassport opened the floating bridge that rises for swans on Friday."
BRIDGE_TOO = "Swans stopped traffic 212 times as the floating bridge of Glassport rose for swans."
TOASTER = "Crumbly recalled 90,000 subscription toasters that lapsed during an update of bread."
CHESS = "The northern league of chess has banned vibrating chairs after a draw by resonance."
LINES = (BRIDGE, BRIDGE_TOO, TOASTER, CHESS)


def article(text: str, name: str, hours: int = 0) -> Article:
    when = NOW - timedelta(days=2) + timedelta(hours=hours)
    return Article(f"https://{name}.example/a", text[:40], name, text, published=when)


def key(name: str) -> str:
    return address_key(f"https://{name}.example/a")


def keys(*names: str) -> frozenset[str]:
    return frozenset(map(key, names))


def run(articles: Sequence[Article], rulings: Rulings, stories: Sequence[Story] = ()) -> Grouping:
    return group(
        articles,
        stories,
        similarity=0.18,
        window=timedelta(days=14),
        zone=ZoneInfo("UTC"),
        now=NOW,
        rulings=rulings,
    )


def outlets(found: Grouping) -> list[set[str]]:
    return [{one.outlet for one in (*e.articles, *e.copies)} for e in found.events]


THREE = [article(BRIDGE, "alpha"), article(BRIDGE_TOO, "beta", 1), article(TOASTER, "gamma", 2)]


def test_without_rulings_likeness_decides() -> None:
    assert {"alpha", "beta"} in outlets(run(THREE, Rulings()))


def test_merged_articles_are_one_event_and_the_join_says_who_joined_them() -> None:
    found = run(THREE, Rulings(merge=(Merge(keys("alpha", "gamma")),)))
    assert outlets(found) == [{"alpha", "beta", "gamma"}]
    assert {(join.article_key, join.by) for join in found.joins} == {
        (key("beta"), By.SIMILARITY),
        (key("gamma"), By.RULING),
    }


def test_a_merge_reaches_across_the_window() -> None:
    old = article(CHESS, "old", -24 * 60)
    found = run([*THREE, old], Rulings(merge=(Merge(keys("gamma", "old")),)))
    assert {"gamma", "old"} in outlets(found)


def test_split_articles_are_never_one_event_and_that_is_told() -> None:
    found = run(THREE, Rulings(split=(Split(keys("alpha", "beta")),)))
    assert sorted(map(sorted, outlets(found))) == [["alpha"], ["beta"], ["gamma"]]
    (kept,) = found.kept_apart
    assert {kept.article_key, kept.other_key} == keys("alpha", "beta")
    assert "content/events.yaml" in kept.reason


def test_split_copies_are_two_events() -> None:
    text = " ".join(f"{BRIDGE} Sentence {n} of the report." for n in range(5))
    copies = [article(text, "alpha"), article(text, "beta"), article(text, "gamma")]
    found = run(copies, Rulings(split=(Split(keys("alpha", "beta")),)))
    assert len(found.events) == 2
    assert not any({"alpha", "beta"} <= one for one in outlets(found))


def test_an_article_split_off_alone_is_an_event_of_its_own() -> None:
    found = run(THREE, Rulings(split=(Split(keys("beta")),)))
    assert {"beta"} in outlets(found)


def test_where_merge_and_split_contradict_the_split_holds_and_says_so() -> None:
    rulings = Rulings((Merge(keys("alpha", "gamma")),), (Split(keys("gamma", "alpha")),))
    found = run(THREE, rulings)
    assert {"gamma"} in outlets(found)
    (told,) = found.contradictions
    assert key("alpha") in told
    assert key("gamma") in told


def test_a_split_also_forbids_a_merge_by_way_of_a_third() -> None:
    rulings = Rulings(
        (Merge(keys("alpha", "gamma")), Merge(keys("beta", "gamma"))),
        (Split(keys("alpha", "beta")),),
    )
    found = run(THREE, rulings)
    assert sorted(map(sorted, outlets(found))) == [["alpha", "gamma"], ["beta"]]
    assert len(found.contradictions) == 1


def test_an_ignored_article_takes_its_event_out() -> None:
    found = run(THREE, Rulings(ignore=keys("beta")))
    assert outlets(found) == [{"gamma"}]
    (ignored,) = found.ignored
    assert {one.outlet for one in ignored.articles} == {"alpha", "beta"}


def test_a_merge_with_a_told_story_continues_it_however_old_it_is() -> None:
    told = Story("chess-ban", "Chess", date(2024, 1, 1), CHESS, frozenset())
    found = run(THREE, Rulings((Merge(keys("gamma"), "chess-ban"),)), [told])
    assert [(c.article.outlet, c.slug, c.by) for c in found.continuing] == [
        ("gamma", "chess-ban", By.RULING)
    ]


def test_a_split_from_a_told_story_is_not_drawn_in_by_it() -> None:
    told = Story("bridge", "Bridge", date(2026, 4, 9), BRIDGE, frozenset())
    assert len(run(THREE[:2], Rulings(), [told]).continuing) == 2
    apart = Rulings(split=(Split(keys("alpha", "beta"), "bridge"),))
    found = run(THREE[:2], apart, [told])
    assert found.continuing == ()
    assert len(found.events) == 2


def test_a_ruling_on_a_story_that_is_not_there_is_told() -> None:
    found = run(THREE, Rulings((Merge(keys("alpha"), "gone"),)))
    assert found.contradictions == ("there is no told story `gone` that a ruling names",)


def test_a_merge_of_copies_whose_originals_are_split_is_told() -> None:
    four = [
        article(text, name, n)
        for n, (text, name) in enumerate(
            [(BRIDGE, "one"), (TOASTER, "two"), (BRIDGE, "onecopy"), (TOASTER, "twocopy")]
        )
    ]
    rulings = Rulings((Merge(keys("onecopy", "twocopy")),), (Split(keys("one", "two")),))
    found = run(four, rulings)
    assert len(found.events) == 2
    (told,) = found.contradictions
    assert "onecopy" in told
    assert "a split" in told


NAMES = st.sampled_from("abcdefg")
GROUPS = st.lists(NAMES, min_size=2, max_size=3, unique=True).map(lambda n: keys(*n))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(GROUPS.map(Merge), max_size=3),
    st.lists(GROUPS.map(Split) | NAMES.map(lambda n: Split(keys(n))), max_size=3),
    st.randoms(use_true_random=False),
)
def test_no_split_is_ever_broken_and_the_order_of_input_does_not_matter(
    merges: list[Merge], splits: list[Split], rng: random.Random
) -> None:
    articles = [article(LINES[n % 4], name, n) for n, name in enumerate("abcdefg")]
    rulings = Rulings(tuple(merges), tuple(splits))
    found = run(articles, rulings)
    for event in found.events:
        held = {address_key(one.url) for one in (*event.articles, *event.copies)}
        for split in splits:
            assert len(held & split.keys) <= 1
            assert len(split.keys) > 1 or not held & split.keys or len(held) == 1
    if not found.contradictions:
        for merge in merges:
            holding = [e for e in found.events if any(key_in(e, k) for k in merge.keys)]
            assert len(holding) == 1
    shuffled = list(articles)
    rng.shuffle(shuffled)
    assert run(shuffled, rulings) == found


def key_in(event: object, wanted: str) -> bool:
    held = (*event.articles, *event.copies)  # type: ignore[attr-defined]
    return any(address_key(one.url) == wanted for one in held)
