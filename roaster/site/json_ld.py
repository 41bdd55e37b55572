"""What search engines are told of a roast: satirical opinion, what it is based on, and a review.

schema.org, JSON-LD 1.1. Pure.
"""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from roaster.site.cards import share_image
from roaster.site.editorial import corrections_of, is_straight, reviewed_by
from roaster.site.frame import Frame
from roaster.site.shelf import Shown
from roaster.text.addresses import absolute
from roaster.text.dates import iso_utc

# HTML, "restrictions for contents of script elements": no `<!--`, `<script` or `</script` may
# stand there; U+2028 and U+2029 end a line in old JavaScript readers.
_ESCAPES = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029\x7f"})


def json_ld(one: Shown, frame: Frame, description: str) -> Markup:
    """The content of the roast's `<script type="application/ld+json">`."""
    text = json.dumps(
        _article(one, frame, description), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    clean = text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates
    return Markup(clean.translate(_ESCAPES))  # noqa: S704 — escaped above


def _article(one: Shown, frame: Frame, description: str) -> dict[str, Any]:
    site, card = frame.site, one.card
    author = {"@type": "Organization", "name": site.author or site.persona.name}
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["OpinionNewsArticle", "NewsArticle"],
        "headline": card.title,
        "description": description,
        "genre": "satire",
        "inLanguage": site.language,
        "datePublished": card.iso,
        "dateModified": iso_utc(one.moment),
        "url": frame.addresses.absolute(one.path),
        "author": author,
        "publisher": {"@type": "Organization", "name": site.title, "url": site.base_absolute},
        "isBasedOn": _sources(one),
    }
    if image := share_image(one, frame):
        article["image"] = [image.url]
    if card.category:
        article["articleSection"] = card.category.text
    if notes := corrections_of(one.roast, frame.config.site.zone):
        article["correction"] = [
            {"@type": "CorrectionComment", "text": note.text, "datePublished": iso_utc(note.at)}
            for note in notes
        ]
    if editor := reviewed_by(one.roast):
        article["editor"] = {"@type": "Person", "name": editor}
    if is_straight(one.roast):
        del article["genre"]
        article["@type"] = "NewsArticle"
    elif card.score:
        article["review"] = _review(one, f"{card.score.tenths / 10:.1f}", author)
    return article


def _sources(one: Shown) -> list[dict[str, str]]:
    return [
        {"@type": "NewsArticle", "url": url, "headline": source.title}
        for source in one.roast.sources
        if (url := absolute("", source.url))
    ]


def _review(one: Shown, score: str, author: dict[str, str]) -> dict[str, Any]:
    return {
        "@type": "CriticReview",
        "author": author,
        "itemReviewed": {"@type": "CreativeWork", "name": one.card.title},
        "reviewBody": one.card.quip,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": score,
            "worstRating": "0",
            "bestRating": "10",
        },
    }
