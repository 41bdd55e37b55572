"""Guesses by plain signs whether a text is news, a landing page, a CV or a pitch. Pure.

A sign is a phrase that such texts carry and reports do not. Three different ones decide, and twice
as many as of any other kind; a text with a day of publication and a byline is news.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from roaster.model.matter import Matter
from roaster.model.news import Article

LEAST_SIGNS = 3

_SIGNS: Mapping[Matter, Sequence[str]] = {
    Matter.CV: (
        "curriculum vitae", "résumé", "lebenslauf", "work experience", "professional experience",
        "berufserfahrung", "berufliche erfahrung", "education", "ausbildung", "skills",
        "kenntnisse", "references available", "languages", "sprachkenntnisse", "hobbies",
        "interests", "date of birth", "geburtsdatum", "nationality", "certifications",
    ),
    Matter.PITCH: (
        "the problem", "das problem", "our solution", "the solution", "unsere lösung",
        "business model", "geschäftsmodell", "market size", "marktgröße", "traction", "the ask",
        "use of funds", "seed round", "pre-seed", "series a", "go-to-market", "our team",
        "das team", "competitive advantage", "unfair advantage", "tam", "roadmap", "why now",
        "raising", "investors", "elevator pitch", "pitch deck",
    ),
    Matter.PAGE: (
        "get started", "jetzt starten", "sign up", "jetzt registrieren", "start free trial",
        "free trial", "kostenlos testen", "book a demo", "request a demo", "demo anfragen",
        "trusted by", "no credit card required", "pricing", "preise", "features", "funktionen",
        "testimonials", "what our customers say", "das sagen unsere kunden", "faq", "learn more",
        "mehr erfahren", "contact sales", "all rights reserved", "cookie policy", "our services",
        "unsere leistungen", "why choose us",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """A kind, and the signs that it was guessed by."""

    matter: Matter
    signs: tuple[str, ...] = ()


def guess_matter(article: Article) -> Guess:
    """What a text is, by the phrases in it."""
    if article.published is not None and article.authors:
        return Guess(Matter.NEWS)
    text = f"{article.title}\n{article.text}".casefold()
    found = {
        matter: tuple(sign for sign in signs if _stands_in(sign, text))
        for matter, signs in _SIGNS.items()
    }
    best = max(found, key=lambda matter: len(found[matter]))
    others = max(len(signs) for matter, signs in found.items() if matter is not best)
    count = len(found[best])
    if count >= LEAST_SIGNS and count >= 2 * others:
        return Guess(best, found[best])
    return Guess(Matter.NEWS)


def _stands_in(sign: str, text: str) -> bool:
    # As a heading, a button or an item of a list: within a sentence it says nothing.
    return bool(re.search(rf"(?m)(?:^|[|•·*–-])[\W_]{{0,6}}{re.escape(sign)}\b.{{0,24}}$", text))
