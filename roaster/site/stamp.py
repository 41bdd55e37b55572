"""Whether anything could have changed since the last build: one hash of all a plan is made of.

`plan` is a pure function of what is hashed here, with the code that runs it. The time counts
through which roasts are public, and through the day, in the site's zone: *most burned of the week*
ends today.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from roaster.config.schema import Config
from roaster.content.parsed import code_of, reading_key
from roaster.model.roast import StandingPage
from roaster.site.shelf import is_public
from roaster.site.slips import HeldRoast
from roaster.text.dates import day_in
from roaster.text.digests import digest

if TYPE_CHECKING:
    from roaster.site.search_plan import SearchTool
    from roaster.site.statics import StaticFile
    from roaster.site.theme import Theme

_RENDERED_BY = ("roaster", "jinja2", "markdown", "nh3", "markupsafe")


def made_by(config: Config, rubrics: str) -> str:
    """The versions of all that reads and renders: an upgrade builds anew.

    `rubrics` is a hash of the rubrics' files.
    """
    read_by = reading_key(config.site.zone, config.persona.sections.by_key())
    tools = [version(name) for name in _RENDERED_BY]
    return digest(repr((tools, read_by, rubrics, code_of("site", "config"))))


def drawn_by(config: Config) -> str:
    """What draws share cards, beside their own `EDITION`: an upgrade of Pillow draws anew."""
    return f"pillow {version('pillow')}" if config.site.cards else ""


def stamp_of(ground: str, roasts: Sequence[HeldRoast], now: datetime, zone: ZoneInfo) -> str:
    """A hash of the arguments of `plan`; a file counts by its hash."""
    today = day_in(now, zone)
    slips = (one.slip for one in roasts)
    files = [f"{one.path!r} {one.digest!r} {is_public(one, now, today)}" for one in slips]
    return digest(repr((ground, today, files)))


def ground_of(
    made: str,
    pages: Sequence[StandingPage],
    config: Config,
    theme: Theme,
    statics: Sequence[StaticFile],
    *,
    drafts: bool,
    base_url: str | None,
    search: SearchTool | None = None,
) -> str:
    """A hash of the arguments of `plan` but for the roasts and the time. `made` is `made_by`."""
    standing = [(page.path, page.digest or repr(page)) for page in pages]
    assets = [(path, asset.path, digest(asset.content)) for path, asset in theme.assets.items()]
    look = (theme.name, theme.digest, theme.stylesheet, theme.icon, assets)
    copied = [(static.path, static.digest) for static in statics]
    told = (
        made,
        drawn_by(config),
        # A set has another order in each process.
        search and (search.name, search.script, search.made, sorted(search.ready), search.makes),
        standing,
        config,
        look,
        copied,
        drafts,
        base_url,
    )
    return digest(repr(told))
