"""A new site: complete, valid, and nothing overwritten."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from roaster.config import load_config
from roaster.errors import DiskError, UsageError
from roaster.jobs.init import init_site
from roaster.jobs.serve import WATCHED

PINNED = re.compile(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+( |$)")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    init_site(tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def workflow(site: Path) -> dict[str, Any]:
    loaded = yaml.safe_load((site / ".github/workflows/roast.yml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return {"on" if key is True else key: value for key, value in loaded.items()}


def steps_of(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_a_new_site_has_all_its_parts_and_a_valid_config(tmp_path: Path) -> None:
    report = init_site(tmp_path / "new" / "site")

    assert report.kept == ()
    assert set(report.created) == {
        ".github/workflows/roast.yml",
        ".gitignore",
        "config.yaml",
        "content/pages/about.md",
        "content/pages/drop.md",
        "content/roasts/.gitkeep",
        "content/static/",
        "themes/",
    }
    for path in report.created:
        assert (tmp_path / "new" / "site" / path).exists()
    assert load_config(tmp_path / "new" / "site" / "config.yaml", {}).feeds


def test_nothing_is_ever_overwritten(site: Path) -> None:
    (site / "config.yaml").write_text("mine")
    (site / "content/pages/about.md").unlink()
    (site / ".gitignore").unlink()
    (site / ".gitignore").symlink_to(site / "nowhere")

    report = init_site(site)

    assert report.created == ("content/pages/about.md",)
    assert "config.yaml" in report.kept
    assert ".gitignore" in report.kept
    assert (site / "config.yaml").read_text() == "mine"
    assert not (site / "nowhere").exists()


@pytest.mark.parametrize("path", ["", "content", "content/pages", "themes"])
def test_a_file_where_a_folder_is_needed_is_told(tmp_path: Path, path: str) -> None:
    file = tmp_path / "site" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("in the way")
    with pytest.raises(UsageError, match="a file stands where a folder is needed") as caught:
        init_site(tmp_path / "site")
    assert caught.value.where
    assert caught.value.remedy
    assert file.read_text() == "in the way"


def test_a_disk_that_takes_no_more_leaves_no_half_file(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="no limits to set: run on Linux or macOS")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limit[1]))
    try:
        with pytest.raises(DiskError, match="cannot be written"):
            init_site(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert not (tmp_path / "config.yaml").exists()


def test_the_pages_have_a_title_and_speak_of_what_they_are_for(site: Path) -> None:
    for name in ("about", "drop"):
        head = (site / f"content/pages/{name}.md").read_text(encoding="utf-8").split("---\n")[1]
        assert yaml.safe_load(head)["title"]
    drop = (site / "content/pages/drop.md").read_text(encoding="utf-8")
    assert all(word in drop for word in ("URL", "screenshot", "file"))


def test_what_can_be_made_again_and_keys_stay_out_of_git(site: Path) -> None:
    ignored = (site / ".gitignore").read_text().splitlines()
    assert {"/public/", "/.roaster/", ".env"} <= set(ignored)


def test_every_action_is_pinned_by_its_full_commit_with_its_version(site: Path) -> None:
    text = (site / ".github/workflows/roast.yml").read_text(encoding="utf-8")
    uses = re.findall(r"uses: (.*)", text)
    assert len(uses) == 6
    assert all(PINNED.match(used) for used in uses)


def test_each_job_has_the_least_permissions(workflow: dict[str, Any]) -> None:
    assert workflow["permissions"] == {}
    granted = {name: job["permissions"] for name, job in workflow["jobs"].items()}
    assert granted == {
        "roast": {"contents": "write", "pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    checkout = steps_of(workflow)[0]
    assert checkout["with"]["persist-credentials"] is False


def test_keys_reach_only_the_step_that_roasts(workflow: dict[str, Any]) -> None:
    assert "secrets." not in str(workflow.get("env"))
    with_keys = [step for step in steps_of(workflow) if "secrets." in str(step)]
    assert [step["name"] for step in with_keys] == ["Roast"]
    assert "secrets." not in with_keys[0]["run"]
    assert with_keys[0]["run"] == "roaster run"


def test_no_expression_is_pasted_into_a_script(workflow: dict[str, Any]) -> None:
    assert not [step for step in steps_of(workflow) if "${{" in step.get("run", "")]


def test_one_run_roasts_commits_builds_and_deploys_in_this_order(workflow: dict[str, Any]) -> None:
    marks = ("roaster run", "git commit", "roaster build", "upload-pages-artifact", "deploy-pages")
    said = "\n".join(str(step) for step in steps_of(workflow))
    places = [said.index(mark) for mark in marks]
    assert places == sorted(places)
    assert workflow["jobs"]["deploy"]["needs"] == "roast"
    assert workflow["concurrency"]["cancel-in-progress"] is False


def test_it_runs_at_an_odd_minute_by_hand_and_on_an_edit(workflow: dict[str, Any]) -> None:
    minute = workflow["on"]["schedule"][0]["cron"].split()[0]
    assert int(minute) % 2 == 1
    assert int(minute) % 15 != 0
    assert "workflow_dispatch" in workflow["on"]
    built_from = {path.removesuffix("/**") for path in workflow["on"]["push"]["paths"]}
    assert built_from == {*WATCHED, ".github/workflows/roast.yml"}


def test_the_memory_between_runs_is_cached(workflow: dict[str, Any]) -> None:
    cache = next(step for step in steps_of(workflow) if "actions/cache@" in step.get("uses", ""))
    assert cache["with"]["path"] == ".roaster"
    assert "run_id" in cache["with"]["key"]
