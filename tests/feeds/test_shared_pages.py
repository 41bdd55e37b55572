"""Feeds named by real pages, where the shared data is at hand."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from roaster.feeds.discovery import MAX_LINKS, feed_links

PAGES = Path(__file__).parents[3] / "shared" / "data" / "articles"


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("fu_RestOfWorld_2025_10_21", "https://restofworld.org/feed/latest"),
        ("mo_lemonde-1", "http://www.lemonde.fr/pixels/rss_full.xml"),
        ("mo_folha", "https://www1.folha.uol.com.br/feed"),
        ("sh_1ace8c85", "https://techcrunch.com/feed/"),
        ("sh_e100c961", "https://wccftech.com/feed/"),
    ],
)
def test_the_first_feed_that_a_real_page_names_is_the_outlet_s_own(page: str, feed: str) -> None:
    path = next(PAGES.rglob(f"{page}.html.gz"), None)
    if path is None:
        pytest.skip("the shared pages are not here")
    text = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
    links = feed_links(text, "https://site.example/a/story")
    assert links[0].url == feed
    assert not links[0].comments
    assert len(links) <= MAX_LINKS
