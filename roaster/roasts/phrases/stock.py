"""The stock phrases of language models, as data: read once, when an index is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import yaml

from roaster.roasts.phrases.runs import words_of
from roaster.text.languages import primary_tag

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where it exists


def stock_phrases(language: str) -> tuple[str, ...]:
    """The phrases of a language, folded; none where there is no list of it."""
    text = (files(__package__) / "stock.yaml").read_text(encoding="utf-8")
    lists: Mapping[str, Sequence[str]] = yaml.load(text, _Loader)  # noqa: S506
    return tuple(" ".join(words_of(phrase)) for phrase in lists.get(primary_tag(language), ()))
