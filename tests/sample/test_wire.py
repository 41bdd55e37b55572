"""What the wire tells: feeds, pages and special cases, seen through a real HTTP client."""

from __future__ import annotations

import html
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

import feedparser
import httpx
import pytest
import trafilatura
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

from roaster.config.load import load_config
from roaster.sample import SAMPLE_NOW, SampleWire, sample_config, sample_feeds
from roaster.sample.data import FeedFormat, Story, load_outlets, load_stories

SPECIAL = frozenset(
    {"brightmoor-bank-simplicity", "oxbow-drone-recall", "tarn-fountain-video"}
    | {"lune-ferry-accident"}
)
STORIES = load_stories(1)
GOOD = [story for story in STORIES if story.event not in SPECIAL]
XML_FEEDS = [o for o in load_outlets() if o.feed_format in (FeedFormat.RSS, FeedFormat.ATOM)]


@pytest.fixture(scope="module")
def wire() -> Iterator[SampleWire]:
    with SampleWire() as running:
        yield running


def get(wire: SampleWire, url: str) -> httpx.Response:
    address = httpx.URL(url)
    host, port = wire.address
    return httpx.get(
        address.copy_with(host=host, port=port),
        headers={"Host": address.host},
        trust_env=False,
        verify=False,
    )


def titles(wire: SampleWire) -> dict[str, str]:
    """Title by id over all feeds that can be read."""
    found: dict[str, str] = {}
    for feed in sample_feeds():
        for item in items_of(get(wire, feed.url)):
            if "id" in item:  # the broken feed's half item has none
                found[item["id"]] = item["title"]
    return found


def items_of(answer: httpx.Response) -> list[Mapping[str, Any]]:
    if answer.headers["content-type"] == "application/feed+json":
        return list(json.loads(answer.content)["items"])
    return list(feedparser.parse(answer.content).entries)


def with_text(word: str) -> Story:
    return next(story for story in STORIES if word in story.event)


def test_there_is_enough_to_roast() -> None:
    tellers: dict[str, list[Story]] = defaultdict(list)
    for story in GOOD:
        tellers[story.event].append(story)
    retold = [
        event
        for event, told in tellers.items()
        if len(told) > 1 and len({story.paragraphs[2] for story in told}) > 1
    ]
    assert len(tellers) >= 14
    assert len(retold) >= 7
    assert len({story.outlet for story in GOOD}) >= 7
    assert len({story.category for story in GOOD}) >= 6
    formats = Counter(outlet.feed_format for outlet in load_outlets())
    assert min(formats[each] for each in FeedFormat) >= 1


@pytest.mark.parametrize("story", GOOD, ids=lambda story: story.url)
def test_a_good_story_is_long_and_its_summary_is_not(story: Story) -> None:
    assert 350 <= len(story.text.split()) <= 700
    assert 30 <= len(story.summary.split()) <= 60
    assert re.search(r"\d", story.text)


def test_everything_was_published_in_the_days_before_the_samples_now() -> None:
    for story in (*STORIES, *load_stories(2)):
        assert SAMPLE_NOW - timedelta(days=5) < story.published <= story.modified < SAMPLE_NOW
        assert story.published.utcoffset() == timedelta(0)


def test_every_host_is_reserved_and_every_address_unique() -> None:
    assert all(outlet.host.endswith(".example") for outlet in load_outlets())
    assert len({story.url for story in STORIES}) == len(STORIES)
    assert len({story.id for story in STORIES}) == len(STORIES)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("outlet", XML_FEEDS, ids=lambda outlet: outlet.key)
def test_an_xml_feed_parses_and_holds_every_story(wire: SampleWire, outlet: Any) -> None:
    parsed = feedparser.parse(get(wire, outlet.feed_url).content)
    stories = [story for story in STORIES if story.outlet == outlet]
    assert not parsed.bozo
    assert parsed.version == {"rss": "rss20", "atom": "atom10"}[outlet.feed_format]
    assert [entry.link for entry in parsed.entries] == [story.url for story in stories]
    for entry, story in zip(parsed.entries, stories, strict=True):
        assert (entry.id, entry.title) == (story.id, story.title)
        assert (entry.author, entry.tags[0].term) == (story.author, story.category)
        assert html.unescape(re.sub(r"</?p>", "", entry.summary)) == story.summary
        assert ("published" in entry) == story.dated


