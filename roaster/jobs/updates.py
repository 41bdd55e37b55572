"""What later articles would change in roasts: found by `gather`, kept, shown. Never written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roaster.content.library import Library
from roaster.events.changes import Change, material_change, retitled
from roaster.jobs.sifting import Told
from roaster.jobs.workshop import Workshop
from roaster.model.news import Entry
from roaster.model.roast import Roast, Status
from roaster.state.offers import KeptOffer, load_offers, save_offers
from roaster.text.addresses import address_key

if TYPE_CHECKING:
    from roaster.events.grouping import Continuing

OFFERS_NAME = "offers.json"


@dataclass(frozen=True, slots=True)
class UpdateOffer:
    """An article that changes what a roast tells: which roast, how, and the words that show it."""

    slug: str
    url: str
    title: str
    kind: str
    evidence: str
    words: str = ""


def found_updates(
    library: Library,
    continuing: Sequence[Continuing],
    entries: Sequence[Entry],
    told: Mapping[str, Told],
    never_roast: Sequence[str],
) -> tuple[UpdateOffer, ...]:
    """Offers of this run: from other articles of told events, and from sources with a new title.

    A killed roast needs no update. Pure.
    """
    roasts = {roast.slug: roast for roast in library.roasts if roast.status is not Status.KILLED}
    texts = {story.slug: f"{story.title}\n{story.text}" for story in library.stories()}
    offers = [
        _offer(one.slug, one.article.url, one.article.title, change)
        for one in continuing
        if one.slug in roasts
        and (change := material_change(one.article, texts[one.slug], never_roast))
    ]
    offers += _retitled(entries, told, roasts, texts, never_roast)
    unique = {(offer.slug, offer.url): offer for offer in offers}
    return tuple(sorted(unique.values(), key=lambda offer: (offer.slug, offer.url)))


def _retitled(
    entries: Iterable[Entry],
    told: Mapping[str, Told],
    roasts: Mapping[str, Roast],
    texts: Mapping[str, str],
    never_roast: Sequence[str],
) -> Iterator[UpdateOffer]:
    for entry in entries:
        one = told.get(address_key(entry.url))
        if one is None or not one.title or one.slug not in roasts:
            continue
        if change := retitled(entry.title, one.title, texts[one.slug], never_roast):
            yield _offer(one.slug, entry.url, entry.title, change)


def _offer(slug: str, url: str, title: str, change: Change) -> UpdateOffer:
    return UpdateOffer(slug, url, title, change.kind.value, change.evidence, change.words)


def keep_updates(
    workshop: Workshop, library: Library, offers: Sequence[UpdateOffer]
) -> tuple[UpdateOffer, ...]:
    """Keep the offers, and give those that still stand.

    An offer keeps the time it was first made. Once the roast's file changed after it, the editor
    has seen to it: the same words are not offered again.
    """
    path = workshop.state_dir / OFFERS_NAME
    digests = {roast.slug: roast.digest for roast in library.roasts}
    kept = {(one.slug, one.url): one for one in _young(workshop)}
    for one in offers:
        before = kept.get((one.slug, one.url))
        if before is None or before.evidence != one.evidence:
            kept[one.slug, one.url] = KeptOffer(
                one.slug, one.url, one.title, one.kind, one.evidence, one.words,
                digests[one.slug], workshop.now(),
            )  # fmt: skip
    if kept or path.exists():
        save_offers(path, (kept[key] for key in sorted(kept)))
    return tuple(one for one in offers if kept[one.slug, one.url].digest == digests[one.slug])


def offers_for(workshop: Workshop, roast: Roast) -> tuple[UpdateOffer, ...]:
    """What is offered for a roast, until its file changes or the offer is older than the window."""
    return tuple(
        UpdateOffer(one.slug, one.url, one.title, one.kind, one.evidence, one.words)
        for one in _young(workshop)
        if one.slug == roast.slug and one.digest == roast.digest
    )


def _young(workshop: Workshop) -> list[KeptOffer]:
    now, window = workshop.now(), workshop.config.events.window
    kept = load_offers(workshop.state_dir / OFFERS_NAME)
    return [one for one in kept if now - one.at <= window]
