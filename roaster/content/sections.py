"""The body of a roast as sections, and what counts as changed by a person. Pure.

`roasted.wrote` holds, for each part that the machine wrote, `section_hash` of the part's text:

    title, quip     the text as read, a title on one line
    scores          `6.4 hype_gap=4 irony=4 …`: the overall score, then the sub-scores by name
    take … lining   the section's Markdown without its heading; nothing for a missing section

A part whose text has another hash, or that has none, was edited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from roaster.content.envelope import LINE_END, unix_lines
from roaster.model.roast import SECTION_KEYS, Burn, Draft, Fact, Section
from roaster.text.digests import section_hash

PARTS = ("title", "quip", "scores", *SECTION_KEYS)
"""What can be edited apart, in the order of `roasted.wrote`."""

_HEADING = re.compile(r" {0,3}##(?!#)")
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
_LOUD = re.compile(r"^(?P<indent>[ \t]*)(?=#|```|~~~)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Span:
    """A section's place in the body: the heading's line, then the text up to the next heading."""

    key: str
    heading: str
    start: int  # the heading's line
    text_start: int  # the line after it
    end: int  # the next heading's line, or the body's end


def split_body(body: str, headings: Mapping[str, str]) -> tuple[str, tuple[Section, ...]]:
    """The Markdown before the first heading, and the sections in the file's order.

    Line ends become LF and blank lines around a text are left out.
    """
    spans = section_spans(body, headings)
    preamble = body[: spans[0].start] if spans else body
    sections = (
        Section(span.key, span.heading, bare(body[span.text_start : span.end])) for span in spans
    )
    return bare(preamble), tuple(sections)


def section_spans(body: str, headings: Mapping[str, str]) -> tuple[Span, ...]:
    """Where each `## Heading` section stands. A key is given once, to its first heading."""
    keys = {_folded(heading): key for key, heading in headings.items()}
    found = list(_heading_lines(body))
    ends = [*(start for start, _, _ in found), len(body)][1:]
    return tuple(
        Span(keys.pop(_folded(heading), ""), heading, start, after, end)
        for (start, after, heading), end in zip(found, ends, strict=True)
    )


def bare(text: str) -> str:
    """The text with LF and without blank lines around it."""
    start, end = text_extent(text)
    return unix_lines(text[start:end])


def text_extent(text: str) -> tuple[int, int]:
    """From the first line that is not blank to the last, without that one's line end."""
    written = [(start, start + len(line)) for start, _, line in _lines(text) if line.strip()]
    return (written[0][0], written[-1][1]) if written else (0, 0)


def _folded(heading: str) -> str:
    return " ".join(heading.replace("’", "'").casefold().split())


def _heading_lines(body: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and text of each heading outside fenced code."""
    lines = list(_lines(body))
    fences = _Fences([line for _, _, line in lines])
    index = 0
    while index < len(lines):
        start, end, line = lines[index]
        heading = _heading(line)
        if heading:
            yield start, end, heading
        index = fences.after(index)


def _heading(line: str) -> str:
    """The text of a `## Heading`, also of `##Heading ##`; empty when the line is none."""
    match = _HEADING.match(line)
    text = line[match.end() :].strip() if match else ""
    closed = text.rstrip("#")
    return closed.strip() if closed[-1:] in ("", " ", "\t") else text


class _Fences:
    """Where fenced code ends.

    A fence that is never closed is no fence: one forgotten in a section must not swallow the
    sections after it.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        # By mark, the shortest fence without an end: no later one as long has an end either.
        self._endless: dict[str, int] = {}

    def after(self, index: int) -> int:
        """The line after the code that begins in this line, else simply the next line."""
        opening = _FENCE.match(self._lines[index])
        if opening is None:
            return index + 1
        mark, length = opening["fence"][0], len(opening["fence"])
        if length >= self._endless.get(mark, length + 1):
            return index + 1
        closing = re.compile(rf" {{0,3}}{re.escape(mark)}{{{length},}}[ \t]*")
        for later in range(index + 1, len(self._lines)):
            if closing.fullmatch(self._lines[later]):
                return later + 1
        self._endless[mark] = length
        return index + 1


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end (after the line's end) and content of each line."""
    start = 0
    for match in LINE_END.finditer(text):
        yield start, match.end(), text[start : match.start()]
        start = match.end()
    if start < len(text):
        yield start, len(text), text[start:]


_ESCAPED = (("(", "%28"), (")", "%29"), ("<", "%3C"), (">", "%3E"), ("\\", "%5C"))


def one_line(text: str) -> str:
    """A text on one line, runs of white space as one space."""
    return " ".join(text.split())


def section_markdown(draft: Draft, key: str) -> str:
    """The Markdown of one section of a draft, without its heading; empty when it has none."""
    if key == "take":
        return quiet("\n\n".join(text for part in draft.take if (text := bare(part))))
    if key == "facts":
        return facts_markdown(draft.facts)
    if key == "burned":
        return "\n".join(map(_burn, draft.burned))
    return quiet(bare(draft.lining))


def facts_markdown(facts: Iterable[Fact]) -> str:
    """Facts as bullets, each with its receipt."""
    return "\n".join(map(_fact, facts))


def _fact(fact: Fact) -> str:
    text = f"- {one_line(fact.text)}"
    if fact.receipt:
        return _with_receipt(text, fact.receipt)
    # Of a text without an address the words themselves are the receipt.
    quote = one_line(fact.quote).replace("“", "‘").replace("”", "’")
    return text if _same(quote, fact.text) else f"{text} (“{quote}”)"


def _same(one: str, other: str) -> bool:
    """Whether two sentences have the same words."""
    return re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())


def _burn(burn: Burn) -> str:
    return _with_receipt(f"- **{one_line(burn.who)}**: {one_line(burn.why)}", burn.receipt)


def _with_receipt(text: str, receipt: str) -> str:
    return f"{text} [receipt]({_target(receipt)})" if receipt else text


def quiet(markdown: str) -> str:
    """Markdown in which no line begins a heading or a fence: a backslash stands before it.

    So a text that a writer proposed can neither end its own section nor swallow the next.
    """
    return _LOUD.sub(r"\g<indent>\\", markdown)


def _target(url: str) -> str:
    """An address that stands in parentheses."""
    target = "".join(url.split())
    for mark, escaped in _ESCAPED:
        target = target.replace(mark, escaped)
    return target


def draft_hashes(draft: Draft, texts: Mapping[str, str]) -> dict[str, str]:
    """`roasted.wrote` of a new roast with these sections."""
    return {
        part: section_hash(text)
        for part, text in part_texts(
            draft.title, draft.quip, draft.score, draft.scores, texts
        ).items()
    }


def part_texts(
    title: str,
    quip: str,
    score: Decimal | None,
    scores: Mapping[str, int],
    sections: Mapping[str, str],
) -> dict[str, str]:
    """The text of each part that is hashed."""
    told = {"title": one_line(title), "quip": quip.strip(), "scores": scores_text(score, scores)}
    return told | {key: sections.get(key, "") for key in SECTION_KEYS}


def scores_text(score: Decimal | None, scores: Mapping[str, int]) -> str:
    """The scores as they are hashed: their order and spelling in the file do not count."""
    total = "" if score is None else f"{score:.1f}"
    return " ".join((total, *(f"{key}={scores[key]}" for key in sorted(scores))))


def edited_parts(texts: Mapping[str, str], wrote: Mapping[str, str]) -> frozenset[str]:
    """The parts that a person changed: those whose hash is another, or missing."""
    return frozenset(part for part, text in texts.items() if wrote.get(part) != section_hash(text))
