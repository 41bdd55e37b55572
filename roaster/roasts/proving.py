"""What of a reply its sources prove: bullets, and the parties that got burned. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from roaster.model.news import Article, Event
from roaster.model.roast import Burn, Fact
from roaster.roasts.evidence import Ground, Proof, Unproven, make_ground, prove
from roaster.roasts.folding import find_all, folded_text
from roaster.roasts.names import names_in, words_in
from roaster.roasts.writer import ProposedFact
from roaster.text.addresses import text_fragment

# “The Board”, “Your Inbox”: a role in capitals, not a name.
_ROLE = re.compile(
    r"\A(?:the|a|an|your|our|their|its|his|her|every\w*|any\w*|some\w*|no\w*|all|whoever|those"
    r"|der|die|das|ein|eine|alle|jeder|ihr|ihre|sein|seine)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Refused:
    """A bullet that no source proves: its place in the reply, what it says, and why not."""

    place: int
    text: str
    reason: str


def grounds_of(event: Event) -> tuple[Ground, ...]:
    """The event's articles, prepared for many questions."""
    return tuple(map(_ground, event.articles))


def prove_facts(
    event: Event, proposed: Sequence[ProposedFact], grounds: Sequence[Ground] = ()
) -> tuple[tuple[Fact, ...], tuple[Refused, ...]]:
    """The bullets that stand, with the source's own words, and those that do not."""
    grounds = grounds or grounds_of(event)
    facts, refused = [], []
    for place, fact in enumerate(proposed):
        found = _prove_anywhere(fact, grounds)
        if isinstance(found, str):
            refused.append(Refused(place, fact.text, found))
        else:
            index, span = found
            facts.append(Fact(fact.text, span, index, _receipt(event, index, span)))
    return tuple(facts), tuple(refused)


def prove_party(event: Event, burn: Burn, grounds: Sequence[Ground]) -> Burn | Unproven:
    """The party with the words of a source that name it.

    A role (“the people in charge”) needs no proof and gets none; a name that stands in no source
    is unproven.
    """
    names = _names(burn.who, grounds)
    if not names:
        return replace(burn, quote="", source=None, receipt="")
    named = [burn.source] if burn.source in range(len(grounds)) else []
    order = (*named, *(index for index in range(len(grounds)) if index not in named))
    for index in order:
        if index is not None and (span := _naming(grounds[index], names, burn.quote)):
            return replace(burn, quote=span, source=index, receipt=_receipt(event, index, span))
    if any(names <= ground.aside | words_in(ground.text) for ground in grounds):
        return replace(burn, quote="", source=None, receipt="")  # an outlet, or told in pieces
    return Unproven(f"“{burn.who}” is named in no source")


def _ground(article: Article) -> Ground:
    day = article.published.date() if article.published else None
    return make_ground(article.text, f"{article.title}\n{article.outlet}", day)


def _receipt(event: Event, index: int, span: str) -> str:
    url = event.articles[index].url
    return text_fragment(url, span) if url else ""


def _prove_anywhere(fact: ProposedFact, grounds: Sequence[Ground]) -> tuple[int, str] | str:
    """Source and span that prove a fact, or why the source it names does not.

    A true quote under a wrong number is worth keeping, so the other sources are asked too.
    """
    named = [fact.source] if 0 <= fact.source < len(grounds) else []
    reason = "it names no source"
    for index in (*named, *(index for index in range(len(grounds)) if index not in named)):
        result = prove(fact.text, fact.quote, grounds[index])
        if isinstance(result, Proof):
            return index, result.span
        if index in named:
            reason = result.reason
    return reason


def _names(who: str, grounds: Sequence[Ground]) -> frozenset[str]:
    """The names in a party, folded. What only the sources write with a capital is one too."""
    known = frozenset[str]().union(*(ground.names for ground in grounds))
    found = {name.casefold() for name in names_in(who, known)}
    if _ROLE.match(who):
        return frozenset(name for name in found if name in known)
    words = who.split()
    if words and _capital_only(words[0], grounds):
        found |= words_in(words[0])
    if len(words) > 1 and all(word[0].isupper() for word in words):
        found |= words_in(who)
    return frozenset(found)


def _capital_only(word: str, grounds: Sequence[Ground]) -> bool:
    """Whether the sources have a word, and never in small letters."""
    bare = re.sub(r"[’']s?\Z|\W+\Z", "", word)
    if not bare[:1].isupper():
        return False
    found = [
        match.group()
        for ground in grounds
        for match in re.finditer(rf"\b{re.escape(bare)}\b", ground.text, re.IGNORECASE)
    ]
    return bool(found) and all(one[0].isupper() for one in found)


def _naming(ground: Ground, names: frozenset[str], quote: str) -> str:
    """The quote where it stands in the source and names the party; else a sentence that does."""
    for start, end in find_all(ground.folded, quote) if quote else ():
        span = " ".join(ground.text[start:end].split())
        if _all_in(names, span):
            return span
    return next(_sentences_with(ground, names), "")


def _sentences_with(ground: Ground, names: frozenset[str]) -> Iterator[str]:
    for start, end in ground.bounds:
        sentence = ground.text[start:end]
        if _all_in(names, sentence):
            yield " ".join(sentence.split())


def _all_in(names: frozenset[str], text: str) -> bool:
    there = words_in(text)
    folded = folded_text(text)
    return all(name in there or name.removesuffix("s") in there or name in folded for name in names)
