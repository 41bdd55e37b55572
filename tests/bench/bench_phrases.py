"""What the index of worn phrases costs with many roasts: `python bench_phrases.py [10000]`.

Prints the time to make it from nothing, to open it again, and to check one roast; the last is asked
of an index that was just opened, and of one whose answers are known.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from roaster.model.news import Event
from roaster.model.roast import Roast, Section, Status
from roaster.roasts.phrases.index import EDITION, PhraseIndex
from roaster.roasts.phrases.passages import passages_in
from roaster.roasts.phrases.stock import stock_phrases
from roaster.state.phrase_cache import PhraseCache
from roaster.text.digests import digest

ROASTS = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
WORDS = 250  # of quip, take, burned and lining
EVENT = Event("e", "A title", "", date(2026, 4, 9), ())


def roast(number: int, chance: random.Random, words: list[str]) -> Roast:
    text = " ".join(chance.choices(words, k=WORDS))
    take = "\n\n".join((text[: len(text) // 2], text[len(text) // 2 :]))
    sections = (Section("take", "Take", take),)
    day = date(2026, 4, 9)
    made = f"{day}-roast-{number}.md"
    return Roast(f"roast-{number}", made, "T", day, Status.PUBLISHED, sections, digest=digest(take))


def timed(what: str, work: Callable[[], object]) -> None:
    started = time.perf_counter()
    cpu = time.process_time()
    work()
    spent, used = time.perf_counter() - started, time.process_time() - cpu
    print(f"{what}: {spent * 1_000:,.1f} ms, of which {used * 1_000:,.1f} ms CPU")


def main() -> int:
    chance = random.Random(1)
    words = [
        "".join(chance.choices("abcdefghijklmnop", k=chance.randint(2, 9))) for _ in range(9_000)
    ]
    roasts = [roast(number, chance, words) for number in range(ROASTS)]
    stock = stock_phrases("en")
    new = passages_in(roast(ROASTS, chance, words))
    old = passages_in(roasts[-1])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "phrases.sqlite3"

        def index() -> PhraseIndex:
            return PhraseIndex(roasts, PhraseCache(path, EDITION), stock)

        timed(f"made from {ROASTS:,} roasts", index)
        print(f"on disk: {path.stat().st_size / 1e6:,.0f} MB")
        timed("opened again", index)
        opened = index()
        timed("a new roast checked", lambda: opened.claim(EVENT, new))
        timed("the same once more", lambda: opened.claim(EVENT, new))
        timed(
            "one that repeats the oldest", lambda: print(len(opened.claim(EVENT, old)), "repeats")
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
