"""`roaster reroast`: a roast written again, where no person has written.

What a person changed is never replaced: its new text is kept as a proposal, beside the roast.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from roaster.content.edits import (
    remove_key,
    replace_section,
    set_key,
    set_status,
    set_written_scores,
    set_written_text,
)
from roaster.content.sections import section_markdown
from roaster.errors import NothingDoneError, UsageError
from roaster.jobs.editing import Changed, rewrite
from roaster.jobs.proposals import keep_proposals
from roaster.jobs.roast import Press
from roaster.jobs.workshop import DROPPED_NAME, Workshop
from roaster.model.matter import matter_named
from roaster.model.news import Article, Entry, Event
from roaster.model.roast import SECTION_KEYS, Draft, Roast, Source, Status
from roaster.roasts.writer import Unwritten
from roaster.state.dropped import load_dropped

PARTS = ("quip", *SECTION_KEYS)
"""What `--section` may name."""


@dataclass(frozen=True, slots=True)
class Reroasted:
    """What became of a roast: parts written anew, and new texts for parts that a person wrote.

    `unread` are sources that could not be read again.
    """

    changed: Changed
    replaced: tuple[str, ...]
    proposals: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    kept: str = ""  # the file that the proposals stand in


def reroast(workshop: Workshop, name: str, part: str | None = None) -> Reroasted:
    """Write a roast again, or one part of it.

    A published roast keeps its score, and becomes a draft again unless the site's rule publishes
    by itself; who approved it is then no longer named. What it costs is added to
    `roasted.cost_usd`.

    Raises UsageError for a killed roast or an unknown part, NothingDoneError when no source can be
    read or no model answers.
    """
    if part is not None and part not in PARTS:
        raise UsageError(f"there is no section `{part}`", remedy=f"one of {', '.join(PARTS)}")
    with workshop.locked():
        roast = workshop.sound_library().find(name)
        if roast.status is Status.KILLED:
            raise UsageError("it was killed", where=roast.path, remedy="killed roasts stay killed")
        if roast.meta.get("straight") is True:
            raise UsageError(
                "it is told straight: its event is no joke",
                where=roast.path,
                remedy="take the line `straight: true` out of its file first, if it is one",
            )
        event, unread = _event_again(workshop, roast)
        draft = _written(workshop, roast, event)
        wanted = PARTS if part is None else (part,)
        proposals = {p: _text(draft, p) for p in wanted if p in roast.edited and _text(draft, p)}
        replaced = tuple(p for p in wanted if p not in roast.edited)
        scores = part is None and roast.status is Status.DRAFT and "scores" not in roast.edited
        change = _Change(workshop, roast, draft, replaced, scores=scores)
        # The proposals first: killed between the two, the same command takes the same reply.
        made = draft.provenance.model
        kept = proposals and keep_proposals(workshop, roast, proposals, made, draft.attention)
        changed = rewrite(workshop, roast, change) if replaced else Changed(roast, roast)
        return Reroasted(changed, replaced, proposals, unread, kept or "")


def _event_again(workshop: Workshop, roast: Roast) -> tuple[Event, tuple[str, ...]]:
    """The event with what its sources say now, from the cache where that is fresh."""
    sources = [source for source in roast.sources if source.url]
    articles = _articles(workshop, sources)
    read = tuple(article for article in articles if article is not None)
    unread = tuple(s.url for s, article in zip(sources, articles, strict=True) if article is None)
    if not read:
        raise _unreadable(roast, sources)
    # What is no news has its kind as its category, and stays what it was.
    event = Event(
        roast.id or roast.name,
        roast.title,
        roast.category,
        roast.day,
        read,
        matter=matter_named(roast.category),
    )
    return event, unread


def _unreadable(roast: Roast, sources: Sequence[Source]) -> NothingDoneError:
    """Why there is nothing to write from."""
    if sources:
        why, remedy = "can be read", f"look at one: roaster extract {sources[0].url}"
    elif roast.sources:
        why, remedy = "has an address", "add `url` to one, or look at another roast of its text: "
        remedy += "roaster roast --print FILE"
    else:
        return NothingDoneError("it has no sources", where=roast.path, remedy="add `sources`")
    return NothingDoneError(f"none of its sources {why}", where=roast.path, remedy=remedy)


def _articles(workshop: Workshop, sources: Sequence[Source]) -> list[Article | None]:
    from roaster.jobs.asking import reading
    from roaster.jobs.executors.rounds import in_order

    entries = [Entry("", one.url, one.url, one.title, outlet=one.outlet) for one in sources]
    readings = in_order(workshop.executor(), reading(workshop), entries, lambda _entry: None)
    return [one.article for one in readings]


def _written(workshop: Workshop, roast: Roast, event: Event) -> Draft:
    press = Press(workshop, workshop.library(), again=roast)
    # The file as it is now is what is not wanted: the same command after a kill asks the same.
    # What was dropped is not wanted either.
    dropped = load_dropped(workshop.state_dir / DROPPED_NAME).get(roast.name, 0)
    brief = press.brief(event, variant=f"{roast.digest}-{dropped}" if dropped else roast.digest)
    with workshop.writers() as chain:
        result = chain.write(brief)
    if isinstance(result, Unwritten):
        raise NothingDoneError(result.reason, where=result.model, remedy=result.remedy)
    return press.proven(brief, result, may_be_straight=False)


def _text(draft: Draft, part: str) -> str:
    return draft.quip if part == "quip" else section_markdown(draft, part)


@dataclass(frozen=True, slots=True)
class _Change:
    """The new bytes of the roast's file."""

    workshop: Workshop
    roast: Roast
    draft: Draft
    parts: tuple[str, ...]
    scores: bool

    def __call__(self, data: bytes) -> bytes:
        draft = self.draft
        for part in self.parts:
            text = _text(draft, part)
            if part == "quip":
                data = set_written_text(data, "quip", text)
            else:
                data = replace_section(data, part, self.workshop.headings, text)
        if self.scores and draft.score is not None:
            data = set_written_scores(data, draft.score, draft.scores)
            data = set_key(data, ("roasted", "rubric"), draft.provenance.rubric)
            for key, lines in (
                ("score_reasons", draft.score_reasons),
                ("score_receipts", draft.score_receipts),
            ):
                after = ("score_reasons", "scores", "score")
                data = set_key(data, key, lines, after=after) if lines else remove_key(data, key)
        data = set_key(data, ("roasted", "model"), draft.provenance.model)
        data = set_key(data, ("roasted", "at"), draft.provenance.at)
        before = self.roast.roasted.get("cost_usd")
        if self.workshop.spent and isinstance(before, int | float):
            whole = Decimal(str(before)) + self.workshop.spent
            data = set_key(data, ("roasted", "cost_usd"), whole)
        # Whoever approved it has not read the new text.
        data = remove_key(data, "reviewed_by")
        attention = [*dict.fromkeys((*self.roast.attention, *draft.attention))]
        if attention != list(self.roast.attention):
            data = set_key(data, "attention", attention)
        automatic = self.workshop.config.review == "auto" and not attention
        if self.roast.status is Status.PUBLISHED and not automatic:
            data = set_status(data, Status.DRAFT)
        return data
