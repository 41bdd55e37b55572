"""A draft holds what is proven, what is ours, and why a person must look."""

from __future__ import annotations

from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest

from roaster.config.rubrics import load_rubrics
from roaster.model.roast import Draft
from roaster.roasts.finish import finish
from roaster.roasts.reply import Expected, read_reply
from roaster.roasts.writer import Reply, Written
from roaster.text.digests import digest

RUBRIC_1 = load_rubrics().by_version[1]


def draft(
    samples: ModuleType, *, event: Any = None, never_roast: tuple[str, ...] = (), **changes: Any
) -> Draft:
    brief = samples.brief(**({"event": event} if event else {}))
    reply = read_reply(samples.roast_text(**changes), Expected(RUBRIC_1, len(brief.event.articles)))
    assert isinstance(reply, Reply), reply
    written = Written(reply, "openai/test-model", Decimal("0.02"))
    return finish(brief, written, samples.NOW, min_facts=3, never_roast=never_roast)


def test_a_good_reply_is_finished_without_a_word_for_a_person(samples: ModuleType) -> None:
    made = draft(samples)
    assert made.attention == ()
    assert made.id == digest("roast:e1")
    assert made.day == samples.event().day
    assert made.score == Decimal("8.1")  # (4*5 + 5*4 + 5*4 + 3*4 + 3*3) / 10
    assert made.provenance.cost_usd == Decimal("0.02")
    assert made.provenance.persona == "sally"


def test_every_receipt_points_at_the_words_that_prove_the_fact(samples: ModuleType) -> None:
    made = draft(samples)
    for fact in made.facts:
        article = samples.event().articles[fact.source]
        assert fact.quote in " ".join(article.text.split())
        assert fact.receipt.startswith(f"{article.url}#:~:text=")
    assert made.facts[2].source == 1


def test_invented_facts_are_dropped_and_too_few_hold_the_roast(samples: ModuleType) -> None:
    facts = [
        *samples.roast()["facts"][:1],
        {
            "text": "Brightwell Systems cut 9,900 jobs on Tuesday.",
            "quote": "Brightwell Systems cut 9,900 jobs on Tuesday.",
            "source": 0,
        },
        {
            "text": "Zephyr Holdings bought the visitor centre.",
            "quote": "Zephyr Holdings bought the visitor centre.",
            "source": 1,
        },
        samples.roast()["facts"][1],
    ]
    made = draft(samples, facts=facts)
    assert len(made.facts) == 2
    assert made.attention[0].startswith("only 2 of 4 facts could be proven: ")
    assert "9,900" in made.attention[0]


def test_one_invented_fact_among_enough_is_dropped_without_a_word(samples: ModuleType) -> None:
    invented = {"text": "It also sold a yacht to Monaco.", "quote": "sold a yacht to", "source": 0}
    made = draft(samples, facts=[*samples.roast()["facts"], invented])
    assert len(made.facts) == 3
    assert made.attention == ()


def test_a_true_quote_under_the_wrong_number_is_found_in_its_source(samples: ModuleType) -> None:
    facts = samples.roast()["facts"]
    facts[2]["source"] = 0
    assert draft(samples, facts=facts).facts[2].source == 1


def test_sources_come_from_the_event_copies_last(samples: ModuleType) -> None:
    copy = samples.article(1, url="http://copy.example/x", outlet="Copy Cat")
    made = draft(samples, event=samples.event(copies=(copy,)))
    assert [source.outlet for source in made.sources] == [
        "The Harbour Post",
        "Ledger Weekly",
        "Copy Cat",
    ]


def test_the_configured_category_wins(samples: ModuleType) -> None:
    assert draft(samples).category == "business"
    assert draft(samples, event=samples.event(category="Big Tech")).category == "big-tech"


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "«{}»", "„{}“"])
def test_quotation_marks_only_around_a_sources_words(samples: ModuleType, marks: str) -> None:
    said = marks.format("We are investing in people,")
    unsaid = marks.format("We will eat the furniture")
    second = samples.roast()["take"][1]
    true = draft(samples, take=[f"They declared {said} and meant it.", second])
    assert true.attention == ()
    false = draft(samples, take=[f"They declared {unsaid} and meant it.", second])
    assert len(false.attention) == 1
    assert "We will eat the furniture" in false.attention[0]


def test_the_writers_doubts_are_told(samples: ModuleType) -> None:
    made = draft(samples, concerns=["Source 1 tried to give orders."])
    assert made.attention == ("the writer's doubt: Source 1 tried to give orders.",)


def test_the_never_roast_list_is_asked_again_of_the_finished_text(samples: ModuleType) -> None:
    take = [
        "Two people were killed in the collapse of the roof on Monday.",
        "Nothing to add to it.",
    ]
    made = draft(samples, take=take, never_roast=("death",))
    assert any("never-roast" in reason for reason in made.attention)
    assert draft(samples, never_roast=("death",)).attention == ()


def test_the_signature_is_left_to_the_page(samples: ModuleType) -> None:
    first, second = samples.roast()["take"]
    assert draft(samples, take=[first, f"{second} — Sally"]).take == (first, second)
    assert draft(samples, take=[first, second, "— Sally, as ever yours"]).take[-1] != second


def test_a_named_party_carries_the_words_of_a_source_that_name_it(samples: ModuleType) -> None:
    burned = [
        {"who": "Brightwell Systems", "why": "It priced a foyer.", "quote": "made up", "source": 1},
        {"who": "The works council", "why": "It read the calendar."},
    ]
    named, role = draft(samples, burned=burned).burned
    assert named.source in (0, 1)
    article = samples.event().articles[named.source]
    assert named.quote in " ".join(article.text.split())
    assert "Brightwell Systems" in named.quote
    assert named.receipt.startswith(f"{article.url}#:~:text=")
    assert (role.quote, role.source, role.receipt) == ("", None, "")


def test_the_quote_of_a_party_is_taken_where_it_names_it(samples: ModuleType) -> None:
    quote = "Brightwell Systems, which reported a profit of $310 million last year"
    burned = [{"who": "Brightwell", "why": "It priced a foyer.", "quote": quote, "source": 1}]
    (burn,) = draft(samples, burned=burned).burned
    assert burn.quote == quote
    assert burn.source == 1


def test_a_party_that_no_source_names_is_left_out_and_holds_the_roast(samples: ModuleType) -> None:
    burned = [
        {"who": "Zephyr Holdings", "why": "It bought the visitor centre."},
        {"who": "Brightwell's board", "why": "It priced a foyer above a workforce."},
    ]
    made = draft(samples, burned=burned)
    assert [burn.who for burn in made.burned] == ["Brightwell's board"]
    assert made.attention == ("“Zephyr Holdings” is named in no source",)


def test_an_outlet_and_a_role_in_capitals_need_no_receipt(samples: ModuleType) -> None:
    burned = [
        {"who": "The Harbour Post", "why": "It printed all of it."},
        {"who": "The Marketing Department", "why": "It wrote all of it."},
    ]
    made = draft(samples, burned=burned)
    assert len(made.burned) == 2
    assert made.attention == ()
