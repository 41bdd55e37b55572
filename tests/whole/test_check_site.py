"""`roaster check --site`: what was built, looked at as it lies there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

NOW = "2026-04-10T18:00:00Z"
Roaster = Callable[..., Any]


@pytest.fixture
def site(news: ModuleType, newsroom: Any, roaster: Roaster, tmp_path: Path) -> Path:
    """A site of two roasts, built."""
    feed = news.put_stories(newsroom, "harbour", "oven")
    made = news.write_site(tmp_path / "site", newsroom, feeds=[feed])
    assert roaster("-C", made, "--now", NOW, "run").code == 0
    assert isinstance(made, Path)
    return made


def test_what_roaster_builds_has_no_faults(roaster: Roaster, site: Path) -> None:
    told = roaster("-C", site, "--now", NOW, "check", "--site", "--json")
    assert (told.code, told.json) == (0, [])


def test_faults_of_the_built_pages_are_told_with_their_files(roaster: Roaster, site: Path) -> None:
    front = site / "public" / "index.html"
    text = front.read_text().replace("</main>", '<a href="/gone/">x</a><img src="x.png"></main>')
    front.write_text(text)
    told = roaster("-C", site, "--now", NOW, "check", "--site", "--json")
    assert told.code == 2
    messages = {fault["message"] for fault in told.json}
    assert {fault["path"] for fault in told.json} == {"public/index.html"}
    assert "the link to /gone/ leads nowhere: there is no such page" in messages
    assert "the image x.png has no alt" in messages


def test_a_page_of_the_persons_own_is_not_held_against_the_theme(
    roaster: Roaster, site: Path
) -> None:
    static = site / "content" / "static"
    static.mkdir()
    (static / "google1.html").write_text('google-site-verification: x <a href="//[">x</a>')
    assert roaster("-C", site, "--now", NOW, "build").code == 0
    told = roaster("-C", site, "--now", NOW, "check", "--site", "--json")
    assert [fault["message"].partition(" leads")[0] for fault in told.json] == ["the link to //["]
    told = roaster("-C", site, "--now", NOW, "check", "--json")
    assert "the link to //[ leads nowhere: no browser takes it for an address" in [
        fault["message"] for fault in told.json
    ]


def test_without_a_built_site_that_is_said(roaster: Roaster, site: Path) -> None:
    (site / "public").rename(site / "elsewhere")
    told = roaster("-C", site, "check", "--site")
    assert told.code == 2
    assert "roaster build" in told.err


def test_a_receipt_for_words_that_the_source_lacks_is_told(roaster: Roaster, site: Path) -> None:
    file = next(path for path in site.rglob("*.md") if "~:text=" in path.read_text())
    text = re.sub(r"~:text=[^)\s]*(?=\))", "~:text=nobody%20ever%20said", file.read_text(), count=1)
    file.write_text(text)
    assert roaster("-C", site, "--now", NOW, "build").code == 0
    told = roaster("-C", site, "--now", NOW, "check", "--site", "--json")
    assert told.code == 0, "a page may have changed since: a warning"
    assert any("“nobody ever said”" in fault["message"] for fault in told.json)


def test_links_outwards_are_asked_for_on_demand_and_not_again(
    roaster: Roaster, site: Path, newsroom: Any
) -> None:
    (site / "content" / "pages").mkdir(exist_ok=True)
    lost = f"{newsroom.root}/no-such-page"
    page = f"---\ntitle: About\n---\n\n[There]({newsroom.put('/there', 'x')}) [lost]({lost})\n"
    (site / "content/pages/about.md").write_text(page)
    assert roaster("-C", site, "--now", NOW, "build").code == 0
    assert roaster("-C", site, "--now", NOW, "check", "--site").code == 0
    assert newsroom.asked("/there") == []
    for _ in range(2):
        told = roaster("-C", site, "--now", NOW, "check", "--external", "--json")
        assert told.code == 2
        (fault,) = [one for one in told.json if one["level"] == "error"]
        assert fault["path"] == "public/about/index.html"
        assert lost in fault["message"]
    assert len(newsroom.asked("/there")) == 1
    assert len(newsroom.asked("/no-such-page")) == 1
    roaster("-C", site, "--now", "2026-04-25T18:00:00Z", "check", "--external")
    assert len(newsroom.asked("/there")) == 2


@pytest.mark.parametrize("base", ["https://other.example/", "https://other.example/deep/down/"])
def test_a_site_built_for_another_address_is_checked_against_that(
    roaster: Roaster, site: Path, base: str
) -> None:
    assert roaster("-C", site, "--now", NOW, "build", "--base-url", base).code == 0
    told = roaster("-C", site, "--now", NOW, "check", "--site", "--json")
    assert (told.code, told.json) == (0, [])
    front = site / "public" / "index.html"
    front.write_text(front.read_text().replace("</main>", f'<a href="{base}gone/">x</a></main>'))
    told = roaster("-C", site, "--now", NOW, "check", "--site", "--json")
    assert [fault["message"] for fault in told.json] == [
        f"the link to {base}gone/ leads nowhere: there is no such page"
    ]
