"""`roaster update`: what a later article brings, appended to a roast as a dated section.

Nothing that stands there is touched: id, address, score, texts and status stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from roaster.content.edits import append_item, append_section, set_key
from roaster.content.emission import Atom
from roaster.content.sections import facts_markdown, one_line
from roaster.errors import NothingDoneError, UsageError
from roaster.events.changes import ChangeKind
from roaster.jobs.editing import Changed, rewrite
from roaster.jobs.updates import UpdateOffer, offers_for
from roaster.jobs.workshop import Workshop
from roaster.model.news import Article, Entry
from roaster.model.roast import Fact, Roast, Status
from roaster.roasts.news_since import facts_since
from roaster.site.catalogue import words_of
from roaster.site.theme import own_words
from roaster.text.addresses import absolute, address_key
from roaster.text.dates import day_in


@dataclass(frozen=True, slots=True)
class Updated:
    """A roast with its new section. `unread` are articles that could not be read."""

    changed: Changed
    facts: tuple[Fact, ...]
    urls: tuple[str, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UpdatesReport:
    """What `update` without a name did: drafts that got their section, offers that wait."""

    updated: tuple[Updated, ...]
    waiting: tuple[UpdateOffer, ...]


def update(workshop: Workshop, name: str, urls: Sequence[str] = ()) -> Updated:
    """Append what is offered for a roast, or what these articles bring.

    Raises UsageError for a killed roast, where nothing is offered, and where nothing is new;
    NothingDoneError when no article can be read.
    """
    with workshop.locked():
        roast = workshop.library().find(name)
        if roast.status is Status.KILLED:
            raise UsageError("it was killed", where=roast.path, remedy="killed roasts stay killed")
        return _update(workshop, roast, _wanted(workshop, roast, urls))


def update_drafts(workshop: Workshop) -> UpdatesReport:
    """Append what is offered for drafts; what is offered for published roasts is told."""
    updated: list[Updated] = []
    waiting: list[UpdateOffer] = []
    with workshop.locked():
        for roast in workshop.library().roasts:
            offers = offers_for(workshop, roast)
            if offers and roast.status is Status.DRAFT:
                updated.append(_update(workshop, roast, offers))
            elif roast.status is Status.PUBLISHED:
                waiting += offers
    return UpdatesReport(tuple(updated), tuple(waiting))


def _wanted(workshop: Workshop, roast: Roast, urls: Sequence[str]) -> tuple[UpdateOffer, ...]:
    for url in urls:
        if not absolute("", url):
            raise UsageError("not a web address", where=url, remedy="write it as https://host/path")
    offers = offers_for(workshop, roast)
    if not urls:
        if offers:
            return offers
        raise UsageError(
            "no update is offered for it",
            where=roast.path,
            remedy=f"name the article: roaster update {roast.slug} https://…",
        )
    by_key = {address_key(offer.url): offer for offer in offers}
    return tuple(
        by_key.get(address_key(url), UpdateOffer(roast.slug, url, "", "", "")) for url in urls
    )


def _update(workshop: Workshop, roast: Roast, offers: Sequence[UpdateOffer]) -> Updated:
    articles = _articles(workshop, offers)
    unread = tuple(o.url for o, article in zip(offers, articles, strict=True) if article is None)
    read = [(o, article) for o, article in zip(offers, articles, strict=True) if article]
    if not read:
        raise NothingDoneError(
            "the article cannot be read",
            where=unread[0],
            remedy=f"look at it: roaster extract {unread[0]}",
        )
    told = _told(roast) + _background(workshop, roast, offers)
    facts: list[Fact] = []
    for offer, article in read:
        new = facts_since(article, told, offer.evidence)
        facts += new
        told += "\n".join(fact.text for fact in new)
    if not facts:
        raise UsageError(
            "the article brings nothing that the roast and its sources do not tell",
            where=roast.path,
            remedy=f"write it by hand: roaster edit {roast.slug}",
        )
    change = _Change(workshop, roast, tuple(facts), tuple(read))
    changed = rewrite(workshop, roast, change)
    return Updated(changed, tuple(facts), tuple(article.url for _, article in read), unread)


def _told(roast: Roast) -> str:
    return "\n".join((roast.title, roast.quip, *(section.text for section in roast.sections), ""))


def _background(workshop: Workshop, roast: Roast, offers: Sequence[UpdateOffer]) -> str:
    """What the roast's other sources tell, as far as they can be read: a follow-up repeats it."""
    offered = {address_key(offer.url) for offer in offers}
    known = [
        UpdateOffer(roast.slug, source.url, source.title, "", "")
        for source in roast.sources
        if source.url and address_key(source.url) not in offered
    ]
    texts = (article.text for article in _articles(workshop, known) if article is not None)
    return "".join(f"{text}\n" for text in texts)


def _articles(workshop: Workshop, offers: Sequence[UpdateOffer]) -> list[Article | None]:
    from roaster.jobs.asking import reading
    from roaster.jobs.executors.rounds import in_order

    entries = [Entry("", one.url, one.url, one.title) for one in offers]
    readings = in_order(workshop.executor(), reading(workshop), entries, lambda _entry: None)
    return [one.article for one in readings]


@dataclass(frozen=True, slots=True)
class _Change:
    """The new bytes of the roast's file, all in one."""

    workshop: Workshop
    roast: Roast
    facts: tuple[Fact, ...]
    read: tuple[tuple[UpdateOffer, Article], ...]

    def __call__(self, data: bytes) -> bytes:
        now = self.workshop.now().replace(microsecond=0)
        day = day_in(now, self.workshop.config.site.zone)
        words = words_of(own_words(), self.workshop.config.site.language)
        heading = words("update_of", day=words.day(day))
        data = append_section(data, heading, facts_markdown(self.facts), self.workshop.headings)
        known = {address_key(source.url) for source in self.roast.sources if source.url}
        for _, article in self.read:
            if address_key(article.url) not in known:
                data = append_item(data, "sources", source_values(article))
        attention = [*dict.fromkeys((*self.roast.attention, *self._doubts()))]
        if attention != list(self.roast.attention):
            data = set_key(data, "attention", attention)
        return set_key(data, "updated", now, after=("status",))

    def _doubts(self) -> Iterator[str]:
        for offer, _ in self.read:
            if offer.kind == ChangeKind.SOBER:
                yield one_line(f"{offer.words}: {offer.evidence}")


def source_values(article: Article) -> Mapping[str, Atom]:
    """An article as an item of `sources`."""
    values: dict[str, Atom] = {"title": one_line(article.title)}
    values |= {"outlet": one_line(article.outlet)} if article.outlet else {}
    values |= {"url": article.url}
    return values | ({"published": article.published} if article.published else {})
