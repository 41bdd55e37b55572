"""The labelled set of the evidence gate: true bullets and false ones over real articles.

The paraphrases are written by hand (gate/paraphrases.yaml); near-verbatim bullets and the false
ones are made at run time with a fixed seed. A third is held back: not to be looked at while the
gate is tuned. Paraphrases marked `seen` were written afresh, measured once (19 % and 12 % false
alarms before anything was tuned on them; a third batch, not kept here, 13 %) and then tuned on:
they are never held back.
Six more parts are from sources that the first one does not use. Tuned on: gate/further.yaml (of
its four batches 20, 22, 24 and 33 % of the paraphrases were refused when each was new),
gate/fresh.yaml (only measured for a while: 20 %, then 16 %), gate/denials.yaml (30 % when new) and
gate/plain.yaml (three batches: 11, 18 and 16 %). Only ever measured, and never looked at:
gate/exam.yaml. Of its paraphrases 15 % were refused before that tuning and 13 % after it; it caught
91, then 96 and now 97 % of the changed names, 97 and 98 % of the digits, and 87, then 88 % of the
negations. Since the 97 and the 88 it is no clean measure any more, nor is the held-back third:
rules were kept, narrowed or dropped by their sums, some twenty times, though no bullet was read.
So there is a second exam, gate/exam_two.yaml, of 208 paraphrases of 74 sources (drawn by chance
within each kind of feed or page; those of plain prose in English or German were kept). It was
committed before it was measured; it is only ever measured, nobody looks at its bullets, and no rule
may be kept or dropped by its sums. At its first measurement 25 of the 208 paraphrases (12.0 %) and
none of the 155 near-verbatim bullets were refused; caught were 90 of 90 digits, 39 of 39 number
words, 89 of 90 names, 79 of 81 dates, 30 of 30 units, 88 of 90 negations, 47 of 62 comparisons, 77
of 90 causes, 73 of 90 subjects and 90 of 90 attributions. In all 93.4 % of the false were caught,
at 6.9 % false alarms, and 96.6 % of the alarms were right.
The articles are read from ../shared/data and nothing of them is kept here.
"""

from __future__ import annotations

import gzip
import html
import importlib.util
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import feedparser
import yaml

from roaster.articles.extract import extract
from roaster.model.news import Page
from roaster.roasts.evidence import Ground, Proof, make_ground, prove
from roaster.text.clean import clean_text
from roaster.text.digests import digest
from roaster.text.sentences import sentences

