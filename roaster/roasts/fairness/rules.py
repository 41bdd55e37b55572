"""Rules over words and their classes: written as data, matched as one pattern each. Pure.

A rule is a row of elements separated by space. An element is a word, a CLASS, or several of them
with `|` between; `A+B` is a word of both classes, `!` before an element one word that is none of
these. `?` after it: it may be missing, `*`: any number of them. `..4` is a gap of up to four words
within a clause, `...` any gap within the sentence, `^` the sentence's beginning, `$` its end. `~`
before an element: the rule is off where one of these stands anywhere in the sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from roaster.roasts.fairness.lexicon import Classes, Lexicon, weight_of
from roaster.roasts.fairness.tagging import Tagged

_GAP = re.compile(r"\.\.(\d+)")
_IN_CLAUSE = r"(?: (?![;:.!?…()—–])[^ ]+)"
_UNKNOWN = 1_000  # the weight of what is given to words by `tagging`, such as PROPER


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over a coded sentence, and what must be in a sentence for it to match at all."""

    number: int
    kind: str
    spelled: str
    """As a regular expression; compiled when a sentence first has what the rule needs."""
    needs: tuple[Classes, ...]
    off: Classes


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules by the class that is the rarest of those they need."""

    by_class: Mapping[str, tuple[Rule, ...]]

    def matches(
        self, tagged: Tagged, kinds: Iterable[str] = ()
    ) -> Iterator[tuple[str, re.Match[str]]]:
        """What matches in a sentence, with its kind; of all kinds where none are given."""
        likely = self._likely(tagged.classes, frozenset(kinds))
        if not likely:
            return
        coded = tagged.coded
        for rule in likely:
            for match in _compiled(rule.spelled).finditer(coded):
                yield rule.kind, match

    def _likely(self, classes: Classes, kinds: frozenset[str]) -> list[Rule]:
        """The rules whose every need is in a sentence, in their own order."""
        found: dict[int, Rule] = {}
        for name in classes & self.by_class.keys():
            for rule in self.by_class[name]:
                for need in rule.needs:
                    if classes.isdisjoint(need):
                        break
                else:
                    if classes.isdisjoint(rule.off) and (not kinds or rule.kind in kinds):
                        found[rule.number] = rule
        return [found[number] for number in sorted(found)]


@lru_cache(maxsize=4096)  # `re` itself keeps fewer than there are rules
def _compiled(spelled: str) -> re.Pattern[str]:
    return re.compile(spelled)


def literals_of(lines: Iterable[str]) -> Iterator[str]:
    """The words that rules name themselves."""
    for line in lines:
        for element in line.split():
            for name in _names(element):
                if not name.isupper():
                    yield name


def rules_of(lists: Mapping[str, Sequence[str]], lexicon: Lexicon) -> Rules:
    """The rules of each kind, ready to match.

    Raises ValueError for a class that the lexicon does not have, and for a rule without any word.
    """
    found: dict[str, list[Rule]] = defaultdict(list)
    every = [(kind, line) for kind, lines in lists.items() for line in lines]
    for number, (kind, line) in enumerate(every):
        rule = _rule(number, kind, line, lexicon)
        if not rule.needs:
            raise ValueError(f"{kind}: {line}: a rule needs a word that must be there")
        for name in min(rule.needs, key=lambda need: _commonness(need, lexicon)):
            found[name].append(rule)
    return Rules({name: tuple(rules) for name, rules in found.items()})


def _rule(number: int, kind: str, line: str, lexicon: Lexicon) -> Rule:
    every = line.split()
    elements = [element for element in every if not element.startswith("~")]
    off = frozenset(name for element in every if element[0] == "~" for name in _names(element))
    needs = tuple(
        frozenset(name.partition("+")[0] for name in _names(element))
        for element in elements
        if not element.startswith(("!", ".", "^", "$")) and not element.endswith(("?", "*"))
    )
    for element in every:
        for name in "+".join(_names(element)).split("+"):
            if name.isupper() and name not in lexicon.weights and name not in _GIVEN:
                raise ValueError(f"{kind}: {line}: no class {name}")
    return Rule(number, kind, "".join(map(_spelled, elements)), needs, off)


_GIVEN = frozenset(("NAME", "PROPER", "OWNER", "NUMBER", "YOUNGAGE", "GROWNAGE"))


def _names(element: str) -> list[str]:
    if element in ("^", "$") or element.startswith(".."):
        return []
    return [name for name in element.strip("~!?*").split("|") if name]


def _spelled(element: str) -> str:
    if element == "^":
        return r"\A"
    if element == "$":
        return r"(?= [.!?…]|\Z)"
    if element == "...":
        return r"(?: [^ ]+)*?"
    if gap := _GAP.fullmatch(element):
        return f"{_IN_CLAUSE}{{0,{gap[1]}}}?"
    names = "|".join(_token(name) for name in _names(element))
    one = f" (?!{names})[^ ]+" if element.startswith("!") else f" (?:{names})"
    return f"(?:{one}){element[-1]}" if element[-1] in "?*" else one


def _token(name: str) -> str:
    if name.isupper():
        first, _, second = name.partition("+")
        both = rf"(?=[^ ]*/{second}/)" if second else ""
        return rf"{both}[^ ]*/{first}/[^ ]*"
    return rf"{re.escape(name)}/[^ ]*"


def _commonness(need: Classes, lexicon: Lexicon) -> int:
    return sum(
        lexicon.weights.get(name, _UNKNOWN) if name.isupper() else weight_of(name) for name in need
    )
