"""What is composed reads back as the draft it was, and nothing of it counts as edited."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from roaster.content.compose import compose, compose_new, file_name
from roaster.content.edits import replace_section, set_written_scores, set_written_text
from roaster.content.emission import emit
from roaster.content.reading import read_roast
from roaster.content.sections import PARTS, one_line, section_markdown
from roaster.model.roast import Draft, Roast, Status

PATH = "content/roasts/2026/2026-04-10-x.md"

hostile = st.one_of(
    st.text(max_size=60),
    st.text(
        alphabet="'\"\\:#-?,[]{}&*!|>%@` \n\r\t~=<0123456789.eExoyn_\u2028\x85\ufeff\x07é",
        max_size=25,
    ),
    st.sampled_from(
        [
            "yes",
            "null",
            "~",
            "2026-04-10",
            "1e3",
            "0o17",
            "12:30:00",
            ".inf",
            "=",
            "<<",
            "---",
            "...",
        ]
    ),
)


def test_a_new_roast_reads_as_a_person_would_write_it(
    draft: Draft, headings: dict[str, str]
) -> None:
    assert (
        compose(draft, headings=headings, status=Status.DRAFT).decode()
        == """\
---
id: 6f0c5a
title: "Nimbus: the cloud that forgot"
date: 2026-04-10
status: draft
category: ai
tags: [cloud, "yes", "2026"]
score: 6.4
scores: {hype_gap: 4, self_own: 2, irony: 4, stakes: 2, missing_remedy: 4}
quip: It remembers everything, except your files.
sources:
  - {title: "Nimbus, forgetful", outlet: The Wire, url: https://wire.example/2026/cloud(1), published: 2026-04-10T08:00:00Z}
  - {title: "B: again", outlet: B, url: https://b.example/}
attention:
  - "only 2 of 5 facts could be proven: `why`"
roasted:
  model: offline/sally
  persona: sally
  prompt: 1
  rubric: 1
  at: 2026-04-10T09:12:03Z
  cost_usd: 0.0021
  wrote: {title: 8c9219fd, quip: 16fa6b6c, scores: 1d8d8233, take: 211215d2, facts: 0c38f7d8, burned: 6254cfb7, lining: ebbc7bed}
---

## Sally's Take

First paragraph.

Second, *drier*.

## What Actually Happened

- Nimbus lost 40 files. [receipt](https://wire.example/2026/cloud%281%29#:~:text=lost%2040%20files)
- It apologised twice. [receipt](https://b.example/#:~:text=twice)

## Who Got Burned

- **Nimbus**: lost them.
- **Customers**: believed it.

## Silver Lining

The apology was short.
"""  # noqa: E501
    )


def same(roast: Roast, draft: Draft) -> None:
    assert roast.edited == frozenset()
    assert roast.title == one_line(draft.title)
    assert roast.quip == draft.quip.strip()
    assert (roast.id, roast.day, roast.category) == (draft.id, draft.day, draft.category)
    assert roast.tags == draft.tags
    assert (roast.score, dict(roast.scores)) == (draft.score, dict(draft.scores))
    assert roast.sources == draft.sources
    assert roast.attention == draft.attention
    texts = {section.key: section.text for section in roast.sections}
    for key in ("take", "facts", "burned", "lining"):
        assert texts.get(key, "") == section_markdown(draft, key)


def test_a_composed_roast_tells_its_draft_again(
    draft: Draft, headings: dict[str, str], zone: ZoneInfo
) -> None:
    for status in Status:
        roast = read_roast(PATH, compose(draft, headings=headings, status=status), zone, headings)
        same(roast, draft)
        assert roast.status is status
        assert roast.roasted["cost_usd"] == 0.0021
        assert roast.preamble == ""


@given(title=hostile.filter(str.strip), quip=hostile, outlet=hostile)
@example(title="## a", quip="```", outlet="}, x: {")
def test_hostile_titles_and_quips_come_back_as_they_were(
    draft: Draft, headings: dict[str, str], zone: ZoneInfo, title: str, quip: str, outlet: str
) -> None:
    source = dataclasses.replace(draft.sources[0], title=one_line(title), outlet=f"x{outlet}x")
    source = dataclasses.replace(source, outlet=one_line(source.outlet))
    changed = dataclasses.replace(draft, title=title, quip=quip, sources=(source,))
    same(
        read_roast(PATH, compose(changed, headings=headings, status=Status.DRAFT), zone, headings),
        changed,
    )


@given(take=st.lists(hostile, max_size=3), lining=hostile)
@example(take=["```", "text"], lining="## Who Got Burned")
@example(take=["~~~~\n# x"], lining="~~~~")
def test_no_text_of_a_draft_can_leave_its_own_section(
    draft: Draft, headings: dict[str, str], zone: ZoneInfo, take: list[str], lining: str
) -> None:
    changed = dataclasses.replace(draft, take=tuple(take), lining=lining)
    same(
        read_roast(PATH, compose(changed, headings=headings, status=Status.DRAFT), zone, headings),
        changed,
    )


@given(hostile)
def test_other_yaml_readers_understand_what_is_written(text: str) -> None:
    for flow in (False, True):
        written = f"{{a: {emit(text, flow=True)}}}" if flow else f"a: {emit(text)}\n"
        assert yaml.safe_load(written) == {"a": text}


def test_a_machines_new_words_do_not_count_as_a_persons(
    draft: Draft, headings: dict[str, str], zone: ZoneInfo
) -> None:
    data = compose(draft, headings=headings, status=Status.DRAFT)
    data = set_written_text(data, "title", "Another: title")
    data = set_written_text(data, "quip", "Another quip # not a comment")
    data = set_written_scores(data, Decimal("7.1"), {"hype_gap": 5})
    data = replace_section(data, "lining", headings, "None.")
    roast = read_roast(PATH, data, zone, headings)
    assert roast.edited == frozenset()
    assert (roast.title, roast.quip) == ("Another: title", "Another quip # not a comment")
    assert (roast.score, roast.scores) == (Decimal("7.1"), {"hype_gap": 5})


def test_a_skeleton_is_a_draft_that_a_person_fills(
    headings: dict[str, str], zone: ZoneInfo
) -> None:
    data = compose_new("No: really", date(2026, 4, 10), category="ai", headings=headings)
    assert data.decode().startswith(
        '---\ntitle: "No: really"\ndate: 2026-04-10\nstatus: draft\ncategory: ai\n---\n\n## Sally'
    )
    roast = read_roast(PATH, data, zone, headings)
    assert (roast.title, roast.status, roast.edited) == (
        "No: really",
        Status.DRAFT,
        frozenset(PARTS),
    )
    assert [section.key for section in roast.sections] == list(headings)


def test_a_taken_name_gets_a_number() -> None:
    day = date(2026, 4, 10)
    assert file_name(day, "A Title", ()) == "2026-04-10-a-title.md"
    taken = {"2026-04-10-a-title.md", "2026-04-10-a-title-2.md"}
    assert file_name(day, "A Title", taken) == "2026-04-10-a-title-3.md"
    assert file_name(date(2026, 4, 11), "A Title", taken) == "2026-04-11-a-title.md"


def test_a_straight_roast_has_no_quip_and_no_score(
    draft: Draft, headings: dict[str, str], zone: ZoneInfo
) -> None:
    straight = dataclasses.replace(
        draft, straight=True, quip="", take=(), burned=(), lining="", scores={}, score=None
    )
    data = compose(straight, headings=headings, status=Status.DRAFT)
    assert b"\nstraight: true\n" in data
    assert b"score" not in data.partition(b"roasted:")[0]
    roast = read_roast("content/roasts/2026/2026-04-10-x.md", data, zone, headings)
    assert roast.edited == frozenset()
    assert [section.key for section in roast.sections] == ["facts"]
    assert roast.score is None
