"""Everything that speaks about one article, and the article put together from it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from roaster.articles.body import Text, as_text, from_markup, refereed
from roaster.articles.canonical import choose_address
from roaster.articles.fields import (
    choose_authors,
    choose_line,
    choose_moment,
    choose_title,
    chosen,
    plain_line,
)
from roaster.articles.furniture import without_furniture
from roaster.articles.json_ld import Described
from roaster.articles.language import language_of
from roaster.articles.metadata import Metadata
from roaster.articles.reading import Alternative
from roaster.articles.words import count_words
from roaster.model.news import Article, Entry
from roaster.text.addresses import host_of
from roaster.text.clean import clean_text, cut

MAX_SUMMARY = 600  # characters
MAX_TEXT = 200_000  # characters: a book's chapter; what follows is no news article
GUESS = "trafilatura's guess"


@dataclass(frozen=True, slots=True)
class MainText:
    """What trafilatura makes of a page; empty where it finds nothing. `date` is ISO, a day."""

    text: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    site_name: str = ""
    description: str = ""
    fault: str = ""  # why it found nothing, where it failed


@dataclass(frozen=True, slots=True)
class Sources:
    """What a page and its feed say, before anything is chosen."""

    url: str
    meta: Metadata = field(default_factory=Metadata)
    described: Described = field(default_factory=Described)
    main: MainText = field(default_factory=MainText)
    outline: tuple[str, ...] = ()
    entry: Entry | None = None

    @property
    def site_name(self) -> str:
        """The page's own name for its outlet, empty if none."""
        return plain_line(self.meta.site_name or self.described.publisher)

    def page_texts(self) -> tuple[Text, ...]:
        """The readings of the page's text in the order of belief."""
        return (
            _article_of(refereed(as_text("trafilatura", self.main.text), self.outline)),
            _article_of(from_markup("json-ld", self.described.body)),
        )

    def feed_text(self) -> Text:
        """The text that the feed itself carries."""
        return as_text("feed", self.entry.content if self.entry else "")


def _article_of(text: Text) -> Text:
    """The text without the page's furniture."""
    article = without_furniture(text.text)
    return Text(text.origin, article, count_words(article)) if article != text.text else text


@dataclass(frozen=True, slots=True)
class Assembled:
    """An article with all that was considered for it."""

    article: Article
    alternatives: tuple[Alternative, ...]
    notes: tuple[str, ...]


def assemble(sources: Sources, text: Text, now: datetime | None) -> Assembled:
    """The article that the sources tell, with `text` as its text."""
    entry, meta, described, main = sources.entry, sources.meta, sources.described, sources.main
    url, url_origin, url_notes = choose_address(
        sources.url,
        (("canonical link", meta.canonical), ("og:url", meta.og_url), ("json-ld", described.url)),
    )
    outlets = _outlets(sources)
    titles = _titles(sources)
    moments, moment, moment_notes = choose_moment(_moments(sources), now)
    authors, names = choose_authors(
        (
            ("json-ld", described.authors),
            ("meta", meta.authors),
            ("byline", meta.bylines),
            ("trafilatura", main.authors),
            ("feed", entry.authors if entry else ()),
        ),
        _outlet_names(sources),
    )
    summaries = _summaries(sources)
    alternatives = (
        Alternative("url", url_origin, url, chosen=True),
        *titles,
        *moments,
        *authors,
        *summaries,
        *outlets,
    )
    body = clean_text(_within(_without_headline(text.text, titles)))
    said_languages = (described.language, meta.language, entry.language if entry else "")
    article = Article(
        url=url,
        title=_value(titles),
        outlet=_value(outlets),
        text=body,
        summary=_value(summaries),
        published=moment.time if moment else entry.first_seen if entry else None,
        authors=names,
        category=_category(sources),
        language=language_of(body or f"{_value(titles)}\n{_value(summaries)}", said_languages),
        entry_id=entry.id if entry else "",
        feed_url=entry.feed_url if entry else "",
        origins={
            **{one.field: one.origin for one in alternatives if one.chosen},
            "text": text.origin,
        },
    )
    guessed = any(one.chosen and one.origin == GUESS for one in moments)
    notes = (*url_notes, *moment_notes, *(("the date is a guess from the page",) * guessed))
    return Assembled(article, alternatives, notes)


