"""What a person changed is known part by part; what git or an editor's habits change is not."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from roaster.content.compose import compose
from roaster.content.edits import remove_key, set_key, set_status
from roaster.content.reading import read_roast
from roaster.content.sections import PARTS
from roaster.model.roast import Draft, Status

PATH = "content/roasts/2026/2026-04-10-x.md"


@pytest.fixture
def text(draft: Draft, headings: dict[str, str]) -> str:
    return compose(draft, headings=headings, status=Status.DRAFT).decode()


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("the cloud that forgot", "the cloud that forgets", {"title"}),
        ("except your files", "but your files", {"quip"}),
        ("score: 6.4", "score: 9.9", {"scores"}),
        ("hype_gap: 4", "hype_gap: 5", {"scores"}),
        ("drier", "wetter", {"take"}),
        ("lost 40 files.", "lost 41 files.", {"facts"}),
        ("believed it", "believed all", {"burned"}),
        ("## Silver Lining\n", "## Silver Bullet\n", {"lining"}),
        ("## Silver Lining\n\nThe apology was short.\n", "", {"lining"}),
        ("take: 211215d2, ", "", {"take"}),
        ("roasted:\n", "roasting:\n", set(PARTS)),
        # Not edits: another quoting, order or spelling, a comment, blank lines, a person's section.
        ('"Nimbus: the cloud that forgot"', "'Nimbus: the   cloud that forgot' # mine", set()),
        ("quip: It remembers everything,", "quip: >\n  It remembers\n  everything,", set()),
        ("score: 6.4", "score: 6.40", set()),
        ("{hype_gap: 4, self_own: 2,", "{self_own: 2,   hype_gap: 4,", set()),
        ("## Silver Lining\n\n", "## SILVER  LINING ##\n\n\n", set()),
        ("## Silver Lining", "## Mine\n\nMore.\n\n## Silver Lining", set()),
        ("category: ai", "category: business", set()),
    ],
)  # fmt: skip
def test_exactly_the_parts_that_a_person_changed_are_edited(
    text: str, headings: dict[str, str], zone: ZoneInfo, old: str, new: str, parts: set[str]
) -> None:
    assert old in text
    changed = text.replace(old, new, 1)
    assert read_roast(PATH, changed.encode(), zone, headings).edited == parts


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_a_checkout_with_other_line_ends_is_no_edit(
    text: str, headings: dict[str, str], zone: ZoneInfo, end: str
) -> None:
    data = b"\xef\xbb\xbf" + text.replace("\n", end).encode()
    assert read_roast(PATH, data, zone, headings).edited == frozenset()


def test_approving_and_killing_is_no_edit(
    text: str, headings: dict[str, str], zone: ZoneInfo
) -> None:
    data = set_status(text.encode(), Status.KILLED, "too soon")
    data = remove_key(set_key(data, "mood", ["grim"]), "attention")
    roast = read_roast(PATH, data, zone, headings)
    assert (roast.status, roast.meta["why"], roast.edited) == (
        Status.KILLED,
        "too soon",
        frozenset(),
    )


def test_a_section_that_the_machine_left_out_counts_once_a_person_writes_it(
    text: str, headings: dict[str, str], zone: ZoneInfo
) -> None:
    before, _, _ = text.partition("## Silver Lining")
    lacking = before.replace("lining: ebbc7bed", "lining: e3b0c442")
    assert read_roast(PATH, lacking.encode(), zone, headings).edited == frozenset()
    written = f"{lacking}## Silver Lining\n\nIt rained.\n"
    assert read_roast(PATH, written.encode(), zone, headings).edited == {"lining"}
