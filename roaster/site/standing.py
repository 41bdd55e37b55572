"""Standing pages: about, drop, a person's own, and the one for what is not there. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from roaster.model.roast import StandingPage
from roaster.site import addresses as at
from roaster.site.frame import Frame
from roaster.site.outputs import DESCRIPTION_LENGTH, Head, PageOutput
from roaster.site.views import StandingView
from roaster.site.words import plain
from roaster.text.clean import cut
from roaster.text.digests import digest

if TYPE_CHECKING:
    from roaster.site.markdown import Prose

_NOT_FOUND = StandingPage(
    "404", "the page for what is not there", "Not found", "There is no such page here."
)


def standing_outputs(pages: Sequence[StandingPage], frame: Frame) -> Iterator[PageOutput]:
    """Every page of content/pages, and 404.html whether there is a file for it or not."""
    custom = next((page for page in pages if page.slug == "404"), _NOT_FOUND)
    yield _output(custom, at.NOT_FOUND, frame)
    for page in pages:
        if page.slug != "404":
            yield _output(page, at.standing_path(page.slug, page.path), frame)


def _output(page: StandingPage, path: str, frame: Frame) -> PageOutput:
    missing = path == at.NOT_FOUND

    def view(head: Head, prose: Prose) -> dict[str, object]:
        kind = "404" if missing else "standing"
        shown = StandingView(page.title, prose.page(page), page.meta)
        view_page = frame.page(kind, path, head.title, head.description)
        robots = "noindex" if missing else ""
        return {"page": replace(view_page, robots=robots), "standing": shown}

    return PageOutput(
        path=at.file_of(path),
        origin=page.path,
        fingerprint=digest(repr((page.path, page.digest or repr(page), page.title))),
        template="404.html" if missing else "page.html",
        head=Head(page.title, _description(page), page.slug),
        view=view,
    )


def _description(page: StandingPage) -> str:
    told = page.meta.get("description")
    if isinstance(told, str) and told.strip():
        return cut(plain(told), DESCRIPTION_LENGTH)
    first = next((block for block in page.text.split("\n\n") if block.strip()), "")
    return cut(plain(cut(first, 2000)) or page.title, DESCRIPTION_LENGTH)
