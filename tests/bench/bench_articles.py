"""How well pages are read: `python tests/bench/bench_articles.py`.

Prints a line per page of the gold set and the means: F1 of four-word shingles of the text, and
whether title, day and authors are right, each over the pages whose gold has them.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from roaster.articles.extract import extract
from roaster.articles.reading import Reading
from roaster.articles.words import shingles
from roaster.model.news import Page
from roaster.model.outcome import ItemOutcome
from roaster.text.clean import clean_text

DATA = Path(__file__).parents[2] / ".." / "shared" / "data" / "articles"
REMEDY = f"no gold pages in {DATA}: put the project's shared data there"
MIN_WORDS = 120
# What the gold calls an article but cannot be read in full: a paywall stub, a script-only page.
STUBS = frozenset(("sh_042bb7b5.html.gz", "tr_business-punk.com.fitness.html.gz"))


@dataclass(frozen=True)
class Line:
    """One page: None where the gold does not know."""

    file: str
    outcome: ItemOutcome
    reason: str
    text: float | None
    title: bool | None
    day: bool | None
    authors: bool | None
    fit: bool
    seconds: float = 0.0  # of the processor


def gold_pages() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((DATA / "gold.json").read_text(encoding="utf-8"))
    return found


def read(gold: dict[str, Any]) -> Reading:
    body = gzip.decompress((DATA / gold["file"]).read_bytes())
    url = gold.get("url") or ""
    return extract(Page(url, url, "text/html", body), min_words=MIN_WORDS)


def judge(gold: dict[str, Any], reading: Reading) -> Line:
    found = reading.found
    wanted_fit = bool(gold["is_article"]) and gold["file"] not in STUBS
    when = found.published if found else None
    return Line(
        gold["file"],
        reading.outcome,
        reading.reason,
        overlap(found.text if found else "", gold["body"]) if gold.get("body") else None,
        same_title(found.title if found else "", gold["title"]) if gold.get("title") else None,
        same_day(when, gold["date"]) if gold.get("date") else None,
        same_names(found.authors if found else (), gold["authors"])
        if gold.get("authors")
        else None,
        (reading.article is not None) == wanted_fit,
    )


def timed(gold: dict[str, Any]) -> Line:
    started = time.process_time()
    reading = read(gold)
    return replace(judge(gold, reading), seconds=time.process_time() - started)


def overlap(text: str, wanted: str) -> float:
    """F1 of the two texts' four-word shingles."""
    ours, gold = shingles(text), shingles(clean_text(wanted))
    return 2 * len(ours & gold) / (len(ours) + len(gold))


def same_title(title: str, wanted: str) -> bool:
    """Equal but for punctuation; the gold's own outlet suffix or cut end is forgiven."""
    ours, gold = key(title), key(wanted)
    return (
        bool(ours)
        and (gold.startswith(ours) or ours.startswith(gold))
        and 0.7 < len(ours) / len(gold) < 1.4
    )


def same_day(when: datetime | None, wanted: str) -> bool:
    return when is not None and when.date().isoformat() == wanted[:10]


def same_names(names: Sequence[str], wanted: Sequence[str]) -> bool:
    return {key(name) for name in names} == {key(name) for name in wanted}


def key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def mean(values: Iterable[float | bool | None]) -> float:
    known = [float(value) for value in values if value is not None]
    return sum(known) / len(known)


def main() -> int:
    if not DATA.is_dir():
        print(f"skipped: {REMEDY}")
        return 0
    lines = [timed(gold) for gold in gold_pages()]
    taken = sorted(line.seconds for line in lines[1:])  # the first one pays for imports
    for line in lines:
        text = "    -" if line.text is None else f"{line.text:5.2f}"
        marks = " ".join(
            f"{name}:{'-' if value is None else 'ok' if value else 'NO':<3}"
            for name, value in (("title", line.title), ("day", line.day), ("authors", line.authors))
        )
        fit = " " if line.fit else "!"
        print(f"{fit} {line.file[:34]:<34} {line.outcome:<7}{text}  {marks} {line.reason[:60]}")
    print(
        f"\ntext F1 {mean(line.text for line in lines):.3f}"
        f" · titles {mean(line.title for line in lines):.3f}"
        f" · days {mean(line.day for line in lines):.3f}"
        f" · authors {mean(line.authors for line in lines):.3f}"
        f" · fit or refused rightly {sum(line.fit for line in lines)}/{len(lines)}"
        f"\nper page: median {taken[len(taken) // 2] * 1000:.0f} ms"
        f" · p95 {taken[int(len(taken) * 0.95)] * 1000:.0f} ms · worst {taken[-1] * 1000:.0f} ms"
        f" · imports and model {lines[0].seconds:.1f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
