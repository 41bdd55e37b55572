"""The gate on real articles: what they say word for word passes, a changed digit does not."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from roaster.roasts.evidence import Ground, Proof, make_ground, prove
from roaster.text.clean import clean_text
from roaster.text.sentences import sentences

GOLD = Path("../shared/data/articles/gold.json")
pytestmark = pytest.mark.skipif(
    not GOLD.exists(), reason=f"needs {GOLD}: put the shared test data beside the checkout"
)


def _grounds() -> list[tuple[Ground, list[str]]]:
    records: list[dict[str, Any]] = json.loads(GOLD.read_text(encoding="utf-8"))
    texts = [clean_text(record["body"]) for record in records if record.get("body")]
    return [
        (make_ground(text), [line for line in sentences(text) if 40 <= len(line) <= 290])
        for text in texts
    ]


def test_every_sentence_of_an_article_is_proven_by_it() -> None:
    results = [prove(line, line, ground) for ground, lines in _grounds() for line in lines]
    assert len(results) > 1000
    assert all(isinstance(result, Proof) for result in results)


def test_a_changed_digit_is_caught() -> None:
    chance = random.Random(1)
    caught = asked = 0
    for ground, lines in _grounds():
        for line in lines:
            digits = list(re.finditer(r"\d", line))
            if not digits:
                continue
            digit = chance.choice(digits)
            other = str((int(digit.group()) + chance.randint(1, 9)) % 10)
            false = line[: digit.start()] + other + line[digit.end() :]
            asked += 1
            caught += not isinstance(prove(false, line, ground), Proof)
    assert asked > 300
    assert caught / asked >= 0.97  # the rest became another number of the same passage
