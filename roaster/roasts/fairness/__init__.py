"""Who must not be hit by a joke, and what must not be claimed in one.

Takes the texts of a roast, gives every sentence a person must look at (`Unfair`). Pure, but for
`reading`, which reads the words of a language from its file, once. The parts: `tagging` gives each
word of a sentence its classes from the `lexicon`; `rules` are rows of words and classes; `asking`
puts the questions. Words, classes and rules are data, `words/`.
"""

from __future__ import annotations

from roaster.roasts.fairness.asking import KINDS, Unfair, unfair

__all__ = ["KINDS", "Unfair", "unfair"]