def _value(alternatives: Sequence[Alternative]) -> str:
    one = chosen(alternatives)
    return one.value if one else ""


def _without_headline(text: str, titles: Sequence[Alternative]) -> str:
    """The text without its own headline as a first paragraph."""
    first, _, rest = text.partition("\n\n")
    is_headline = any(first.casefold() == one.value.casefold() for one in titles)
    return rest if rest and is_headline else text


def _within(text: str) -> str:
    return text if len(text) <= MAX_TEXT else cut(text, MAX_TEXT)


def _titles(sources: Sources) -> tuple[Alternative, ...]:
    """JSON-LD states the headline, `<h1>` shows it; `og:title` is often reworded for sharing.

    trafilatura takes its title from these, so its voice counts only where they are silent.
    """
    entry, meta = sources.entry, sources.meta
    said = [
        ("json-ld", sources.described.headline),
        ("heading", _headline(meta)),
        ("open-graph", meta.og_title),
        ("title element", meta.title_tag),
        ("feed", entry.title if entry else ""),
    ]
    if not any(value for _, value in said[:3]):
        said.insert(0, ("trafilatura", sources.main.title))
    return choose_title(said, _outlet_names(sources))


def _outlet_names(sources: Sources) -> tuple[str, ...]:
    """What the outlet may be called: by itself, its feed and its address."""
    host = host_of(sources.url).removeprefix("www.")
    return (
        sources.meta.site_name, sources.described.publisher, sources.main.site_name,
        sources.entry.outlet if sources.entry else "", host, host.split(".")[0],
        sources.meta.title_tag.rsplit(" | ", 1)[-1] if " | " in sources.meta.title_tag else "",
    )  # fmt: skip


def _headline(meta: Metadata) -> str:
    """The page's `<h1>`: the only one, or the one that the page's title begins with."""
    titles = (meta.og_title, meta.title_tag)
    agreeing = (h1 for h1 in meta.headings if any(title.startswith(h1) for title in titles))
    return meta.headings[0] if len(set(meta.headings)) == 1 else next(agreeing, "")


def _moments(sources: Sources) -> list[tuple[str, str]]:
    entry, meta = sources.entry, sources.meta
    fed = entry.published.isoformat() if entry and entry.published else ""
    return [
        ("json-ld", sources.described.published),
        (f"meta {meta.published_from}".strip(), meta.published),
        # A feed states its date; htmldate infers one from addresses and running text.
        ("feed", fed),
        (GUESS, sources.main.date),
    ]


def _summaries(sources: Sources) -> tuple[Alternative, ...]:
    said = (
        ("feed", sources.entry.summary if sources.entry else ""),
        ("meta description", sources.meta.description),
        ("json-ld", sources.described.description),
        ("trafilatura", sources.main.description),
    )
    return choose_line("summary", said, MAX_SUMMARY)


def _outlets(sources: Sources) -> tuple[Alternative, ...]:
    said = (
        ("feed", sources.entry.outlet if sources.entry else ""),
        ("open-graph", sources.meta.site_name),
        ("json-ld", sources.described.publisher),
        ("trafilatura", sources.main.site_name),
        ("address", host_of(sources.url).removeprefix("www.")),
    )
    return choose_line("outlet", said, 80)


def _category(sources: Sources) -> str:
    entry = sources.entry
    of_feed = (entry.category, *entry.categories[:1]) if entry else ()
    said = (*of_feed, sources.described.section, sources.meta.section)
    return next((line for value in said if (line := cut(plain_line(value), 60))), "")
