"""Forms of news that are no running text: live blogs, galleries, videos, podcasts. Pure.

What is read of them may be an article all the same; a gate asks how much running text there is.
"""

from __future__ import annotations

import re
from collections import Counter

from roaster.articles.sight import Sight
from roaster.articles.words import count_words

LIVE, GALLERY, VIDEO, PODCAST = "a live blog", "a picture gallery", "a video page", "a podcast page"

_KINDS = (
    (LIVE, frozenset(("liveblogposting",))),
    (GALLERY, frozenset(("imagegallery", "mediagallery", "videogallery"))),
    (PODCAST, frozenset(("podcastepisode", "podcastseries", "radioepisode"))),
)
_TITLED = (
    (LIVE, re.compile(r"\blive[ -]?blog\b|\blive updates\b|^live:|\bas it happened\b|liveticker")),
    (GALLERY, re.compile(r"^in pictures\b|^photos?:|^gallery:|\bphoto gallery\b|\bfotostrecke\b")),
    (VIDEO, re.compile(r"^(?:video|watch):|\| video$|\bvideo\s*[|–-]")),
    (PODCAST, re.compile(r"^(?:podcast|listen):|\bpodcast\s*[|–-]|\bpodcast$")),
)  # fmt: skip
_ADDRESSED = (
    (LIVE, re.compile(r"/live(?:-?blogs?)?/|/liveticker/|-live-updates\b")),
    (GALLERY, re.compile(r"/(?:photo-?)?gallery/|/galleries/|/slideshows?/|/fotostrecken?/")),
    (VIDEO, re.compile(r"/videos?/|/watch/")),
    (PODCAST, re.compile(r"/podcasts?/|/episodes?/")),
)
_COUNTER = re.compile(r"(?<![\d/])(\d{1,3})\s?(?:/|of|von|sur|de)\s?(\d{1,3})(?![\d/])")
_RUNNING = 20  # words; a shorter paragraph is a caption, a label or a heading
_SLIDES = 4  # counters with one and the same total: 1/12, 2/12 …


def running_words(sight: Sight) -> int:
    """Words in whole paragraphs, without captions and labels."""
    paragraphs = sight.outline or sight.text.text.split("\n\n")
    told = (one for one in paragraphs if len(_COUNTER.findall(one)) < _SLIDES)
    return sum(count for count in map(count_words, told) if count >= _RUNNING)


def form_of(sight: Sight) -> str:
    """What the page is where it is another form than an article; empty where nothing says so."""
    said = sight.described.kinds
    for form, kinds in _KINDS:
        if said & kinds:
            return form
    address = sight.url.lower()
    for (form, title), (_, path) in zip(_TITLED, _ADDRESSED, strict=True):
        if path.search(address) or any(title.search(one.strip()) for one in sight.titles):
            return form
    return _by_its_parts(sight)


def _by_its_parts(sight: Sight) -> str:
    counted = Counter(total for _, total in _COUNTER.findall(sight.shape.visible[:20_000]))
    if counted and max(counted.values()) >= _SLIDES:
        return GALLERY
    if sight.meta.og_type.startswith("video") or "videoobject" in sight.described.kinds:
        return VIDEO
    if sight.shape.sounds or "audioobject" in sight.described.kinds:
        return PODCAST
    return VIDEO if sight.shape.films else ""
