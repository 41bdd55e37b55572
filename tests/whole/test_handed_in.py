"""`roaster roast`: what a person hands in becomes a draft, with receipts where there can be any."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

NOW = "2026-04-10T18:00:00Z"
Roaster = Callable[..., Any]


@pytest.fixture
def site(news: ModuleType, newsroom: Any, tmp_path: Path) -> Path:
    made = news.write_site(tmp_path / "site", newsroom)
    assert isinstance(made, Path)
    return made


def test_an_address_becomes_a_draft_with_receipts_and_is_known_the_second_time(
    roaster: Roaster, site: Path, news: ModuleType, newsroom: Any
) -> None:
    url = newsroom.put("/news/oven", news.page("oven"))
    (made,) = roaster("-C", site, "--now", NOW, "roast", url, "--json").json
    assert made["status"] == "draft"
    text = (site / made["path"]).read_text(encoding="utf-8")
    assert f"url: {url}" in text
    assert f"[receipt]({url}#:~:text=" in text
    (again,) = roaster("-C", site, "--now", NOW, "roast", url, "--json").json
    assert (again["status"], again["slug"]) == ("known", made["slug"])


@pytest.mark.parametrize("kind", ["stdin", "text file", "html file"])
def test_a_text_without_an_address_is_held_and_the_site_still_builds(
    roaster: Roaster,
    site: Path,
    news: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    words = "\n\n".join((news.STORIES["oven"][0], *news.paragraphs("oven")))
    target = "-"
    if kind == "stdin":
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(words.encode())))
    else:
        target = str(tmp_path / "handed-in")
        text = words if kind == "text file" else news.page("oven")
        Path(target).write_text(text, encoding="utf-8")
    result = roaster("-C", site, "--now", NOW, "roast", target, "--json")
    assert result.code == 0, result.err
    (made,) = result.json
    assert made["status"] == "draft"
    assert any("no address" in reason for reason in made["attention"])
    assert "[receipt]" not in (site / made["path"]).read_text(encoding="utf-8")
    assert roaster("-C", site, "--now", NOW, "build", "--drafts").code == 0
    (listed,) = roaster("-C", site, "list", "--json").json
    assert listed["slug"] == made["slug"]


def test_a_site_built_with_drafts_is_not_published(
    roaster: Roaster, site: Path, tmp_path: Path
) -> None:
    config = site / "config.yaml"
    publish = f"\npublish: {{to: github-pages, remote: {tmp_path / 'nowhere.git'}}}\n"
    config.write_text(config.read_text() + publish)
    roaster("-C", site, "--now", NOW, "build", "--drafts")
    result = roaster("-C", site, "publish")
    assert result.code == 2
    assert "drafts" in result.err


@pytest.mark.parametrize(("start", "word"), [(b"GIF89a", "GIF"), (b"\x89PNG\r\n", "PNG")])
def test_a_file_of_a_kind_that_cannot_be_read_is_named(
    roaster: Roaster, site: Path, tmp_path: Path, start: bytes, word: str
) -> None:
    (tmp_path / "file").write_bytes(start + b"\0" * 100)
    result = roaster("-C", site, "roast", tmp_path / "file")
    assert result.code == 2
    assert word in result.err


@pytest.mark.parametrize(
    ("target", "where"), [("", '""'), ("http://[", "http://["), ("https:", "https:")]
)
@pytest.mark.parametrize("command", ["roast", "extract"])
def test_a_target_that_can_be_nothing_is_named(
    roaster: Roaster, site: Path, command: str, target: str, where: str
) -> None:
    result = roaster("-C", site, command, target, "--json")
    assert result.code == 2
    assert result.json["error"]["where"] == where
    assert "web address" in result.json["error"]["remedy"] + result.json["error"]["message"]
