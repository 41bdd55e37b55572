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
from roaster.site.slips import Slip


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
    A fault of settings, content or theme is shown in the browser until it is mended. Raises
    UsageError when the port cannot be had, StateError when changes cannot be watched.
    """
    slips: dict[bytes, Known[Slip]] = {}

    def rebuild() -> Built:
        with open_workshop(root) as workshop, workshop.locked():
            workshop.keep_slips(slips)
            report = build(workshop, drafts=drafts, index=False)
            text = f"built {report.pages} pages, {report.written} written"
            return Built(urlsplit(workshop.config.site.base_url).path, text)

    serve_site(
        rebuild,
        root=root,
        public=root / PUBLIC_DIR,
        port=port,
        base_path="/",
        reporter=reporter,
    )
