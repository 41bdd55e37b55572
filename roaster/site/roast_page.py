"""The page of one roast. Pure; Markdown is turned only when the page is rendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from roaster.config.schema import OFFLINE_MODEL
from roaster.model.roast import Roast, Source
from roaster.model.rubric import RUBRICS, TOP, Criterion
from roaster.site.addresses import file_of
from roaster.site.frame import Frame
from roaster.site.json_ld import json_ld
from roaster.site.outputs import DESCRIPTION_LENGTH, Head, PageOutput
from roaster.site.shelf import Shown, outlet_of
from roaster.site.views import Card, Link, NoteView, RoastView, SourceView, SubScoreView
from roaster.site.words import Words, plain
from roaster.text.addresses import absolute
from roaster.text.clean import cut
from roaster.text.dates import day_in
from roaster.text.digests import digest

if TYPE_CHECKING:
    from roaster.site.markdown import Prose

_OUTSIDE_IMAGE = ' src="http'


def roast_outputs(shown: Sequence[Shown], frame: Frame) -> Iterator[PageOutput]:
    """One page for each roast; neighbours are the next in the order of the lists."""
    for index, one in enumerate(shown):
        newer = shown[index - 1] if index else None
        older = shown[index + 1] if index + 1 < len(shown) else None
        yield _output(one, older, newer, frame)


def _output(one: Shown, older: Shown | None, newer: Shown | None, frame: Frame) -> PageOutput:
    def view(head: Head, prose: Prose) -> dict[str, object]:
        page = frame.page("roast", one.path, head.title, head.description)
        page = replace(
            page,
            robots="noindex" if one.card.draft else "",
            json_ld=json_ld(one, frame, head.description),
            published=one.card.iso,
        )
        roast = roast_view(one, frame, prose, _card_of(older), _card_of(newer))
        texts = (roast.preamble, *(section.html for section in roast.sections))
        page = replace(page, outside_images=any(_OUTSIDE_IMAGE in text for text in texts))
        return {"page": page, "roast": roast}

    shows = (one.roast.path, one.roast.digest or repr(one.roast), one.mark, one.moment.isoformat())
    around = (older and older.mark, newer and newer.mark, one.tags, one.outlets)
    return PageOutput(
        path=file_of(one.path),
        origin=one.roast.path or one.roast.name,
        fingerprint=digest(repr((shows, around))),
        template="roast.html",
        head=Head(one.card.title, description_of(one.roast, one.card, frame.words), one.card.day),
        view=view,
    )


def _card_of(one: Shown | None) -> Card | None:
    return one.card if one else None


def description_of(roast: Roast, card: Card, words: Words) -> str:
    """One or two sentences for search engines: the quip, else how the text begins."""
    texts = (roast.preamble, *(section.text for section in roast.sections))
    text = card.quip or next((plain(cut(text, 2000)) for text in texts if text.strip()), "")
    return cut(text or words("roasted", title=card.title), DESCRIPTION_LENGTH)


def roast_view(
    one: Shown, frame: Frame, prose: Prose, previous: Card | None, following: Card | None
) -> RoastView:
    """All that the template of a roast lays out."""
    roast, card, body = one.roast, one.card, prose.body(one.roast)
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
        subscores=subscores(roast, frame.words),
        quip=body.quip,
        preamble=body.preamble,
        sections=body.sections,
        sign_off=frame.site.persona.sign_off,
        sources=source_views(one, frame),
        model=model,
        offline=model == OFFLINE_MODEL or model.startswith("offline/"),
        edited=bool(roast.roasted) and bool(roast.edited),
        draft=card.draft,
        written=frame.words.day(day_in(one.moment, frame.config.site.zone))
        if roast.roasted
        else "",
        previous=previous,
        next=following,
        meta=roast.meta,
        corrections=notes(roast.meta.get("corrections"), frame),
        updates=notes(roast.meta.get("updates"), frame),
        share_by_mail=_mail(card.title, frame.addresses.absolute(one.path)),
    )


def _mail(title: str, address: str) -> str:
    """A message to be addressed by who sends it. RFC 6068."""
    return f"mailto:?subject={_quoted(title)}&body={_quoted(address)}"


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="")


def notes(value: Any, frame: Frame) -> tuple[NoteView, ...]:
    """The notes under `corrections` or `updates` in front matter: texts, or `{date, text}`."""
    items = value if isinstance(value, list | tuple) else (value,) if value else ()
    return tuple(note for item in items if (note := _note(item, frame)))


def _note(item: Any, frame: Frame) -> NoteView | None:
    if isinstance(item, str):
        return NoteView("", "", plain(item))
    if not isinstance(item, Mapping) or not isinstance(item.get("text"), str):
        return None
    day = _day(item.get("date", item.get("at")))
    text = plain(item["text"])
    return NoteView(frame.words.day(day), day.isoformat(), text) if day else NoteView("", "", text)


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


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


def subscores(roast: Roast, words: Words) -> tuple[SubScoreView, ...]:
    """The parts of the score, in the order of the rubric the roast was scored with."""
    version = roast.roasted.get("rubric", 1)
    rubric = RUBRICS.get(version) if isinstance(version, int) else None
    reasons = roast.meta.get("score_reasons")
    reasons = reasons if isinstance(reasons, Mapping) else {}
    return tuple(
        _subscore(criterion, roast.scores[criterion.key], reasons.get(criterion.key), words)
        for criterion in (rubric.criteria if rubric else ())
        if 0 <= roast.scores.get(criterion.key, -1) <= TOP
    )


def _subscore(criterion: Criterion, value: int, reason: Any, words: Words) -> SubScoreView:
    # Only 0, 3 and 5 have words: what lies between is told by the nearer, in a tie by the lower.
    near, meaning = min(criterion.anchors, key=lambda anchor: (abs(anchor[0] - value), anchor[0]))
    key = criterion.key
    return SubScoreView(
        key=key,
        name=words.or_else(key, criterion.name),
        value=value,
        top=TOP,
        weight=criterion.weight,
        question=words.or_else(f"{key}_question", criterion.question),
        meaning=words.or_else(f"{key}_{near}", meaning),
        reason=plain(reason) if isinstance(reason, str) else "",
    )
