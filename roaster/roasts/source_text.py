"""A source's text as a model may see it: harmless, and within its share of tokens. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from roaster.roasts.fence import without_fences
from roaster.text.clean import clean_text, cut
from roaster.text.sentences import sentences

TOTAL_TOKENS = 8_000  # with instructions and reply it fits the smallest context in common use
MAX_TOKENS_PER_SOURCE = 2_000
MIN_TOKENS_PER_SOURCE = 375
_ASCII_PER_TOKEN = 4  # of English prose, in the common tokenizers; other letters count one each
_MOST_CHARS_PER_TOKEN = 4

# Tokens that chat templates give a meaning to; in a source they can only be an attack or a leak.
# The bars of `<｜User｜>` are full-width ones.
_CHAT_MARKERS = re.compile(
    r"<[|｜][^<>\n]{0,60}[|｜]>"
    r"|\[/?(?:INST|SYS|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\]"
    r"|<</?SYS>>"
    r"|</?(?:s|bos|eos|think|thinking|system|assistant|user|start_of_turn|end_of_turn)>",
    re.IGNORECASE,
)
_ROLE_LINE = re.compile(
    r"^((?:[^\S\n]|[>#*_-])*+)(system|assistant|user|human|developer|tool|instructions?)([*_ ]*):",
    re.IGNORECASE | re.MULTILINE,
)


def harmless(text: str) -> str:
    """Text of a source without hidden characters and without what a chat template would obey."""
    text = clean_text(text)
    while (without := _CHAT_MARKERS.sub(" ", text)) != text:  # a marker may hide in a marker
        text = without
    return clean_text(_ROLE_LINE.sub(r"\1\2\3 –", without_fences(text)))


def tokens_in(text: str) -> int:
    """About how many tokens a text has, rather too many than too few."""
    ascii_chars = len(text.encode("ascii", "ignore"))
    return -(-ascii_chars // _ASCII_PER_TOKEN) + len(text) - ascii_chars


def cut_at_sentence(text: str, limit: int) -> str:
    """The longest beginning of `text` that is whole sentences and at most `limit` characters."""
    if len(text) <= limit:
        return text
    end = 0
    for sentence in sentences(text[: limit + 1_000]):
        start = text.find(sentence, end)
        if start + len(sentence) > limit:
            break
        end = start + len(sentence)
    return text[:end] if end else cut(text, limit)


def cut_to_tokens(text: str, budget: int) -> str:
    """The longest beginning of `text` that is whole sentences and at most `budget` tokens."""
    if tokens_in(text) <= budget:
        return text
    fits, too_long = 0, min(len(text), budget * _MOST_CHARS_PER_TOKEN + 1)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if tokens_in(text[:middle]) <= budget:
            fits = middle
        else:
            too_long = middle
    shorter = cut_at_sentence(text, fits)
    return shorter if tokens_in(shorter) <= budget else text[:fits]  # an ellipsis costs too


def within_budget(texts: Sequence[str], *, halve_longest: bool = False) -> list[str]:
    """Harmless texts, each cut to its share of all tokens; the longest to half on demand."""
    share = TOTAL_TOKENS // max(len(texts), 1)
    budget = max(MIN_TOKENS_PER_SOURCE, min(MAX_TOKENS_PER_SOURCE, share))
    cut_texts = [cut_to_tokens(text, budget) for text in texts]
    if halve_longest and cut_texts:
        longest = max(range(len(cut_texts)), key=lambda index: tokens_in(cut_texts[index]))
        half = tokens_in(cut_texts[longest]) // 2
        cut_texts[longest] = cut_to_tokens(cut_texts[longest], half)
    return cut_texts