DATA = Path("../shared/data")
GOLD = DATA / "articles/gold.json"
SETS = Path(__file__).with_name("gate")
SEED = 5
VERBATIM_PER_ARTICLE = 4
MOST_PER_KIND = 90
GERMAN_FILES = ("DW", "heise", "kyffhaeuser")
TRUE_KINDS = ("paraphrase", "near verbatim")


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the gate gets it."""

    file: str
    title: str
    day: date | None
    lines: Sequence[str]
    ground: Ground


@dataclass(frozen=True, slots=True)
class Bullet:
    """A labelled bullet. `kind` tells how it was made; `held`: not to be looked at in tuning."""

    kind: str
    text: str
    quote: str
    article: Article
    true: bool
    held: bool
    origin: str = ""

    @property
    def reason(self) -> str:
        """Why the gate refuses it; empty when it passes."""
        found = prove(self.text, self.quote, self.article.ground)
        return "" if isinstance(found, Proof) else found.reason


def falsifying() -> ModuleType:
    """gate_falsifying.py, which stands beside this file."""
    name = "roast_tests_gate_falsifying"
    if name not in sys.modules:
        path = Path(__file__).with_name("gate_falsifying.py")
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@cache
def bullets() -> tuple[Bullet, ...]:
    """The set of the first articles: the same bullets in the same order every time."""
    return _all_of("paraphrases", _articles())


@cache
def further_bullets() -> tuple[Bullet, ...]:
    """Of other sources, and tuned on."""
    return _all_of("further", _others("further"))


@cache
def fresh_bullets() -> tuple[Bullet, ...]:
    """Of other sources; measured only at first, tuned on since."""
    return _all_of("fresh", _others("fresh"))


@cache
def denying_bullets() -> tuple[Bullet, ...]:
    """Of other sources, many of them denials, and tuned on."""
    return _all_of("denials", _others("denials"))


@cache
def plain_bullets() -> tuple[Bullet, ...]:
    """Of other sources, and tuned on."""
    return _all_of("plain", _others("plain"))


@cache
def exam_bullets() -> tuple[Bullet, ...]:
    """Of sources that no other part uses; never looked at, but rules were chosen by its sums."""
    return _all_of("exam", _others("exam"))


@cache
def second_exam_bullets() -> tuple[Bullet, ...]:
    """Of sources that no other part uses, and only ever measured: nothing is chosen by it."""
    return _all_of("exam_two", _others("exam_two"))


def _all_of(name: str, articles: Mapping[str, Article]) -> tuple[Bullet, ...]:
    told = _told(name)
    true = (*_paraphrases(told, articles), *_verbatim(told, articles))
    return (*true, *_false(true, articles))


@cache
def _articles() -> dict[str, Article]:
    records: list[dict[str, Any]] = json.loads(GOLD.read_text(encoding="utf-8"))
    return {
        record["file"]: _article(record, clean_text(record["body"]))
        for record in records
        if record.get("body")
    }


def _article(record: dict[str, Any], text: str) -> Article:
    title = record.get("title") or ""
    day = date.fromisoformat(record["date"][:10]) if record.get("date") else None
    return Article(record["file"], title, day, sentences(text), make_ground(text, title, day))


def _others(name: str) -> dict[str, Article]:
    """The sources that a set names as `file#place`: an item of a feed, a line of a JSON file."""
    return {source: _other(source) for source in _told(name)}


def _other(source: str) -> Article:
    file, _, place = source.partition("#")
    if ".jsonl" in file:
        record = _lines_of(file)[int(place)]
        return _article({"file": source, **record}, clean_text(record["text_start"]))
    if ".html" in file:
        url = f"https://a.example/{file}"
        found = extract(Page(url, url, "text/html", _bytes_of(file)), min_words=0).found
        assert found is not None, source
        told = str(found.published or "")
        return _article({"file": source, "title": found.title, "date": told}, found.text)
    entry = _entries_of(file)[int(place)]
    body = entry.content[0].value if "content" in entry else entry.summary
    marked = body.replace("</p>", "</p>\n")
    text = clean_text(html.unescape(re.sub(r"<[^>]+>", " ", marked)))
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    day = date(*parsed[:3]) if parsed else None
    return _article({"file": source, "title": entry.title, "date": str(day or "")}, text)


@cache
def _entries_of(file: str) -> Sequence[Any]:
    return list(feedparser.parse(_bytes_of(file)).entries)


@cache
def _lines_of(file: str) -> Sequence[dict[str, Any]]:
    return [json.loads(line) for line in _bytes_of(file).splitlines()]


def _bytes_of(file: str) -> bytes:
    found = (DATA / file).read_bytes()
    return gzip.decompress(found) if file.endswith(".gz") else found


def _told(name: str) -> dict[str, list[dict[str, Any]]]:
    told: dict[str, list[dict[str, Any]]] = yaml.safe_load(
        (SETS / f"{name}.yaml").read_text(encoding="utf-8")
    )
    return told


def _held(text: str) -> bool:
    return int(digest(text, 6), 16) % 3 == 0


def _paraphrases(
    told: Mapping[str, list[dict[str, Any]]], articles: Mapping[str, Article]
) -> Iterator[Bullet]:
    for file, items in told.items():
        article = articles[file]
        for item in items:
            first, last = item["source"][0], item["source"][-1]
            if digest(article.lines[first], 8) != item["mark"]:  # sentences are split otherwise now
                first_now = [digest(line, 8) for line in article.lines].index(item["mark"])
                first, last = first_now, last - first + first_now
            quote = article.lines[first]
            if last != first:
                text = article.ground.text
                start = text.index(quote)
                end = text.index(article.lines[last], start) + len(article.lines[last])
                quote = text[start:end]
            text = item["text"]
            held = _held(text) and not item.get("seen", False)
            yield Bullet("paraphrase", text, quote, article, True, held)


def _verbatim(files: Iterable[str], articles: Mapping[str, Article]) -> Iterator[Bullet]:
    chance = random.Random(SEED)
    for file in files:
        article = articles[file]
        fit = [line for line in article.lines if re.fullmatch(r"[A-Z][^“”\"@]{50,280}\.", line)]
        for line in chance.sample(fit, min(VERBATIM_PER_ARTICLE, len(fit))):
            bare = re.sub(r"\A(?:But|And|Still,|However,|For example,) ", "", line)
            text = re.sub(r" \([^()]*\)", "", bare[:1].upper() + bare[1:])
            yield Bullet("near verbatim", text, line, article, True, _held(text))


def _prose(article: Article) -> list[str]:
    """Its sentences without its headings, where every word has a capital."""
    return [line for line in article.lines if line.rstrip('"”’)').endswith((".", "!", "?"))]


def _false(true: Sequence[Bullet], articles: Mapping[str, Article]) -> Iterator[Bullet]:
    tools = falsifying()
    names = {file: tools.names_of("\n".join(_prose(article))) for file, article in articles.items()}
    by_article: dict[str, list[Bullet]] = defaultdict(list)
    for bullet in true:
        by_article[bullet.article.file].append(bullet)
    strangers = [name for file in by_article for name in names[file]]
    for kind in tools.KINDS:
        chance = random.Random(f"{SEED}:{kind}")
        made = []
        for bullet in true:
            file = bullet.article.file
            origin = tools.Origin(
                bullet.text,
                bullet.quote,
                names[file],
                [name for name in chance.sample(strangers, 20) if name not in names[file]],
                [other.text for other in by_article[file] if other.quote != bullet.quote],
                title=bullet.article.title,
                german=any(name in file for name in GERMAN_FILES),
            )
            text = tools.falsified(kind, origin, chance)
            if text:
                made.append(
                    Bullet(
                        kind, text, bullet.quote, bullet.article, False, bullet.held, bullet.text
                    )
                )
        chance.shuffle(made)
        yield from made[:MOST_PER_KIND]
