"""JSON Feed 1.0 and 1.1, and what only looks like it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from roaster.feeds.draft import NotAFeed
from roaster.feeds.parse import parse_feed
from roaster.model.news import Entry, ParsedFeed

URL = "https://blog.example/feed.json"
VERSION = "https://jsonfeed.org/version/1.1"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=10,
)
KEYS = st.sampled_from(
    ("id", "url", "external_url", "title", "summary", "content_html", "content_text", "tags",
     "date_published", "date_modified", "author", "authors", "language")
)  # fmt: skip


def parsed(items: list[Any], **feed: Any) -> ParsedFeed:
    document = {"version": VERSION, "title": "Blog", "items": items, **feed}
    found = parse_feed(json.dumps(document).encode(), URL)
    assert isinstance(found, ParsedFeed), found
    return found


def entry(**item: Any) -> Entry:
    (only,) = parsed([item]).entries
    return only


def test_an_item_becomes_an_entry() -> None:
    only = entry(
        id="1", url="/one", title="A &amp; B", content_html="<p>a</p><p>b</p>",
        date_published="2026-04-10T10:00:00+02:00", authors=[{"name": "The desk"}], tags=["ai"],
        language="en-GB",
    )  # fmt: skip
    assert only == Entry(
        feed_url=URL, id="1", url="https://blog.example/one", title="A & B", summary="a",
        content="a\n\nb", published=datetime(2026, 4, 10, 8, tzinfo=UTC), authors=("The desk",),
        categories=("ai",), language="en-GB",
    )  # fmt: skip


def test_version_1_has_one_author_and_its_own_kind() -> None:
    feed = parsed(
        [{"id": "1", "author": {"name": "The desk"}}], version="https://jsonfeed.org/version/1"
    )
    assert (feed.kind, feed.entries[0].authors) == ("json10", ("The desk",))


def test_a_number_is_an_id_as_the_standard_asks() -> None:
    assert entry(id=17).id == "17"


def test_a_link_post_without_its_own_address_points_elsewhere() -> None:
    assert entry(id="1", external_url="https://else.example/x").url == "https://else.example/x"


def test_without_id_the_address_is_the_identity() -> None:
    assert entry(url="https://blog.example/one").id == "https://blog.example/one"


def test_a_text_is_not_taken_for_markup() -> None:
    assert entry(id="1", content_text="a < b\n\nc").content == "a < b\n\nc"


def test_items_that_are_no_objects_are_passed_over() -> None:
    assert len(parsed([None, 1, "x", [], {"id": "1"}]).entries) == 1


@given(st.lists(st.dictionaries(KEYS, JSON, max_size=5), max_size=4))
def test_fields_of_any_type_are_read_without_fail(items: list[dict[str, Any]]) -> None:
    assert all(one.id for one in parsed(items).entries)


@given(JSON)
def test_any_other_json_is_refused_with_a_reason(document: Any) -> None:
    found = parse_feed(json.dumps(document).encode(), URL)
    assert isinstance(found, NotAFeed)
    assert found.reason
    assert found.remedy
