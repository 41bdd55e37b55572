"""How often the offline writer repeats itself, and how long it takes: `python bench_offline.py`.

Writes up a thousand events (or as many as its argument says), made from the labelled sets and
recombined to the length of real articles, as a run would: each roast knows those before it. The
same of a thousand German events (`german_events.py`), and of both personas, each of which has a
stock of its own in each language: no text of one should be a text of the other.
Prints the runs of eight of the writer's own words that stand in more than one roast, the openings,
closings and comparisons that come again within fifty, the totals, and the CPU time for an event.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from german_events import german_events

from roaster.config.personas import read_persona
from roaster.config.rubrics import load_rubrics
from roaster.config.schema import PersonaSettings
from roaster.model.news import Article, Event
from roaster.roasts.phrases.index import MemoryShelf, PhraseIndex, Said
from roaster.roasts.phrases.passages import passages_of
from roaster.roasts.phrases.stock import stock_phrases
from roaster.roasts.writer import Brief, Reply, Written
from roaster.roasts.writers.offline import OfflineWriter
from roaster.roasts.writers.offline.terms import folded_words
from roaster.text.digests import digest

RUBRIC_1 = load_rubrics().by_version[1]
DATA = Path(__file__).parents[2] / ".." / "shared" / "data" / "events"
REMEDY = f"no labelled events in {DATA}: put the project's shared data there"
SETS = (
    "labelled_2026-08-14.jsonl",
    "us_politics_triples.jsonl.gz",
    "energy_2021.jsonl",
    "stream_2026-08-13_2026-08-17.jsonl.gz",
)
LEAST_TEXT = 100  # characters of a row that can be part of an article
EVENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
ARTICLE = 2_500  # characters of a short real article: so many texts of the sets make one
MOST_TEXTS = 16
PERSONAS = ("sally", "obituarist")
RECENT = 50
RUN = 8
LEAST_PART, MOST_PART = 40, 110  # words of a paragraph
QUOTED = re.compile(r"“[^“”]*”|„[^„“]*“")


def rows() -> list[dict[str, Any]]:
    found = []
    for name in SETS:
        raw = (DATA / name).read_bytes()
        text = (gzip.decompress(raw) if name.endswith("gz") else raw).decode("utf-8")
        found += [json.loads(line) for line in text.split("\n") if line.strip()]
    return [row for row in found if len(_text(row)) >= LEAST_TEXT]


def _text(row: dict[str, Any]) -> str:
    return str(row.get("text_start") or row.get("summary") or "")


def recombined() -> list[Event]:
    """Events of the sets' own titles, each told with texts from elsewhere in the sets as well."""
    told = rows()
    events = []
    for number in range(EVENTS):
        parts = [told[(number + step * step * 97) % len(told)] for step in range(MOST_TEXTS)]
        text = ""
        for part in parts:
            if len(text) < ARTICLE:
                text += f"{_text(part)}\n\n"
        title, outlet = parts[0]["title"], parts[0].get("outlet") or ""
        article = Article(f"https://item{number}.example/", title, outlet, text)
        events.append(Event(digest(str(number)), title, "", date(2026, 8, 14), (article,)))
    return events


def text_of(reply: Reply) -> str:
    return "\n".join((reply.quip, *reply.take, *(burn.why for burn in reply.burned), reply.lining))


def own_runs(reply: Reply) -> set[str]:
    found = set()
    for text in text_of(reply).split("\n"):
        for part in QUOTED.split(text):
            words = folded_words(part)
            found |= {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """A persona in a language, with the events that it writes up."""

    persona: PersonaSettings
    language: str

    @classmethod
    def of(cls, persona: str, language: str) -> Row:
        values = read_persona(persona, language, None).values
        return cls(PersonaSettings.model_validate(values), language)

    def brief(self, event: Event, **rest: Any) -> Brief:
        return Brief(event, self.persona, RUBRIC_1, self.language, **rest)


def write_up(events: Sequence[Event], row: Row) -> tuple[list[Reply], list[float]]:
    """Every roast, and the CPU time of each in milliseconds."""
    writer = OfflineWriter(f"offline/{row.persona.id}")
    index = PhraseIndex((), MemoryShelf(), stock_phrases(row.language))
    recent: list[str] = []
    replies: list[Reply] = []
    times: list[float] = []
    writer.write(row.brief(events[0]))  # reads the stock
    for event in events:
        brief = row.brief(event, recent=tuple(recent[:RECENT]), worn=index)
        started = time.process_time()
        result = writer.write(brief)
        times.append((time.process_time() - started) * 1_000)
        if isinstance(result, Written):
            index.add(event.id, passages_of(result.reply))
            replies.append(result.reply)
            recent.insert(0, text_of(result.reply))
    return replies, times


def edges(replies: Sequence[Reply]) -> Mapping[str, int]:
    """How many roasts repeat an opening, a closing or a comparison of the fifty before them."""
    said = [Said("", passages_of(reply)) for reply in replies]
    again: Counter[str] = Counter()
    for n, one in enumerate(said):
        before = said[max(n - RECENT, 0) : n]
        for kind in ("openings", "closings", "comparisons"):
            again[kind] += any(getattr(one, kind) & getattr(other, kind) for other in before)
    return again


def show(events: Sequence[Event], row: Row) -> list[str]:
    """Print what came of the events, and give the texts."""
    replies, times = write_up(events, row)
    fast = sorted(times)
    print(f"\n{row.persona.id}, {row.language}: {len(replies)} of {len(events)} events roasted")
    print(f"{sum(times) / len(times):.1f} ms each, {fast[len(fast) // 2]:.1f} in the middle")
    worn = Counter(run for reply in replies for run in own_runs(reply))
    shared = {run: count for run, count in worn.items() if count > 1}
    print(f"{len(shared) * 1_000 / len(replies):.0f} shared runs of {RUN} words per 1,000 roasts")
    print("repeated within 50:", dict(edges(replies)))
    lengths = sorted(len(" ".join(reply.take).split()) for reply in replies)
    print("words of a take:", lengths[0], lengths[len(lengths) // 2], lengths[-1])
    parts = sorted(len(part.split()) for reply in replies for part in reply.take)
    outside = sum(not LEAST_PART <= part <= MOST_PART for part in parts)
    print("words of a paragraph:", parts[0], parts[len(parts) // 2], parts[-1], end=", ")
    print(f"{outside} of {len(parts)} outside {LEAST_PART} to {MOST_PART}")
    for run, count in Counter(shared).most_common(12):
        print(f"  {count:3} × {run}")
    totals = Counter(RUBRIC_1.total(reply.scores) for reply in replies)
    print("totals", ", ".join(f"{total}: {totals[total]}" for total in sorted(totals)))
    return [text_of(reply) for reply in replies]


def main() -> int:
    if not DATA.exists():
        print(REMEDY, file=sys.stderr)
        return 1
    for language, events in (("en", recombined()), ("de", german_events(EVENTS))):
        texts = {each: show(events, Row.of(each, language)) for each in PERSONAS}
        first, second = texts.values()
        alike = sum(map(str.__eq__, first, second))
        print(f"{alike} of {len(first)} texts the same for both personas")
    return 0


if __name__ == "__main__":
    sys.exit(main())
