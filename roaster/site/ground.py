"""What a plan is made of beside the roasts, the standing pages and the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from roaster.config.schema import Config
from roaster.model.roast import StandingPage
from roaster.site.addresses import Addresses
from roaster.site.catalogue import words_of
from roaster.site.defaults import with_defaults
from roaster.site.frame import Frame, make_frame
from roaster.site.plan import Plan, plan, shared_by_all
from roaster.site.shelf import Shelf
from roaster.site.slips import HeldRoast
from roaster.site.stamp import ground_of
from roaster.site.theme import Theme
from roaster.site.words import Words
from roaster.text.dates import day_in

if TYPE_CHECKING:
    from roaster.model.rubric import Rubrics
    from roaster.site.amending import Basis
    from roaster.site.search_plan import SearchTool
    from roaster.site.statics import StaticFile


@dataclass(frozen=True, slots=True)
class Ground:
    """What a plan is made of beside roasts, standing pages and the time."""

    config: Config
    theme: Theme
    statics: Sequence[StaticFile]
    drafts: bool
    base_url: str | None
    search: SearchTool | None

    def stamp(self, made: str, pages: Sequence[StandingPage]) -> str:
        """A hash of it, with the standing pages and the rubrics, of which `made` is a hash."""
        return ground_of(
            made,
            pages,
            self.config,
            self.theme,
            self.statics,
            drafts=self.drafts,
            base_url=self.base_url,
            search=self.search,
        )

    def plan(
        self,
        roasts: Sequence[HeldRoast],
        pages: Sequence[StandingPage],
        now: datetime,
        rubrics: Rubrics,
    ) -> Plan:
        """The plan. Raises UsageError."""
        return plan(
            roasts,
            pages,
            self.config,
            now,
            self.theme,
            rubrics=rubrics,
            drafts=self.drafts,
            base_url=self.base_url,
            statics=self.statics,
            search=self.search,
        )

    def basis(
        self, stamp: str, pages: Sequence[StandingPage], now: datetime, rubrics: Rubrics
    ) -> Basis:
        """What a plan of what differs is made on."""
        from roaster.site.amending import Basis

        addresses = Addresses(self.base_url or self.config.site.base_url)
        words = words_of(self.theme.words, self.config.site.language)
        shown = self.pages(pages, words)
        today = day_in(now, self.config.site.zone)

        def frame(shelf: Shelf) -> Frame:
            return make_frame(
                self.config, addresses, shelf, shown, self.theme, words, today, rubrics
            )

        shared = partial(shared_by_all, theme=self.theme)
        return Basis(stamp, now, self.config, addresses, words, frame, shared, self.search)

    def pages(self, pages: Sequence[StandingPage], words: Words) -> list[StandingPage]:
        """The standing pages with those that a site has before anyone writes them."""
        return with_defaults(pages, self.config, words, self.statics)
