"""A draft as the file of a new roast. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from datetime import date

from roaster.content.emission import Atom, emit
from roaster.content.sections import draft_hashes, one_line, section_markdown
from roaster.model.roast import Draft, Provenance, Source, Status
from roaster.text.slugs import slug_of


def compose(draft: Draft, *, headings: Mapping[str, str], status: Status) -> bytes:
    """The file of a new roast. Reading it tells the draft again, with nothing edited.

    The draft's texts are Markdown with hostile markup taken out; `headings` gives the sections
    and their order. A section without text is left out.
    """
    texts = {key: section_markdown(draft, key) for key in headings}
    return _file((*_front(draft, texts, status), *_body(texts, headings)))


def compose_new(title: str, day: date, *, category: str = "", headings: Mapping[str, str]) -> bytes:
    """The skeleton of a roast to be written by hand: a draft with empty sections."""
    category_line = [f"category: {emit(category)}"] if category else []
    front = (f"title: {emit(one_line(title))}", f"date: {day}", "status: draft", *category_line)
    body = (line for heading in headings.values() for line in ("", f"## {heading}", ""))
    return _file(("---", *front, "---", *body))


def file_name(day: date, title: str, taken: Container[str]) -> str:
    """`2026-04-10-some-slug.md`, with `-2`, `-3` … behind the slug where the name is taken."""
    stem = f"{day.isoformat()}-{slug_of(title)}"
    name, number = f"{stem}.md", 2
    while name in taken:
        name, number = f"{stem}-{number}.md", number + 1
    return name


def _file(lines: tuple[str, ...]) -> bytes:
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8", "replace")


def _front(draft: Draft, texts: Mapping[str, str], status: Status) -> Iterator[str]:
    yield "---"
    yield f"id: {emit(draft.id)}"
    yield f"title: {emit(one_line(draft.title))}"
    yield f"date: {draft.day.isoformat()}"
    yield f"status: {status.value}"
    if draft.straight:
        yield "straight: true"
    yield f"category: {emit(draft.category)}"
    yield f"tags: {emit(draft.tags)}"
    if draft.score is not None:
        yield f"score: {draft.score:.1f}"
        yield f"scores: {emit(draft.scores)}"
    if draft.score_reasons:
        yield f"score_reasons: {emit(draft.score_reasons)}"
    if draft.score_receipts:
        yield f"score_receipts: {emit(draft.score_receipts)}"
    if not draft.straight:
        yield f"quip: {emit(draft.quip.strip())}"
    yield from _items("sources", tuple(emit(_source(source)) for source in draft.sources))
    yield from _items("attention", tuple(emit(one_line(reason)) for reason in draft.attention))
    yield "roasted:"
    for key, value in _provenance(draft.provenance).items():
        yield f"  {key}: {emit(value)}"
    yield f"  wrote: {emit(draft_hashes(draft, texts))}"
    yield "---"


def _items(key: str, items: tuple[str, ...]) -> Iterator[str]:
    if items:
        yield f"{key}:"
        yield from (f"  - {item}" for item in items)
    else:
        yield f"{key}: []"


def _source(source: Source) -> dict[str, Atom]:
    values: dict[str, Atom] = {"title": one_line(source.title)}
    values |= {"outlet": one_line(source.outlet)} if source.outlet else {}
    values |= {"url": source.url} if source.url else {}
    return values | ({"published": source.published} if source.published else {})


def _provenance(made: Provenance) -> dict[str, Atom]:
    return {
        "model": made.model,
        "persona": made.persona,
        "prompt": made.prompt,
        "rubric": made.rubric,
        "at": made.at,
        "cost_usd": made.cost_usd,
    }


def _body(texts: Mapping[str, str], headings: Mapping[str, str]) -> Iterator[str]:
    for key, heading in headings.items():
        if texts[key]:
            yield from ("", f"## {heading}", "", texts[key])
