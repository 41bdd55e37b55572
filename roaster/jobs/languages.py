"""Which entries and articles are in the site's language (`gather.other_languages`). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from roaster.articles.language import guess_language
from roaster.config.schema import Config
from roaster.jobs.sifting import report
from roaster.model.news import Article, Entry
from roaster.model.outcome import ItemOutcome, ItemReport
from roaster.text.languages import language_name, same_language


def part_entries(
    entries: Sequence[Entry], config: Config
) -> tuple[tuple[Entry, ...], tuple[ItemReport, ...]]:
    """The entries whose pages are to be asked for, and reports of the others.

    An entry is in another language where the feed's own text is long and clear enough to say so.
    """
    if config.gather.other_languages == "roast":
        return tuple(entries), ()
    kept: list[Entry] = []
    foreign: list[ItemReport] = []
    for entry in entries:
        guess = guess_language(f"{entry.title}\n{entry.summary}\n{entry.content}")
        if guess.certain and not same_language(guess.tag, config.site.language):
            foreign.append(_filtered(entry, guess.tag, config))
        else:
            kept.append(entry)
    return tuple(kept), tuple(foreign)


def part_articles(
    articles: Mapping[Entry, Article], config: Config
) -> tuple[dict[Entry, Article], tuple[ItemReport, ...]]:
    """The articles in the site's language or none that could be told, and reports of the rest."""
    if config.gather.other_languages == "roast":
        return dict(articles), ()
    kept: dict[Entry, Article] = {}
    foreign: list[ItemReport] = []
    for entry, article in articles.items():
        if same_language(article.language, config.site.language):
            kept[entry] = article
        else:
            foreign.append(_filtered(entry, article.language, config))
    return kept, tuple(foreign)


def _filtered(entry: Entry, tag: str, config: Config) -> ItemReport:
    reason = (
        f"in {language_name(tag)}, the site is in {language_name(config.site.language)}; "
        "gather.other_languages: roast would take it"
    )
    return report(entry, ItemOutcome.FILTERED, reason)
