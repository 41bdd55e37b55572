"""`roaster roast` with what is no web page: PDF files, pictures, CVs and pitches, the terminal."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

NOW = "2026-04-10T18:00:00Z"
Roaster = Callable[..., Any]
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Pydantic serializer warnings:UserWarning"),
]


def _files() -> ModuleType:
    path = Path(__file__).parent.parent / "articles" / "files.py"
    spec = importlib.util.spec_from_file_location("whole_tests_files", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["whole_tests_files"] = module
    spec.loader.exec_module(module)
    return module


files = _files()
PITCH = """Cloudspoon

The problem

Soup is hot, and 40 million people own a spoon that does not know it. The market for spoons is \
worth $9 billion, and nobody has disrupted it since the fork.

Our solution

Cloudspoon is the leading platform for spoon intelligence. It measures soup in real time, shares \
the result with the table, and never burns a tongue. The battery lasts two soups.

Traction

We have sold 11 spoons, nine of them to the founders. Our app has a rating of five stars from all \
of its reviewers.

The ask

We are raising $4 million to become the operating system of lunch. The product ships in spring, \
and the price will be announced when it is ready.
"""
PITCH_SCORES = {"claim_gap": 5, "fog": 2, "self_praise": 4, "cliche": 4, "fine_print": 4}


def pitch_reply(endpoints: ModuleType) -> Callable[[Any], Any]:
    """A model that roasts by whichever rubric it is told."""

    def script(asked: Any) -> Any:
        scores = PITCH_SCORES if "claim_gap" in asked.prompt else None
        changes = {
            "scores": scores,
            "reasons": {**dict.fromkeys(PITCH_SCORES, "It says so."), "fog": "It names 77 forks."},
        }
        roast = endpoints.roast_of(asked, **(changes if scores else {}))
        return endpoints.completion(json.dumps(roast))

    return script


@pytest.fixture
def site(news: ModuleType, newsroom: Any, tmp_path: Path) -> Path:
    made = news.write_site(tmp_path / "site", newsroom)
    assert isinstance(made, Path)
    return made


def story(news: ModuleType, name: str = "oven") -> str:
    return "\n\n".join((news.STORIES[name][0], *news.paragraphs(name)))


def test_a_pdf_becomes_a_draft(
    roaster: Roaster, site: Path, news: ModuleType, tmp_path: Path
) -> None:
    wrapped = "\n".join(_wrapped(story(news)))
    (tmp_path / "report.pdf").write_bytes(files.pdf([wrapped]))
    (made,) = roaster("-C", site, "--now", NOW, "roast", tmp_path / "report.pdf", "--json").json
    assert made["status"] == "draft"
    assert "no address" in " ".join(made["attention"])
    read = roaster("-C", site, "extract", tmp_path / "report.pdf", "--json").json
    assert read["outcome"] == "new"


def test_a_pdf_at_an_address_has_receipts(
    roaster: Roaster, site: Path, news: ModuleType, newsroom: Any
) -> None:
    data = files.pdf(["\n".join(_wrapped(story(news)))])
    url = newsroom.put("/report.pdf", data, "application/pdf")
    (made,) = roaster("-C", site, "--now", NOW, "roast", url, "--json").json
    assert f"[receipt]({url}#:~:text=" in (site / made["path"]).read_text("utf-8")


def test_a_broken_pdf_is_refused_with_a_reason(
    roaster: Roaster, site: Path, tmp_path: Path
) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing\0\0")
    result = roaster("-C", site, "--now", NOW, "--strict", "roast", tmp_path / "broken.pdf")
    assert result.code == 3
    assert "PDF" in result.out
    assert not list((site / "content").rglob("*.md"))


def test_a_picture_is_read_by_a_model_that_sees_and_paid_for_once(
    roaster: Roaster,
    news: ModuleType,
    newsroom: Any,
    endpoints: ModuleType,
    tmp_path: Path,
) -> None:
    title, _, text = story(news).partition("\n\n")
    seen = endpoints.completion(json.dumps({"title": title, "text": text}))
    (tmp_path / "shot.png").write_bytes(files.png(800, 600))
    with (
        endpoints.serving(seen) as eyes,
        endpoints.serving(endpoints.good_reply()) as pen,
    ):
        models = [
            {**pen.entry(), "model": "openai/pen", "vision": False},
            {**eyes.entry(), "model": "openai/eyes", "vision": True},
        ]
        site = news.write_site(tmp_path / "site", newsroom, models=models)
        printed = roaster("-C", site, "--now", NOW, "roast", tmp_path / "shot.png", "--print")
        (made,) = roaster("-C", site, "--now", NOW, "roast", tmp_path / "shot.png", "--json").json
        assert (eyes.count, pen.count) == (1, 1)
        (asked,) = eyes.requests
    assert printed.code == 0, printed.err
    assert "Silver Lining" in printed.out
    _request, picture = asked.messages[1]["content"]
    assert picture["image_url"]["url"].startswith("data:image/png;base64,iVBOR")
    assert "vision" not in asked.body
    assert made["status"] == "draft"
    assert any("read by openai/eyes" in reason for reason in made["attention"])
    assert made["model"] == "openai/pen"


def test_without_a_model_that_sees_one_line_says_which_setting_is_missing(
    roaster: Roaster,
    news: ModuleType,
    newsroom: Any,
    endpoints: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "shot.jpg").write_bytes(files.jpeg(800, 600))
    with endpoints.serving(endpoints.good_reply()) as server:
        for models in ([{"model": "offline/sally"}], [server.entry()]):
            site = news.write_site(tmp_path / "site", newsroom, models=models)
            result = roaster("-C", site, "--now", NOW, "roast", tmp_path / "shot.jpg")
            (line,) = result.out.splitlines()
            assert "models: [{model: …, vision: true}]" in line
    assert server.count == 0


@pytest.mark.parametrize("how", ["as it is", "--ocr", "fails"])
def test_tesseract_reads_where_it_is_installed(
    roaster: Roaster,
    site: Path,
    news: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    how: str,
) -> None:
    (tmp_path / "text").write_text(story(news), encoding="utf-8")
    ends = "exit 1" if how == "fails" else f"exec /bin/cat '{tmp_path / 'text'}'"
    keys = f'[ -z "$SECRET_KEY" ] || exit 9\n[ "$*" = "stdin stdout" ] || exit 8\n{ends}\n'
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\n/bin/cat > '{tmp_path / 'got'}'\n{keys}", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("SECRET_KEY", "sk-abcdef")
    data = files.webp(800, 600)
    (tmp_path / "shot.webp").write_bytes(data)
    options = ["--ocr"] if how == "--ocr" else []
    result = roaster("-C", site, "--now", NOW, "roast", *options, tmp_path / "shot.webp", "--json")
    assert (tmp_path / "got").read_bytes() == data
    (made,) = result.json
    if how == "fails":
        assert made["status"] == "refused"
        assert "tesseract ended with 1" in made["reason"]
    else:
        assert made["status"] == "draft"
        assert any("tesseract" in reason for reason in made["attention"])


def test_a_picture_that_says_it_is_huge_is_wrong_usage(
    roaster: Roaster, site: Path, tmp_path: Path
) -> None:
    (tmp_path / "huge.png").write_bytes(files.png(100_000, 100_000))
    result = roaster("-C", site, "roast", tmp_path / "huge.png")
    assert result.code == 2
    assert "100000 × 100000 pixels" in result.err


def test_a_pitch_is_judged_on_its_claims_by_a_rubric_of_its_own(
    roaster: Roaster,
    news: ModuleType,
    newsroom: Any,
    endpoints: ModuleType,
    tmp_path: Path,
) -> None:
    (tmp_path / "pitch.txt").write_text(PITCH, encoding="utf-8")
    with endpoints.serving(pitch_reply(endpoints)) as server:
        site = news.write_site(tmp_path / "site", newsroom, models=[server.entry()])
        result = roaster("-C", site, "--now", NOW, "roast", tmp_path / "pitch.txt", "--json")
        (asked,) = server.requests
    (made,) = result.json
    assert "taken for a pitch" in result.err
    assert "Invent no event" in asked.prompt
    assert "hype_gap" not in asked.prompt
    assert made["scores"] == PITCH_SCORES
    assert made["score"] == 7.7  # (5×5 + 2×4 + 4×4 + 4×4 + 4×3) / 10
    text = (site / made["path"]).read_text("utf-8")
    assert "rubric: pitch-1" in text
    assert "category: pitch" in text
    assert "fog: It names" not in text  # 77 forks stand in no source
    assert roaster("-C", site, "--now", NOW, "check").out.strip().endswith("no faults")
    assert roaster("-C", site, "--now", NOW, "build", "--drafts").code == 0
    (page,) = (site / "public").rglob("2026/04/10/*/index.html")
    assert "Claim gap" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("kind", "rubric"), [("news", "1"), ("page", "pitch-1"), ("cv", "pitch-1")]
)
def test_as_overrules_the_guess(
    roaster: Roaster, site: Path, tmp_path: Path, kind: str, rubric: str
) -> None:
    (tmp_path / "pitch.txt").write_text(PITCH, encoding="utf-8")
    target = tmp_path / "pitch.txt"
    told = roaster("-C", site, "--now", NOW, "roast", "--as", kind, target, "--json")
    (made,) = told.json
    text = (site / made["path"]).read_text("utf-8")
    assert f"rubric: {rubric}" in text
    assert "taken for" not in told.err
    assert any("private person" in reason for reason in made["attention"]) is (kind == "cv")


def test_a_pitch_at_an_address_stays_one_when_it_is_roasted_again(
    roaster: Roaster, site: Path, newsroom: Any
) -> None:
    url = newsroom.put("/pitch", PITCH, "text/plain; charset=utf-8")
    (made,) = roaster("-C", site, "--now", NOW, "roast", url, "--json").json
    again = roaster("-C", site, "--now", NOW, "reroast", made["slug"])
    assert again.code == 0, again.err
    text = (site / made["path"]).read_text("utf-8")
    assert "rubric: pitch-1" in text
    assert set(made["scores"]) == set(PITCH_SCORES)
    assert "score_reasons: {claim_gap: " in text
    assert roaster("-C", site, "--now", NOW, "check").out.strip().endswith("no faults")


LANDING = """<!doctype html><html lang="en">
<head><title>Cloudspoon: soup, solved</title></head><body>
<nav><a href="/p">Pricing</a> <a href="/s">Sign up</a></nav><main><h1>Soup, solved</h1>
<p>Cloudspoon is the leading platform for spoon intelligence, trusted by 11 kitchens.</p>
<h2>Features</h2><p>It measures soup in real time and shares the result with the whole table.</p>
<h2>Pricing</h2><p>The price will be announced to those who book a demo with our soup team.</p>
</main></body></html>"""


def test_a_landing_page_may_be_short(roaster: Roaster, site: Path, newsroom: Any) -> None:
    url = newsroom.put("/landing/cloudspoon", LANDING)
    as_news = roaster("-C", site, "--now", NOW, "roast", "--as", "news", url, "--json").json
    assert as_news[0]["status"] == "refused"
    (made,) = roaster("-C", site, "--now", NOW, "roast", "--as", "page", url, "--json").json
    assert made["status"] == "draft"
    assert "category: page" in (site / made["path"]).read_text("utf-8")


def test_a_short_text_is_refused_with_what_would_have_it_roasted(
    roaster: Roaster, site: Path, tmp_path: Path
) -> None:
    (tmp_path / "short.txt").write_text("Acme\n\n" + "Acme sells one more calendar. " * 2)
    told = roaster("-C", site, "--now", NOW, "roast", tmp_path / "short.txt").out
    assert re.search(r"10 words, at least \d+ are needed → ", told)
    assert "--as page, cv or pitch" in told


def test_print_writes_no_file_and_shows_the_words_that_prove_each_fact(
    roaster: Roaster, site: Path, news: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "story.txt").write_text(story(news), encoding="utf-8")
    target = tmp_path / "story.txt"
    told = roaster("-C", site, "--now", NOW, "roast", "--print", target).out
    assert "## What Actually Happened" in told
    assert "hype_gap" in told
    document = roaster("-C", site, "--now", NOW, "roast", "--print", target, "--json").json
    (roast,) = document["roasts"]
    for fact in roast["facts"]:
        assert f"“{fact['quote']}”" in told
    assert not list((site / "content").rglob("*.md"))


def _wrapped(text: str) -> list[str]:
    import textwrap

    lines = []
    for paragraph in text.split("\n\n"):
        lines += [*textwrap.wrap(paragraph, 90), ""]
    return lines


def test_a_dry_run_takes_a_thing_as_it_is_told_and_has_no_picture_read(
    roaster: Roaster, news: ModuleType, newsroom: Any, tmp_path: Path, endpoints: ModuleType
) -> None:
    (tmp_path / "pitch.txt").write_text(PITCH, encoding="utf-8")
    (tmp_path / "shot.png").write_bytes(files.png(800, 600))
    targets = (tmp_path / "pitch.txt", tmp_path / "shot.png")
    with endpoints.serving(pitch_reply(endpoints)) as server:
        site = news.write_site(tmp_path / "site", newsroom, models=[server.entry(vision=True)])
        dry = ("--now", NOW, "-v", "--json", "roast", "--dry-run", "--print", "--as", "pitch")
        told = roaster("-C", site, *dry, *targets).json
        assert server.count == 0
    (ask,) = told["asks"]
    assert "claim_gap" in ask["payload"]["messages"][0]["content"]
    (refused,) = told["refused"]
    assert refused["target"].endswith("shot.png")
    assert "picture" in refused["reason"]
    assert not (site / ".roaster").exists()


def test_a_text_that_was_roasted_says_what_can_be_done(
    roaster: Roaster, news: ModuleType, newsroom: Any, tmp_path: Path
) -> None:
    site = news.write_site(tmp_path / "site", newsroom)
    text = tmp_path / "oven.txt"
    text.write_text("\n\n".join(news.paragraphs("oven")))
    (made,) = roaster("-C", site, "--now", NOW, "roast", text, "--json").json
    again = roaster("-C", site, "--now", NOW, "reroast", made["slug"], "--json")
    assert again.code == 4
    assert again.json["error"]["message"] == "none of its sources has an address"
    assert "roast --print" in again.json["error"]["remedy"]
    assert "source: :" not in roaster("-C", site, "show", made["slug"]).out
    roaster("-C", site, "kill", made["slug"])
    (refused,) = roaster("-C", site, "--now", NOW, "roast", text, "--json").json
    assert "killed" in refused["reason"]
    assert "reroast" not in refused["remedy"]
