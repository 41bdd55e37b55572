"""Counting and comparing texts. Pure."""

from __future__ import annotations

import re

from roaster.articles.phrases import CUT_ENDS

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
# Han, kana, Hangul syllables: written without spaces, or with words of two or three characters.
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af]")
SHINGLE = 4  # words


def count_words(text: str) -> int:
    """Words of a text; two CJK characters count as one word."""
    ideographs = len(_CJK.findall(text))
    return sum(1 for _ in _WORD.finditer(_CJK.sub(" ", text))) + (ideographs + 1) // 2


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of four words of a text, case and punctuation ignored; CJK by character."""
    spaced = _CJK.sub(lambda match: f" {match.group()} ", text.casefold())
    words = _WORD.findall(spaced)
    return frozenset(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def contained(part: str, whole: str) -> float:
    """The share of `part` that stands in `whole`, 0–1."""
    parts = shingles(part)
    return len(parts & shingles(whole)) / len(parts)


def is_cut(text: str) -> bool:
    """Whether a text ends as teasers do ("…", "Continue reading")."""
    return text.rstrip(" \n\t>→»").lower().endswith(CUT_ENDS)


def found_in(phrases: tuple[str, ...], text: str) -> list[str]:
    """The phrases that stand in a text, which is compared in lower case with straight quotes."""
    lowered = " ".join(text.lower().replace("’", "'").split())
    return [phrase for phrase in phrases if phrase in lowered]
