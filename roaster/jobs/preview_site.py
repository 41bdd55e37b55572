"""`roaster serve` on a site: each build reads settings, content and theme anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from roaster.config.plain_files import read_plain
from roaster.content.library import ROASTS
from roaster.content.reading import read_roast
from roaster.content.stock import Known
from roaster.errors import RoasterError
from roaster.jobs.build import build
from roaster.jobs.places import PUBLIC_DIR
from roaster.jobs.reporter import Reporter
from roaster.jobs.serve import Built, serve_site
from roaster.jobs.workshop import Workshop
from roaster.site.addresses import ASSETS
from roaster.site.search_index import find_indexer
from roaster.site.slips import Slip

if TYPE_CHECKING:
    from roaster.site.glimpse import Glimpses
    from roaster.site.plan import Plan
    from roaster.site.theme import Theme

MOST_AHEAD = 3  # pages shown before they are built: with more, the build is what is waited for


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
    Where they do not, the search page says so. The page of an edited roast is shown at once,
    everything else when it is built. A fault of settings, content or theme is shown in the browser
    until it is mended. Raises UsageError when the port cannot be had, StateError when changes
    cannot be watched.
    """
    shown = Showing(root, open_workshop, drafts=drafts)
    serve_site(
        shown.build,
        root=root,
        public=root / PUBLIC_DIR,
        port=port,
        base_path="/",
        reporter=reporter,
        glimpse=shown.glimpse,
    )


@dataclass(slots=True)
class Showing:
    """A site that is built again and again, with what one build leaves for the next."""

    root: Path
    open_workshop: Callable[[Path], Workshop]
    drafts: bool
    _slips: dict[bytes, Known[Slip]] = field(default_factory=dict)
    _headings: Mapping[str, str] = field(default_factory=dict)
    _glimpses: Glimpses | None = None

    def build(self) -> Built:
        """Build the site. Raises RoasterError."""
        self._glimpses = None
        with self.open_workshop(self.root) as workshop, workshop.locked():
            workshop.keep_slips(self._slips)
            report = build(workshop, drafts=self.drafts, index=False, laid=self._keep)
            self._headings = workshop.headings
            text = f"built {report.pages} pages, {report.written} written"
            path = urlsplit(workshop.config.site.base_url).path
            return Built(path, text, unsearched=_lacks_search(workshop))

    def _keep(self, planned: Plan, theme: Theme) -> None:
        from roaster.site.glimpse import Glimpses

        self._glimpses = Glimpses.after(planned, theme)

    def glimpse(self, changed: tuple[str, ...]) -> dict[str, bytes]:
        """The pages of edited roasts by their file in the site, where they can be told already.

        What is wrong with a file or the theme is told by the build.
        """
        if len(changed) > MOST_AHEAD or not all(map(_is_roast, changed)):
            return {}
        try:
            pages = [self._page(path) for path in changed]
        except (RoasterError, OSError):
            return {}
        return dict(page for page in pages if page)

    def _page(self, path: str) -> tuple[str, bytes] | None:
        if self._glimpses is None:
            return None
        zone = self._glimpses.frame.config.site.zone
        data = read_plain(self.root / path)
        return self._glimpses.page(read_roast(path, data, zone, self._headings))


def _is_roast(path: str) -> bool:
    return path.startswith(ROASTS) and path.endswith(".md")


def _lacks_search(workshop: Workshop) -> bool:
    """Whether a build with indexes would put a search box on the site just built."""
    if workshop.config.site.search == "off" or find_indexer(workshop.state_dir) is None:
        return False
    public = workshop.public_dir
    has_script = any(public.glob(f"{ASSETS}search.*.js"))
    return not has_script and any(public.glob("[0-9][0-9][0-9][0-9]/"))
