"""A bullet that is not proven is asked for once more; a second model may vote on the others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.config.schema import ModelSettings
from roaster.roasts.chain import WriterChain
from roaster.roasts.finish import finish
from roaster.roasts.lineup import writers_from
from roaster.roasts.writer import Written
from roaster.roasts.writers.verdicts import read_verdicts
from roaster.state.journal import Journal
from roaster.state.ledger import Ledger, Purse

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Pydantic serializer warnings:UserWarning"),
]

FALSE = {
    "text": "Brightwell Systems cut 9,900 jobs on Tuesday.",
    "quote": "Brightwell Systems cut 1,200 jobs on Tuesday",
    "source": 0,
}
TRUE = {
    "text": "Regulators in Lisbon opened an inquiry on 8 April.",
    "quote": "Regulators in Lisbon opened an inquiry on 8 April.",
    "source": 0,
}


class Desk:
    """Writers over one journal, ledger and purse."""

    def __init__(self, folder: Path, samples: ModuleType) -> None:
        self.samples = samples
        self.journal = Journal(folder / "replies.sqlite3")
        self.ledger = Ledger(folder / "ledger.sqlite3")
        self.chains: list[WriterChain] = []

    def hire(self, entry: dict[str, Any], verify: dict[str, Any] | None = None) -> WriterChain:
        self.chains.append(
            writers_from(
                [ModelSettings(**entry)],
                {},
                self.journal,
                self.ledger,
                Purse(Decimal(1)),
                clock=lambda: self.samples.NOW,
                deadline_s=20.0,
                max_tokens=2500,
                sleep=lambda _seconds: None,
                verify=ModelSettings(**verify) if verify else None,
            )
        )
        return self.chains[-1]

    def close(self) -> None:
        for chain in self.chains:
            chain.close()
        self.journal.close()
        self.ledger.close()


@pytest.fixture
def desk(tmp_path: Path, samples: ModuleType) -> Iterator[Desk]:
    made = Desk(tmp_path, samples)
    yield made
    made.close()


def with_false_first(samples: ModuleType) -> str:
    text: str = samples.roast_text(facts=[FALSE, *samples.roast()["facts"][1:]])
    return text


def facts_of(written: Any) -> list[str]:
    assert isinstance(written, Written), written
    return [fact.text for fact in written.reply.facts]


def test_a_refused_bullet_is_named_once_and_replaced(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    again = endpoints.completion(json.dumps({"facts": [TRUE]}))
    with endpoints.serving(endpoints.completion(with_false_first(samples)), again) as server:
        written = desk.hire(server.entry()).write(samples.brief())
    assert server.count == 2
    last = server.requests[1].messages[-1]["content"]
    assert "facts[0]" in last
    assert "9,900" in last
    assert "facts[1]" not in last
    assert facts_of(written) == [TRUE["text"], *(f["text"] for f in samples.roast()["facts"][1:])]


@pytest.mark.parametrize("again", [json.dumps({"facts": [FALSE]}), "I would rather not.", "{}"])
def test_a_bullet_that_stays_unproven_is_dropped_after_one_re_ask(
    desk: Desk, endpoints: ModuleType, samples: ModuleType, again: str
) -> None:
    first = endpoints.completion(with_false_first(samples))
    with endpoints.serving(first, endpoints.completion(again)) as server:
        written = desk.hire(server.entry()).write(samples.brief())
        assert server.count == 2
    assert isinstance(written, Written)
    draft = finish(samples.brief(), written, samples.NOW, min_facts=3, never_roast=())
    assert len(draft.facts) == 2
    assert draft.attention[0].startswith("only 2 of 3 facts could be proven: ")


def test_a_server_that_fails_at_the_re_ask_costs_the_bullet_only(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    with endpoints.serving(
        endpoints.completion(with_false_first(samples)), endpoints.error(401, "no")
    ) as server:
        assert len(facts_of(desk.hire(server.entry()).write(samples.brief()))) == 3


def test_the_re_ask_is_in_the_journal_like_any_call(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    again = endpoints.completion(json.dumps({"facts": [TRUE]}))
    with endpoints.serving(endpoints.completion(with_false_first(samples)), again) as server:
        first = desk.hire(server.entry()).write(samples.brief())
        assert facts_of(desk.hire(server.entry()).write(samples.brief())) == facts_of(first)
        assert server.count == 2
    assert len(list(desk.ledger.calls())) == 2


def test_sentences_of_the_sources_fill_up(samples: ModuleType) -> None:
    from roaster.roasts.reply import Expected, read_reply
    from roaster.roasts.writer import Reply
    from roaster.roasts.writers.offline.verbatim import verbatim_facts

    brief = samples.brief()
    facts = [samples.roast()["facts"][0], FALSE, FALSE]
    reply = read_reply(samples.roast_text(facts=facts), Expected(brief.rubric, 2))
    assert isinstance(reply, Reply)
    written = Written(reply, "openai/test-model", None)
    draft = finish(brief, written, samples.NOW, min_facts=3, never_roast=(), spare=verbatim_facts)
    assert len(draft.facts) == 3
    assert draft.attention == ()
    texts = [" ".join(article.text.split()) for article in brief.event.articles]
    assert all(fact.text in texts[fact.source] for fact in draft.facts[1:])
    assert len({fact.quote for fact in draft.facts}) == 3


def test_a_writer_that_proves_nothing_is_held_though_sentences_fill_up(
    samples: ModuleType,
) -> None:
    from roaster.roasts.reply import Expected, read_reply
    from roaster.roasts.writer import Reply
    from roaster.roasts.writers.offline.verbatim import verbatim_facts

    brief = samples.brief()
    reply = read_reply(samples.roast_text(facts=[FALSE] * 3), Expected(brief.rubric, 2))
    assert isinstance(reply, Reply)
    written = Written(reply, "openai/test-model", None)
    draft = finish(brief, written, samples.NOW, min_facts=3, never_roast=(), spare=verbatim_facts)
    assert len(draft.facts) == 3
    assert draft.attention[0].startswith("only 0 of 3 facts could be proven")


def votes(*true: bool) -> str:
    return json.dumps({"verdicts": [{"fact": n, "true": vote} for n, vote in enumerate(true)]})


def test_a_bullet_that_the_second_model_calls_false_is_dropped(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    with (
        endpoints.serving(endpoints.completion(samples.roast_text())) as server,
        endpoints.serving(endpoints.completion(votes(True, False, True))) as second,
    ):
        entry = {**second.entry(), "model": "openai/second-model"}
        written = desk.hire(server.entry(), verify=entry).write(samples.brief())
        assert (server.count, second.count) == (1, 1)
        desk.hire(server.entry(), verify=entry).write(samples.brief())
        assert (server.count, second.count) == (1, 1)  # the journal's
    kept = [fact["text"] for fact in samples.roast()["facts"]]
    assert facts_of(written) == [kept[0], kept[2]]
    asked = second.requests[0].prompt
    assert "bullet 0: Brightwell Systems cut 1,200 jobs on Tuesday." in asked
    assert "source: Brightwell Systems cut 1,200 jobs on Tuesday" in asked
    assert [call.model for call in desk.ledger.calls()] == [
        "openai/test-model",
        "openai/second-model",
    ]


@pytest.mark.parametrize("answer", ["They all look fine to me.", votes(True), '{"verdicts": 3}'])
def test_without_its_vote_a_roast_waits_for_a_person(
    desk: Desk, endpoints: ModuleType, samples: ModuleType, answer: str
) -> None:
    with (
        endpoints.serving(endpoints.completion(samples.roast_text())) as server,
        endpoints.serving(endpoints.completion(answer)) as second,
    ):
        written = desk.hire(server.entry(), verify=second.entry()).write(samples.brief())
    assert isinstance(written, Written)
    assert len(written.reply.facts) == 3
    draft = finish(samples.brief(), written, samples.NOW, min_facts=3, never_roast=())
    (told,) = (line for line in draft.attention if "gave no vote" in line)
    assert told.startswith("the second model (`verify`) gave no vote: ")
    straight = finish(
        samples.brief(),
        replace(written, reply=replace(written.reply, sensitive="Somebody died.")),
        samples.NOW,
        min_facts=3,
        never_roast=(),
        sensitive="straight",
    )
    assert straight.straight
    assert told in straight.attention  # its bullets have no vote either


def test_a_second_model_that_fails_holds_the_roast_and_loses_nothing(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    with (
        endpoints.serving(endpoints.completion(samples.roast_text())) as server,
        endpoints.serving(endpoints.error(401, "no")) as second,
    ):
        written = desk.hire(server.entry(), verify=second.entry()).write(samples.brief())
    assert isinstance(written, Written)
    assert "no vote" in written.reply.doubts[0]
    assert written.reply.concerns == ()


def test_the_offline_writers_verbatim_facts_need_no_vote(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    with endpoints.serving(endpoints.completion(votes(False, False, False))) as second:
        chain = desk.hire({"model": "offline/sally"}, verify=second.entry())
        assert facts_of(chain.write(samples.brief()))
        assert second.count == 0


@given(
    st.text() | st.recursive(st.none() | st.booleans() | st.integers(), st.lists).map(json.dumps)
)
def test_any_answer_is_votes_or_none(text: str) -> None:
    assert read_verdicts(text, 2) == (None, None)


def test_a_vote_is_true_or_false_and_nothing_else() -> None:
    answer = '{"verdicts": [{"fact": 0, "true": "yes"}, {"fact": true, "true": false}, 7]}'
    assert read_verdicts(answer, 2) == (None, None)
