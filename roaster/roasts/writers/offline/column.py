"""A roast put together: standfirst, take, who got burned, silver lining. Pure.

The take builds: it opens on the claim, sets figures and words of the sources against it, says what
that means of the institution, and closes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from roaster.model.roast import Burn
from roaster.roasts.writers.offline.deck import Deck
from roaster.roasts.writers.offline.names import Names
from roaster.roasts.writers.offline.stock import Role
from roaster.roasts.writers.offline.story import LEAST_SENTENCES, Line, Story, is_about
from roaster.text.digests import digest

QUIP_WORDS = (16, 50)
PARAGRAPH_WORDS = (40, 110)
MOST_BURNED = 3
LEAST_BURNED = 2

# A take goes from the claim to the figures, from there to the turn, and ends on a verdict. Each
# plan is its paragraphs, each beat a list of kinds in order of preference. A plus asks for a
# pattern with words of the event in it, a minus for one without.
_OPEN = ("open+", "open")
_CLAIM = ("claim", "quote", "weigh", "saying", "plain", "thing")
_WEIGH = ("weigh", "plain", "claim", "saying", "thing")
_COUNTED = ("number", "weigh", "plain", "saying", "thing")
_TURN = ("turn", "dry", "plain", "saying", "number", "thing")
_SAID = ("saying", "quote", "remark", "plain", "dry", "thing")
_SET_AGAINST = ("pair", "promise", "remark", "outlets", "dry", "saying", "plain", "thing")
_ASIDE = ("aside-", "weigh", "plain", "saying", "thing")
_CLOSE = ("close",)
_PLANS: Sequence[Sequence[Sequence[Sequence[str]]]] = (
    (
        (_OPEN, _CLAIM),
        (_COUNTED, _TURN),
        (_SET_AGAINST, ("house",), _CLOSE),
    ),
    (
        (_OPEN, _WEIGH, _ASIDE),
        (_SAID, _TURN),
        (_COUNTED, ("house",), _CLOSE),
    ),
    (
        (_OPEN, _SAID),
        (_ASIDE, _COUNTED),
        (_TURN, _SET_AGAINST),
        (("house",), _CLOSE),
    ),
    (
        (_OPEN, _SET_AGAINST, _WEIGH),
        (_COUNTED, _TURN, ("house",), _CLOSE),
    ),
)
# What fills a paragraph up, for the first, those between, and the last.
_FACTS = ("plain", "thing", "saying", "dry", "number", "weigh", "thing", "plain")
_SPARE_FIRST = ("weigh", "plain", "saying", "claim", "thing", "aside-", *_FACTS, "house")
_SPARE_MIDDLE = ("plain", "number", "dry", "thing", "saying", "weigh", "aside-", *_FACTS, "house")
_SPARE_LAST = ("house", "thing", "aside-", "plain", "house", "saying", "number", *_FACTS)
_LAST_RESORT = ("patter",) * 14
_MATTER = ("boast", "saying", "claim", "turn", "dry", "plain", "money", "percent", "count")
LEAST_MATTER = 9  # quotations and figures of an event whose take has more than two paragraphs


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
    plan = _plan(deck)
    # The end is dealt first: it must not find the best words of the source used up.
    close = deck.must("close")
    paragraphs = [_paragraph(deck, plan, number, close) for number in range(len(plan))]
    before = " ".join(paragraphs[-1])
    if deck.repeats(close, before):
        close = deck.deal(_CLOSE, "again", before) or close
        _fill_up(deck, paragraphs[-1], "again", (*_SPARE_LAST, *_LAST_RESORT), _room(close))
    paragraphs[-1].append(close)
    return tuple(_joined(deck, [" ".join(beats) for beats in paragraphs if beats]))


def _plan(deck: Deck) -> Sequence[Sequence[Sequence[str]]]:
    """One for the event; the one of two paragraphs where there is little to tell."""
    if sum(len(deck.material.get(kind, ())) for kind in _MATTER) < LEAST_MATTER:
        return _PLANS[-1]
    return _PLANS[int(digest(f"{deck.seed}:plan", 4), 16) % len(_PLANS)]


def _paragraph(
    deck: Deck, plan: Sequence[Sequence[Sequence[str]]], number: int, close: str
) -> list[str]:
    """The beats of one paragraph, filled up to its least length; all but the close."""
    last = number == len(plan) - 1
    room = _room(close if last else "")
    spare = _SPARE_LAST if last else _SPARE_MIDDLE if number else _SPARE_FIRST
    told: list[str] = []
    for n, beat in enumerate(plan[number]):
        if beat is not _CLOSE:
            _tell(deck, told, beat, f"{number}.{n}", room)
    _fill_up(deck, told, str(number), (*spare, *_LAST_RESORT), room)
    return told


def _room(close: str) -> tuple[int, int]:
    """The words, at least and at most, that a paragraph has beside its close."""
    least, most = PARAGRAPH_WORDS
    return least - _length(close), most - _length(close)


def _fill_up(
    deck: Deck, told: list[str], apart: str, kinds: Sequence[str], room: tuple[int, int]
) -> None:
    for n, kind in enumerate(kinds):
        if _length(" ".join(told)) >= room[0]:
            return
        _tell(deck, told, (kind,), f"{apart}.spare{n}", room)


def _tell(
    deck: Deck, told: list[str], kinds: Sequence[str], apart: str, room: tuple[int, int]
) -> None:
    """One beat more, where one fits. The first of paragraph 0 opens the take."""
    before = " ".join(told)
    text = deck.deal(kinds, apart, before, opens=apart.startswith("0.") and not told)
    if text and _length(f"{before} {text}") <= room[1]:
        told.append(text)


def _length(text: str) -> int:
    return len(text.split())


def _joined(deck: Deck, paragraphs: Sequence[str]) -> list[str]:
    """Without stragglers: a paragraph that stayed too short goes with the one before."""
    joined: list[str] = []
    for paragraph in paragraphs:
        short = min(map(_length, (*joined[-1:], paragraph))) < PARAGRAPH_WORDS[0]
        fits = joined and _length(f"{joined[-1]} {paragraph}") <= PARAGRAPH_WORDS[1]
        if short and fits and not deck.repeats(paragraph, joined[-1]):
            joined[-1] = f"{joined[-1]} {paragraph}"
        else:
            joined.append(paragraph)
    return joined


def _burned(deck: Deck, story: Story, names: Names, roles: Sequence[Role]) -> tuple[Burn, ...]:
    """The subject, the most present of the powerful, and one of those who pay for it."""
    burns: list[Burn] = []
    if names.company and (why := deck.deal(("burn-subject",))):
        burns.append(Burn(_capital(names.subject), why))
    parties = _parties(story, roles, 1 if burns else 2)
    if not burns and not parties:
        parties = _most_present(story, roles)
    for role in parties:
        who = _capital(role.name)
        if len(burns) < MOST_BURNED and all(burn.who != who for burn in burns):
            burns.append(Burn(who, _why(deck, role)))
    if len(burns) < LEAST_BURNED and story.outlets[0] and (why := deck.must("burn-outlet")):
        burns.append(Burn(story.outlets[0], why))
    return tuple(burn for burn in burns if burn.why)


def _parties(story: Story, roles: Sequence[Role], powerful: int) -> list[Role]:
    """The roles of a story in the order in which they are burned."""
    present = sorted(
        (role for role in roles if is_about(story, f"role:{role.id}")),
        key=lambda role: -story.counts[f"role:{role.id}"],
    )
    first = [role for role in present if role.powerful][:powerful]
    others = [role for role in present if not role.powerful]
    return [*first, *others, *(role for role in present if role.powerful and role not in first)]


def _most_present(story: Story, roles: Sequence[Role]) -> list[Role]:
    """The one without a name who comes most often, where the event is about nobody."""
    named = [role for role in roles if story.counts[f"role:{role.id}"] >= LEAST_SENTENCES]
    often = [(sum(map(_has(role), story.lines)), role) for role in named]
    most = max(often, key=lambda each: each[0], default=None)
    return [most[1]] if most and most[0] >= LEAST_SENTENCES else []


def _has(role: Role) -> Callable[[Line], bool]:
    return lambda line: line.has(f"role:{role.id}")


def _why(deck: Deck, role: Role) -> str:
    """A reason made for the role; when all of those are worn, one that fits anybody like it."""
    anybody = "burn-powerful" if role.powerful else "burn-others"
    return deck.deal((f"burn:{role.id}", anybody), role.id) or deck.must(anybody, apart=role.id)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
