"""The rounds of a gathering: feeds asked, pages read."""

from __future__ import annotations

from roaster.articles import fetch
from roaster.articles.fetch import Asking, PageAnswer, PageAsking
from roaster.articles.reading import Reading
from roaster.feeds import polling as feed_polling
from roaster.feeds.choosing import Limits
from roaster.feeds.polling import FeedAnswer, FeedAsking, PolledFeed
from roaster.jobs.executors.rounds import Round, Tools
from roaster.jobs.workshop import Workshop
from roaster.model.news import Entry, Feed
from roaster.text.addresses import host_of


def polling(workshop: Workshop) -> Round[Feed, FeedAsking, FeedAnswer, PolledFeed]:
    """Asking feeds."""
    settings = workshop.config.gather
    cache = workshop.http_cache()
    limits = Limits(settings.per_feed, settings.max_age, workshop.now())

    def prepare(feed: Feed) -> FeedAsking:
        return feed_polling.plan_asking(
            feed,
            cache,
            limits=limits,
            max_bytes=settings.max_feed_bytes,
            max_wait=settings.max_wait,
        )

    def settle(asking: FeedAsking, told: FeedAnswer) -> PolledFeed:
        return feed_polling.settle(asking, told, cache)

    return Round(lambda feed: host_of(feed.url), prepare, ask_feed, settle)


def reading(workshop: Workshop) -> Round[Entry, PageAsking, PageAnswer, Reading]:
    """Reading the pages of entries."""
    cache, shelf, asking = workshop.http_cache(), workshop.shelf(), workshop.asking()

    def prepare(entry: Entry) -> PageAsking:
        return fetch.plan_reading(entry, cache, asking, shelf)

    def settle(planned: PageAsking, told: PageAnswer) -> Reading:
        return fetch.settle(planned, told, cache, shelf)

    return Round(lambda entry: host_of(entry.url), prepare, ask_page, settle)


def ask_feed(asking: FeedAsking, tools: Tools) -> FeedAnswer:
    """One feed, wherever this is done."""
    return feed_polling.ask_feed(asking, tools.fetcher, tools.parse_feed)


def ask_page(planned: PageAsking, tools: Tools) -> PageAnswer:
    """One page, wherever this is done."""
    return fetch.ask_page(planned, tools.fetcher, tools.extract)


def read_one(workshop: Workshop, entry: Entry, asking: Asking) -> Reading:
    """One page that a person asks for, here and now."""
    tools = workshop.tools()
    cache = workshop.http_cache()
    return fetch.read_article(entry, tools.fetcher, cache, asking, tools.extract)
