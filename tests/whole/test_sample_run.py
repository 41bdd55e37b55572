"""`roaster run --sample` as a newcomer meets it, and again, and with its memory lost."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from roaster.jobs.reporter import Silent
from roaster.jobs.run import RunReport, run
from roaster.jobs.sample import make_sample_site
from roaster.jobs.workshop import Workshop
from roaster.model.outcome import FeedOutcome, ItemOutcome
from roaster.model.roast import Status
from roaster.sample import SAMPLE_NOW, SampleRequest, SampleWire

HEADINGS = ("Sally's Take", "What Actually Happened", "Who Got Burned", "Silver Lining")


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with a hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class Sample:
    """A sample site, and what its runs asked of the wire."""

    def __init__(self, root: Path) -> None:
        self.root = root
        make_sample_site(root)

    def run(self, edition: int = 1) -> tuple[RunReport, tuple[SampleRequest, ...]]:
        with (
            SampleWire(edition) as wire,
            Workshop.open(
                self.root,
                clock=lambda: SAMPLE_NOW,
                reporter=Silent(),
                connect_to=wire.connect_to(),
            ) as workshop,
        ):
            report = run(workshop)
            return report, wire.requests


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sample, RunReport]:
    sample = Sample(tmp_path_factory.mktemp("first") / "site")
    return sample, sample.run()[0]


@pytest.fixture
def copied(first: tuple[Sample, RunReport], tmp_path: Path) -> Sample:
    """The site after its first run, to be changed by one test."""
    shutil.copytree(first[0].root, tmp_path / "site")
    return Sample(tmp_path / "site")


def test_a_dozen_pages_come_out_with_every_part(first: tuple[Sample, RunReport]) -> None:
    sample, report = first
    assert report.roasted is not None
    published = [one for one in report.roasted.roasts if one.status is Status.PUBLISHED]
    assert len(published) >= 12
    for one in published:
        day, slug = Path(one.path).stem[:10], one.slug
        page = sample.root / "public" / day.replace("-", "/") / slug / "index.html"
        text = page.read_text(encoding="utf-8")
        for heading in HEADINGS:
            assert heading in text or heading.replace("'", "&#39;") in text
        assert f"{one.score}" in text
        assert "Read the original source" in text
        assert "#:~:text=" in text
        assert len(re.findall(r"Drop a URL, screenshot, or file", text)) == 3
        assert "without a model" in text


def test_the_wire_is_grouped_as_it_was_written(first: tuple[Sample, RunReport]) -> None:
    gathered = first[1].gathered
    assert len(gathered.events) >= 14
    assert sum(len(event.articles) > 1 for event in gathered.events) >= 6
    assert len({event.category for event in gathered.events}) >= 5
    assert len({a.outlet for event in gathered.events for a in event.articles}) >= 6


def test_each_trouble_of_the_wire_is_told(first: tuple[Sample, RunReport]) -> None:
    gathered = first[1].gathered
    feeds = Counter(feed.outcome for feed in gathered.feeds)
    assert feeds[FeedOutcome.GONE] == 1
    assert feeds[FeedOutcome.FAILED] == 1
    assert all(feed.remedy for feed in gathered.feeds if feed.outcome is FeedOutcome.GONE)
    ends = {item.outcome for item in gathered.items}
    assert {ItemOutcome.NEW, ItemOutcome.WALLED, ItemOutcome.NEVER_ROAST} <= ends
    assert ItemOutcome.FAILED in ends
    assert sum(gathered.totals.values()) == len(gathered.items)
    silent = {ItemOutcome.NEW}
    assert all(item.reason for item in gathered.items if item.outcome not in silent)


def test_scores_differ_and_no_phrase_is_worn_out(first: tuple[Sample, RunReport]) -> None:
    sample, report = first
    assert report.roasted is not None
    assert len({one.score for one in report.roasted.roasts}) >= 6
    runs: Counter[str] = Counter()
    for one in report.roasted.roasts:
        text = (sample.root / one.path).read_text(encoding="utf-8")
        take = text.split("## Sally's Take")[1].split("## What Actually Happened")[0]
        words = re.findall(r"[\w']+", take.lower())
        runs.update({" ".join(words[at : at + 8]) for at in range(len(words) - 7)})
    assert [run for run, count in runs.items() if count > 1] == []


def test_a_second_run_asks_conditionally_writes_nothing_and_roasts_nothing(
    copied: Sample,
) -> None:
    before = tree(copied.root / "content"), tree(copied.root / "public")
    report, requests = copied.run()
    assert report.roasted is not None
    assert report.roasted.roasts == ()
    assert [r.host + r.path for r in requests if not r.conditional] == []
    assert (tree(copied.root / "content"), tree(copied.root / "public")) == before
    assert report.built is not None
    assert report.built.written == 0


def test_without_its_memory_all_is_fetched_and_still_nothing_is_roasted(copied: Sample) -> None:
    before = tree(copied.root / "content"), tree(copied.root / "public")
    shutil.rmtree(copied.root / ".roaster")
    report, requests = copied.run()
    assert report.roasted is not None
    assert report.roasted.roasts == ()
    assert not all(request.conditional for request in requests)
    assert (tree(copied.root / "content"), tree(copied.root / "public")) == before


def test_a_retitled_item_is_known_and_its_roast_stays(copied: Sample) -> None:
    before = tree(copied.root / "content")
    report, _ = copied.run(edition=2)
    ends = Counter(item.outcome for item in report.gathered.items)
    assert ends[ItemOutcome.UPDATED] >= 1
    assert report.roasted is not None
    assert report.roasted.roasts == ()
    assert tree(copied.root / "content") == before


def test_a_fresh_clone_builds_the_same_bytes(copied: Sample, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    shutil.copytree(copied.root / "content", clone / "content")
    shutil.copy(copied.root / "config.yaml", clone / "config.yaml")
    report, _ = Sample(clone).run()
    assert report.roasted is not None
    assert report.roasted.roasts == ()
    assert tree(clone / "public") == tree(copied.root / "public")


def test_two_sample_sites_are_the_same_to_the_byte(
    first: tuple[Sample, RunReport], tmp_path: Path
) -> None:
    other = Sample(tmp_path / "other")
    other.run()
    assert tree(other.root / "content") == tree(first[0].root / "content")
    assert tree(other.root / "public") == tree(first[0].root / "public")


def test_the_terminal_says_what_was_done_and_how_to_look_at_it(
    roaster: Callable[..., Any], tmp_path: Path
) -> None:
    result = roaster("run", "--sample", tmp_path / "sample-site")
    assert result.code == 0, result.err
    for word in ("gathered", "grouped", "roasted", "built", "held back", "published"):
        assert word in result.out
    assert f"roaster -C {tmp_path / 'sample-site'} serve" in result.out
    assert len(result.out.splitlines()) < 40
    quiet = roaster("run", "--sample", tmp_path / "sample-site", "-q")
    assert quiet.err == ""
    assert all(line.startswith("! http://") for line in quiet.out.splitlines())
    again = roaster("run", "--sample", tmp_path / "sample-site", "--json")
    assert again.code == 0
    assert again.json["roasts"] == []
    assert again.json["build"]["written"] == 0


def test_another_site_is_not_taken_for_the_sample(
    roaster: Callable[..., Any], tmp_path: Path
) -> None:
    roaster("init", tmp_path / "mine")
    result = roaster("run", "--sample", tmp_path / "mine")
    assert result.code == 2
    assert "another site is in this folder" in result.err


def test_its_feeds_and_sitemaps_are_valid(
    first: tuple[Sample, RunReport], feed_schemas: ModuleType
) -> None:
    assert feed_schemas.faults_of(first[0].root / "public") == []
