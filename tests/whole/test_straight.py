"""A model says that an event is no joke: held, or told straight, from the call to the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

NOW = "2026-04-10T18:00:00Z"


@pytest.mark.parametrize("mode", ["hold", "straight"])
def test_what_the_model_flags_is_held_or_told_straight(
    mode: str,
    news: ModuleType,
    newsroom: Any,
    endpoints: ModuleType,
    roaster: Callable[..., Any],
    tmp_path: Path,
) -> None:
    with endpoints.serving(endpoints.good_reply(sensitive="two workers died")) as endpoint:
        site = news.write_site(
            tmp_path / "site",
            newsroom,
            feeds=[news.put_stories(newsroom, "harbour")],
            models=[endpoint.entry(input_cost_per_token=0, output_cost_per_token=0)],
            roast={"sensitive": mode},
        )
        done = roaster("-C", site, "--now", NOW, "run", "--json")
    assert done.code == 0, done.err
    (roast,) = done.json["roasts"]
    if mode == "hold":
        assert roast["status"] == "draft"
        assert "two workers died" in roast["attention"][0]
        return
    assert roast["status"] == "published"
    assert (roast["score"], roast["scores"]) == (None, {})
    (page,) = (site / "public/2026").rglob(f"{roast['slug']}/index.html")
    html = page.read_text()
    assert "This event is no joke: only the facts, with their receipts." in html
    assert 'class="stamp"' not in html
    assert "What Actually Happened" in html
    assert "Sally&#39;s Take" not in html
    told = json.loads(html.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert told["@type"] == "NewsArticle"
    assert "review" not in told
    assert roaster("-C", site, "--now", NOW, "reroast", roast["slug"]).code == 2
    assert roaster("-C", site, "--now", NOW, "check").code == 0
