"""Share cards: which there are, what each shows, and where pages name them. Pure.

A card is drawn by `card_drawing`, and only when what it shows has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roaster.site.frame import Frame
from roaster.site.outputs import CardOutput
from roaster.site.shelf import Shown
from roaster.site.views import ShareImage
from roaster.text.digests import digest

EDITION = 1
"""Of the drawing: another number redraws every card."""

CARD_WIDTH, CARD_HEIGHT = 1200, 630  # pixels; what Open Graph's readers crop least
CARD_NAME = "card.png"
_ACCENT = "#980f05"  # the theme sally's
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
_LONGEST = 300  # characters of a title; a card has room for fewer


@dataclass(frozen=True, slots=True)
class CardFace:
    """All that a card shows. `score` is empty where there is none, `tenths` is then 0."""

    title: str
    site: str
    day: str
    iso: str
    outlet: str = ""
    score: str = ""
    verdict: str = ""
    tenths: int = 0
    accent: str = _ACCENT


def has_card(one: Shown, frame: Frame) -> bool:
    """Whether a roast has a card: a draft never has, for a card has no mark of one."""
    return frame.config.site.cards and not one.draft


def card_outputs(shown: Sequence[Shown], frame: Frame, accent: object) -> Iterator[CardOutput]:
    """A card for each of these roasts that is public. `accent` is the theme's setting, if any."""
    colour = accent if isinstance(accent, str) and _COLOUR.fullmatch(accent) else _ACCENT
    for one in shown:
        if has_card(one, frame):
            face = card_face(one, frame, colour)
            path = f"{one.path}{CARD_NAME}"
            origin = one.slip.path or one.slip.name
            yield CardOutput(path, origin, digest(repr((EDITION, face))), face)


def card_face(one: Shown, frame: Frame, accent: str = _ACCENT) -> CardFace:
    """What a roast's card shows; one that tells facts alone has no score."""
    card = one.card
    score = None if one.slip.straight else card.score
    return CardFace(
        title=card.title[:_LONGEST],
        site=frame.site.title,
        day=card.day,
        iso=card.iso,
        outlet=card.outlet,
        score=score.text if score else "",
        verdict=score.verdict if score else "",
        tenths=score.tenths if score else 0,
        accent=accent,
    )


def share_image(one: Shown, frame: Frame) -> ShareImage | None:
    """What a page tells of its card; None where there is none."""
    if not has_card(one, frame):
        return None
    face, words = card_face(one, frame), frame.words
    alt = f"{face.site}: {face.title}"
    if face.score:
        alt = words("card_alt", told=alt, score=face.score, verdict=face.verdict)
    address = frame.addresses.absolute(f"{one.path}{CARD_NAME}")
    return ShareImage(address, CARD_WIDTH, CARD_HEIGHT, alt)
