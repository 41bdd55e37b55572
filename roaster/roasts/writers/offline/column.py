"""A roast put together: standfirst, take, who got burned, silver lining. Pure.

The take builds: it opens on the claim, turns on what the sources quote and count, says what that
means of the institution, and closes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roaster.model.roast import Burn
from roaster.roasts.writers.offline.deck import Deck
from roaster.roasts.writers.offline.names import Names
from roaster.roasts.writers.offline.stock import Role
from roaster.roasts.writers.offline.story import Story
from roaster.text.digests import digest

QUIP_WORDS = (16, 50)
LEAST_TAKE = 130  # words
STRAGGLER = 22  # words
MOST_BURNED = 3
LEAST_BURNED = 2

# Each plan is the paragraphs of a take, each beat a list of kinds in order of preference. A plus
# asks for a pattern with words of the event in it, a minus for one without.
_OPEN = (("open+", "open"), ("aside-", "plain", "thing"))
_SAID = ("saying", "quote", "remark", "dry", "aside-", "plain", "thing")
_COUNTED = ("number", "dry", "turn", "saying", "aside-", "plain", "thing")
_PLANS: Sequence[Sequence[Sequence[Sequence[str]]]] = (
    (
        _OPEN,
        (("pair", "turn", "dry", "saying", "aside-", "plain", "thing"), _COUNTED),
        (("quote", "saying", "promise", "dry", "aside-", "plain", "thing"), ("house",), ("close",)),
    ),
    (
        _OPEN,
        (_COUNTED, _SAID),
        (
            ("pair", "promise", "outlets", "turn", "dry", "saying", "aside-", "plain", "thing"),
            ("house",),
        ),
        (("dry", "saying", "remark", "aside-", "plain", "thing"), ("close",)),
    ),
    (
        (("open+", "open"), ("pair", "quote", "saying", "number", "aside-", "plain", "thing")),
        (
            ("open-", "aside-", "plain", "thing"),
            ("dry", "turn", "saying", "aside-", "plain", "thing"),
            ("number", "outlets", "saying", "aside-", "plain", "thing"),
        ),
        (
            ("promise", "saying", "pair", "remark", "aside-", "plain", "thing"),
            ("house",),
            ("close",),
        ),
    ),
    (
        _OPEN,
        (
            ("quote", "pair", "saying", "dry", "aside-", "plain", "thing"),
            ("turn", "dry", "number", "saying", "aside-", "plain", "thing"),
        ),
        (
            ("aside-", "plain", "thing"),
            ("number", "promise", "outlets", "saying", "dry", "aside-", "plain", "thing"),
            ("house",),
            ("close",),
        ),
    ),
)
_SPARE = (
    *("saying", "number", "dry", "house", "plain", "aside-", "remark", "thing"),
    *("plain", "thing", "plain", "number", "saying", "thing", "patter", "patter"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """The written parts of a roast."""

    quip: str
    take: tuple[str, ...]
    burned: tuple[Burn, ...]
    lining: str


def write_column(deck: Deck, story: Story, names: Names, roles: Sequence[Role]) -> Column:
    """Everything but facts, scores and title."""
    quip = deck.must("quip", words=QUIP_WORDS)
    take = _take(deck)
    burned = _burned(deck, story, names, roles)
    return Column(quip, take, burned, deck.must("lining"))


def _take(deck: Deck) -> tuple[str, ...]:
    plan = _PLANS[int(digest(f"{deck.seed}:plan", 4), 16) % len(_PLANS)]
    # The end is dealt first: it must not find the best words of the source used up.
    close = deck.must("close")
    paragraphs: list[list[str]] = []
    for p, beats in enumerate(plan):
        told: list[str] = []
        for n, beat in enumerate(beats):
            opens = not (paragraphs or told)
            place, before = f"{p}.{n}", " ".join(told)
            if beat != ("close",) and (text := deck.deal(beat, place, before, opens=opens)):
                told.append(text)
        paragraphs.append(told)
    _fill_up(deck, paragraphs, len(close.split()))
    before = " ".join(paragraphs[-1])
    if deck.repeats(close, before):
        close = deck.deal(("close",), "again", before) or close
    paragraphs[-1].append(close)
    return tuple(_joined(deck, [" ".join(beats) for beats in paragraphs if beats]))


def _joined(deck: Deck, paragraphs: Sequence[str]) -> list[str]:
    """Without stragglers: a paragraph of one short sentence goes with the one before."""
    joined: list[str] = []
    for paragraph in paragraphs:
        short = min(len(text.split()) for text in (*joined[-1:], paragraph)) < STRAGGLER
        if len(joined) > 1 and short and not deck.repeats(paragraph, joined[-1]):
            joined[-1] = f"{joined[-1]} {paragraph}"
        else:
            joined.append(paragraph)
    return joined


def _fill_up(deck: Deck, paragraphs: list[list[str]], already: int) -> None:
    """Add beats to the shortest inner paragraphs until the take has its length."""
    for n, kind in enumerate(_SPARE):
        if already + _length(paragraphs) >= LEAST_TAKE:
            return
        shortest = min(paragraphs, key=lambda beats: _length([beats]))
        if text := deck.deal((kind,), f"spare{n}", " ".join(shortest)):
            shortest.append(text)


def _length(paragraphs: Sequence[Sequence[str]]) -> int:
    return sum(len(text.split()) for beats in paragraphs for text in beats)


def _burned(deck: Deck, story: Story, names: Names, roles: Sequence[Role]) -> tuple[Burn, ...]:
    """The subject, the most present of the powerful, and one of those who pay for it."""
    burns: list[Burn] = []
    if names.company and (why := deck.deal(("burn-subject",))):
        burns.append(Burn(_capital(names.subject), why))
    for role in _parties(story, roles, 1 if burns else 2):
        who = _capital(role.name)
        if len(burns) < MOST_BURNED and all(burn.who != who for burn in burns):
            burns.append(Burn(who, _why(deck, role)))
    if len(burns) < LEAST_BURNED and story.outlets[0] and (why := deck.must("burn-outlet")):
        burns.append(Burn(story.outlets[0], why))
    return tuple(burn for burn in burns if burn.why)


def _parties(story: Story, roles: Sequence[Role], powerful: int) -> list[Role]:
    """The roles of a story in the order in which they are burned."""
    present = sorted(
        (role for role in roles if story.counts[f"role:{role.id}"]),
        key=lambda role: -story.counts[f"role:{role.id}"],
    )
    first = [role for role in present if role.powerful][:powerful]
    others = [role for role in present if not role.powerful]
    return [*first, *others, *(role for role in present if role.powerful and role not in first)]


def _why(deck: Deck, role: Role) -> str:
    """A reason made for the role; when all of those are worn, one that fits anybody like it."""
    anybody = "burn-powerful" if role.powerful else "burn-others"
    return deck.deal((f"burn:{role.id}", anybody), role.id) or deck.must(anybody, apart=role.id)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
