"""Regular expressions on hostile text: `python tests/bench/bench_patterns.py`.

Every pattern that stands in a module of roaster searches strings made to go wrong, of 20,000 and
200,000 characters. Printed are the slowest, with how much ten times the text cost: about 10 is
linear, about 100 grows with the square.
"""

from __future__ import annotations

import importlib
import multiprocessing
import pkgutil
import re
import time
from collections.abc import Iterator

import roaster

SHORT, LONG = 20_000, 200_000
PATIENCE_S = 4.0
SHOWN = 12

_PIECES = (
    "a", " ", "\n", "\t", "<", "<a ", "</a>", "<!--", "&", "&amp;", "[", "](", "[a](", "(", "((",
    "*", "**", "`", "_", "#", "=", "==", ":", "://", "http://a", "http://a.", ".", "..", ". ",
    ", ", "A", "A.", "A b ", "Aa ", "1", "1,", "1.", "1 ", "1,000 ", "\"", "“", "“a", "'", "’",
    "a'", "-", "--", "- ", "a-", "/", "//", "a/", "@", "a@", "{", "{{", "}", "|", "<|", "\\",
    "&#", "&#1", "system:", "not ", "said ", "the ", "und ", "der ", "Jan ", "10 April ", "%", "$",
    "$1 ", "1 million ", "é", "ß", "\u200b", "\u3000", "日本", "🙂", "<s>", "<<s>>", "[INST]",
)  # fmt: skip


def patterns() -> Iterator[tuple[str, str, int]]:
    """Module and name, source and flags of each pattern that stands in a module."""
    for info in pkgutil.walk_packages(roaster.__path__, "roaster."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            held = value if isinstance(value, tuple | list) else (value,)
            for pattern in held:
                if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
                    yield f"{info.name}.{name}", pattern.pattern, pattern.flags


def texts(length: int) -> Iterator[str]:
    """Strings of `length` characters that end in something no pattern expects."""
    for piece in _PIECES:
        yield (piece * (length // len(piece) + 1))[:length] + "\x00!"
    for first in ("a", " ", "<", "1", "A "):
        for second in (" ", "\n", ".", "'", "-", ">"):
            yield (first * 3 + second) * (length // (3 * len(first) + 1)) + "\x00!"


def worst(source: str, flags: int, length: int) -> tuple[float, str]:
    """Seconds of the slowest search, and the text's beginning."""
    pattern = re.compile(source, flags)
    slowest = 0.0, ""
    for text in texts(length):
        began = time.perf_counter()
        pattern.search(text)
        sum(1 for _ in pattern.finditer(text))
        slowest = max(slowest, (time.perf_counter() - began, text[:12]))
    return slowest


def _work(source: str, flags: int, answer: multiprocessing.SimpleQueue[object]) -> None:
    short = worst(source, flags, SHORT)
    answer.put(short)
    answer.put(worst(source, flags, LONG))


def main() -> None:
    """Print the slowest."""
    rows = []
    found = {(source, flags): name for name, source, flags in patterns()}
    for (source, flags), name in found.items():
        answer: multiprocessing.SimpleQueue[object] = multiprocessing.SimpleQueue()
        child = multiprocessing.Process(target=_work, args=(source, flags, answer))
        child.start()
        child.join(PATIENCE_S)
        if child.is_alive():
            child.kill()
            child.join()
            rows.append((float("inf"), float("inf"), "over patience", name))
            continue
        short, long = answer.get(), answer.get()
        rows.append((long[0], long[0] / max(short[0], 1e-4), long[1], name))
    rows.sort(reverse=True)
    print(f"{len(rows)} patterns, {LONG:,} characters each")
    print("   seconds   10 x text   text            pattern")
    for seconds, ratio, text, name in rows[:SHOWN]:
        print(f"{seconds:10.3f}  {ratio:8.0f} x   {text!r:14}  {name}")


if __name__ == "__main__":
    main()
