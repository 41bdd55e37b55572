from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.events.worth import Worth, worth
from roaster.model.news import Article, Event
from roaster.text.digests import digest

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)
PLAIN = "The council met on Tuesday. Minutes will be sent to members."


def article(
    outlet: str = "Gazette",
    title: str = "Council meets",
    text: str = PLAIN,
    *,
    hours: float | None = 3,
    language: str = "en",
    category: str = "news",
) -> Article:
    published = None if hours is None else NOW - timedelta(hours=hours)
    url = f"https://{outlet.lower()}.example/{digest(title + text)}"
    return Article(
        url, title, outlet, text, published=published, language=language, category=category,
        feed_url=f"https://{outlet.lower()}.example/feed",
    )  # fmt: skip


def event(*articles: Article, copies: tuple[Article, ...] = ()) -> Event:
    return Event("e", articles[0].title, "news", date(2026, 4, 10), articles, copies)


def value(one: Event, since: datetime | None = None, **weights: float) -> Worth:
    by_feed = {f"https://{name}.example/feed": weight for name, weight in weights.items()}
    return worth(one, weights=by_feed, now=NOW, waits_since=since)


def parts(one: Worth) -> dict[str, float]:
    return {part.name: part.points for part in one.parts}


def words(one: Worth, name: str) -> tuple[str, ...]:
    return next((part.words for part in one.parts if part.name == name), ())


@pytest.mark.parametrize(
    ("name", "language", "title"),
    [
        (
            "claim against fact",
            "en",
            "Despite promises of calm, records show 94 minutes of waiting",
        ),
        ("claim against fact", "en", "Smart lock billed as unbreakable opened with a magnet"),
        ("claim against fact", "de", "Entgegen eigener Zusage bleibt der Schalter geschlossen"),
        ("reversal", "en", "Maker scraps fee after backlash"),
        ("reversal", "de", "Ministerium zieht den Entwurf zurück"),
        ("reversal", "de", "Verkehrsminister rudert zurück"),
        ("self-praise", "en", "Startup unveils the world's smartest spoon"),
        ("self-praise", "de", "Hersteller nennt seinen Löffel bahnbrechend"),
        ("promise with a date", "en", "Railway promises to be on time by 2031"),
        ("promise with a date", "de", "Bahn will bis 2031 pünktlich sein"),
        ("apology", "en", "Airline apologises for singing safety video"),
        ("apology", "de", "Bahnchef entschuldigt sich für die Durchsage"),
        ("money", "en", "Agency spends $3.2bn on a logo"),
        ("money", "de", "Behörde zahlt 40 Millionen Euro für ein Logo"),
    ],
)
def test_what_can_be_roasted_is_worth_points_and_said_in_words(
    name: str, language: str, title: str
) -> None:
    found = value(event(article(title=title, language=language)))
    assert parts(found)[name] > 0
    assert all(word.lower() in title.lower() for word in words(found, name))
    assert name not in parts(value(event(article())))


def test_a_text_of_a_language_without_lists_is_searched_with_all() -> None:
    title = "Hersteller nennt seinen Löffel bahnbrechend"
    assert "self-praise" in parts(value(event(article(title=title, language=""))))
    assert "self-praise" not in parts(value(event(article(title=title, language="en"))))


def test_two_outlets_with_another_sum_for_one_thing_contradict_each_other() -> None:
    one = article("Gazette", text="The harbour authority spent $40 million on the new bridge.")
    other = article("Courier", text="The harbour authority spent $52 million on the new bridge.")
    same = article("Herald", text="The new bridge of the harbour authority cost $40 million.")
    found = value(event(one, other))
    assert words(found, "contradiction between outlets") == (
        "$40 million in Gazette",
        "$52 million in Courier",
    )
    assert "contradiction between outlets" not in parts(value(event(one, same)))
    twice = replace(other, outlet="Gazette")
    assert "contradiction between outlets" not in parts(value(event(one, twice)))


@pytest.mark.parametrize(
    "title",
    [
        "Averil United 3-1 Port Rovers",
        "Rovers beat United 4-2 in the derby",
        "Premier League results and table",
        "TV tonight: what to watch",
        "Horoscope for Friday",
        "Best vacuum deals of the week",
        "Lottozahlen vom Samstag",
        "Die Morgenlage: das Wichtigste in Kürze",
    ],
)
def test_scores_and_listings_are_worth_less(title: str) -> None:
    assert parts(value(event(article(title=title))))["routine"] < 0


def test_an_event_that_one_outlet_reports_properly_is_no_listing() -> None:
    listing, report = article("Gazette", "Match report: a draw"), article("Courier", "Club sued")
    assert "routine" not in parts(value(event(listing, report)))


def test_a_category_of_listings_counts_as_routine() -> None:
    assert "routine" in parts(value(event(article(category="Horoscopes"))))


def test_points_fade_by_the_hour_and_an_event_without_date_is_taken_for_half_old() -> None:
    fresh, old, undated = (
        parts(value(event(article(hours=hours))))["freshness"] for hours in (0, 90, None)
    )
    assert fresh == 3.0
    assert fresh > undated > old > 0


def test_an_event_rises_while_it_waits_up_to_a_limit() -> None:
    points = [
        parts(value(event(article()), NOW - timedelta(days=days))).get("waiting", 0)
        for days in (0, 1, 3, 40, 400)
    ]
    assert points[0] < points[1] < points[2] < points[3] == points[4]
    assert "waiting" not in parts(value(event(article())))


def test_a_heavy_outlet_counts_more_and_a_second_feed_of_it_does_not() -> None:
    light, heavy = value(event(article()), gazette=0.5), value(event(article()), gazette=2)
    assert parts(heavy)["outlets"] > parts(light)["outlets"]
    twice = event(article(), article(title="Council meets again"))
    assert parts(value(twice))["outlets"] == parts(value(event(article())))["outlets"]


def test_the_total_is_the_sum_of_its_parts_and_each_says_why() -> None:
    found = value(event(article(title="Startup unveils the world's smartest spoon")), NOW)
    assert found.total == round(sum(part.points for part in found.parts), 2)
    assert found.why[0] == "outlets +2.0 (Gazette)"
    assert len(found.why) == len(found.parts)


_TITLES = st.sampled_from(
    (
        "Council meets", "Rovers beat United 4-2", "Maker scraps fee after backlash",
        "Airline apologises", "Agency spends $3bn", "The world's first spoon", "Wetterbericht",
    )
)  # fmt: skip
_ARTICLES = st.builds(
    article,
    st.sampled_from(("Gazette", "Courier", "Herald", "Bote")),
    _TITLES,
    st.sampled_from((PLAIN, "It cost $40 million. It was billed as free.", "")),
    hours=st.one_of(st.none(), st.floats(0, 200)),
    language=st.sampled_from(("en", "de", "", "fr")),
)


@given(st.lists(_ARTICLES, min_size=1, max_size=4), _ARTICLES, st.booleans())
def test_another_article_never_takes_points_away(
    articles: list[Article], more: Article, copied: bool
) -> None:
    before = value(event(*articles))
    after = value(event(*articles, copies=(more,))) if copied else value(event(*articles, more))
    assert after.total >= before.total - 0.011 * len(after.parts)  # each part is rounded


@given(st.text(max_size=300), st.text(max_size=3000))
def test_any_text_has_a_worth(title: str, text: str) -> None:
    assert value(event(article(title=title, text=text))).parts
