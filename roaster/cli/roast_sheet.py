"""`roaster show`: a roast with its evidence, as a person reads it. Pure but for the sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from roaster.cli.showing import Sheet
from roaster.cli.words import offered
from roaster.model.roast import Roast, Section, Source
from roaster.text.addresses import address_key, host_of

if TYPE_CHECKING:
    from roaster.jobs.updates import UpdateOffer

_RECEIPT = re.compile(r"\s*\[receipt\]\((?P<url>[^()\s]+)\)")
_BULLET = re.compile(r"\s*[-*+]\s+")
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_DIRECTIVE = ":~:text="


def shown(
    roast: Roast, offers: Sequence[UpdateOffer], proposed: Sequence[str], sheet: Sheet
) -> str:
    """Head, quip, sections with their proof, and sources."""
    _head(roast, offers, proposed, sheet)
    if roast.quip:
        sheet.gap()
        sheet.block(roast.quip, "italic")
    if roast.preamble.strip():
        sheet.gap()
        sheet.block(roast.preamble)
    for section in roast.sections:
        sheet.gap()
        sheet.line(f"## {section.heading}", "bold")
        sheet.gap()
        _section(section, roast.sources, sheet)
    if roast.sources:
        sheet.gap()
    for source in roast.sources:
        sheet.line(_source(source), "dim", indent="  ", first="")
    return sheet.text()


def _source(source: Source) -> str:
    outlet = f"{source.outlet}: " if source.outlet else ""
    return f"source: {outlet}{source.title} {source.url}".rstrip()


def _head(
    roast: Roast, offers: Sequence[UpdateOffer], proposed: Sequence[str], sheet: Sheet
) -> None:
    sheet.line(roast.title, "bold")
    sheet.line("=" * min(len(roast.title), 78, sheet.width))
    facts = [roast.status.value, roast.category, roast.day.isoformat()]
    facts += [f"{roast.score}/10"] if roast.score is not None else []
    sheet.line(" · ".join(fact for fact in facts if fact))
    if roast.scores:
        sheet.line(", ".join(f"{key} {value}" for key, value in roast.scores.items()))
    if isinstance(roast.roasted.get("model"), str):
        sheet.line(f"written by {roast.roasted['model']}", "dim")
    for reason in roast.attention:
        sheet.line(f"! {reason}", "yellow", indent="  ", first="")
    for offer in offers:
        sheet.line(offered(offer).strip(), "yellow", indent="  ", first="")
    if roast.edited:
        sheet.line(f"edited by hand: {', '.join(sorted(roast.edited))}")
    if proposed:
        what = f"new texts are proposed for {', '.join(proposed)}"
        sheet.line(f"{what}: roaster proposals show {roast.slug}", "yellow")


def _section(section: Section, sources: Sequence[Source], sheet: Sheet) -> None:
    """A section's text; a bullet's receipt becomes the source's words and its outlet."""
    for line in section.text.strip().split("\n"):
        if not line.strip():
            sheet.gap()
            continue
        receipts = [match["url"] for match in _RECEIPT.finditer(line)]
        text = _BOLD.sub(r"\1", _RECEIPT.sub("", line))
        bullet = _BULLET.match(text)
        sheet.line(
            text[bullet.end() :] if bullet else text,
            indent="  " if bullet else "",
            first="• " if bullet else "",
        )
        for url in receipts:
            sheet.line(proof(url, sources), "cyan", indent="    ", first="    ")


def proof(receipt: str, sources: Sequence[Source]) -> str:
    """A receipt in words: `The Wire: “cut 1,200 jobs … on Tuesday” https://…`."""
    key = address_key(receipt)
    source = next((one for one in sources if one.url and address_key(one.url) == key), None)
    outlet = (source.outlet if source else "") or host_of(receipt) or "a source"
    words = " … ".join(_quoted(receipt))
    said = f"“{words}”" if words else "(the whole page)"
    return f"{outlet}: {said} {receipt.partition('#')[0]}"


def _quoted(receipt: str) -> Iterator[str]:
    """The words that a text fragment names: where the span begins, and where it ends."""
    try:
        fragment = urlsplit(receipt).fragment
    except ValueError:
        return
    _, mark, directive = fragment.partition(_DIRECTIVE)
    for part in directive.partition("&")[0].split(",") if mark else ():
        # `prefix-,` and `,-suffix` only tell where the span stands.
        if part and not part.startswith("-") and not part.endswith("-"):
            yield unquote(part)
