from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from roaster.errors import DiskError
from roaster.site import swap
from roaster.state.build_cache import BuildCache, BuiltFile


def clean_bytes(site: Any, sites: ModuleType, tmp_path: Path, roasts: Any, **options: Any) -> Any:
    other = sites.make_site(tmp_path / "clean")
    other.build(roasts, config=site.config, pages=site.pages, **options)
    return other.files()


def leftovers(site: Any) -> list[Path]:
    """Folders of a swap that was not ended; the spare is meant to stay."""
    return [path for path in site.root.glob(".public-*") if path.name != ".public-spare"]


def times(site: Any) -> dict[str, int]:
    return {str(p): p.stat().st_mtime_ns for p in site.root.rglob("*")}


def test_a_build_without_a_change_writes_nothing_at_all(site: Any, sites: ModuleType) -> None:
    first = site.build(sites.many(5))
    before = times(site)
    report = site.build(sites.many(5))
    assert times(site) == before
    assert (report.written, report.removed) == (0, 0)
    assert report.unchanged == first.written == len(site.files())
    assert report.bytes == sum(map(len, site.files().values()))
    assert report.pages == len(list(site.public.rglob("*.html")))


def test_an_edit_changes_its_page_and_the_feeds_alone(site: Any, sites: ModuleType) -> None:
    roasts = sites.many(40)
    site.build(roasts)
    before = site.files()
    part = replace(roasts[4].sections[0], text="Edited.")
    edited = replace(roasts[4], sections=(part,), digest="other")
    site.build([*roasts[:4], edited, *roasts[5:]])
    changed = {path for path, data in site.files().items() if before.get(path) != data}
    feeds = {"category/business/feed.xml", "category/business/feed.json"}
    assert changed == {"2026/01/05/roast-5/index.html", *feeds}


def test_the_same_input_gives_the_same_bytes_in_any_order(
    site: Any, sites: ModuleType, tmp_path: Path
) -> None:
    site.build(sites.many(9))
    assert clean_bytes(site, sites, tmp_path, sites.many(9)[::-1]) == site.files()


@pytest.mark.parametrize(
    "harm",
    [
        lambda public: (public / "index.html").write_text("mine"),
        lambda public: (public / "index.html").unlink(),
        lambda public: (public / "mine.html").write_text("mine"),
        lambda public: [(public / "new").mkdir(), (public / "new" / "x").write_text("x")],
        lambda public: [(public / "feed.xml").unlink(), (public / "feed.xml").symlink_to("x")],
        lambda public: public.rename(public.with_name("gone")),
    ],
)
def test_harm_done_by_hand_is_mended(site: Any, sites: ModuleType, harm: Any) -> None:
    site.build(sites.many(4))
    before = site.files()
    harm(site.public)
    site.build(sites.many(4))
    assert site.files() == before


def test_memory_may_be_lost_or_broken(site: Any, sites: ModuleType) -> None:
    site.build(sites.many(4))
    before, memory = site.files(), site.root / ".roaster" / "build.sqlite3"
    for content in (None, b"no database", b""):
        memory.unlink()
        if content is not None:
            memory.write_bytes(content)
        report = site.build(sites.many(4))
        assert site.files() == before
        assert report.written == 0


def test_static_files_are_copied_as_they_are(site: Any, sites: ModuleType) -> None:
    static = site.root / "content" / "static" / "deep"
    static.mkdir(parents=True)
    (static / "Ünï code.bin").write_bytes(b"\x00\xff")
    site.build(sites.many(1))
    assert (site.public / "deep" / "Ünï code.bin").read_bytes() == b"\x00\xff"
    (static / "Ünï code.bin").write_bytes(b"\x01\xff")
    site.build(sites.many(1))
    assert (site.public / "deep" / "Ünï code.bin").read_bytes() == b"\x01\xff"


