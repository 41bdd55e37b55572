"""From what a writer proposed to a draft that holds nothing unproven. Pure.

Only proven facts pass, with the source's words beside them; sources, day and total come from our
own data; whatever a person should look at stands in `attention`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from roaster.model.matter import Matter
from roaster.model.news import Event
from roaster.model.roast import Burn, Draft, Fact, Provenance, Source
from roaster.roasts.brief import PROMPT_VERSION
from roaster.roasts.evidence import Ground, Unproven
from roaster.roasts.fairness import Unfair, unfair
from roaster.roasts.folding import folded_text
from roaster.roasts.plain import Allowed, unfit
from roaster.roasts.proofs import Tried, fit_of, proofs_of
from roaster.roasts.proving import Refused, prove_facts, prove_party
from roaster.roasts.reasons import QUOTED, backed
from roaster.roasts.reply import texts_of
from roaster.roasts.writer import Brief, ProposedFact, Reply, Written
from roaster.text.clean import clean_line, cut
from roaster.text.digests import digest
from roaster.text.slugs import slug_of
from roaster.text.sober import sober_subject

MAX_CONCERNS = 4


def finish(
    brief: Brief,
    written: Written,
    at: datetime,
    *,
    min_facts: int,
    never_roast: Sequence[str],
    sensitive: str = "hold",
    spare: Callable[[Event], Sequence[ProposedFact]] | None = None,
) -> Draft:
    """The draft of a written roast. `at` is when it was written.

    Where the subject turns out to be no joke, by the never-roast list, the category or the
    writer's own flag, the draft waits for a person, or is `straight`: the proven facts alone.
    `spare` gives sentences of an event's sources, verbatim: they fill up where fewer than
    `min_facts` bullets could be proven.

    Raises ValueError when the reply's scores do not fit the rubric: a writer's fault, not the
    model's, for replies are checked before.
    """
    event, reply = brief.event, written.reply
    proofs = proofs_of(event, written)
    grounds = proofs.grounds
    proven, refused = proofs.of(reply.facts)
    facts = _filled(event, proven, min_facts, spare, grounds)
    missing = tuple(_too_few(facts, len(reply.facts), min_facts, refused))
    burned, unnamed = _parties(event, reply.burned, grounds)
    why = backed(reply.reasons, event.articles, grounds)
    take = _without_sign_off(reply.take, brief.persona.sign_off)
    grave = tuple(_grave(event, reply, take, never_roast))
    if grave and sensitive == "straight":
        doubts = (*missing, *reply.doubts, *_foreign(written, facts_only=True))
        return _straight(brief, written, at, facts, doubts)
    attention = (
        *_unfit(event, reply, fit_of(event, written)),
        *missing,
        *unnamed,
        *_without_address(event),
        *event.doubts,
        *_of_a_person(event),
        *_invented_quotes(event, reply, take),
        *grave,
        *_unfair(reply, take, facts),
        *reply.doubts,
        *_foreign(written),
        *(f"the writer's doubt: {cut(doubt, 200)}" for doubt in reply.concerns[:MAX_CONCERNS]),
    )
    return replace(
        _bare(brief, written, at, facts),
        quip=reply.quip,
        take=take,
        burned=burned,
        lining=reply.lining,
        scores=dict(reply.scores),
        score=brief.rubric.total(reply.scores),
        attention=tuple(dict.fromkeys(attention)),
        score_reasons=why.reasons,
        score_receipts=why.receipts,
    )


def _straight(
    brief: Brief, written: Written, at: datetime, facts: tuple[Fact, ...], doubts: Iterable[str]
) -> Draft:
    """The facts with their sources, under the first source's own headline."""
    event, reply = brief.event, written.reply
    wrong = unfair((), [fact.text for fact in facts])
    return replace(
        _bare(brief, written, at, facts),
        title=cut(clean_line(event.title), 200) or reply.title,
        attention=(*doubts, *_without_address(event), *map(_told_unfair, wrong)),
        straight=True,
    )


def _bare(brief: Brief, written: Written, at: datetime, facts: tuple[Fact, ...]) -> Draft:
    """The facts, where they are from and who wrote, with neither satire nor score."""
    event, reply = brief.event, written.reply
    return Draft(
        id=digest(f"roast:{event.id}"),
        title=reply.title,
        day=event.day,
        category=slug_of(event.category) if event.category else reply.category,
        tags=reply.tags,
        quip="",
        take=(),
        facts=facts,
        burned=(),
        lining="",
        scores={},
        score=None,
        sources=sources_of(event),
        attention=(),
        provenance=Provenance(
            model=written.model,
            persona=brief.persona.id,
            prompt=PROMPT_VERSION,
            rubric=brief.rubric.version,
            at=at,
            cost_usd=written.cost_usd,
        ),
    )


def sources_of(event: Event) -> tuple[Source, ...]:
    """What a roast of the event rests on: its articles, then their copies elsewhere."""
    return tuple(
        Source(article.title, article.outlet, article.url, article.published)
        for article in (*event.articles, *event.copies)
    )


