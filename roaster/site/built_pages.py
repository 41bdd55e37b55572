"""The pages of a built site, read from its files whatever is in them: some are a person's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from typing import TypeVar

_Page = TypeVar("_Page", bound=HTMLParser)


def pages_below(public: Path, make: Callable[[], _Page]) -> Iterator[tuple[str, _Page]]:
    """Every page by its file in the site, in order, given to a parser of its own."""
    for file in files_below(public, "*.html"):
        page = make()
        # So html.parser gives up on `<![ [` and its like; what came before it counts.
        with suppress(AssertionError):
            page.feed(file.read_text(encoding="utf-8", errors="replace"))
            page.close()
        yield file.relative_to(public).as_posix(), page


def files_below(public: Path, names: str) -> Iterator[Path]:
    """The files of a built site with such names, in order; folders may be called so too."""
    return (path for path in sorted(public.rglob(names)) if path.is_file())
