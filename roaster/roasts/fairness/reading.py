"""The words and rules of a language, read from the package's own file once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from roaster.roasts.fairness.lexicon import Lexicon, lexicon_of
from roaster.roasts.fairness.rules import Rules, literals_of, rules_of

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where it exists
_SINGLE = ("figures", "attributed", "attributed_in_facts")


@dataclass(frozen=True, slots=True)
class Language:
    """What is asked of a sentence in one language."""

    lexicon: Lexicon
    figures: Rules
    attributed: Rules
    attributed_in_facts: Rules
    signs: Rules
    rules: Rules


@lru_cache(maxsize=4)
def language(tag: str) -> Language:
    """The words and rules of a language that has a file in `words/`.

    Raises ValueError for a rule that names a class the file does not have.
    """
    path = files("roaster.roasts.fairness") / "words" / f"{tag}.yaml"
    return language_of(yaml.load(path.read_text(encoding="utf-8"), _Loader))  # noqa: S506


def language_of(read: Mapping[str, Any]) -> Language:
    """The same from the content of such a file."""
    single = {name: _lines(read[name]) for name in _SINGLE}
    kinds = {kind: _lines(text) for kind, text in read["rules"].items()}
    signs = {name: _lines(text) for name, text in read["signs"].items()}
    lists = (*single.values(), *signs.values(), *kinds.values())
    every = [line for lines in lists for line in lines]
    lexicon = lexicon_of(
        {**dict.fromkeys(signs, ""), **read["classes"]},
        literals_of(every),
        capitalised_nouns=bool(read.get("capitalised_nouns")),
    )
    figures, attributed, in_facts = (rules_of({n: single[n]}, lexicon) for n in _SINGLE)
    asked = rules_of(kinds, lexicon)
    return Language(lexicon, figures, attributed, in_facts, rules_of(signs, lexicon), asked)


def _lines(text: str) -> Sequence[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