def test_a_static_file_and_a_folder_take_turns_at_one_address(site: Any, sites: ModuleType) -> None:
    static = site.root / "content" / "static"
    static.mkdir(parents=True)
    for _ in range(4):
        (static / "press").write_text("a file")
        site.build(spare=True)
        assert (site.public / "press").read_text() == "a file"
        (static / "press").unlink()
        (static / "press").mkdir()
        (static / "press" / "kit.txt").write_text("in a folder")
        site.build(spare=True)
        assert (site.public / "press" / "kit.txt").read_text() == "in a folder"
        (static / "press" / "kit.txt").unlink()
        (static / "press").rmdir()


def test_a_public_folder_that_is_a_file_is_left_alone(site: Any, sites: ModuleType) -> None:
    site.public.write_text("mine")
    with pytest.raises(DiskError, match="is a file"):
        site.build(sites.many(1))
    assert site.public.read_text() == "mine"


def test_a_public_folder_elsewhere_is_reached_through_its_link(
    site: Any, sites: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "www" / "site").mkdir(parents=True)
    site.public.symlink_to(tmp_path / "www" / "site")
    site.build(sites.many(1))
    assert site.public.is_symlink()
    assert (tmp_path / "www" / "site" / "index.html").is_file()


def test_a_web_server_can_read_the_site_whatever_the_umask(site: Any, sites: ModuleType) -> None:
    before = os.umask(0o077)
    try:
        site.build(sites.many(2))
        site.build(sites.many(3))
    finally:
        os.umask(before)
    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in site.public.rglob("*")}
    assert modes == {(True, 0o755), (False, 0o644)}


def test_sites_that_are_built_side_by_side_share_no_folder(
    site: Any, sites: ModuleType, tmp_path: Path
) -> None:
    """Each has a lock of its own: they may be built at once."""
    others = [sites.make_site(tmp_path / name) for name in ("one", "two")]
    for other in others:
        (tmp_path / "www" / other.root.name).mkdir(parents=True)
        other.public.symlink_to(tmp_path / "www" / other.root.name)
        other.build(sites.many(2), spare=True)
        other.build(sites.many(3), spare=True)
    spares = {path.name for path in (tmp_path / "www" / ".public-spare").iterdir()}
    assert spares == {".gitignore", "site-one", "site-two"}


def test_without_an_exchange_the_swap_takes_two_steps(
    site: Any, sites: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "_exchange", lambda new, public: False)
    site.build(sites.many(2))
    site.build(sites.many(3))
    assert (site.public / "2026/01/03/roast-3/index.html").is_file()
    assert not leftovers(site)


def test_a_site_taken_away_between_two_steps_is_put_back(site: Any, sites: ModuleType) -> None:
    site.build(sites.many(2))
    before = site.files()
    neighbour = site.root / ".other-old"
    neighbour.mkdir()
    (neighbour / "index.html").write_text("not ours")
    site.public.rename(site.root / ".public-old")
    report = site.build(sites.many(2))
    assert site.files() == before
    assert report.written == 0
    assert not leftovers(site)
    assert (neighbour / "index.html").read_text() == "not ours"


@pytest.mark.parametrize("builds", [1, 2, 3])
def test_the_spare_folder_is_mended_whatever_became_of_it(
    builds: int, site: Any, sites: ModuleType, tmp_path: Path
) -> None:
    for count in range(builds):
        site.build(sites.many(4 + count % 2), spare=True)
    spare = site.root / ".public-spare" / "site"
    (spare / "index.html").unlink()
    (spare / "index.html").write_text("meddled")
    (spare / "stray").mkdir()
    (spare / "stray" / "page.html").write_text("stray")
    (spare / "feed.xml").unlink()
    (spare / "feed.xml").mkdir()
    (spare / "2026" / "index.html").unlink()
    (spare / "about").rename(spare / "elsewhere")
    site.build(sites.many(6))
    assert site.files() == clean_bytes(site, sites, tmp_path, sites.many(6))
    assert not (site.public / "stray").exists()


