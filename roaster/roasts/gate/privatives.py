"""Words that deny by a part of their own: “unpaid”, “toothless”, “disagree”. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from roaster.roasts.gate.words import Passage, stem

# Words that deny by a part of their own: “unscripted”, “non-partisan”, “toothless”.
PRIVATIVE_WORD = re.compile(
    r"\A(?:un(?!der|til|less|ion|i[tqvf]|cover|earth|seat|pack|wrap|furl|wind|load|lock|veil|dergo|ter|gefähr|s\Z|d\Z)\w{4,}"
    r"|non-?(?!profit|stop|sense|fiction|chal|ethe|partisan)\w{4,}"
    r"|in(?:action|ability|adequate\w*|accura\w+|complete\w*|secure|sufficien\w+|valid|visible)"
    r"|\w{4,}less)\Z"
)
# Those of them that deny just what the rest of them says.
_UN_WORD = re.compile(
    r"\A(?:un(?!cover|earth|seat|pack|wrap|furl|wind|anim|employ|like\Z|der|til|less|leash|load|lock|veil|fold|ravel|ion|i[tqvfs]|dergo|ter|gefähr|gef|gew"
    r"|wett|s\Z|ser|d\Z)(\w{4,})"
    r"|dis((?:agree|approv|lik|trust|belie|honest|satisf|obey|allow|continu|loyal|similar|respect)\w*)|(?!(?:nonethe|neverthe|regard|count|end|relent|use|ruth|reck|price|doubt)"
    r"less)(\w{4,})less)\Z"
)
_NOT = ("n't", "not", "nicht")


def bases(text: Passage, *, but: Passage) -> frozenset[str]:
    """The stems of what words deny by a part of their own: `secur` of “unsecured”.

    Not those of words that `but` has too, nor of “not unsecured”.
    """
    return frozenset(
        _base(word)
        for place, word in enumerate(text.words)
        if word not in but.words and not (place and text.words[place - 1].endswith(_NOT))
    ) - {""}


@lru_cache(maxsize=8_192)
def _base(word: str) -> str:
    match = _UN_WORD.match(word)
    return stem(next(filter(None, match.groups()))) if match else ""
