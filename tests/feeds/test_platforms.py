"""Feeds that follow from a page's address alone."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.feeds.platforms import platform_feed

CHANNEL = "UCabcdefghijklmnopqrstuv"
YOUTUBE = "https://www.youtube.com/feeds/videos.xml"


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        (f"https://www.youtube.com/channel/{CHANNEL}", f"{YOUTUBE}?channel_id={CHANNEL}"),
        (f"https://m.youtube.com/channel/{CHANNEL}/videos", f"{YOUTUBE}?channel_id={CHANNEL}"),
        ("https://youtube.com/user/averil", f"{YOUTUBE}?user=averil"),
        (
            "https://www.youtube.com/playlist?list=PLabcdefghijklmnop&x=1",
            f"{YOUTUBE}?playlist_id=PLabcdefghijklmnop",
        ),
        ("https://social.example/@averil", "https://social.example/@averil.rss"),
        ("http://social.example:8080/@averil/", "http://social.example:8080/@averil.rss"),
        ("https://github.com/owner/tool", "https://github.com/owner/tool/releases.atom"),
        ("https://github.com/owner/tool.git", "https://github.com/owner/tool/releases.atom"),
        ("https://github.com/owner/tool/releases", "https://github.com/owner/tool/releases.atom"),
        (
            "https://github.com/owner/tool/releases/tag/v1",
            "https://github.com/owner/tool/releases.atom",
        ),
        ("https://github.com/owner/tool/tags", "https://github.com/owner/tool/tags.atom"),
        ("https://www.reddit.com/r/news/", "https://www.reddit.com/r/news/.rss"),
        ("https://old.reddit.com/r/news/top/", "https://www.reddit.com/r/news/top/.rss"),
        ("https://medium.com/@averil", "https://medium.com/feed/@averil"),
        ("https://medium.com/the-paper", "https://medium.com/feed/the-paper"),
        ("https://averil.medium.com/", "https://averil.medium.com/feed"),
        ("https://averil.substack.com", "https://averil.substack.com/feed"),
        ("https://averil.substack.com/archive", "https://averil.substack.com/feed"),
    ],
)
def test_the_feed_of_a_page(page: str, feed: str) -> None:
    assert platform_feed(page) == feed
    assert platform_feed(feed) is None  # a feed's own address is left alone


@pytest.mark.parametrize(
    "page",
    [
        "https://www.youtube.com/@averil",
        "https://www.youtube.com/c/averil",
        "https://www.youtube.com/watch?v=x",
        "https://github.com/owner",
        "https://github.com/features/actions",
        "https://github.com/owner/tool/issues",
        "https://gist.github.com/owner/1234",
        "https://www.reddit.com/",
        "https://www.reddit.com/r/news/comments/1/title/",
        "https://medium.com/",
        "https://medium.com/tag/news",
        "https://averil.medium.com/a-story-1234",
        "https://averil.substack.com/p/a-story",
        "https://www.tiktok.com/@averil",
        "https://news.example/",
        "https://news.example/@averil/1234",
        "https://notgithub.com/owner/tool",
        "not an address",
        "http://[broken/@x",
    ],
)
def test_where_the_address_does_not_tell(page: str) -> None:
    assert platform_feed(page) is None


@given(st.text(max_size=60))
def test_whatever_the_path_the_feed_stays_on_its_host(path: str) -> None:
    feed = platform_feed(f"https://social.example/{path}")
    assert feed is None or urlsplit(feed).hostname == "social.example"
