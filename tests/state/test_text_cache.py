"""Texts are kept by key and edition; a file that is damaged costs nothing but itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from roaster.state.http_cache import FeedState, HttpCache
from roaster.state.text_cache import KEPT, TextCache

NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)


def test_a_text_is_found_again_but_not_by_another_edition(tmp_path: Path) -> None:
    first = TextCache(tmp_path / "texts.sqlite3", "one")
    first.put("key", "a text, ein Text, 文", NOW)
    first.close()
    again = TextCache(tmp_path / "texts.sqlite3", "one")
    assert again.get("key") == "a text, ein Text, 文"
    assert again.get("other") is None
    again.close()
    other = TextCache(tmp_path / "texts.sqlite3", "two")
    assert other.get("key") is None
    other.close()


def test_old_texts_and_other_editions_are_forgotten(tmp_path: Path) -> None:
    texts = TextCache(tmp_path / "texts.sqlite3", "one")
    texts.put("old", "old", NOW - KEPT - timedelta(days=1))
    texts.put("new", "new", NOW)
    texts.prune(NOW)
    assert (texts.get("old"), texts.get("new")) == (None, "new")
    texts.close()


def test_a_damaged_schema_costs_what_was_kept_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "texts.sqlite3"
    texts = TextCache(path, "one")
    texts.put("key", "text", NOW)
    texts.close()
    whole = path.read_bytes()
    schema = whole.index(b"CREATE TABLE")
    for place in range(schema - 40, schema + 120, 4):
        path.write_bytes(whole[:place] + b"\x80" + whole[place + 1 :])
        texts = TextCache(path, "one")
        assert texts.get("key") in (None, "text")
        texts.put("key", "again", NOW)
        assert texts.get("key") == "again"
        texts.close()


def test_a_damaged_http_cache_is_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "http.sqlite3"
    cache = HttpCache(path)
    cache.set_feed_state(FeedState("https://a.example/feed", failures=2))
    cache.close()
    whole = path.read_bytes()
    schema = whole.index(b"CREATE TABLE")
    for place in range(schema - 40, schema + 120, 4):
        path.write_bytes(whole[:place] + b"\x80" + whole[place + 1 :])
        cache = HttpCache(path)
        assert cache.feed_state("https://a.example/feed").failures in (0, 2)
        cache.set_feed_state(FeedState("https://a.example/feed", failures=3))
        assert cache.feed_state("https://a.example/feed").failures == 3
        cache.close()
