"""How often the offline writer repeats itself, and how long it takes: `python bench_offline.py`.

Writes up a few hundred events, made from the labelled sets and recombined to the length of real
articles, as a run would: each roast knows those before it. Prints the runs of eight of the
writer's own words that stand in more than one roast, per 1,000 roasts, the worst of them, the
totals, and the CPU time for an event.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from roaster.config.rubrics import load_rubrics
from roaster.config.schema import PersonaSettings
from roaster.model.news import Article, Event
from roaster.roasts.writer import Brief, Reply, Written
from roaster.roasts.writers.offline import OfflineWriter
from roaster.roasts.writers.offline.terms import tokens
from roaster.text.digests import digest

RUBRIC_1 = load_rubrics().by_version[1]
DATA = Path(__file__).parents[2] / ".." / "shared" / "data" / "events"
REMEDY = f"no labelled events in {DATA}: put the project's shared data there"
SETS = ("labelled_2026-08-14.jsonl", "us_politics_triples.jsonl.gz")
EVENTS = 400
TEXTS = 4  # how many texts of the sets make one article
RECENT = 30
RUN = 8
QUOTED = re.compile(r"“[^“”]*”")


def rows() -> list[dict[str, Any]]:
    found = []
    for name in SETS:
        raw = (DATA / name).read_bytes()
        text = (gzip.decompress(raw) if name.endswith("gz") else raw).decode("utf-8")
        found += [json.loads(line) for line in text.split("\n") if line.strip()]
    return found


def recombined() -> list[Event]:
    """Events of the sets' own titles, each told with texts from elsewhere in the sets as well."""
    told = rows()
    events = []
    for number in range(EVENTS):
        parts = [told[(number * 3 + step * step * 97) % len(told)] for step in range(TEXTS)]
        text = "\n\n".join(part.get("text_start") or part.get("summary") or "" for part in parts)
        title, outlet = parts[0]["title"], parts[0].get("outlet") or ""
        article = Article(f"https://item{number}.example/", title, outlet, text)
        events.append(Event(digest(str(number)), title, "", date(2026, 8, 14), (article,)))
    return events


def text_of(reply: Reply) -> str:
    return "\n".join((reply.quip, *reply.take, *(burn.why for burn in reply.burned), reply.lining))


def own_runs(reply: Reply) -> set[str]:
    found = set()
    for part in QUOTED.split(text_of(reply)):
        words = [token.word for token in tokens(part)]
        found |= {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    return found


def write_up(events: Sequence[Event]) -> tuple[list[Reply], float]:
    """Every roast, and the CPU time for an event in milliseconds."""
    writer = OfflineWriter()
    recent: list[str] = []
    replies: list[Reply] = []
    writer.write(Brief(events[0], PersonaSettings(), RUBRIC_1))  # reads the stock
    started = time.process_time()
    for event in events:
        brief = Brief(event, PersonaSettings(), RUBRIC_1, recent=tuple(recent[:RECENT]))
        result = writer.write(brief)
        if isinstance(result, Written):
            replies.append(result.reply)
            recent.insert(0, text_of(result.reply))
    return replies, (time.process_time() - started) * 1_000 / len(events)


def _before(runs: Sequence[set[str]], place: int) -> Sequence[set[str]]:
    return runs[max(place - RECENT, 0) : place]


def main() -> int:
    if not DATA.exists():
        print(REMEDY, file=sys.stderr)
        return 1
    replies, spent_ms = write_up(recombined())
    print(f"{len(replies)} of {EVENTS} events roasted, {spent_ms:.1f} ms each")
    runs = [own_runs(reply) for reply in replies]
    worn = Counter(run for found in runs for run in found)
    shared = {run: count for run, count in worn.items() if count > 1}
    print(f"{len(shared) * 1_000 / len(replies):.0f} shared runs of {RUN} words per 1,000 roasts")
    again = [
        n for n, found in enumerate(runs) if any(not found.isdisjoint(b) for b in _before(runs, n))
    ]
    first = again[0] if again else len(runs)
    print(f"{len(again)} roasts repeat one of the {RECENT} before them; none of the first {first}")
    for run, count in Counter(shared).most_common(12):
        print(f"  {count:3} × {run}")
    totals = Counter(RUBRIC_1.total(reply.scores) for reply in replies)
    print("totals", ", ".join(f"{total}: {totals[total]}" for total in sorted(totals)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
