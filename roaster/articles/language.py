"""The language a text is in: read from the text, with what page and feed say as a prior. Pure.

py3langid holds its model in its wheel and needs numpy alone. Over 79 headlines and sentences in 20
languages it was right 79 times at 0.05 ms each (lingua 76 at 29 ms and 96 MB, langdetect 72).
Import and model take half a second once, so it is imported where a text is really judged.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from roaster.articles.words import count_words
from roaster.text.languages import has_name, primary_tag

CERTAIN = 0.9  # share of the detector's belief
MIN_WORDS = 10  # a shorter text is names and numbers: nobody can be certain of it
_READ = 4_000  # characters looked at: more change nothing
_LIKELY = 0.5
# What page or feed say is believed against a text that the detector finds nearly as likely.
_PRIOR = 0.05
MIN_OWN_WORDS = 20  # of a text that was asked for in one language: names and loan words weigh less
# Words that a text of a language is full of, and no other's: where they are, nobody needs asking.
_FULL_OF = {
    "en": frozenset(
        """
        the and that with from this it by which are were has have had not be its an of to for been
        their would into when there
        """.split()  # noqa: SIM905
    ),
    "de": frozenset(
        """
        der die das und nicht ein eine einen einem einer mit auf für sich den dem ist im zu auch wie
        von werden wird hat haben bei nach zum zur
        """.split()  # noqa: SIM905
    ),
}
_FULL = 0.12  # of all words; of texts in other languages a tenth at most is such
_KIN = (frozenset(("da", "no")), frozenset(("hr", "sr", "bs")), frozenset(("id", "ms")))

# In runs of ASCII only: Chinese and Japanese write figures into sentences without spaces.
_ASCII_RUN = re.compile(r"[!-~]+")
_NO_WORD = re.compile(r"://|www\.|[@\d_{}<>\\|=]|;.|\w[(\[]|[a-zA-Z]\.[a-zA-Z]")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Guess:
    """A language as a primary tag, and how sure the detector is of it, 0–1; empty: no idea."""

    tag: str = ""
    belief: float = 0.0
    words: int = 0

    @property
    def certain(self) -> bool:
        """Whether the text is long and clear enough to act on it."""
        return bool(self.tag) and self.belief >= CERTAIN and self.words >= MIN_WORDS


def guess_language(text: str) -> Guess:
    """The language of a text by its letters alone; no guess for code, numbers and nothing."""
    prose = _prose(text)
    if not prose:
        return Guess()
    shares = _shares(prose)
    tag = max(shares, key=shares.__getitem__, default="")
    return Guess(tag, shares.get(tag, 0.0), count_words(prose)) if tag else Guess()


def language_of(text: str, said: Sequence[str] = ()) -> str:
    """The primary tag of a text's language; `said` are tags of page and feed in order of belief.

    The text decides. What is said stands where the text is too short to tell, or tells two
    languages apart only just (Danish and Norwegian, Croatian and Serbian).
    """
    claims = [tag for tag in map(primary_tag, said) if tag]
    prose = _prose(text)
    shares = _shares(prose) if prose else {}
    if not shares:
        return claims[0] if claims else ""
    best = max(shares, key=shares.__getitem__)
    for claim in claims:
        if shares.get(claim, 0.0) >= _PRIOR:
            return claim
    is_clear = shares[best] >= CERTAIN and count_words(prose) >= MIN_WORDS
    if claims:
        return best if is_clear else claims[0]
    return best if shares[best] >= _LIKELY else ""


def foreign_to(text: str, wanted: str) -> str:
    """The primary tag of a text's language where it is surely another than `wanted`; else empty.

    Nothing is told of short texts, of near kin (Danish and Norwegian), and of tags that the
    detector does not know, on either side: a dialect is taken for what it is written in.
    """
    prose, home = _prose(text), primary_tag(wanted)
    if count_words(prose) < MIN_OWN_WORDS or _is_plainly(home, prose):
        return ""
    shares = _shares(prose)
    if shares.get(home, 1.0) >= _PRIOR:
        return ""
    best = max(shares, key=shares.__getitem__)
    akin = any({best, home} <= kin for kin in _KIN)
    return best if shares[best] >= CERTAIN and has_name(best) and not akin else ""


def _is_plainly(home: str, prose: str) -> bool:
    """Whether a text is full of a language's own words, as most are that were asked for in it."""
    words = prose.lower().split()
    common = _FULL_OF.get(home, frozenset())
    return sum(word in common for word in words) >= _FULL * len(words)


def _prose(text: str) -> str:
    """The running words of a text; empty where most of it is code, addresses or numbers."""
    text = text[:_READ]
    words = _ASCII_RUN.sub(lambda run: " " if _NO_WORD.search(run[0]) else run[0], text)
    prose = " ".join(words.split())
    visible = len("".join(text.split()))
    return prose if len(_LETTERS.findall(prose)) > visible / 2 else ""


def _shares(prose: str) -> dict[str, float]:
    """The detector's belief in each language, summing to one at most."""
    from py3langid.langid import rank

    ranked = rank(prose)
    best, scale = ranked[0][1], math.sqrt(len(prose.encode("utf-8", "replace")))
    weights = [(tag, math.exp(max((score - best) / scale, -700.0))) for tag, score in ranked]
    total = sum(weight for _, weight in weights)
    shares: defaultdict[str, float] = defaultdict(float)
    for tag, weight in weights:
        if primary := primary_tag(tag):
            shares[primary] += weight / total
    return dict(shares)
