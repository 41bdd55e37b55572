"""Previously roasted: older roasts of the same actors, and what corrections change."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from types import ModuleType
from typing import Any

import feedparser
import pytest

from roaster.model.roast import Roast, Section, Source
from roaster.site.actors import actors
from roaster.site.continuity import MOST

BANK = "- **Ashworth Bank**: it charged for the queue."


def burned(sites: ModuleType, number: int, text: str = BANK, **changes: Any) -> Roast:
    made: Roast = sites.roast(
        number,
        title=changes.pop("title", f"Something happens for the {number}. time"),
        sections=(Section("burned", "Who Got Burned", text),),
        tags=(),
        sources=(Source("Something happens", "Post", f"https://post.example/{number}"),),
        **changes,
    )
    return made


def links(site: Any, number: int) -> list[str]:
    page = site.text(f"2026/01/{number:02d}/roast-{number}/index.html")
    return re.findall(r'class="earlier" href="/2026/01/\d\d/roast-(\d+)/"', page)


def test_a_roast_links_to_older_ones_of_the_same_actor_with_the_scores_then(
    site: Any, sites: ModuleType
) -> None:
    third = burned(sites, 3, "- **Ashworth Bank's board**: again.")
    site.build(
        [burned(sites, 1, score=Decimal("7.3")), burned(sites, 2, "- **Other Ltd**: x"), third]
    )
    assert links(site, 3) == ["1"]
    assert links(site, 2) == links(site, 1) == []
    assert "7.3" in site.text("2026/01/03/roast-3/index.html").split('class="earlier"')[1][:200]


def test_only_a_few_and_the_newest_of_them(site: Any, sites: ModuleType) -> None:
    site.build([burned(sites, number) for number in range(1, 10)])
    assert links(site, 9) == ["8", "7", "6", "5", "4"]
    assert len(links(site, 9)) == MOST


def test_a_new_roast_changes_no_older_ones_links(site: Any, sites: ModuleType) -> None:
    roasts = [burned(sites, number) for number in range(1, 6)]
    site.build(roasts)
    before = [links(site, number) for number in range(1, 6)]
    site.build([*roasts, burned(sites, 6)])
    assert [links(site, number) for number in range(1, 6)] == before


def test_a_new_title_of_the_older_one_reaches_the_page(site: Any, sites: ModuleType) -> None:
    others = [burned(sites, number, "- **Nothing**: x") for number in range(2, 5)]
    last = burned(sites, 5)
    site.build([burned(sites, 1), *others, last])
    site.build([burned(sites, 1, title="Quite another title"), *others, last])
    assert "Quite another title" in site.text("2026/01/05/roast-5/index.html")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- **Ashworth Bank's board**: x", ("ashworth bank",)),
        ("- **The Kelder Museum**: x", ("kelder museum",)),
        ("- **Halvern & Pole**: x", ("halvern & pole",)),
        ("- **Staff**: x\n- **Everyone**: x", ()),
        ("- **customers of nobody**: x", ()),
    ],
)
def test_actors_are_names_without_what_is_common(
    sites: ModuleType, text: str, found: tuple[str, ...]
) -> None:
    assert actors(burned(sites, 1, text), "en") == found


def told(sites: ModuleType, facts: str, title: str, language: str) -> tuple[str, ...]:
    made = sites.roast(1, title=title, tags=(), sections=(Section("facts", "F", facts),))
    return actors(made, language)


def test_names_of_the_prose_count_when_the_title_has_them(sites: ModuleType) -> None:
    facts = "- Last week the firm Brightwell cut jobs in Lisbon."
    assert told(sites, facts, "Brightwell Cuts Its Jobs", "en") == ("brightwell",)


def test_german_nouns_are_no_names(sites: ModuleType) -> None:
    facts = "- Gestern schloss die Brücke im Hafen."
    assert told(sites, facts, "Die Brücke im Hafen", "de") == ()


NOTES = [
    {"at": "2026-04-18T08:00:00Z", "text": "It said </script><script>alert(1)</script> & 12."},
    {"at": "yesterday", "text": "no time"},
    "no mapping",
    {"text": "no time at all"},
]


def corrected(sites: ModuleType, number: int = 1) -> Roast:
    made: Roast = sites.roast(number, meta={"corrections": NOTES, "reviewed_by": "Ada <Roe>"})
    return made


def test_a_correction_stands_on_the_page_in_the_feeds_and_in_json_ld(
    site: Any, sites: ModuleType
) -> None:
    site.build([corrected(sites)])
    page = site.text("2026/01/01/roast-1/index.html")
    assert "18 April 2026: It said &lt;/script&gt;&lt;script&gt;alert(1)" in page
    assert "alert(1)</script>" not in page
    told = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    (note,) = told["correction"]
    assert note["@type"] == "CorrectionComment"
    assert note["text"] == NOTES[0]["text"]  # type: ignore[index]
    assert note["datePublished"] == told["dateModified"] == "2026-04-18T08:00:00Z"
    assert told["editor"]["name"] == "Ada <Roe>"
    (entry,) = feedparser.parse((site.public / "feed.xml").read_bytes()).entries
    assert entry.updated == "2026-04-18T08:00:00Z"
    assert "&lt;/script&gt;" in entry.content[0].value
    (item,) = json.loads(site.text("feed.json"))["items"]
    assert item["date_modified"] == "2026-04-18T08:00:00Z"
    assert "18 April 2026" in item["content_html"]


def test_a_correction_of_an_old_roast_reaches_the_feeds_readers(
    site: Any, sites: ModuleType
) -> None:
    site.build([corrected(sites), *sites.many(40, first=2)])
    entries = feedparser.parse((site.public / "feed.xml").read_bytes()).entries
    assert len(entries) == 31
    assert entries[-1].title == "Brightwell cuts 1 jobs"


def test_a_correction_moves_no_roast_in_the_lists(site: Any, sites: ModuleType) -> None:
    same_day = [sites.roast(1), sites.roast(2, day=sites.roast(1).day)]
    site.build(same_day)
    before = site.text("index.html")
    site.build([corrected(sites), same_day[1]])
    assert site.text("index.html") == before


def test_a_straight_page_has_no_score_and_is_told_as_news(site: Any, sites: ModuleType) -> None:
    facts = (Section("facts", "What Actually Happened", "- It happened."),)
    made = sites.roast(1, quip="", score=None, scores={}, sections=facts, meta={"straight": True})
    site.build([made])
    page = site.text("2026/01/01/roast-1/index.html")
    told = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert told["@type"] == "NewsArticle"
    assert "review" not in told
    assert "genre" not in told
    (entry,) = feedparser.parse((site.public / "feed.xml").read_bytes()).entries
    assert "no joke" in entry.content[0].value
    assert "Score" not in entry.content[0].value