def test_a_json_feed_parses_and_holds_every_story(wire: SampleWire) -> None:
    for outlet in load_outlets():
        if outlet.feed_format is FeedFormat.JSON:
            feed = get(wire, outlet.feed_url).json()
            assert feed["version"].endswith("/1.1")
            stories = [story for story in STORIES if story.outlet == outlet]
            assert [item["id"] for item in feed["items"]] == [story.id for story in stories]
            for item in feed["items"]:
                assert datetime.fromisoformat(item["date_published"]).tzinfo


def test_one_rss_feed_has_guids_that_are_no_links(wire: SampleWire) -> None:
    feed = next(feed for feed in sample_feeds() if feed.outlet == "Ledgerwick")
    assert 'isPermaLink="false"' in get(wire, feed.url).text


@pytest.mark.parametrize("story", GOOD, ids=lambda story: story.url)
def test_a_good_page_yields_its_whole_text(wire: SampleWire, story: Story) -> None:
    answer = get(wire, story.url)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    extracted = " ".join((trafilatura.extract(answer.text) or "").split())
    for paragraph in story.paragraphs:
        assert paragraph in extracted


def test_accounts_of_one_event_group_and_nothing_else_does() -> None:
    for edition in (1, 2):
        stories = load_stories(edition)
        texts = [f"{story.title} {story.title} {story.summary}" for story in stories]
        grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5)).fit_transform(texts)
        likeness = (grams @ grams.T).toarray()
        groups = AgglomerativeClustering(
            n_clusters=None, metric="cosine", linkage="average", distance_threshold=1 - 0.24
        ).fit_predict(grams.toarray())
        for one, other in combinations(range(len(stories)), 2):
            same = stories[one].event == stories[other].event
            assert (groups[one] == groups[other]) == same
            assert likeness[one, other] > 0.4 if same else likeness[one, other] < 0.18


def test_from_the_second_edition_on_one_item_has_another_title_under_the_same_id() -> None:
    with SampleWire() as first, SampleWire(edition=2) as second, SampleWire(edition=3) as third:
        before, after = titles(first), titles(second)
        assert titles(third) == after
        assert before.keys() == after.keys()
        changed = [item for item in before if before[item] != after[item]]
        assert len(changed) == 1
        story = with_text("greenharrow")
        assert story.id == changed[0]
        assert after[changed[0]] in get(second, story.url).text.replace("&#39;", "'")


def test_one_item_has_no_date_in_its_feed_on_its_page_or_in_its_address(wire: SampleWire) -> None:
    undated = [story for story in STORIES if not story.dated]
    assert len(undated) == 1
    page = get(wire, undated[0].url).text
    assert "2026" not in page + undated[0].url


def test_the_paywall_stub_says_so_and_is_short(wire: SampleWire) -> None:
    page = get(wire, with_text("brightmoor").url).text
    assert '"isAccessibleForFree": false' in page
    assert "Subscribe to continue reading." in page
    assert len((trafilatura.extract(page) or "").split()) < 60


def test_the_near_duplicate_is_almost_word_for_word() -> None:
    agency, carrier = (s.text.split() for s in STORIES if s.event == "skylark-vale-fee")
    shared = sum((Counter(agency) & Counter(carrier)).values())
    assert agency != carrier
    assert shared / len(agency) > 0.97


def test_the_broken_feed_has_no_complete_item_and_the_dead_one_is_gone(wire: SampleWire) -> None:
    broken, dead = (get(wire, feed.url) for feed in sample_feeds()[-2:])
    assert feedparser.parse(broken.content).bozo
    assert b"</item>" not in broken.content
    assert dead.status_code == 410


def test_one_page_is_missing_and_one_is_thin(wire: SampleWire) -> None:
    assert get(wire, with_text("oxbow").url).status_code == 404
    assert len(with_text("fountain").text.split()) < 50


def test_the_config_is_valid_and_names_every_feed(tmp_path: Any) -> None:
    text = sample_config()
    assert text.splitlines()[0].startswith(
        "# roaster's sample site, made by `roaster run --sample`"
    )
    for feed in sample_feeds():
        assert feed.url in text
    (tmp_path / "config.yaml").write_text(text, encoding="utf-8")
    config = load_config(tmp_path / "config.yaml", {})
    assert [feed.url for feed in config.feeds] == [feed.url for feed in sample_feeds()]
