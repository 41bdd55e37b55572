"""A sub-score's reason: from the reply to the draft, with its receipt, or not at all."""

from __future__ import annotations

import re
from types import ModuleType

import pytest

from roaster.config.rubrics import load_rubrics
from roaster.content.compose import compose
from roaster.content.reading import read_roast
from roaster.model.roast import Status
from roaster.model.rubric import LONGEST_REASON, TOP
from roaster.roasts.evidence import make_ground
from roaster.roasts.finish import finish
from roaster.roasts.reasons import backed
from roaster.roasts.reply import Expected, read_reply, reply_schema
from roaster.roasts.writer import Reply, Written
from roaster.roasts.writers.offline import OfflineWriter
from roaster.roasts.writers.offline.reasons import give_reasons, load_reasons

RUBRIC = load_rubrics().by_version[1]


def kept(samples: ModuleType, reason: str) -> tuple[str, str]:
    articles = samples.event().articles
    grounds = [make_ground(one.text, f"{one.title}\n{one.outlet}") for one in articles]
    result = backed({"irony": reason}, articles, grounds)
    return result.reasons.get("irony", ""), result.receipts.get("irony", "")


@pytest.mark.parametrize(
    "reason",
    [
        "It makes a foyer out of a workforce.",
        "Brightwell cut 1,200 jobs and kept the bonuses.",
        "A profit of $310 million was not enough.",
        "According to Ledger Weekly nobody was told.",
        "“People are our only product” did not last.",
    ],
)
def test_a_reason_whose_numbers_names_and_quotations_stand_in_a_source_is_kept(
    samples: ModuleType, reason: str
) -> None:
    assert kept(samples, reason)[0] == reason


@pytest.mark.parametrize(
    "reason",
    [
        "They cut 1,300 jobs.",
        "A profit of €310 million was not enough.",
        "The board copied it from Acme.",
        "They called it “a family matter”.",
        "",
    ],
)
def test_any_other_number_name_or_quotation_drops_it(samples: ModuleType, reason: str) -> None:
    assert kept(samples, reason) == ("", "")


def test_the_sentence_that_a_reason_rests_on_is_its_receipt(samples: ModuleType) -> None:
    receipt = kept(samples, "A profit of $310 million was not enough.")[1]
    assert receipt.startswith("http://outlet1.example/2026/brightwell#:~:text=")
    assert "Brightwell" in receipt
    assert kept(samples, "It makes a foyer out of a workforce.")[1] == ""
    told = kept(samples, "It did not name a date for the payments.")[1]
    assert "severance" in told


def test_reasons_are_wanted_for_every_criterion_and_cut_to_a_line(samples: ModuleType) -> None:
    expected = Expected(RUBRIC, 2)
    faults = read_reply(samples.roast_text(reasons={"irony": "Because of it."}), expected)
    assert isinstance(faults, tuple)
    assert "reasons.hype_gap: is missing; one line that says why" in faults
    long = dict.fromkeys(RUBRIC.keys, "so and so " * 40)
    reply = read_reply(samples.roast_text(reasons={**long, "other": "More."}), expected)
    assert isinstance(reply, Reply)
    assert tuple(reply.reasons) == RUBRIC.keys
    assert all(len(reason) <= LONGEST_REASON for reason in reply.reasons.values())
    schema = reply_schema(RUBRIC)["properties"]["reasons"]
    assert schema["required"] == list(RUBRIC.keys)


@pytest.mark.parametrize(
    "reason", ["I'm sorry, but I can't help with that.", "See https://evil.example/ for more."]
)
def test_a_reason_is_scanned_as_every_other_text(samples: ModuleType, reason: str) -> None:
    reasons = {**samples.roast()["reasons"], "irony": reason}
    faults = read_reply(samples.roast_text(reasons=reasons), Expected(RUBRIC, 2))
    assert isinstance(faults, tuple)
    assert any("reasons.irony" in fault for fault in faults)


@pytest.mark.parametrize("language", ["en", "en-GB"])
def test_the_offline_writer_gives_reasons_that_pass_the_same_gate(
    samples: ModuleType, language: str
) -> None:
    brief = samples.brief(language=language)
    written = OfflineWriter().write(brief)
    assert isinstance(written, Written)
    draft = finish(brief, written, samples.NOW, min_facts=3, never_roast=())
    assert tuple(written.reply.reasons) == RUBRIC.keys
    assert dict(draft.score_reasons) == dict(written.reply.reasons)
    assert "$310 million" in draft.score_reasons["stakes"]
    assert "outlet1.example" in draft.score_receipts["stakes"]


def test_a_roasts_file_keeps_reasons_and_receipts(samples: ModuleType) -> None:
    brief = samples.brief()
    written = OfflineWriter().write(brief)
    assert isinstance(written, Written)
    draft = finish(brief, written, samples.NOW, min_facts=3, never_roast=())
    headings = brief.persona.sections.by_key()
    data = compose(draft, headings=headings, status=Status.DRAFT)
    path = "content/roasts/2026/2026-04-09-brightwell.md"
    roast = read_roast(path, data, samples.ZONE, headings)
    assert roast.score_reasons == dict(draft.score_reasons)
    assert roast.score_receipts == dict(draft.score_receipts)
    assert roast.edited == frozenset()


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_offline_writers_reasons_fit_every_rubric_and_are_short(language: str) -> None:
    lines = load_reasons(language)
    for rubric in load_rubrics():
        for key in rubric.keys:
            for score in range(TOP + 1):  # where an event offers no words at all
                assert key in give_reasons(lines, {}, {key: score}, "seed"), (key, score)
            for line in lines[key]:
                stretches = re.split(r"\{\w+\}", line["say"])
                assert all(len(part.split()) <= 8 for part in stretches), line  # with its mark
    assert load_reasons("fi") == load_reasons("en") != load_reasons("de")


def test_the_offline_writers_reasons_differ_from_event_to_event() -> None:
    lines = load_reasons("en")
    words = {"claim": "the safest lane", "shown": "It ends at a staircase"}
    told = {
        give_reasons(lines, words, {"hype_gap": 4}, str(seed))["hype_gap"] for seed in range(20)
    }
    assert len(told) >= 3
    assert all("“the safest lane”" in each and "“It ends at a staircase”" in each for each in told)


def test_a_quotation_in_a_reason_is_its_receipt(samples: ModuleType) -> None:
    brief = samples.brief()
    text = brief.event.articles[0].text
    written = OfflineWriter().write(brief)
    assert isinstance(written, Written)
    draft = finish(brief, written, samples.NOW, min_facts=3, never_roast=())
    quoting = {key for key, reason in draft.score_reasons.items() if "“" in reason}
    assert quoting
    assert quoting <= draft.score_receipts.keys()
    for key in quoting:
        assert all(words in text for words in re.findall("“([^”]+)”", draft.score_reasons[key]))
