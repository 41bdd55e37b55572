"""What a later article adds to a roast: its own sentences, with receipts. Pure.

No model is asked and nothing is worded anew: an update is facts alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from roaster.model.news import Article
from roaster.model.roast import Fact
from roaster.roasts.folding import folded_text
from roaster.roasts.writers.offline.story import is_safe
from roaster.text.addresses import text_fragment
from roaster.text.clean import clean_line
from roaster.text.sentences import sentences

MOST = 3
_SENTENCES = 25  # of an article: what is new stands before
_SHORTEST, _LONGEST = 30, 300  # characters
_NEW_ENOUGH = 0.4  # share of a sentence's telling words that the roast does not have

_WORD = re.compile(r"\w{4,}|\d[\d.,]*")
_WHOLE = re.compile(r"[^\W_a-zß-ÿ].*[.”\"]", re.DOTALL)


def facts_since(article: Article, told: str, evidence: str = "") -> tuple[Fact, ...]:
    """Sentences of `article` that `told`, the text of a roast, does not have; in reading order.

    `evidence` is the sentence for which the article was offered: it comes in whatever it says, as
    the article has it. Empty when there is nothing new.
    """
    known = frozenset(_words(told))
    lines = list(dict.fromkeys(sentences(article.text)[:_SENTENCES]))
    wanted = [line for line in lines if evidence and folded_text(line) == folded_text(evidence)]
    new = sorted(_new(lines, known), key=lambda pair: -pair[0])
    chosen = dict.fromkeys([*wanted[:1], *(line for _, line in new)])
    best = [line for line in chosen if is_safe(line)][:MOST]
    title = clean_line(evidence)
    if not best and title and is_safe(title):
        best = [title]
    best.sort(key=lambda line: lines.index(line) if line in lines else -1)
    return tuple(Fact(line, line, 0, _receipt(article.url, line)) for line in best)


def _new(lines: list[str], known: frozenset[str]) -> Iterator[tuple[float, str]]:
    """Whole sentences with how much is new in them; figures count double."""
    for place, line in enumerate(lines):
        if not _SHORTEST <= len(line) <= _LONGEST or not _WHOLE.fullmatch(line):
            continue
        words = list(_words(line))
        fresh = [word for word in words if word not in known]
        share = len(fresh) / max(len(words), 1)
        if share >= _NEW_ENOUGH:
            figures = sum(word[0].isdigit() for word in fresh)
            yield share + 0.2 * min(figures, 2) - place / (2 * _SENTENCES), line


def _words(text: str) -> Iterator[str]:
    return (word.rstrip(".,") for word in _WORD.findall(folded_text(text)))


def _receipt(url: str, span: str) -> str:
    return text_fragment(url, span) if url else ""
