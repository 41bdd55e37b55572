"""Articles in another language than the site's: passed over with a word, or taken on request."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

NOW = "2026-04-10T18:00:00Z"
Roaster = Callable[..., Any]
TITLE = "Hafenamt baut für 40 Millionen eine Brücke, die im Wasser endet"
SUMMARY = (
    "Das Hafenamt hat am Dienstag eine Brücke eröffnet, die 60 Meter vor dem anderen Ufer endet. "
    "Sie kostete zwölf Millionen Kronen mehr als geplant, wie die Behörde mitteilte."
)
BODY = f"""
<p>{SUMMARY}</p>
<p>Der Vertrag nannte eine Länge von 310 Metern. Der Fluss ist aber 370 Meter breit, wie eine
Vermessung aus dem Jahr 2019 ergeben hatte. Sie lag unter dem Stichwort Fischerei.</p>
<p>Fähren sollen die Autos über die letzten 60 Meter bringen, alle 40 Minuten und für neun
Kronen. Die Reederei hat dafür zwei Schiffe gekauft. Sie gehört dem Hafenamt.</p>
"""


@pytest.fixture
def feed(news: ModuleType, newsroom: Any) -> Callable[..., str]:
    def call(summary: str, title: str = TITLE) -> str:
        url = newsroom.put("/news/bruecke", news.page("harbour", title=title, body=BODY))
        entry = news.item(url, title).replace(
            "</item>", f"<description>{summary}</description></item>"
        )
        english = newsroom.put("/news/oven", news.page("oven"))
        items = (entry, news.item(english, news.STORIES["oven"][0]))
        address: str = newsroom.put("/feed.xml", news.rss(*items), "application/rss+xml")
        return address

    return call


@pytest.mark.parametrize(
    ("summary", "title", "asked"), [(SUMMARY, TITLE, 0), ("", "Port Averil", 1)]
)
def test_an_article_in_another_language_is_filtered_with_words(
    summary: str, title: str, asked: int, feed: Any, news: ModuleType, newsroom: Any,
    roaster: Roaster,
    tmp_path: Path,
) -> None:  # fmt: skip
    site = news.write_site(tmp_path / "site", newsroom, feeds=[feed(summary, title)])

    result = roaster("-C", site, "--now", NOW, "--json", "gather")

    ends = {item["url"].rsplit("/", 1)[-1]: item for item in result.json["items"]}
    assert ends["bruecke"]["outcome"] == "filtered"
    assert ends["bruecke"]["reason"] == (
        "in German (de), the site is in English (en); gather.other_languages: roast would take it"
    )
    assert ends["oven"]["outcome"] == "new"
    assert len(newsroom.asked("/news/bruecke")) == asked


def test_an_article_in_another_language_is_taken_on_request(
    feed: Any, news: ModuleType, newsroom: Any, roaster: Roaster, tmp_path: Path
) -> None:
    site = news.write_site(
        tmp_path / "site", newsroom, feeds=[feed(SUMMARY)], gather={"other_languages": "roast"}
    )
    result = roaster("-C", site, "--now", NOW, "--json", "gather")
    assert {item["outcome"] for item in result.json["items"]} == {"new"}


def test_a_german_site_takes_the_german_article_and_leaves_the_english_one(
    feed: Any, news: ModuleType, newsroom: Any, roaster: Roaster, tmp_path: Path
) -> None:
    site = news.write_site(
        tmp_path / "site", newsroom, feeds=[feed(SUMMARY)], site={"language": "de-AT"}
    )
    result = roaster("-C", site, "--now", NOW, "--json", "gather")
    ends = {item["url"].rsplit("/", 1)[-1]: item["outcome"] for item in result.json["items"]}
    assert ends == {"bruecke": "new", "oven": "filtered"}


def test_a_model_that_answers_in_english_publishes_nothing_on_a_german_site(
    feed: Any,
    news: ModuleType,
    newsroom: Any,
    endpoints: ModuleType,
    roaster: Roaster,
    tmp_path: Path,
) -> None:
    english = {
        "text": "The bridge of the harbour authority ends sixty metres short of the far shore.",
        "quote": "eine Brücke eröffnet, die 60 Meter vor dem anderen Ufer endet",
        "source": 0,
    }
    answer = endpoints.good_reply(facts=[english, english, english])
    with endpoints.serving(answer) as endpoint:
        site = news.write_site(
            tmp_path / "site",
            newsroom,
            feeds=[feed(SUMMARY)],
            site={"language": "de-AT"},
            models=[endpoint.entry()],
            review="auto",
        )
        (roast,) = roaster("-C", site, "--now", NOW, "run", "--json").json["roasts"]
        assert "write in German (de)" in endpoint.requests[1].messages[-1]["content"]
    assert roast["status"] == "draft"
    assert "facts: written in English (en), the site is in German (de)" in roast["attention"]
    assert any(line.startswith("quip and take: written in") for line in roast["attention"])
