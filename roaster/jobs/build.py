"""`roaster build`: content, settings and theme to the site in `public/`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from roaster.config import load_config
from roaster.config.values import BaseAddress
from roaster.errors import UsageError
from roaster.jobs.glancing import Asked, Seen, keep, look, until
from roaster.jobs.places import SEARCH_DIR, compiled_folder
from roaster.jobs.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from roaster.site.build import Builder
    from roaster.site.plan import Plan
    from roaster.site.report import BuildReport
    from roaster.site.theme import Theme


def _checked(base_url: str) -> str:
    try:
        return TypeAdapter(BaseAddress).validate_python(base_url)
    except ValidationError as error:
        why = "not an address that a site can have"
        remedy = "write it as https://name.github.io/repo/"
        raise UsageError(why, where=f"--base-url {base_url}", remedy=remedy) from error


def build(
    workshop: Workshop,
    *,
    drafts: bool = False,
    clean: bool = False,
    base_url: str | None = None,
    index: bool = True,
    laid: Callable[[Plan, Theme], None] | None = None,
) -> BuildReport:
    """Render the site and swap it in. Raises FrontMatterError, ThemeError, DiskError, StateError.

    `base_url` stands in for the config's. `clean` forgets what was built before.
    Without `index` none is made: the site can be searched where those that are there fit it.
    `laid` is given the plan that the site was built by.
    """
    from roaster.site.build import Builder
    from roaster.site.collecting import uncollected
    from roaster.site.rebuild import Kiln
    from roaster.site.search_index import find_indexer

    asked, now = Asked(workshop.root, drafts, base_url, index), workshop.now()
    if base_url is not None:
        base_url = _checked(base_url)
    seen, left = _look(workshop, asked), dict[str, int]()
    times = seen.times(workshop.root) if seen else None
    with uncollected(), workshop.build_cache() as cache, workshop.body_cache() as bodies:
        builder = Builder(
            workshop.root,
            workshop.public_dir,
            workshop.config,
            now=now,
            cache=cache,
            drafts=drafts,
            clean=clean,
            base_url=base_url,
            track=workshop.reporter.track,
            kiln=Kiln(bodies, compiled=compiled_folder(workshop.root, workshop.environ)),
            spare=True,
            indexer=find_indexer(workshop.state_dir / SEARCH_DIR, makes=index),
            left=left,
            laid=laid,
        )
        report, end = _built(workshop, builder, times, now)
        if seen is not None:
            keep(asked, seen, cache, workshop.environ, now, end, report, left)
        return report


def _built(
    workshop: Workshop, builder: Builder, times: Mapping[str, bytes] | None, now: datetime
) -> tuple[BuildReport, datetime]:
    """Build what differs, or the whole; and until when another time changes nothing."""
    zone = workshop.config.site.zone
    if times is not None:
        with workshop.restocking() as restock:
            amended = builder.amend(restock, times)
        if amended is not None:
            report, hour = amended
            return report, until(now, zone, [datetime.fromtimestamp(hour, UTC)])
    with workshop.sound_stock(times) as stock:
        report = builder.build(stock.roasts, stock.pages, times)
        return report, until(now, zone, (one.slip.publish_at for one in stock.roasts))


def _look(workshop: Workshop, asked: Asked) -> Seen | None:
    """A look at all inputs; None where the settings are no longer what this command has read."""
    seen = look(asked, workshop.config)
    same = load_config(asked.config, workshop.environ) == workshop.config
    return seen if same else None
