"""The labelled set of the evidence gate: true bullets and false ones over real articles.

The paraphrases are written by hand (gate/paraphrases.yaml); near-verbatim bullets and the false
ones are made at run time with a fixed seed. A third is held back: not to be looked at while the
gate is tuned. Paraphrases marked `seen` were written afresh, measured once (19 % and 12 % false
alarms before anything was tuned on them; a third batch, not kept here, 13 %) and then tuned on:
they are never held back.
The articles are read from ../shared/data and nothing of them is kept here.
"""

from __future__ import annotations

import importlib.util
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from roaster.roasts.evidence import Ground, Proof, make_ground, prove
from roaster.text.clean import clean_text
from roaster.text.digests import digest
from roaster.text.sentences import sentences

GOLD = Path("../shared/data/articles/gold.json")
PARAPHRASES = Path(__file__).with_name("gate") / "paraphrases.yaml"
SEED = 5
VERBATIM_PER_ARTICLE = 4
MOST_PER_KIND = 90
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
    """The whole set: the same bullets in the same order every time."""
    true = (*_paraphrases(), *_verbatim())
    return (*true, *_false(true))


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


def _told() -> dict[str, list[dict[str, Any]]]:
    told: dict[str, list[dict[str, Any]]] = yaml.safe_load(PARAPHRASES.read_text(encoding="utf-8"))
    return told


def _held(text: str) -> bool:
    return int(digest(text, 6), 16) % 3 == 0


def _paraphrases() -> Iterator[Bullet]:
    for file, items in _told().items():
        article = _articles()[file]
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


def _verbatim() -> Iterator[Bullet]:
    chance = random.Random(SEED)
    for file in _told():
        article = _articles()[file]
        fit = [line for line in article.lines if re.fullmatch(r"[A-Z][^“”\"@]{50,280}\.", line)]
        for line in chance.sample(fit, min(VERBATIM_PER_ARTICLE, len(fit))):
            bare = re.sub(r"\A(?:But|And|Still,|However,|For example,) ", "", line)
            text = re.sub(r" \([^()]*\)", "", bare[:1].upper() + bare[1:])
            yield Bullet("near verbatim", text, line, article, True, _held(text))


def _prose(article: Article) -> list[str]:
    """Its sentences without its headings, where every word has a capital."""
    return [line for line in article.lines if line.rstrip('"”’)').endswith((".", "!", "?"))]


def _false(true: Sequence[Bullet]) -> Iterator[Bullet]:
    tools = falsifying()
    names = {
        file: tools.names_of("\n".join(_prose(article))) for file, article in _articles().items()
    }
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
                german="DW" in file,
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