def test_a_file_that_somebody_replaced_is_made_again_after_any_number_of_builds(
    site: Any, sites: ModuleType, tmp_path: Path
) -> None:
    for count in (4, 5, 6, 5, 6):
        site.build(sites.many(count), spare=True)
        page = site.public / "2026/01/02/roast-2/index.html"
        page.unlink()
        page.write_text("meddled")
        (site.public / "about" / "mine.txt").write_text("meddled")
        (site.public / "about" / "mine").mkdir()
    site.build(sites.many(7))
    assert site.files() == clean_bytes(site, sites, tmp_path, sites.many(7))
    assert not (site.public / "about" / "mine").exists()


def test_the_site_before_the_last_is_kept_out_of_git(site: Any, sites: ModuleType) -> None:
    site.build(sites.many(2))
    site.build(sites.many(3))
    assert (site.root / ".public-spare" / ".gitignore").read_text() == "*\n"
    assert not (site.root / ".public-spare/site/2026/01/03/roast-3").exists()


def test_a_change_of_one_page_makes_few_new_files(site: Any, sites: ModuleType) -> None:
    site.build(sites.many(40), spare=True)
    inodes = {path: path.stat().st_ino for path in site.public.rglob("*.html")}
    site.build([*sites.many(39), sites.roast(40, preamble="Edited.")])
    after = {path: path.stat().st_ino for path in site.public.rglob("*.html")}
    changed = [path for path, inode in after.items() if inodes[path] != inode]
    assert changed == [site.public / "2026/02/09/roast-40/index.html"]


def test_a_full_disk_leaves_the_old_site(
    site: Any, sites: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build(sites.many(2))
    before = site.files()
    real, calls = Path.write_bytes, []

    def full(path: Path, data: bytes) -> int:
        calls.append(path)
        if len(calls) > 3:
            raise OSError(28, "No space left on device", str(path))
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(DiskError, match="No space left"):
        site.build(sites.many(20))
    monkeypatch.undo()
    assert site.files() == before
    site.build(sites.many(20))
    assert (site.public / "2026/01/20/roast-20/index.html").is_file()


_BUILDER = """
import importlib.util, sys
from pathlib import Path
spec = importlib.util.spec_from_file_location("sites", sys.argv[1])
sites = importlib.util.module_from_spec(spec)
sys.modules["sites"] = sites
spec.loader.exec_module(sites)
site = sites.Site(Path(sys.argv[2]))
print("ready", flush=True)
site.build(sites.many(int(sys.argv[3])))
print("done", flush=True)
"""


def test_killed_at_any_moment_the_site_is_the_old_or_the_new(
    site: Any, sites: ModuleType, tmp_path: Path
) -> None:
    old, new = sites.many(6), sites.many(60)
    after = clean_bytes(site, sites, tmp_path, new)
    site.build(old)
    before = site.files()
    for delay in (0.0, 0.1, 0.2, 0.3, 0.4):
        command = [sys.executable, "-c", _BUILDER, str(sites.__file__), str(site.root), "60"]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as builder:
            assert builder.stdout is not None
            builder.stdout.readline()
            time.sleep(delay)
            builder.send_signal(signal.SIGKILL)
        assert site.files() in (before, after)
    site.build(new)
    assert site.files() == after
    assert not leftovers(site)


def test_a_build_without_a_change_loads_nothing_heavy(site: Any, sites: ModuleType) -> None:
    builder = _BUILDER + (
        "print(sorted({'jinja2', 'markdown', 'nh3', 'feedparser', 'litellm', 'trafilatura', "
        "'sklearn', 'httpx', 'lxml'} & set(sys.modules)))"
    )
    site.build(sites.many(5))
    command = [sys.executable, "-c", builder, str(sites.__file__), str(site.root), "5"]
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    assert told.stdout.splitlines()[-1] == "[]"


def test_the_cache_keeps_files_and_forgets_others(tmp_path: Path) -> None:
    one, two = BuiltFile("f1", 1, 2), BuiltFile("f2", 3, 4)
    with BuildCache(tmp_path / "x" / "build.sqlite3") as cache:
        cache.replace({"a": one, "b": one})
        cache.replace({"b": two})
    with BuildCache(tmp_path / "x" / "build.sqlite3") as cache:
        assert cache.load() == {"b": two}
