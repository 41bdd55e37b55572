"""`roaster serve` on a site: each build reads settings, content and theme anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from roaster.content.stock import Known
from roaster.jobs.build import build
from roaster.jobs.places import PUBLIC_DIR
from roaster.jobs.reporter import Reporter
from roaster.jobs.serve import Built, serve_site
from roaster.jobs.workshop import Workshop
from roaster.site.addresses import ASSETS
from roaster.site.search_index import find_indexer
from roaster.site.slips import Slip


def _lacks_search(workshop: Workshop) -> bool:
    """Whether a build with indexes would put a search box on the site just built."""
    if workshop.config.site.search == "off" or find_indexer(workshop.state_dir) is None:
        return False
    public = workshop.public_dir
    has_script = any(public.glob(f"{ASSETS}search.*.js"))
    return not has_script and any(public.glob("[0-9][0-9][0-9][0-9]/"))


def preview_site(
    root: Path,
    open_workshop: Callable[[Path], Workshop],
    *,
    port: int,
    drafts: bool,
    reporter: Reporter,
) -> None:
    """Show the site on loopback until Ctrl-C, below the path that `site.base_url` has.

    Search works there while the indexes of the last build fit: making them would take seconds.
    Where they do not, the search page says so.
    A fault of settings, content or theme is shown in the browser until it is mended. Raises
    UsageError when the port cannot be had, StateError when changes cannot be watched.
    """
    slips: dict[bytes, Known[Slip]] = {}

    def rebuild() -> Built:
        with open_workshop(root) as workshop, workshop.locked():
            workshop.keep_slips(slips)
            report = build(workshop, drafts=drafts, index=False)
            text = f"built {report.pages} pages, {report.written} written"
            path = urlsplit(workshop.config.site.base_url).path
            return Built(path, text, unsearched=_lacks_search(workshop))

    serve_site(
        rebuild,
        root=root,
        public=root / PUBLIC_DIR,
        port=port,
        base_path="/",
        reporter=reporter,
    )
