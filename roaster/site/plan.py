"""Which files the site consists of, and what each shows. Pure: nothing is rendered here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from roaster.config.schema import Config
from roaster.model.roast import Roast, StandingPage
from roaster.model.rubric import Rubrics
from roaster.site import addresses as at
from roaster.site.addresses import Addresses
from roaster.site.badges import badge_outputs
from roaster.site.cards import card_outputs
from roaster.site.catalogue import words_of
from roaster.site.defaults import with_defaults
from roaster.site.feeds import FeedPlan, atom_feed, feed_plans, json_feed
from roaster.site.feeds_page import feeds_outputs
from roaster.site.frame import Frame, make_frame
from roaster.site.lists import list_outputs
from roaster.site.outputs import (
    DataOutput,
    FileOutput,
    Head,
    Output,
    PageOutput,
    check_addresses,
    told_apart,
)
from roaster.site.roast_page import roast_outputs
from roaster.site.scores import scores_output, search_output
from roaster.site.search_plan import (
    SearchTool,
    SearchYear,
    script_outputs,
    search_view,
    search_years,
)
from roaster.site.shelf import Shelf, Shown, make_shelf
from roaster.site.sitemaps import listed, llms_output, news_output, sitemap_output
from roaster.site.slips import HeldRoast, held
from roaster.site.standing import standing_outputs
from roaster.site.views import SearchView
from roaster.text.dates import day_in
from roaster.text.digests import digest

if TYPE_CHECKING:
    from roaster.site.changes import Change
    from roaster.site.markdown import Prose
    from roaster.site.statics import StaticFile
    from roaster.site.theme import Theme


@dataclass(frozen=True, slots=True)
class Plan:
    """All outputs, the pages' heads by path, a hash of what all share, and one of each template.

    The files of the indexes of `searched` are not among the outputs: `with_files` adds them.
    """

    frame: Frame
    outputs: tuple[Output, ...]
    heads: Mapping[str, Head]
    shared: str
    looks: Mapping[str, str]
    searched: tuple[SearchYear, ...] = ()
    shown: tuple[Shown, ...] = ()

    def fingerprint(self, output: Output, made: str) -> str:
        """A hash of everything the output shows, and of all that renders (`made`)."""
        if isinstance(output, PageOutput):
            head, look = self.heads[output.path], self.looks.get(output.template, "")
            parts = f"{self.shared} {look} {output.path!r} {head.title!r} {head.description!r}"
        else:
            shared = self.shared if isinstance(output, DataOutput) else ""
            parts = f"{shared} {output.path!r}"
        return digest(f"{made} {parts} {output.fingerprint}")

    def with_files(self, more: Sequence[FileOutput]) -> Plan:
        """The plan with more files. Raises UsageError when two files claim one address."""
        outputs = (*self.outputs, *more)
        check_addresses(outputs)
        return replace(self, outputs=outputs)


def plan(
    roasts: Sequence[Roast | HeldRoast],
    pages: Sequence[StandingPage],
    config: Config,
    now: datetime,
    theme: Theme,
    *,
    rubrics: Rubrics,
    drafts: bool = False,
    base_url: str | None = None,
    statics: Sequence[StaticFile] = (),
    search: SearchTool | None = None,
) -> Plan:
    """The site as of `now`. Raises UsageError when two files claim one address.

    What is rendered first comes first: feeds share the newest roasts' Markdown with their pages.
    """
    addresses = Addresses(base_url or config.site.base_url)
    words = words_of(theme.words, config.site.language)
    zone, language = config.site.zone, config.site.language
    kept = [held(roast, zone, language) for roast in roasts]
    shelf = make_shelf(kept, addresses, zone, now, drafts=drafts, words=words)
    pages = with_defaults(pages, config, words, statics)
    today = day_in(now, config.site.zone)
    frame = make_frame(config, addresses, shelf, pages, theme, words, today, rubrics)
    years = search_years(shelf, frame, search)
    made = page_outputs(shelf, pages, frame, search_view(years, frame, search))
    outputs: tuple[Output, ...] = (
        *_feeds(shelf, frame),
        *made,
        sitemap_output(listed(made), frame),
        *news_output(shelf, frame),
        *llms_output(shelf, frame),
        *_robots(frame, statics),
        *_assets(theme),
        *_copies(statics),
        *script_outputs(years, search),
        *badge_outputs(shelf.shown, frame),
        *card_outputs(shelf.shown, frame, theme.values.get("accent")),
        *_drafts_mark(drafts=drafts),
    )
    check_addresses(outputs)
    heads = told_apart(made)
    shared = shared_by_all(frame, theme)
    return Plan(frame, outputs, heads, shared, theme.looks, years, shelf.shown)


def page_outputs(
    shelf: Shelf,
    pages: Sequence[StandingPage],
    frame: Frame,
    search: SearchView | None,
    change: Change | None = None,
) -> list[PageOutput]:
    """Every page; with a `change`, those alone that can have changed."""
    return [
        *roast_outputs(shelf.shown, frame, change),
        *list_outputs(shelf, frame, change),
        scores_output(shelf, frame),
        search_output(shelf, frame, search),
        *feeds_outputs(pages, shelf, frame),
        *standing_outputs(pages, frame),
    ]


def changed_outputs(shelf: Shelf, frame: Frame, theme: Theme, change: Change) -> list[Output]:
    """All that can have changed but for the pages and the sitemap."""
    shown = [one for one in shelf.shown if one.file in change.files]
    return [
        *_feeds(shelf, frame, change.touches),
        *news_output(shelf, frame),
        *llms_output(shelf, frame),
        *badge_outputs(shown, frame),
        *card_outputs(shown, frame, theme.values.get("accent")),
    ]


def shared_by_all(frame: Frame, theme: Theme) -> str:
    """A hash of what all pages share."""
    config = frame.config
    return digest(repr((frame.site, config.site, config.persona, config.roast.rubric, theme.rest)))


def _feeds(
    shelf: Shelf, frame: Frame, wanted: Callable[[str], bool] | None = None
) -> Iterator[DataOutput]:
    for feed in feed_plans(shelf, frame, wanted):
        yield DataOutput(feed.path, f"the feed {feed.path}", _feed_mark(feed), _fed(feed, frame))


def _fed(feed: FeedPlan, frame: Frame) -> Callable[[Prose], bytes]:
    made = json_feed if feed.path.endswith(at.FEED_JSON) else atom_feed
    return lambda prose: made(feed, frame, prose)


def _feed_mark(feed: FeedPlan) -> str:
    entries = [(_roast_mark(one), feed.ids[one.path]) for one in feed.members]
    return digest(repr((feed.title, feed.page, entries)))


def _roast_mark(one: Shown) -> tuple[object, ...]:
    return one.slip.digest, one.mark, one.moment.isoformat(), one.named


def _robots(frame: Frame, statics: Sequence[StaticFile]) -> Iterator[DataOutput]:
    """robots.txt, which counts at a host's root only; a person's own comes first."""
    own = any(static.path == at.ROBOTS for static in statics)
    if frame.addresses.at_host_root and not own:
        where = frame.addresses.absolute(at.SITEMAP)
        text = f"User-agent: *\nAllow: /\nSitemap: {where}\n".encode()
        yield DataOutput(at.ROBOTS, "robots.txt", digest(text), lambda _prose: text)


def _drafts_mark(*, drafts: bool) -> Iterator[DataOutput]:
    if drafts:
        yield DataOutput(at.DRAFTS_MARK, "drafts", at.DRAFTS_MARK, lambda _prose: b"")


def _assets(theme: Theme) -> Iterator[DataOutput]:
    for asset in theme.assets.values():
        mark = digest(asset.content)
        yield DataOutput(asset.path, asset.file, mark, _always(asset.content))


def _always(content: bytes) -> Callable[[Prose], bytes]:
    return lambda _prose: content


def _copies(statics: Sequence[StaticFile]) -> Iterator[FileOutput]:
    for static in statics:
        yield FileOutput(static.path, str(static.source), static.digest, static.source)
