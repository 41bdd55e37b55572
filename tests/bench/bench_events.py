"""How well grouping does on the labelled sets: `python tests/bench/bench_events.py`.

Prints B-cubed precision, recall and F1 and pair F1 for each set, how told stories draw in later
articles, the same at the similarity that the other sets alone would choose, the worst joins and
splits by name, and seconds and peak memory for 2,500 items. `--scale` adds 10,000 and 50,000.
Peak memory is the resident set of a process of its own, with its imports and the articles.
"""

from __future__ import annotations

import gzip
import json
import multiprocessing
import random
import re
import resource
import sys
import time
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from roaster.config.schema import EventSettings
from roaster.events.grouping import Grouping, group
from roaster.model.news import Article, Story
from roaster.text.addresses import address_key

DATA = Path(__file__).parents[2] / ".." / "shared" / "data" / "events"
REMEDY = f"no labelled events in {DATA}: put the project's shared data there"
SETS = (
    "labelled_2026-08-14.jsonl",
    "energy_2021.jsonl",
    "us_politics_triples.jsonl.gz",
    "google_news_2014.jsonl.gz",
)
STREAM = "stream_2026-08-13_2026-08-17.jsonl.gz"
NOW = datetime(2026, 8, 15, tzinfo=UTC)
WINDOW = EventSettings().window
SIMILARITY = EventSettings().similarity
TRIED = [n / 100 for n in range(12, 27, 2)]


@dataclass(frozen=True)
class Item:
    article: Article
    event: str
    stories: frozenset[str]


def rows(name: str) -> list[dict[str, Any]]:
    path = DATA / name
    raw = gzip.decompress(path.read_bytes()) if name.endswith("gz") else path.read_bytes()
    return [json.loads(line) for line in raw.decode("utf-8").split("\n") if line.strip()]


def items(name: str) -> list[Item]:
    return [_item(row, number) for number, row in enumerate(rows(name))]


def _item(row: dict[str, Any], number: int) -> Item:
    article = Article(
        url=f"https://item{number}.example/{number}",
        title=row["title"],
        outlet=row.get("outlet") or row.get("publisher") or "",
        text=row.get("text_start") or "",
        summary=row.get("summary") or "",
        published=_time(row),
    )
    gold = row.get("event", row.get("story", number))
    return Item(article, str(gold), frozenset(row.get("stories") or ()))


def _time(row: dict[str, Any]) -> datetime | None:
    if "published_ms" in row:
        return datetime.fromtimestamp(row["published_ms"] / 1000, UTC)
    said = row.get("published") or row.get("date")
    when = datetime.fromisoformat(said) if said else None
    return when if when is None or when.tzinfo else when.replace(tzinfo=UTC)


def grouped(
    articles: Sequence[Article],
    stories: Sequence[Story] = (),
    window: timedelta = WINDOW,
    similarity: float = SIMILARITY,
) -> Grouping:
    return group(
        articles, stories, similarity=similarity, window=window, zone=ZoneInfo("UTC"), now=NOW
    )


def labels(found: Grouping, wanted: Iterable[Item]) -> list[str]:
    where = {
        article.url: event.id
        for event in found.events
        for article in (*event.articles, *event.copies)
    }
    return [where[item.article.url] for item in wanted]


@dataclass(frozen=True)
class Score:
    precision: float
    recall: float
    pair_f1: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def score(found: Sequence[str], gold: Sequence[Item]) -> Score:
    """B-cubed over items, and F1 over pairs; pairs of one running story are left out."""
    by_label: dict[str, list[int]] = defaultdict(list)
    by_event: dict[str, list[int]] = defaultdict(list)
    for index, label in enumerate(found):
        by_label[label].append(index)
        by_event[gold[index].event].append(index)
    precision = recall = right = joined = wanted = 0.0
    for index, item in enumerate(gold):
        together = [i for i in by_label[found[index]] if i == index or not neutral(item, gold[i])]
        hits = sum(1 for i in together if gold[i].event == item.event)
        same = len(by_event[item.event])
        precision += hits / len(together)
        recall += hits / same
        right, joined, wanted = right + hits - 1, joined + len(together) - 1, wanted + same - 1
    pair_f1 = 2 * right / (joined + wanted) if joined + wanted else 1.0
    return Score(precision / len(gold), recall / len(gold), pair_f1)


def neutral(one: Item, other: Item) -> bool:
    """Whether joining these two is neither right nor wrong."""
    return one.event != other.event and bool(one.stories & other.stories)


def worst(found: Sequence[str], gold: Sequence[Item]) -> list[str]:
    """Events joined that are not one, and events split, the largest first."""
    lines: list[tuple[int, str]] = []
    for name, groups in (("joined", found), ("split", [item.event for item in gold])):
        other = [item.event for item in gold] if name == "joined" else found
        by: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for index, label in enumerate(groups):
            by[label][other[index]].append(index)
        for parts in by.values():
            firsts = [members[0] for members in parts.values()]
            clear = [i for i in firsts if not any(neutral(gold[i], gold[j]) for j in firsts)]
            if len(clear) > 1:
                titles = " <> ".join(gold[i].article.title[:60] for i in clear[:3])
                lines.append((sum(map(len, parts.values())), f"{name} {len(clear)}: {titles}"))
    return [line for _, line in sorted(lines, key=lambda one: -one[0])]


