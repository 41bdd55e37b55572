"""A whole run with a model that writes well: nothing is asked twice, all goes out as written."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

NOW = "2026-04-10T18:00:00Z"
REPLIES = yaml.safe_load(Path(__file__).with_name("articulate.yaml").read_text("utf-8"))
ORDER = (
    'class="stamp"', "<time ", "Source:", 'class="quip"', "Hand it over", "Sally&#39;s Take",
    "What Actually Happened", "Who Got Burned", "Silver Lining", "Read the original source",
)  # fmt: skip


def test_what_is_written_well_goes_out_as_it_was_written(
    news: ModuleType,
    newsroom: Any,
    endpoints: ModuleType,
    roaster: Callable[..., Any],
    tmp_path: Path,
) -> None:
    def answer(asked: Any) -> Any:
        name = next(name for name in REPLIES if news.STORIES[name][0] in asked.prompt)
        return endpoints.completion(json.dumps(REPLIES[name], ensure_ascii=False))

    with endpoints.serving(answer) as endpoint:
        site = news.write_site(
            tmp_path / "site",
            newsroom,
            feeds=[news.put_stories(newsroom, *REPLIES)],
            models=[endpoint.entry(input_cost_per_token=0, output_cost_per_token=0)],
            review="auto",
        )
        done = roaster("-C", site, "--now", NOW, "run", "--json")
        assert done.code == 0, done.err
        assert endpoint.count == len(REPLIES)  # nothing had to be mended
    made = {roast["slug"]: roast for roast in done.json["roasts"]}
    held = {slug: roast["attention"] for slug, roast in made.items() if roast["attention"]}
    assert held == {}
    assert {roast["status"] for roast in made.values()} == {"published"}

    for reply in REPLIES.values():
        title = html.escape(reply["title"], quote=False)
        pages = site.glob("public/2026/*/*/*/index.html")
        (page,) = (one for one in pages if f"<h1>{title}</h1>" in one.read_text("utf-8"))
        text = page.read_text("utf-8")
        places = [text.index(part) for part in ORDER]
        assert places == sorted(places), list(zip(ORDER, places, strict=True))
        shown = " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())
        for said in (reply["quip"], reply["lining"], *reply["take"], *reply["reasons"].values()):
            assert " ".join(said.split()) in shown
        for fact in reply["facts"]:
            assert fact["text"] in shown
        assert text.count(":~:text=") >= len(reply["facts"])
        assert text.count("Hand it over") == 3
    assert roaster("-C", site, "--now", NOW, "check").out.strip().endswith("no faults")
    assert roaster("-C", site, "--now", NOW, "check", "--site").code == 0
