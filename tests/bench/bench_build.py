"""What a build costs: cold, without a change, with twenty new roasts, with one edit.

    python tests/bench/bench_build.py [ROASTS]

Each build is a process of its own. Prints CPU and wall seconds of the build, those of the whole
process with its imports, and the peak of its memory. The theme is the built-in one.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from roaster.config.schema import Config
from roaster.model.roast import Roast, Section, Source, StandingPage, Status
from roaster.site.build import Builder
from roaster.state.build_cache import BuildCache
from roaster.text.digests import digest

ROASTS = 10_000
PER_DAY = 8
FIRST = date(2022, 1, 1)
NOW = datetime(2030, 1, 1, tzinfo=UTC)
CATEGORIES = ("ai", "business", "politics", "science", "media", "technology")
TEXT = (
    "the company said it would review its own review of a plan that nobody had asked for while "
    "shares rose and staff learned of it from a calendar invitation about values and trust"
)
WORDS = tuple(TEXT.split())
SCORES = {"hype_gap": 4, "self_own": 2, "irony": 4, "stakes": 2, "missing_remedy": 4}


def prose(dice: random.Random, words: int) -> str:
    """Sentences of about the length that people write."""
    text = " ".join(dice.choice(WORDS) for _ in range(words))
    return f"{text[:1].upper()}{text[1:]}."


def make_roast(number: int, edition: int = 1) -> Roast:
    """A roast of the usual size, the same for the same number and edition."""
    dice = random.Random(f"{number} {edition}")
    day = FIRST + timedelta(days=number // PER_DAY)
    url = f"https://outlet-{number % 40}.example/{number}"
    fact = f"- {prose(dice, 20)} [receipt]({url}#:~:text=the%20company,a%20plan)"
    burn = f"- **{prose(dice, 2)}** {prose(dice, 15)}"
    text = "\n\n".join(prose(dice, 60) for _ in range(3))
    sources = (Source(prose(dice, 8), f"Outlet {number % 40}", url, NOW),) * 2
    return Roast(
        slug=f"roast-{number}",
        path=f"content/roasts/{day.year}/{day.isoformat()}-roast-{number}.md",
        title=f"{prose(dice, 7)[:-1]} {number}",
        day=day,
        status=Status.PUBLISHED,
        sections=(
            Section("take", "Sally's Take", text),
            Section("facts", "What Actually Happened", "\n".join([fact] * 4)),
            Section("burned", "Who Got Burned", "\n".join([burn] * 3)),
            Section("lining", "Silver Lining", prose(dice, 25)),
        ),
        id=digest(f"roast {number}"),
        category=CATEGORIES[number % len(CATEGORIES)],
        tags=(f"topic {number % 300}", f"name {number % 700}"),
        score=Decimal(number % 101) / 10,
        scores=SCORES,
        quip=prose(dice, 14),
        sources=sources,
        roasted={"model": "offline/sally", "at": f"{day.isoformat()}T09:00:00Z", "rubric": 1},
        digest=digest(f"{number} {edition}"),
    )


def build_once(root: Path, count: int, edited: int) -> dict[str, float]:
    """Build a site of `count` roasts, one of them in another edition (-1: none)."""
    roasts = [make_roast(number, 2 if number == edited else 1) for number in range(count)]
    pages = [
        StandingPage(name, f"content/pages/{name}.md", name, "Text.") for name in ("about", "drop")
    ]
    config = Config.model_validate(
        {"site": {"base_url": "https://name.example/roaster/", "cards": False, "badges": False}}
    )
    cpu, wall = time.process_time(), time.perf_counter()
    with BuildCache(root / ".roaster" / "build.sqlite3") as cache:
        builder = Builder(root, root / "public", config, now=NOW, cache=cache)
        report = builder.build(roasts, pages)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
        "process": time.process_time(),
        "peak_mb": peak / 1024,
        "written": report.written,
        "files": report.unchanged + report.written,
    }


def measure(name: str, root: Path, count: int, edited: int = -1) -> None:
    """Build in a fresh process and print one line."""
    command = [sys.executable, __file__, "--once", str(root), str(count), str(edited)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    row = json.loads(told)
    print(
        f"{name:<12}{row['cpu']:>9.2f} s CPU{row['wall']:>9.2f} s wall"
        f"{row['peak_mb']:>8.0f} MB peak{row['written']:>8.0f} of {row['files']:.0f} files written"
    )


def main() -> None:
    """Run the four builds."""
    if sys.argv[1:2] == ["--once"]:
        print(json.dumps(build_once(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROASTS
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        print(f"{count} roasts")
        measure("cold", root, count)
        measure("no change", root, count)
        measure("20 more", root, count + 20)
        measure("one edit", root, count + 20, edited=count // 2)


if __name__ == "__main__":
    main()
