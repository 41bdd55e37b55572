"""Whole runs that would repeat themselves, and a site in German without a model."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

NOW = "2026-04-10T18:00:00Z"
Roaster = Callable[..., Any]
WORN = "The remedy is a committee of men who have never met a remedy in person."
FRESH = "What helps is a working party, and nobody in it has seen help before."
PRICE = {"input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "api_key": "k"}
models = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore:Pydantic serializer warnings:UserWarning"
)


def front(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1])


@models
class TestARoastThatRepeatsAnother:
    """Written by a model that says the same of every event; one request for each sentence anew."""

    @pytest.fixture
    def model(self, endpoints: ModuleType) -> Callable[[str], Callable[[Any], Any]]:
        """Answers with one sentence in every roast; `mended` is said when asked for it anew."""

        def make(mended: str) -> Callable[[Any], Any]:
            def answer(asked: Any) -> Any:
                if '"stands_in"' in asked.prompt:
                    return endpoints.completion(json.dumps({"sentences": [mended]}))
                roast = endpoints.roast_of(asked)
                first, second = roast["take"]
                roast["take"] = [f"{first} {WORN}", second]
                return endpoints.completion(json.dumps(roast))

            return answer

        return make

    @pytest.fixture
    def site_of(self, news: ModuleType, newsroom: Any, tmp_path: Path) -> Callable[[Any], Path]:
        def make(endpoint: Any) -> Path:
            feed = news.put_stories(newsroom, "harbour", "oven")
            roast = {"concurrency": 1}
            entry = endpoint.entry(**PRICE)
            made: Path = news.write_site(
                tmp_path / "site", newsroom, feeds=[feed], models=[entry], roast=roast
            )
            return made

        return make

    def test_is_asked_for_the_sentence_once_and_published(
        self, roaster: Roaster, endpoints: ModuleType, model: Any, site_of: Any
    ) -> None:
        with endpoints.serving(model(FRESH)) as endpoint:
            site = site_of(endpoint)
            result = roaster("-C", site, "--now", NOW, "run", "--json")
            assert result.code == 0, result.err
            assert endpoint.count == 3
        assert [each["status"] for each in result.json["roasts"]] == ["published"] * 2
        assert sorted(each["cost_usd"] for each in result.json["roasts"]) == [
            pytest.approx(0.002),
            pytest.approx(0.004),
        ]
        texts = [(site / each["path"]).read_text() for each in result.json["roasts"]]
        assert sum(WORN in text for text in texts) == 1
        assert sum(FRESH in text for text in texts) == 1

    def test_is_held_with_phrase_and_roast_named_when_it_repeats_again(
        self, roaster: Roaster, endpoints: ModuleType, model: Any, site_of: Any
    ) -> None:
        with endpoints.serving(model(WORN)) as endpoint:
            site = site_of(endpoint)
            result = roaster("-C", site, "--now", NOW, "run", "--json")
            assert endpoint.count == 3
            first, second = sorted(
                result.json["roasts"], key=lambda each: each["status"] == "draft"
            )
            assert (first["status"], second["status"]) == ("published", "draft")
            (line,) = second["attention"]
            assert f"from the roast “{first['slug']}”" in line
            assert "remedy is a committee of men" in line
            assert front(site / second["path"])["attention"] == [line]
            # A fresh clone comes to the same verdict: the index is made from the files.
            shutil.rmtree(site / ".roaster")
            (site / second["path"]).unlink()
            again = roaster("-C", site, "--now", NOW, "run", "--json")
        assert [each["attention"] for each in again.json["roasts"]] == [[line]]


GERMAN = """
<p>Das Hafenamt hat am Dienstag eine Brücke eröffnet, die 60 Meter vor dem anderen Ufer endet. Sie
kostete nach Angaben der Behörde 40 Millionen Kronen. Das sind zwölf Millionen Kronen mehr als
geplant.</p>
<p>„Das ist die modernste Brücke der Region“, sagte der Amtsleiter bei der Eröffnung. Die Behörde
wollte sich zur fehlenden Strecke nicht äußern. Der Vertrag nannte eine Länge von 310 Metern. Der
Fluss ist aber 370 Meter breit, wie eine Vermessung aus dem Jahr 2019 ergeben hatte.</p>
<p>Fähren sollen die Autos über die letzten 60 Meter bringen, alle 40 Minuten und für neun Kronen.
Die Reederei hat dafür zwei Schiffe gekauft. Sie gehört dem Hafenamt. Eine Arbeitsgruppe soll das
Beleuchtungskonzept der Brücke bis zum Herbst prüfen.</p>
"""
TITLE = "Hafenamt baut für 40 Millionen eine Brücke, die im Wasser endet"


def test_a_german_site_is_roasted_in_german_without_a_model(
    roaster: Roaster, news: ModuleType, newsroom: Any, tmp_path: Path
) -> None:
    page = news.page("harbour", title=TITLE, body=GERMAN).replace('lang="en"', 'lang="de"')
    url = newsroom.put("/news/bruecke", page)
    feed = newsroom.put("/feed.xml", news.rss(news.item(url, TITLE)), "application/rss+xml")
    headings = {"take": "Der Verriss", "facts": "Was geschah", "burned": "Wen es traf"}
    site = news.write_site(
        tmp_path / "site",
        newsroom,
        feeds=[feed],
        site={"language": "de"},
        persona={"sections": headings},
    )
    result = roaster("-C", site, "--now", NOW, "run", "--json")
    assert result.code == 0, result.err
    (made,) = result.json["roasts"]
    assert (made["status"], made["attention"]) == ("published", [])
    text = (site / made["path"]).read_text(encoding="utf-8")
    assert "## Der Verriss" in text
    assert "die 60 Meter vor dem anderen Ufer endet. [receipt]" in text
    assert "**Die Behörde**: " in text
    assert "“" not in text.split("---")[2].replace("“", "", text.count("„"))
    built = (site / "public/2026/04/09" / made["slug"] / "index.html").read_text(encoding="utf-8")
    assert "Der Verriss" in built