def told(gold: Sequence[Item], seed: int = 1) -> tuple[float, float]:
    """Of the articles after an event's first, the share that continues its told story; and of
    articles of untold events, the share that wrongly continues one. Half the events are told.
    """
    by_event: dict[str, list[Item]] = defaultdict(list)
    for item in gold:
        by_event[item.event].append(item)
    events = sorted(name for name, members in by_event.items() if len(members) > 1)
    random.Random(seed).shuffle(events)
    first = {name: by_event[name][0] for name in events[: len(events) // 2]}
    stories = [story_of(name, item.article) for name, item in first.items()]
    rest = [item for item in gold if item.event not in first or item is not first[item.event]]
    found = grouped([item.article for item in rest], stories)
    joined = {one.article.url: one.slug for one in found.continuing}
    related = {story for item in first.values() for story in item.stories}
    later = [item for item in rest if item.event in first]
    untold = [item for item in rest if item.event not in first and not item.stories & related]
    caught = sum(1 for item in later if joined.get(item.article.url) == item.event)
    wrong = sum(1 for item in untold if item.article.url in joined)
    return caught / max(1, len(later)), wrong / max(1, len(untold))


def story_of(slug: str, article: Article) -> Story:
    day = (article.published or NOW).date()
    text = f"{article.summary}\n\n{article.text[:1500]}\n\n{article.title}"
    return Story(slug, article.title, day, text, frozenset({address_key(article.url)}))


def f1_at(gold: Sequence[Item], similarity: float) -> float:
    found = grouped([item.article for item in gold], similarity=similarity)
    return score(labels(found, gold), gold).f1


def held_out(sets: dict[str, list[Item]]) -> list[str]:
    """Each set at the similarity that is best for the other sets together."""
    table = {name: [f1_at(gold, tried) for tried in TRIED] for name, gold in sets.items()}
    lines = []
    for name in sets:
        others = [values for other, values in table.items() if other != name]
        means = [sum(values) / len(others) for values in zip(*others, strict=True)]
        best = max(range(len(TRIED)), key=lambda k: (means[k], -k))
        around = " ".join(f"{value:.3f}" for value in table[name])
        lines.append(
            f"  {name.split('.')[0]}: {table[name][best]:.3f} at {TRIED[best]:.2f}, the choice of "
            f"the others; at {TRIED[0]:.2f}, {TRIED[1]:.2f} … {TRIED[-1]:.2f}: {around}"
        )
    return lines


def many(count: int, seed: int = 5) -> list[Article]:
    """As many articles as wanted, out of the stream and the news of 2014.

    Each further round through them is a day later, and every second of its names is another one.
    """
    rng = random.Random(seed)
    base = [item.article for name in (STREAM, SETS[3]) for item in items(name)]
    made: list[Article] = []
    while len(made) < count:
        turn = len(made) // len(base)
        made += [_varied(one, len(made) + n, turn, rng) for n, one in enumerate(base)]
    return made[:count]


def _varied(article: Article, number: int, turn: int, rng: random.Random) -> Article:
    when = article.published or NOW
    if when.year < 2020:
        when = NOW - timedelta(days=20 * rng.random())
    return replace(
        article,
        url=f"https://item{number}.example/{number}",
        title=_renamed(article.title, turn),
        summary=_renamed(article.summary, turn),
        published=when + timedelta(days=turn),
    )


def _renamed(text: str, turn: int) -> str:
    def renamed(match: re.Match[str]) -> str:
        name = match.group()
        number = zlib.crc32(f"{name} {turn}".encode())
        if turn == 0 or number % 2:
            return name
        letters = random.Random(number).choices("abcdefghiklmnoprstuvw", k=len(name))
        return "".join(letters).capitalize()

    return re.sub(r"\b[A-Z][a-z]{3,}\b", renamed, text)


def measured(count: int) -> str:
    """One row of the table of sizes, from a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (count,))


def _measure(count: int) -> str:
    articles = many(count)
    begin, cpu = time.perf_counter(), time.process_time()
    found = grouped(articles)
    seconds, cpu = time.perf_counter() - begin, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        f"{count:>8}{len(found.events):>9}{max(len(e.articles) for e in found.events):>9}"
        f"{seconds:>9.2f}{cpu:>9.2f}{peak:>9}"
    )


def main() -> int:
    if not DATA.is_dir():
        print(f"skipped: {REMEDY}")
        return 0
    print(f"{'set':<30}{'items':>6}{'P':>8}{'R':>8}{'F1':>8}{'pairs':>8}{'told':>8}{'wrong':>8}")
    remarks = []
    sets = {name: items(name) for name in SETS}
    for name, gold in sets.items():
        found = labels(grouped([item.article for item in gold]), gold)
        result = score(found, gold)
        caught, wrong = told(gold)
        print(
            f"{name.split('.')[0]:<30}{len(gold):>6}{result.precision:>8.3f}{result.recall:>8.3f}"
            f"{result.f1:>8.3f}{result.pair_f1:>8.3f}{caught:>8.3f}{wrong:>8.3f}"
        )
        remarks += [f"  {name.split('.')[0]}: {line}" for line in worst(found, gold)[:6]]
    print("held out:", *held_out({name: sets[name] for name in SETS[:3]}), sep="\n")
    print("worst:", *remarks, sep="\n")
    print(f"{'items':>8}{'events':>9}{'largest':>9}{'s':>9}{'CPU s':>9}{'MiB':>9}")
    for count in (2500, 10_000, 50_000) if "--scale" in sys.argv else (2500,):
        print(measured(count))
    return 0


if __name__ == "__main__":
    sys.exit(main())
