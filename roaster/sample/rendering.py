"""Stories as feeds and pages, in bytes. Pure but for the templates, which are package data."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from roaster.sample.data import SAMPLE_NOW, FeedFormat, Outlet, Story

FEED_TYPES = {
    FeedFormat.RSS: "application/rss+xml; charset=utf-8",
    FeedFormat.ATOM: "application/atom+xml; charset=utf-8",
    FeedFormat.JSON: "application/feed+json",
    FeedFormat.BROKEN: "application/rss+xml; charset=utf-8",
    FeedFormat.GONE: "text/html; charset=utf-8",
}
_FEED_TEMPLATES = {
    FeedFormat.RSS: "rss.xml",
    FeedFormat.ATOM: "atom.xml",
    FeedFormat.BROKEN: "rss-cut-off.xml",
    FeedFormat.GONE: "gone.html",
}


class Press:
    """Renders one edition; holds the compiled templates."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=PackageLoader("roaster.sample"),
            autoescape=select_autoescape(("html", "xml")),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.filters |= {
            "rfc822": _rfc822,
            "feed_summary": _feed_summary,
            "structured_data": structured_data,
        }

    def feed(self, outlet: Outlet, stories: Sequence[Story]) -> bytes:
        """An outlet's feed."""
        if outlet.feed_format is FeedFormat.JSON:
            return _json_feed(outlet, stories)
        name = _FEED_TEMPLATES[outlet.feed_format]
        updated = max((story.modified for story in stories), default=SAMPLE_NOW)
        return self._render(name, outlet=outlet, stories=stories, updated=updated)

    def page(self, story: Story, others: Sequence[Story]) -> bytes:
        """An article's page; `others` are what it links to as related."""
        return self._render(story.page_template, story=story, outlet=story.outlet, others=others)

    def config(self, outlets: Sequence[Outlet]) -> str:
        """The sample site's config.yaml."""
        return self._environment.get_template("sample-config.yaml").render(outlets=outlets)

    def _render(self, name: str, **values: Any) -> bytes:
        return self._environment.get_template(name).render(**values).encode()


def structured_data(story: Story) -> dict[str, Any]:
    """A page's schema.org NewsArticle; a paywalled one shows as much text as its page."""
    stub = story.page_template == "paywall.html"
    dates = {"datePublished": story.published.isoformat()} if story.dated else {}
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "url": story.url,
        "author": {"@type": "Organization", "name": story.author},
        "publisher": {"@type": "NewsMediaOrganization", "name": story.outlet.name},
        "articleSection": story.category,
        "isAccessibleForFree": not stub,
        **dates,
        **({} if stub else {"articleBody": story.text}),
    }


def _rfc822(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


def _feed_summary(story: Story) -> str:
    """The summary as it stands in the feed: text, or HTML that the feed's format escapes again."""
    if not story.outlet.html_summaries:
        return story.summary
    return f"<p>{html.escape(story.summary, quote=False)}</p>"


def _json_feed(outlet: Outlet, stories: Sequence[Story]) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": f"http://{outlet.host}/",
        "feed_url": outlet.feed_url,
        "language": "en",
        "items": [_json_item(story) for story in stories],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _json_item(story: Story) -> dict[str, Any]:
    return {
        "id": story.id,
        "url": story.url,
        "title": story.title,
        "summary": story.summary,
        "date_published": story.published.isoformat(),
        "date_modified": story.modified.isoformat(),
        "authors": [{"name": story.author}],
        "tags": [story.category],
    }
