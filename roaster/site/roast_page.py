"""The page of one roast. Pure; Markdown is turned only when the page is rendered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from roaster.config.schema import is_offline
from roaster.model.roast import Roast, Source
from roaster.model.rubric import TOP, Criterion, Rubrics
from roaster.site.addresses import file_of
from roaster.site.badges import badge_view
from roaster.site.cards import share_image
from roaster.site.continuity import earlier_roasts
from roaster.site.editorial import corrections_of, is_straight, reviewed_by
from roaster.site.frame import Frame
from roaster.site.json_ld import json_ld
from roaster.site.moments import made_at
from roaster.site.outputs import DATE_LENGTH, DESCRIPTION_LENGTH, Head, PageOutput
from roaster.site.receipts import in_words
from roaster.site.shelf import Shown
from roaster.site.slips import Slip, outlet_of
from roaster.site.views import Card, Link, NoteView, RoastView, SourceView, SubScoreView
from roaster.site.words import Words
from roaster.text.addresses import absolute
from roaster.text.clean import cut
from roaster.text.dates import day_in
from roaster.text.digests import digest

if TYPE_CHECKING:
    from roaster.site.changes import Change
    from roaster.site.markdown import Prose

_OUTSIDE_IMAGE = ' src="http'


def roast_outputs(
    shown: Sequence[Shown], frame: Frame, change: Change | None = None
) -> Iterator[PageOutput]:
    """One page for each roast; neighbours are the next in the order of the lists.

    With a `change`, of those alone that it touches.
    """
    earlier = change.earlier if change else earlier_roasts(shown)
    for index in change.pages if change else range(len(shown)):
        newer = shown[index - 1] if index else None
        older = shown[index + 1] if index + 1 < len(shown) else None
        yield roast_output(shown[index], older, newer, earlier[index], frame)


def roast_output(
    one: Shown, older: Shown | None, newer: Shown | None, earlier: Sequence[Shown], frame: Frame
) -> PageOutput:
    """The page of one roast between its neighbours, with earlier ones of the same actors."""
    slip, card, changed = one.slip, one.card, one.moment.isoformat()
    around = (older.mark if older else "", newer.mark if newer else "")
    shows = (repr(slip.path), repr(slip.digest), one.mark, changed, one.named)
    return PageOutput(
        file_of(one.path),
        slip.path or slip.name,
        digest("\n".join([*shows, *around, *[before.mark for before in earlier]])),
        "roast.html",
        Head(card.title, description_of(slip, frame.words), card.day),
        partial(_values, one, older, newer, earlier, frame),  # half the size of a closure
        changed[:DATE_LENGTH],
        card.draft,
    )


def _values(
    one: Shown,
    older: Shown | None,
    newer: Shown | None,
    earlier: Sequence[Shown],
    frame: Frame,
    head: Head,
    prose: Prose,
) -> dict[str, object]:
    page = frame.page("roast", one.path, head.title, head.description)
    page = replace(
        page,
        robots="noindex" if one.draft else "",
        json_ld=json_ld(one, frame, head.description),
        published=one.card.iso,
        image=share_image(one, frame),
    )
    roast = roast_view(one, frame, prose, _card_of(older), _card_of(newer))
    roast = replace(roast, earlier=tuple(before.card for before in earlier))
    texts = (roast.preamble, *(section.html for section in roast.sections))
    page = replace(page, outside_images=any(_OUTSIDE_IMAGE in text for text in texts))
    return {"page": page, "roast": roast}


def _card_of(one: Shown | None) -> Card | None:
    return one.card if one else None


def description_of(slip: Slip, words: Words) -> str:
    """One or two sentences for search engines: the quip, else how the text begins."""
    text = slip.quip or slip.begins or words("roasted", title=slip.title)
    return cut(text, DESCRIPTION_LENGTH)


def roast_view(
    one: Shown, frame: Frame, prose: Prose, previous: Card | None, following: Card | None
) -> RoastView:
    """All that the template of a roast lays out."""
    roast, card, body = one.roast, one.card, prose.body(one.roast)
    zone = frame.config.site.zone
    model = roast.roasted.get("model")
    model = model if isinstance(model, str) else ""
    return RoastView(
        title=card.title,
        url=card.url,
        day=card.day,
        iso=card.iso,
        category=card.category,
        tags=one.tags,
        score=card.score,
        subscores=subscores(roast, frame.rubrics),
        quip=body.quip,
        preamble=body.preamble,
        sections=tuple(
            replace(part, html=in_words(part.html, frame.words)) for part in body.sections
        ),
        sign_off=frame.site.persona.sign_off,
        sources=source_views(one, frame),
        model=model,
        offline=is_offline(model),
        edited=bool(roast.roasted) and bool(roast.edited),
        draft=card.draft,
        written=frame.words.day(day_in(made_at(roast, zone), zone)) if roast.roasted else "",
        previous=previous,
        next=following,
        meta=roast.meta,
        corrections=correction_views(one, frame),
        reviewed_by=reviewed_by(roast),
        straight=is_straight(roast),
        badge=badge_view(one, frame),
        share_by_mail=_mail(frame.addresses.absolute(one.path)),
    )


def _mail(address: str) -> str:
    """A message to be addressed by who sends it. RFC 6068."""
    return f"mailto:?body={_quoted(address)}"


def _quoted(text: str) -> str:
    # What a query may hold as it stands (RFC 3986) but for `&`, `+`, `=`, which parts of it read.
    return quote(text.encode("utf-8", "replace"), safe="/:@!$'()*,;?")


def correction_views(one: Shown, frame: Frame) -> tuple[NoteView, ...]:
    """What was put right, oldest first."""
    zone = frame.config.site.zone
    days = ((day_in(note.at, zone), note.text) for note in corrections_of(one.roast, zone))
    return tuple(NoteView(frame.words.day(day), day.isoformat(), text) for day, text in days)


def source_views(one: Shown, frame: Frame) -> tuple[SourceView, ...]:
    """The sources; an address that is not http(s) is left out."""
    pairs = zip(one.roast.sources, one.outlets, strict=True)
    return tuple(_source(source, outlet, frame) for source, outlet in pairs)


def _source(source: Source, outlet: Link | None, frame: Frame) -> SourceView:
    day = day_in(source.published, frame.config.site.zone) if source.published else None
    return SourceView(
        title=source.title,
        outlet=outlet.text if outlet else outlet_of(source),
        url=absolute("", source.url),
        day=frame.words.day(day) if day else "",
        iso=day.isoformat() if day else "",
        outlet_url=outlet.url if outlet else "",
    )


def subscores(roast: Roast, rubrics: Rubrics) -> tuple[SubScoreView, ...]:
    """The parts of the score, in the order of the rubric the roast was scored with."""
    rubric = rubrics.of_roast(roast.roasted)
    return tuple(
        _subscore(criterion, roast)
        for criterion in (rubric.criteria if rubric else ())
        if 0 <= roast.scores.get(criterion.key, -1) <= TOP
    )


def _subscore(criterion: Criterion, roast: Roast) -> SubScoreView:
    value = roast.scores[criterion.key]
    # Only 0, 3 and 5 have words: what lies between is told by the nearer, in a tie by the lower.
    _, meaning = min(criterion.anchors, key=lambda anchor: (abs(anchor[0] - value), anchor[0]))
    return SubScoreView(
        criterion.key,
        criterion.name,
        value,
        TOP,
        criterion.weight,
        criterion.question,
        meaning,
        reason=roast.score_reasons.get(criterion.key, ""),
        receipt=absolute("", roast.score_receipts.get(criterion.key, "")),
    )
