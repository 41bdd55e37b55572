"""What `serve` shows of an edit before the site is built, and after."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from roaster.jobs.preview_site import Showing
from roaster.jobs.workshop import Workshop

NOW = datetime(2026, 4, 20, 12, tzinfo=UTC)
FILE = "content/roasts/2026/2026-04-10-a.md"
PAGE = "2026/04/10/a/index.html"
ROAST = "---\ntitle: {title}\ndate: 2026-04-10\nstatus: {status}\n---\n\nFirst *{text}*.\n"


@pytest.fixture
def showing(tmp_path: Path) -> Showing:
    (tmp_path / "config.yaml").write_text("site: {title: S, base_url: 'https://s.example/'}\n")
    write(tmp_path)
    return Showing(tmp_path, lambda root: Workshop.open(root, clock=lambda: NOW), drafts=False)


def write(root: Path, title: str = "A", text: str = "text", status: str = "published") -> None:
    (root / FILE).parent.mkdir(parents=True, exist_ok=True)
    (root / FILE).write_text(ROAST.format(title=title, text=text, status=status))


def test_an_edit_is_seen_before_the_site_is_built_as_it_is_built(showing: Showing) -> None:
    for title, text in (("A", "second"), ("B", "third")):
        showing.build()
        write(showing.root, title, text)
        pages = showing.glimpse((FILE,))
        assert f"<em>{text}</em>".encode() in pages[PAGE]
        showing.build()
        assert pages == {PAGE: (showing.root / "public" / PAGE).read_bytes()}


def test_what_only_a_build_can_tell_waits_for_it(showing: Showing) -> None:
    write(showing.root, text="early")
    assert showing.glimpse((FILE,)) == {}  # nothing has been built yet
    showing.build()
    assert showing.glimpse((FILE, "config.yaml")) == {}
    assert showing.glimpse(("content/roasts/2026/none.md",)) == {}
    write(showing.root, status="draft")
    assert showing.glimpse((FILE,)) == {}
    (showing.root / FILE).write_text("---\ntitle: [\n---\n")
    assert showing.glimpse((FILE,)) == {}
