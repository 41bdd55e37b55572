"""`/feeds/`: what can be subscribed to, and how. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roaster.model.roast import StandingPage
from roaster.site import addresses as at
from roaster.site.frame import Frame
from roaster.site.lists import category_feed, category_json
from roaster.site.outputs import Head, PageOutput
from roaster.site.shelf import Shelf
from roaster.site.views import FeedLine, FeedsView
from roaster.text.digests import digest


def feeds_outputs(
    pages: Sequence[StandingPage], shelf: Shelf, frame: Frame
) -> Iterator[PageOutput]:
    """The page of feeds, where the theme has a template for it and nobody wrote one."""
    if frame.site.feeds and all(page.slug != "feeds" for page in pages):
        yield _output(shelf, frame)


def _output(shelf: Shelf, frame: Frame) -> PageOutput:
    feeds = feeds_view(shelf, frame)

    def view(head: Head, _prose: object) -> dict[str, object]:
        page = frame.page("feeds", at.FEEDS, head.title, head.description)
        return {"page": page, "feeds": feeds}

    words, file = frame.words, at.file_of(at.FEEDS)
    head = Head(words("feeds_title"), words("feeds_told"), at.FEEDS)
    return PageOutput(file, "the page of feeds", digest(repr(feeds)), "feeds.html", head, view)


def feeds_view(shelf: Shelf, frame: Frame) -> FeedsView:
    """The site's own feeds, high scores, then those of each category that has something public."""
    url, site = frame.addresses.url, frame.site
    whole = FeedLine(site.title, site.home, site.feed_atom, site.feed_json)
    lines = [
        FeedLine(group.text, url(group.path), url(feed), url(category_json(group)))
        for group in shelf.categories
        if (feed := category_feed(group))
    ]
    high = frame.words("high_scores"), site.scores, url(at.HIGH_ATOM), url(at.HIGH_JSON)
    return FeedsView((whole, FeedLine(*high), *lines))
