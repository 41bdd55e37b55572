"""A person's own mistakes: every fault at once, each with place and remedy; nothing changed."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

NOW = "2026-04-10T18:00:00Z"
Roaster = Callable[..., Any]


@pytest.fixture
def site(news: ModuleType, newsroom: Any, tmp_path: Path) -> Path:
    feed = news.put_stories(newsroom, "harbour")
    made = news.write_site(tmp_path / "site", newsroom, feeds=[feed])
    assert isinstance(made, Path)
    return made


def test_every_fault_of_the_settings_is_told_at_once(roaster: Roaster, site: Path) -> None:
    (site / "config.yaml").write_text(
        "site: {titel: x, base_url: nowhere}\nfeeds: [ftp://x]\n"
        "gather: {timeout: soon, max_age: ${NO_SUCH_VARIABLE_HERE}}\nreveiw: auto\n"
    )
    result = roaster("-C", site, "run")
    assert result.code == 2
    lines = [line for line in result.err.splitlines() if "config.yaml:" in line]
    assert len(lines) == 6
    places = [line.removeprefix("roaster: ").split(":")[1] for line in lines]
    assert places == ["1", "1", "2", "3", "3", "4"]
    for word in ("titel", "title", "base_url", "feeds[0]", "timeout", "NO_SUCH_VARIABLE_HERE"):
        assert word in result.err
    assert "review" in result.err
    assert "Traceback" not in result.err
    assert not (site / "content").exists()


def test_broken_yaml_is_told_with_its_line(roaster: Roaster, site: Path) -> None:
    (site / "config.yaml").write_text("site:\n  title: 'unfinished\n")
    result = roaster("-C", site, "check", "--json")
    assert result.code == 2
    assert result.json[0]["path"] == "config.yaml"
    assert result.json[0]["line"] >= 2
    assert result.json[0]["remedy"]


# How a roast's file can be broken, and a word of what is told.
BROKEN: Mapping[str, tuple[bytes, str]] = {
    "no title": (b"---\ndate: 2026-04-01\n---\n", "title"),
    "impossible date": (b"---\ntitle: x\ndate: 2026-02-30\n---\n", "date"),
    "duplicate key": (b"---\ntitle: x\ntitle: y\ndate: 2026-04-01\n---\n", "title"),
    "broken yaml": (b"---\ntitle: 'x\ndate: 2026-04-01\n---\n", ""),
    "no front matter": (b"just text\n", ""),
    "an alias bomb": (b"---\ntitle: x\ndate: 2026-04-01\na: &a [1]\nb: *a\n---\n", ""),
    "not utf-8": (b"---\ntitle: \xff\xfe\xfa\ndate: 2026-04-01\n---\n", "UTF-8"),
}


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("command", ["run", "build", "gather"])
def test_a_broken_roast_stops_the_run_with_its_place(
    roaster: Roaster, site: Path, kind: str, command: str
) -> None:
    data, word = BROKEN[kind]
    path = site / "content/roasts/2026/2026-04-01-x.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    result = roaster("-C", site, "--now", NOW, command, "--json")
    assert result.code == 2
    assert result.json["error"]["kind"] == "front-matter"
    assert "content/roasts/2026/2026-04-01-x.md" in result.json["error"]["where"]
    assert word in result.json["error"]["message"]
    assert path.read_bytes() == data
    assert not (site / "public").exists()


@pytest.mark.parametrize(
    "data",
    [
        (
            b"\xef\xbb\xbf---\r\ntitle: With a mark and CRLF\r\ndate: 2026-04-01\r\n"
            b"status: published\r\n---\r\n\r\n## Sally's Take\r\n\r\nWell.\r\n"
        ),
        b"---\ntitle: Only what is needed\ndate: 2026-04-01\nstatus: published\n---",
    ],
)
def test_marks_and_line_ends_of_any_editor_are_read(
    roaster: Roaster, site: Path, data: bytes
) -> None:
    path = site / "content/roasts/2026/2026-04-01-x.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    assert roaster("-C", site, "--now", NOW, "build").code == 0
    assert (site / "public/2026/04/01/x/index.html").exists()
    assert path.read_bytes() == data


def test_list_shows_the_sound_ones_and_names_the_broken(roaster: Roaster, site: Path) -> None:
    folder = site / "content/roasts/2026"
    folder.mkdir(parents=True)
    (folder / "2026-04-01-good.md").write_text("---\ntitle: Good\ndate: 2026-04-01\n---\n")
    (folder / "2026-04-02-bad.md").write_text("---\ntitle: Bad\n---\n")
    result = roaster("-C", site, "list", "--json")
    assert result.code == 0
    assert [roast["slug"] for roast in result.json] == ["good"]
    assert "2026-04-02-bad.md" in result.err


@pytest.mark.parametrize(
    "args",
    [
        ["frobnicate"],
        ["show", "no-such-roast"],
        ["approve", "no-such-roast"],
        ["run", "somewhere"],
        ["roast", "no-such-file.txt"],
        ["publish"],
        ["build", "--base-url", "nowhere"],
        ["--now", "yesterday", "build"],
        ["edit", "no-such-roast"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_clear_line_and_exit_code_2(
    roaster: Roaster, site: Path, args: list[str]
) -> None:
    result = roaster("-C", site, *args)
    assert result.code == 2, result.err
    assert "Traceback" not in result.err
    assert "→" in result.err
    assert not (site / "public").exists()


def test_no_site_is_told_with_what_to_do(
    roaster: Roaster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = roaster("list")
    assert result.code == 2
    assert "roaster init" in result.err


def test_a_full_disk_is_told_and_leaves_nothing_half_written(
    roaster: Roaster, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    # The edge of the machine: a roast is on the disk only after its fsync.
    monkeypatch.setattr("os.fsync", full)
    result = roaster("-C", site, "--now", NOW, "run", "--json")
    assert result.code == 1
    assert result.json["error"]["kind"] == "disk"
    assert "full" in result.json["error"]["remedy"]
    assert not [path for path in (site / "content").rglob("*") if path.is_file()]

    monkeypatch.undo()
    assert roaster("-C", site, "--now", NOW, "run").code == 0
    assert len(list((site / "content/roasts").rglob("*.md"))) == 1


def _no_config(site: Path) -> None:
    (site / "config.yaml").unlink()


def _a_folder_of_settings(site: Path) -> None:
    (site / "config.yaml").unlink()
    (site / "config.yaml").mkdir()


def _a_public_in_a_circle(site: Path) -> None:
    (site / "public").rename(site / "elsewhere")
    (site / "public").symlink_to("public")


def _a_roast_in_a_circle(site: Path) -> None:
    folder = site / "content/roasts"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "2026-01-01-a.md").symlink_to("2026-01-01-a.md")


@pytest.mark.parametrize(
    ("harm", "code", "word"),
    [
        (_no_config, 2, "there is no config.yaml"),
        (_a_folder_of_settings, 2, "config.yaml"),
        (_a_public_in_a_circle, 1, "is a link in a circle"),
        (_a_roast_in_a_circle, 2, "2026-01-01-a.md"),
    ],
)
def test_what_was_built_once_and_is_gone_is_told_and_no_traceback(
    roaster: Roaster, site: Path, harm: Callable[[Path], None], code: int, word: str
) -> None:
    assert roaster("-C", site, "build").code == 0
    harm(site)
    result = roaster("-C", site, "build")
    assert (result.code, "Traceback" in result.err) == (code, False), result.err
    assert word in result.err


def test_a_static_link_in_a_circle_is_no_file(roaster: Roaster, site: Path) -> None:
    static = site / "content/static"
    static.mkdir(parents=True)
    (static / "logo.png").symlink_to("logo.png")
    (static / "kit").symlink_to("kit")
    result = roaster("-C", site, "build")
    assert result.code == 0, result.err
    assert not (site / "public/logo.png").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize(
    ("pipe", "theme", "persona"),
    [
        ("themes/own/theme.yaml", "own", "sally"),
        ("rubrics/7.yaml", "sally", "sally"),
        ("personas/gus/persona.yaml", "sally", "gus"),
        ("content/events.yaml", "sally", "sally"),
        ("config.yaml", "sally", "sally"),
    ],
)
def test_a_pipe_where_a_file_should_be_is_a_fault_and_waited_for_by_nobody(
    roaster: Roaster, site: Path, pipe: str, theme: str, persona: str
) -> None:
    config = yaml.safe_load((site / "config.yaml").read_text())
    config["site"] |= {"theme": theme}
    (site / "config.yaml").write_text(yaml.safe_dump(config | {"persona": persona}))
    (site / pipe).unlink(missing_ok=True)
    (site / pipe).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(site / pipe)
    for command in ("build", "run"):
        if command == "build" and pipe == "content/events.yaml":
            continue  # which a build does not read
        result = roaster("-C", site, "--now", NOW, command)
        assert result.code == 2
        assert Path(pipe).name in result.err
        assert "Traceback" not in result.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_among_the_files_of_theme_and_persona_is_passed_over(
    roaster: Roaster, site: Path
) -> None:
    pipes = ("templates/x.html", "static/x.css", "words.en.yaml")
    for path in (*(f"themes/own/{pipe}" for pipe in pipes), "personas/gus/persona.de.yaml"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(site / path)
    (site / "content/static").mkdir(parents=True)
    os.mkfifo(site / "content/static/x.txt")
    (site / "personas/gus/persona.yaml").write_text("extends: sally\nname: Gus\n")
    (site / "themes/own/theme.yaml").write_text("name: own\nextends: sally\n")
    config = yaml.safe_load((site / "config.yaml").read_text())
    config["site"] |= {"theme": "own", "language": "de"}
    (site / "config.yaml").write_text(yaml.safe_dump(config | {"persona": "gus"}))
    result = roaster("-C", site, "--now", NOW, "build")
    assert result.code == 0, result.err
    assert (site / "public/index.html").is_file()
