"""From what a writer proposed to a draft that holds nothing unproven. Pure.

Only proven facts pass, with the source's words beside them; sources, day and total come from our
own data; whatever a person should look at stands in `attention`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from roaster.model.news import Article, Event
from roaster.model.roast import Draft, Fact, Provenance, Source
from roaster.roasts.brief import PROMPT_VERSION
from roaster.roasts.evidence import Ground, Proof, make_ground, prove
from roaster.roasts.folding import fold
from roaster.roasts.writer import Brief, ProposedFact, Reply, Written
from roaster.text.addresses import text_fragment
from roaster.text.clean import cut
from roaster.text.digests import digest
from roaster.text.slugs import slug_of
from roaster.text.sober import sober_subject

MAX_CONCERNS = 4

_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]")


def finish(
    brief: Brief, written: Written, at: datetime, *, min_facts: int, never_roast: Sequence[str]
) -> Draft:
    """The draft of a written roast. `at` is when it was written.

    Raises ValueError when the reply's scores do not fit the rubric: a writer's fault, not the
    model's, for replies are checked before.
    """
    event, reply = brief.event, written.reply
    facts, reasons = _proven(event, reply.facts)
    take = _without_sign_off(reply.take, brief.persona.sign_off)
    attention = (
        *_too_few(len(facts), len(reply.facts), min_facts, reasons),
        *_without_address(event),
        *_invented_quotes(event, reply, take),
        *_sober(event, reply, take, never_roast),
        *(f"the writer's doubt: {cut(doubt, 200)}" for doubt in reply.concerns[:MAX_CONCERNS]),
    )
    return Draft(
        id=digest(f"roast:{event.id}"),
        title=reply.title,
        day=event.day,
        category=slug_of(event.category) if event.category else reply.category,
        tags=reply.tags,
        quip=reply.quip,
        take=take,
        facts=facts,
        burned=reply.burned,
        lining=reply.lining,
        scores=dict(reply.scores),
        score=brief.rubric.total(reply.scores),
        sources=sources_of(event),
        attention=tuple(dict.fromkeys(attention)),
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


def _proven(event: Event, proposed: Sequence[ProposedFact]) -> tuple[tuple[Fact, ...], list[str]]:
    grounds = [_ground(article) for article in event.articles]
    facts, reasons = [], []
    for fact in proposed:
        found = _prove_anywhere(fact, grounds)
        if isinstance(found, str):
            reasons.append(found)
            continue
        index, span = found
        url = event.articles[index].url
        receipt = text_fragment(url, span) if url else ""
        facts.append(Fact(fact.text, span, index, receipt))
    return tuple(facts), reasons


def _ground(article: Article) -> Ground:
    day = article.published.date() if article.published else None
    return make_ground(article.text, f"{article.title}\n{article.outlet}", day)


def _prove_anywhere(fact: ProposedFact, grounds: Sequence[Ground]) -> tuple[int, str] | str:
    """Source and span that prove a fact, or why the source it names does not.

    A true quote under a wrong number is worth keeping, so the other sources are asked too.
    """
    named = [fact.source] if 0 <= fact.source < len(grounds) else []
    reason = "it names no source"
    for index in (*named, *(index for index in range(len(grounds)) if index not in named)):
        result = prove(fact.text, fact.quote, grounds[index])
        if isinstance(result, Proof):
            return index, result.span
        if index in named:
            reason = result.reason
    return reason


def _too_few(proven: int, proposed: int, least: int, reasons: Sequence[str]) -> Iterator[str]:
    if proven < least:
        why = f": {'; '.join(dict.fromkeys(cut(reason, 100) for reason in reasons))}"
        yield f"only {proven} of {proposed} facts could be proven{why if reasons else ''}"


def _without_address(event: Event) -> Iterator[str]:
    """Text that was handed in has no place where a reader could check it."""
    if any(not article.url for article in event.articles):
        yield "a source has no address: add `url` to it, and receipts to its facts"


def _invented_quotes(event: Event, reply: Reply, take: Sequence[str]) -> Iterator[str]:
    """Words in quotation marks that stand in no source."""
    told = [
        fold("\n".join((article.title, article.summary, article.text))).text
        for article in event.articles
    ]
    told.append(fold(event.title).text)
    texts = (reply.title, reply.quip, *take, *(burn.why for burn in reply.burned), reply.lining)
    for text in texts:
        for match in _QUOTED.finditer(text):
            quoted = next(group for group in match.groups() if group is not None)
            wanted = fold(quoted.strip().rstrip(".,;:!?…")).text
            if wanted and not any(wanted in source for source in told):
                yield f"“{cut(quoted.strip(), 80)}” is in quotation marks but in no source"


def _sober(
    event: Event, reply: Reply, take: Sequence[str], subjects: Sequence[str]
) -> Iterator[str]:
    """The never-roast list, asked again of the text that was written.

    What jokes is one first paragraph, where one hit is enough; the sober facts come after it.
    """
    burned = (f"{burn.who}: {burn.why}" for burn in reply.burned)
    jokes = " ".join((reply.quip, *take, *burned, reply.lining))
    text = f"{jokes}\n\n{' '.join(fact.text for fact in reply.facts)}"
    match = sober_subject(f"{event.title}\n{reply.title}", text, tuple(subjects))
    if match is not None:
        yield f"never-roast subject {match.subject}: {cut(match.sentence, 160)}"


def _without_sign_off(take: Sequence[str], sign_off: str) -> tuple[str, ...]:
    """The paragraphs without the persona's signature, which the page itself puts below them."""
    bare = sign_off.strip().lstrip("—–- ")
    if not take or not bare:
        return tuple(take)
    last = re.sub(rf"\s*[—–-]+\s*{re.escape(bare)}\W*\Z", "", take[-1])
    return (*take[:-1], last) if last else tuple(take[:-1])