def _filled(
    event: Event,
    proven: tuple[Fact, ...],
    least: int,
    spare: Callable[[Event], Sequence[ProposedFact]] | None,
    grounds: Sequence[Ground],
) -> tuple[Fact, ...]:
    """The facts, and as many verbatim sentences of the sources as are missing from `least`."""
    if spare is None or len(proven) >= least:
        return proven
    more, _ = prove_facts(event, spare(event), grounds)
    told = [folded_text(fact.quote) for fact in proven]
    fresh = [fact for fact in more if not any(_overlap(folded_text(fact.quote), t) for t in told)]
    return (*proven, *fresh[: least - len(proven)])


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one


def _parties(
    event: Event, burned: Sequence[Burn], grounds: Sequence[Ground]
) -> tuple[tuple[Burn, ...], tuple[str, ...]]:
    """The parties that stand, and why others do not."""
    results = [prove_party(event, burn, grounds) for burn in burned]
    kept = tuple(result for result in results if isinstance(result, Burn))
    return kept, tuple(result.reason for result in results if isinstance(result, Unproven))


def _unfit(event: Event, reply: Reply, fit: frozenset[str]) -> Iterator[str]:
    """What must not reach a page, whoever wrote it. Texts of a model that are `fit` were read."""
    unread = [(place, text) for place, text in texts_of(reply) if text not in fit]
    if not unread:
        return
    allowed = Allowed.of_event(event)
    for place, text in unread:
        if reason := unfit(text, allowed):
            yield f"{place}: {reason}"


def _too_few(
    facts: Sequence[Fact], proposed: int, least: int, refused: Sequence[Refused]
) -> Iterator[str]:
    # A writer none of whose bullets stands is not believed in its take either, however many
    # sentences of the sources fill up.
    if len(facts) < least or len(refused) == proposed:
        reasons = dict.fromkeys(cut(one.reason, 100) for one in refused)
        why = f": {'; '.join(reasons)}" if reasons else ""
        yield f"only {proposed - len(refused)} of {proposed} facts could be proven{why}"


def _without_address(event: Event) -> Iterator[str]:
    """Text that was handed in has no place where a reader could check it."""
    if any(not article.url for article in event.articles):
        yield "a source has no address: add `url` to it, and receipts to its facts"


def _of_a_person(event: Event) -> Iterator[str]:
    if event.matter is Matter.CV:
        yield "a CV is about a private person: publish it only if that person asked for it"


def _invented_quotes(event: Event, reply: Reply, take: Sequence[str]) -> Iterator[str]:
    """Words in quotation marks that stand in no source."""
    told = [
        folded_text("\n".join((article.title, article.summary, article.text)))
        for article in event.articles
    ]
    told.append(folded_text(event.title))
    texts = (reply.title, reply.quip, *take, *(burn.why for burn in reply.burned), reply.lining)
    for text in texts:
        for match in QUOTED.finditer(text):
            quoted = next(group for group in match.groups() if group is not None)
            wanted = folded_text(quoted.strip().rstrip(".,;:!?…"))
            if wanted and not any(wanted in source for source in told):
                yield f"“{cut(quoted.strip(), 80)}” is in quotation marks but in no source"


def _foreign(written: Written, *, facts_only: bool = False) -> Iterator[str]:
    """What a model wrote in another language than the site's; the offline writer says so itself."""
    hearing = written.hearing if isinstance(written, Tried) else None
    if hearing is None:
        return
    parts = hearing.of_facts if facts_only else hearing.of
    yield from (one.doubt for one in parts(written.reply))


def _grave(
    event: Event, reply: Reply, take: Sequence[str], subjects: Sequence[str]
) -> Iterator[str]:
    """The never-roast list, asked again of the text that was written, and the writer's own flag.

    What jokes is one first paragraph, where one hit is enough; the sober facts come after it.
    """
    burned = (f"{burn.who}: {burn.why}" for burn in reply.burned)
    jokes = " ".join((reply.quip, *take, *burned, reply.lining, *reply.reasons.values()))
    text = f"{jokes}\n\n{' '.join(fact.text for fact in reply.facts)}"
    filed = (event.category, reply.category)
    match = sober_subject(f"{event.title}\n{reply.title}", text, tuple(subjects), filed)
    if match is not None:
        yield f"never-roast subject {match.subject}: {cut(match.sentence, 160)}"
    if reply.sensitive:
        yield f"no joke, in a writer's judgement: {cut(reply.sensitive, 200)}"


def _unfair(reply: Reply, take: Sequence[str], facts: Sequence[Fact]) -> Iterator[str]:
    burned = (f"{burn.who}: {burn.why}" for burn in reply.burned)
    jokes = (reply.title, reply.quip, *take, *burned, reply.lining, *reply.reasons.values())
    return map(_told_unfair, unfair(jokes, [fact.text for fact in facts]))


def _told_unfair(found: Unfair) -> str:
    words = ", ".join(found.words)
    return f"unfair to joke about ({found.kind}, “{cut(words, 40)}”): {cut(found.sentence, 160)}"


def _without_sign_off(take: Sequence[str], sign_off: str) -> tuple[str, ...]:
    """The paragraphs without the persona's signature, which the page itself puts below them."""
    bare = sign_off.strip().lstrip("—–- ")
    if not take or not bare:
        return tuple(take)
    last = re.sub(rf"\s*[—–-]+\s*{re.escape(bare)}\W*\Z", "", take[-1])
    return (*take[:-1], last) if last else tuple(take[:-1])
