"""The model writer through real LiteLLM against a real endpoint; requests counted on its side."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from roaster.config.schema import ModelSettings
from roaster.roasts.chain import WriterChain
from roaster.roasts.lineup import writers_from
from roaster.roasts.writer import Unwritten, Written
from roaster.state.journal import Journal
from roaster.state.ledger import Ledger, Purse

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Pydantic serializer warnings:UserWarning"),
]

Make = Callable[..., WriterChain]
SECRET = "sk-live-abcdef0123456789"


class Desk:
    """What a run has: journal, ledger, purse; `naps` are the waits it would have slept."""

    def __init__(self, folder: Path, samples: ModuleType) -> None:
        self._samples = samples
        self.folder = folder
        self.journal = Journal(folder / "replies.sqlite3")
        self.ledger = Ledger(folder / "ledger.sqlite3")
        self.purse = Purse(Decimal(1))
        self.naps: list[float] = []
        self._chains: list[WriterChain] = []

    def hire(self, *entries: dict[str, Any], **settings: Any) -> WriterChain:
        models = [ModelSettings(**entry) for entry in entries]
        chain = writers_from(
            models,
            settings.pop("environ", {}),
            self.journal,
            self.ledger,
            self.purse,
            clock=lambda: self._samples.NOW,
            deadline_s=settings.pop("deadline_s", 20.0),
            max_tokens=settings.pop("max_tokens", 2500),
            sleep=None if settings.pop("really_sleeps", False) else self.naps.append,
        )
        self._chains.append(chain)
        return chain

    @property
    def outcomes(self) -> list[str]:
        return [call.outcome for call in self.ledger.calls()]

    def close(self) -> None:
        for chain in self._chains:
            chain.close()
        self.journal.close()
        self.ledger.close()


@pytest.fixture
def desk(tmp_path: Path, samples: ModuleType) -> Iterator[Desk]:
    made = Desk(tmp_path, samples)
    yield made
    made.close()


def test_a_good_reply_becomes_a_roast_with_one_request(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    with endpoints.serving(endpoints.completion(samples.roast_text())) as server:
        written = desk.hire(server.entry()).write(samples.brief())
    assert isinstance(written, Written)
    assert written.reply.title == "Brightwell Finds Its Only Product Is Redundant"
    assert written.model == "openai/test-model"
    assert written.cost_usd == 0  # on this machine
    assert server.count == 1
    asked = server.requests[0].body
    assert asked["max_tokens"] == 2500
    assert asked["response_format"]["type"] == "json_object"
    assert desk.outcomes == ["reply"]


def test_a_key_that_a_server_says_stands_in_no_journal_and_in_no_roast(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    said = samples.roast_text(quip=f"The key is {SECRET}, and it opens every door in the house.")
    with endpoints.serving(endpoints.completion(said)) as server:
        chain = desk.hire(server.entry(api_key="${KEY}"), environ={"KEY": SECRET})
        result = chain.write(samples.brief())
    assert isinstance(result, Unwritten)
    assert SECRET not in result.reason
    assert server.count == 2  # as with any other gap that a model leaves
    desk.journal.close()
    for file in desk.folder.iterdir():
        assert SECRET.encode() not in file.read_bytes()


@pytest.mark.parametrize(
    "told",
    [
        {"content": "half a pair: \ud800"},
        {"content": None, "refusal": "no \ud800"},
        {"content": "{}", "tokens": (10**30, 10**30)},
        {"content": "{}", "tokens": (-5, -5)},
    ],
    ids=["text", "refusal", "huge", "negative"],
)
def test_what_no_database_takes_is_paid_for_once_all_the_same(
    desk: Desk, endpoints: ModuleType, samples: ModuleType, told: dict[str, Any]
) -> None:
    with endpoints.serving(endpoints.completion(**told)) as server:
        price = {"input_cost_per_token": 0, "output_cost_per_token": 0}
        desk.hire(server.entry(**price)).write(samples.brief())
        asked = server.count
        assert set(desk.outcomes) == {"reply"}
        assert all(call.tokens_in >= 0 for call in desk.ledger.calls())
        desk.hire(server.entry(**price)).write(samples.brief())
        assert server.count == asked


def test_a_missing_variable_turns_the_model_off_before_any_call(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    with endpoints.serving(endpoints.good_reply()) as server:
        result = desk.hire(server.entry(api_key="${ANTHROPIC_API_KEY}")).write(samples.brief())
    assert isinstance(result, Unwritten)
    assert result.reason == "ANTHROPIC_API_KEY is not set"
    assert result.model_off
    assert server.count == 0


def test_a_key_from_the_environment_reaches_the_server(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    with endpoints.serving(endpoints.good_reply()) as server:
        chain = desk.hire(server.entry(api_key="os.environ/MY_KEY"), environ={"MY_KEY": SECRET})
        assert isinstance(chain.write(samples.brief()), Written)
    assert server.requests[0].headers["authorization"] == f"Bearer {SECRET}"


def test_a_key_stands_in_no_message_and_no_file(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    refused = endpoints.error(401, f"Incorrect API key provided: {SECRET}")
    with endpoints.serving(endpoints.completion(samples.roast_text()), refused) as server:
        entry = server.entry(api_key="${MY_KEY}")
        chain = desk.hire(entry, environ={"MY_KEY": SECRET})
        chain.write(samples.brief())
        result = chain.write(samples.brief(event=samples.event(title="Another")))
    assert isinstance(result, Unwritten)
    assert SECRET not in str(result)
    assert "[key]" in result.reason
    assert "MY_KEY" in result.remedy
    desk.close()
    for path in desk.folder.iterdir():
        assert SECRET.encode() not in path.read_bytes()


@pytest.mark.parametrize(("status", "word"), [(401, "key"), (403, "key"), (404, "model")])
def test_a_refused_key_or_an_unknown_model_is_asked_once_in_a_run(
    desk: Desk, endpoints: ModuleType, samples: ModuleType, status: int, word: str
) -> None:
    with endpoints.serving(endpoints.error(status, "no")) as server:
        chain = desk.hire(server.entry())
        results = [chain.write(samples.brief()) for _ in range(3)]
    assert all(isinstance(result, Unwritten) and result.model_off for result in results)
    assert word in results[0].reason
    assert results[0].remedy
    assert server.count == 1
    assert desk.naps == []
    assert len(chain.notes()) == 1


def test_429_with_retry_after_waits_exactly_that_and_asks_again(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    busy = endpoints.error(429, "slow down", retry_after="7")
    with endpoints.serving(busy, endpoints.good_reply()) as server:
        assert isinstance(desk.hire(server.entry()).write(samples.brief()), Written)
    assert server.count == 2
    assert desk.naps == [7.0]
    assert desk.outcomes == ["rate-limit", "reply"]


def test_429_without_retry_after_backs_off_and_gives_the_event_up_after_three_requests(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    with endpoints.serving(endpoints.error(429, "slow down")) as server:
        result = desk.hire(server.entry()).write(samples.brief())
    assert isinstance(result, Unwritten)
    assert not result.model_off
    assert server.count == 3
    assert desk.naps == [1.0, 2.0]


def test_a_long_429_or_a_used_up_quota_turns_the_model_off_at_once(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    later = endpoints.error(429, "later", retry_after="3600")
    quota = endpoints.error(429, "You exceeded your current quota", "insufficient_quota")
    for answer in (later, quota):
        with endpoints.serving(answer) as server:
            result = desk.hire(server.entry()).write(samples.brief())
        assert isinstance(result, Unwritten)
        assert result.model_off
        assert server.count == 1
    assert desk.naps == []


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_failing_server_is_asked_three_times_an_event_and_off_after_two_events(
    desk: Desk, endpoints: ModuleType, samples: ModuleType, status: int
) -> None:
    with endpoints.serving(endpoints.Scripted(status, b"<html>sorry</html>")) as server:
        chain = desk.hire(server.entry())
        first, second, third = (chain.write(samples.brief()) for _ in range(3))
    assert isinstance(first, Unwritten)
    assert not first.model_off
    assert isinstance(second, Unwritten)
    assert second.model_off
    assert third == second
    assert server.count == 6


def test_a_server_that_recovers_is_forgiven(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    with endpoints.serving(endpoints.error(500), endpoints.good_reply()) as server:
        assert isinstance(desk.hire(server.entry()).write(samples.brief()), Written)
    assert server.count == 2
    assert desk.naps == [1.0]


@pytest.mark.parametrize("body", [b"<html>hi</html>", b'{"id": "x", "choi', b"", b"[]", b"null"])
def test_a_broken_body_counts_as_a_failing_server(
    desk: Desk, endpoints: ModuleType, samples: ModuleType, body: bytes
) -> None:
    with endpoints.serving(endpoints.Scripted(body=body)) as server:
        result = desk.hire(server.entry()).write(samples.brief())
    assert isinstance(result, Unwritten)
    assert server.count == 3


@pytest.mark.parametrize("drip", [False, True])
def test_the_deadline_is_by_the_clock_on_the_wall(
    desk: Desk, endpoints: ModuleType, samples: ModuleType, drip: bool
) -> None:
    warm = samples.brief(event=samples.event(title="Warm"))
    slow = (
        endpoints.Scripted(body=b" " * 500, drip_s=0.05) if drip else endpoints.Scripted(delay_s=9)
    )
    with endpoints.serving(endpoints.completion(samples.roast_text()), slow) as server:
        chain = desk.hire(server.entry(), deadline_s=5.0)
        assert isinstance(chain.write(warm), Written)  # LiteLLM is loaded and warm now
        chain = desk.hire(server.entry(), deadline_s=0.4)
        start = time.monotonic()
        result = chain.write(samples.brief())
        took = time.monotonic() - start
    assert isinstance(result, Unwritten)
    assert "0.4 s" in result.reason
    assert server.count == 3  # the warm one, and one retry
    assert took < 4  # two deadlines and two slow machines; the whole drip would take 25 s


def test_a_timeout_counts_with_its_worst_case_for_it_may_be_charged(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    price = {"input_cost_per_token": 0.00001, "output_cost_per_token": 0.00002}
    with endpoints.serving(endpoints.Scripted(delay_s=5)) as server:
        desk.hire(server.entry(**price), deadline_s=0.3).write(samples.brief())
    assert desk.outcomes == ["timeout", "timeout"]
    assert desk.purse.spent > Decimal("0.1")
    assert all(call.cost is None for call in desk.ledger.calls())


def test_a_server_that_is_not_there_is_told_as_that(desk: Desk, samples: ModuleType) -> None:
    entry = {"model": "openai/test-model", "api_base": "http://127.0.0.1:1/v1"}
    result = desk.hire(entry).write(samples.brief())
    assert isinstance(result, Unwritten)
    assert "cannot be reached" in result.reason
    assert "api_base" in result.remedy


def test_a_redirect_is_refused_and_nothing_goes_to_its_target(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    with endpoints.serving(endpoints.good_reply()) as target:
        away = endpoints.Scripted(307, b"", {"Location": f"{target.url}/chat/completions"})
        with endpoints.serving(away) as server:
            chain = desk.hire(server.entry(api_key=SECRET))
            result = chain.write(samples.brief())
    assert isinstance(result, Unwritten)
    assert result.model_off
    assert "redirect" in result.reason
    assert (server.count, target.count) == (1, 0)


@pytest.mark.parametrize("form", ["long", "compressed"])
def test_an_answer_without_end_is_cut_off(
    desk: Desk, endpoints: ModuleType, samples: ModuleType, form: str
) -> None:
    bomb = endpoints.Scripted(body=b" " * 30_000_000)
    if form == "compressed":
        bomb = endpoints.Scripted(body=b"x" * 1000, headers={"Content-Encoding": "gzip"})
    with endpoints.serving(bomb) as server:
        result = desk.hire(server.entry()).write(samples.brief())
    assert isinstance(result, Unwritten)
    assert "refused" in result.reason
    assert server.count == 1
    assert server.requests[0].headers["accept-encoding"] == "identity"


def test_a_refusal_is_not_argued_with(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    answers = (
        endpoints.completion("I'm sorry, but I can't help with that."),
        endpoints.completion(None, refusal="I can't make fun of this."),
        endpoints.completion("", finish="content_filter"),
        endpoints.error(400, "The response was filtered by the content management policy"),
    )
    for answer in answers:
        brief = samples.brief(event=samples.event(title=f"Event {answers.index(answer)}"))
        with endpoints.serving(answer) as server:
            result = desk.hire(server.entry()).write(brief)
        assert isinstance(result, Written)  # by the last resort, and a person has to look
        assert result.model == "offline/sally"
        assert "refused" in result.reply.sensitive
        assert server.count == 1


def test_what_one_model_refuses_the_next_one_writes_and_a_person_looks(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    refusal = endpoints.completion("I'm sorry, but I can't help with that.")
    with endpoints.serving(refusal) as first, endpoints.serving(endpoints.good_reply()) as second:
        entries = first.entry(), second.entry(model="openai/second")
        chain = desk.hire(*entries)
        written = chain.write(samples.brief())
    assert isinstance(written, Written)
    assert written.model == "openai/second"
    assert "openai/test-model" in written.reply.sensitive
    assert (first.count, second.count) == (1, 1)
    assert chain.models == ("openai/test-model", "openai/second")


def test_a_cut_reply_is_asked_for_once_more_with_twice_the_room(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    cut = endpoints.completion(samples.roast_text()[:300], finish="length")
    with endpoints.serving(cut, endpoints.completion(samples.roast_text())) as server:
        assert isinstance(desk.hire(server.entry(), max_tokens=800).write(samples.brief()), Written)
    assert [asked.body["max_tokens"] for asked in server.requests] == [800, 1600]


def test_a_reply_that_stays_cut_is_given_up_after_two_requests(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    cut = endpoints.completion(samples.roast_text()[:300], finish="length")
    with endpoints.serving(cut) as server:
        result = desk.hire(server.entry()).write(samples.brief())
    assert isinstance(result, Unwritten)
    assert "5000 tokens" in result.reason
    assert server.count == 2


@pytest.mark.parametrize(
    ("bad", "named"),
    [
        ("Here is a lovely roast in prose.", "one JSON object"),
        ('{"title": "Half a', "cut off"),
        ('{"title": "A", "title": "B"}', "stands twice"),
        ({"facts": []}, "facts"),
        ({"scores": {"hype_gap": 9}}, "scores"),
        ({"score": 9.9, "scores": {"hype_gap": 4}}, "scores"),
        ({"quip": "As an AI language model, I find this hard to make fun of."}, "quip"),
        ({"lining": "Read more at https://evil.example/now and be happy for ever."}, "lining"),
    ],
)
def test_a_faulty_reply_is_asked_for_once_more_with_its_faults_named(
    desk: Desk, endpoints: ModuleType, samples: ModuleType, bad: Any, named: str
) -> None:
    text = bad if isinstance(bad, str) else samples.roast_text(**bad)
    good = endpoints.completion(samples.roast_text())
    with endpoints.serving(endpoints.completion(text), good) as server:
        assert isinstance(desk.hire(server.entry()).write(samples.brief()), Written)
    assert server.count == 2
    again = server.requests[1].messages
    assert [message["role"] for message in again] == ["system", "user", "assistant", "user"]
    assert named in again[-1]["content"]


def test_a_reply_that_stays_faulty_is_given_up_after_two_requests(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    with endpoints.serving(endpoints.completion("Roses are red.")) as server:
        result = desk.hire(server.entry()).write(samples.brief())
    assert isinstance(result, Unwritten)
    assert "no roast" in result.reason
    assert server.count == 2


@pytest.mark.parametrize("empty", ["choices", "null", "blank"])
def test_an_empty_answer_counts_as_a_failing_server(
    desk: Desk, endpoints: ModuleType, samples: ModuleType, empty: str
) -> None:
    answers = {
        "choices": endpoints.completion("x", choices=[]),
        "null": endpoints.completion(None),
        "blank": endpoints.completion("  \n"),
    }
    with endpoints.serving(answers[empty]) as server:
        result = desk.hire(server.entry()).write(samples.brief())
    assert isinstance(result, Unwritten)
    assert "empty" in result.reason
    assert server.count == 3
    assert set(desk.outcomes) == {"empty-answer"}


def test_a_context_that_is_too_small_gets_the_longest_source_halved_once(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    small = endpoints.error(400, "This model's maximum context length is 512 tokens")
    with endpoints.serving(small, endpoints.good_reply()) as server:
        assert isinstance(desk.hire(server.entry()).write(samples.brief()), Written)
    first, second = (asked.prompt for asked in server.requests)
    assert len(second) < len(first) - 150
    with endpoints.serving(small) as server:
        brief = samples.brief(event=samples.event(title="Other"))
        result = desk.hire(server.entry()).write(brief)
    assert isinstance(result, Unwritten)
    assert "context" in result.reason
    assert server.count == 2


def test_each_attempt_has_a_fence_of_its_own_and_all_have_one_key(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    good = endpoints.completion(samples.roast_text())
    with endpoints.serving(endpoints.error(500, "later"), good) as server:
        written = desk.hire(server.entry()).write(samples.brief())
        again = desk.hire(server.entry()).write(samples.brief())
    assert isinstance(written, Written)
    assert written == again
    assert server.count == 2
    stable, fences = set(), []
    for asked in server.requests:
        system, user = asked.messages
        stable.add(str(system["content"]))
        fences.append(set(re.findall(r"~~~fence-([0-9a-f]{20})~~~", str(user["content"]))))
    assert len(stable) == 1
    assert [len(found) for found in fences] == [1, 1]
    assert fences[0] != fences[1]
    assert not any("\x1f" in asked.prompt for asked in server.requests)


def test_the_next_model_stands_in_and_the_dead_one_is_asked_no_more(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    with (
        endpoints.serving(endpoints.error(401, "no")) as dead,
        endpoints.serving(endpoints.good_reply()) as alive,
    ):
        chain = desk.hire(dead.entry(), alive.entry(model="openai/second"))
        events = [samples.event(title=f"Event {number}") for number in range(3)]
        results = [chain.write(samples.brief(event=event)) for event in events]
    assert [result.model for result in results] == ["openai/second"] * 3
    assert (dead.count, alive.count) == (1, 3)
    off, stood_in = chain.notes()
    assert "openai/test-model" in off
    assert "stood in for 3 events" in stood_in


def test_the_offline_writer_stands_in_when_every_model_fails(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    with endpoints.serving(endpoints.error(401, "no")) as dead:
        chain = desk.hire(dead.entry(), {"model": "offline/sally"})
        written = chain.write(samples.brief())
    assert isinstance(written, Written)
    assert written.model == "offline/sally"
    assert dead.count == 1


def test_no_models_means_the_offline_writer(desk: Desk, samples: ModuleType) -> None:
    chain = desk.hire()
    assert chain.models == ("offline/sally",)
    assert isinstance(chain.write(samples.brief()), Written)


def test_all_models_failing_names_each_reason(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    with (
        endpoints.serving(endpoints.error(401, "no")) as first,
        endpoints.serving(endpoints.error(404, "gone")) as second,
    ):
        result = desk.hire(first.entry(), second.entry(model="openai/b")).write(samples.brief())
    assert isinstance(result, Unwritten)
    assert result.model_off
    assert "openai/test-model: the key is refused" in result.reason
    assert "openai/b: there is no such model" in result.reason


PRICED = {"input_cost_per_token": 0.00001, "output_cost_per_token": 0.00002}


def test_the_cost_is_what_the_entrys_own_price_says(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    with endpoints.serving(endpoints.completion(samples.roast_text())) as server:
        written = desk.hire(server.entry(**PRICED)).write(samples.brief())
    assert isinstance(written, Written)
    assert written.cost_usd == Decimal("0.02")  # 1,000 in, 500 out
    assert desk.purse.spent == Decimal("0.02")
    assert desk.ledger.spent_on(samples.NOW.date(), samples.ZONE) == Decimal("0.02")
    assert "cost" not in json.dumps(server.requests[0].body)


def test_a_price_that_litellm_knows_is_used_even_behind_a_proxy_on_this_machine(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    with endpoints.serving(endpoints.completion(samples.roast_text())) as server:
        written = desk.hire(server.entry(model="openai/gpt-4o-mini")).write(samples.brief())
    assert isinstance(written, Written)
    assert written.cost_usd == Decimal("0.00045")  # 0.15 and 0.60 a million
    asked = server.requests[0].body
    assert asked["response_format"]["type"] == "json_schema"
    assert asked["response_format"]["json_schema"]["schema"]["required"][0] == "title"


def test_a_reply_without_usage_counts_with_the_worst_case(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    with endpoints.serving(endpoints.completion(samples.roast_text(), tokens=None)) as server:
        written = desk.hire(server.entry(**PRICED)).write(samples.brief())
    assert isinstance(written, Written)
    assert written.cost_usd is not None
    assert written.cost_usd > Decimal("0.05")


def test_no_call_is_made_whose_worst_case_does_not_fit_the_budget(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    desk.purse = Purse(Decimal("0.15"))
    with endpoints.serving(endpoints.completion(samples.roast_text())) as server:
        chain = desk.hire(server.entry(**PRICED), {"model": "openai/never", **PRICED})
        results = [
            chain.write(samples.brief(event=samples.event(title=f"Event {number}")))
            for number in range(8)
        ]
    unwritten = [result for result in results if isinstance(result, Unwritten)]
    assert 0 < len(unwritten) < 8
    assert all(result.out_of_budget and not result.model_off for result in unwritten)
    assert desk.purse.spent <= Decimal("0.15")
    assert server.count == 8 - len(unwritten)


def test_an_unknown_price_with_a_budget_turns_a_far_model_off_without_a_call(
    desk: Desk, samples: ModuleType
) -> None:
    entry = {
        "model": "openai/nobody-knows",
        "api_base": "https://models.example/v1",
        "api_key": "x",
    }
    result = desk.hire(entry).write(samples.brief())
    assert isinstance(result, Unwritten)
    assert result.model_off
    assert "input_cost_per_token" in result.remedy
    assert desk.outcomes == []


def test_a_known_event_is_roasted_from_the_journal_with_no_request(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    bad = endpoints.completion("no JSON")
    with endpoints.serving(bad, endpoints.completion(samples.roast_text())) as server:
        first = desk.hire(server.entry(**PRICED)).write(samples.brief())
        spent = desk.purse.spent
        again = desk.hire(server.entry(**PRICED)).write(samples.brief(recent=("something new",)))
    assert isinstance(first, Written)
    assert again == first  # the original cost too
    assert first.cost_usd == Decimal("0.04")  # the re-ask was paid as well
    assert desk.purse.spent == spent
    assert server.count == 2


def test_a_changed_source_or_parameter_is_a_new_question(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    changed = samples.event(articles=(samples.article(0, text=samples.SECOND_TEXT),))
    with endpoints.serving(endpoints.good_reply()) as server:
        desk.hire(server.entry()).write(samples.brief())
        desk.hire(server.entry(temperature=0.2)).write(samples.brief())
        desk.hire(server.entry()).write(samples.brief(event=changed))
    assert server.count == 3


def test_events_written_at_once_keep_the_budget(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    desk.purse = Purse(Decimal("0.2"))
    with endpoints.serving(endpoints.completion(samples.roast_text())) as server:
        chain = desk.hire(server.entry(**PRICED))
        results: list[Written | Unwritten] = []
        threads = [
            threading.Thread(
                target=lambda number=number: results.append(
                    chain.write(samples.brief(event=samples.event(title=f"Event {number}")))
                )
            )
            for number in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(results) == 12
    assert desk.purse.spent <= Decimal("0.2")
    assert server.count == sum(isinstance(result, Written) for result in results) >= 5


def test_closing_breaks_off_a_call_under_way(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    results: list[Written | Unwritten] = []
    with endpoints.serving(endpoints.Scripted(delay_s=30)) as server:
        chain = desk.hire(server.entry(), deadline_s=60.0)
        thread = threading.Thread(target=lambda: results.append(chain.write(samples.brief())))
        thread.start()
        deadline = time.monotonic() + 20
        while not server.count and time.monotonic() < deadline:
            time.sleep(0.01)
        chain.close()
        thread.join(timeout=10)
    assert isinstance(results[0], Unwritten)
    assert "stopped" in results[0].reason


@pytest.mark.parametrize("model", ["ollama_chat/test-model", "anthropic/test-model"])
def test_litellms_other_way_to_the_net_behaves_alike(
    desk: Desk, endpoints: ModuleType, samples: ModuleType, model: str
) -> None:
    entry = {"model": model, "api_key": SECRET}
    with endpoints.serving(endpoints.good_reply()) as target:
        away = endpoints.Scripted(307, b"", {"Location": f"{target.root}/x"})
        for answer, requests in (
            (endpoints.error(401, "no"), 1),
            (endpoints.error(500, "no"), 3),
            (endpoints.Scripted(body=b"<html>"), 3),
            (endpoints.Scripted(body=b" " * 30_000_000), 1),
            (away, 1),
        ):
            with endpoints.serving(answer) as server:
                result = desk.hire({**entry, "api_base": server.root}).write(samples.brief())
            assert isinstance(result, Unwritten)
            assert server.count == requests, result
        busy = endpoints.error(429, "slow down", retry_after="5")
        with endpoints.serving(busy, endpoints.error(401, "no")) as server:
            desk.naps.clear()
            desk.hire({**entry, "api_base": server.root}).write(samples.brief())
        assert desk.naps == [5.0]
    assert target.count == 0


def test_ollama_writes_a_roast(desk: Desk, endpoints: ModuleType, samples: ModuleType) -> None:
    with endpoints.serving(endpoints.ollama_chat(samples.roast_text())) as server:
        entry = {"model": "ollama_chat/test-model", "api_base": server.root, "num_ctx": 16384}
        written = desk.hire(entry).write(samples.brief())
    assert isinstance(written, Written)
    assert written.cost_usd == 0
    assert server.count == 1
    assert server.requests[0].body["options"]["num_ctx"] == 16384


def at_once(chain: WriterChain, samples: ModuleType, events: int) -> list[Written | Unwritten]:
    """So many events written by 8 threads."""
    briefs = [samples.brief(event=samples.event(title=f"Event {n}")) for n in range(events)]
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(chain.write, briefs))


@pytest.mark.parametrize("status", [401, 403, 404])
@pytest.mark.parametrize("model", ["openai/test-model", "hosted_vllm/test-model"])
def test_a_dead_model_costs_three_calls_at_most_however_many_ask_at_once(
    desk: Desk, endpoints: ModuleType, samples: ModuleType, model: str, status: int
) -> None:
    slow = endpoints.Scripted(status, endpoints.error(status, "no").body, delay_s=0.1)
    with endpoints.serving(slow) as dead, endpoints.serving(endpoints.good_reply()) as alive:
        chain = desk.hire(dead.entry(model=model), alive.entry(model="openai/second"))
        chain.write(samples.brief())  # LiteLLM is loaded and warm now
        dead.requests.clear()
        chain = desk.hire(dead.entry(model=model), alive.entry(model="openai/second"))
        results = at_once(chain, samples, 12)
    assert {result.model for result in results} == {"openai/second"}
    assert 1 <= dead.count <= 3
    off = [note for note in chain.notes() if "not asked again" in note]
    assert len(off) == 1


class Turnstile:
    """A server that lets so many requests through in a window, and tells the others to wait."""

    def __init__(self, endpoints: ModuleType, samples: ModuleType, most: int) -> None:
        self._endpoints, self._text, self._most = endpoints, samples.roast_text(), most
        self._lock = threading.Lock()
        self._window, self._through = 0.0, 0
        self.refused = 0

    def __call__(self, asked: Any) -> Any:
        with self._lock:
            now = time.monotonic()
            if now - self._window > WINDOW_S:
                self._window, self._through = now, 0
            self._through += 1
            if self._through <= self._most:
                return self._endpoints.completion(self._text)
            self.refused += 1
        return self._endpoints.error(429, "slow down", retry_after=str(WINDOW_S))


WINDOW_S = 0.3


def test_what_a_server_holds_up_queues_and_never_fails(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    turnstile = Turnstile(endpoints, samples, most=4)
    with endpoints.serving(turnstile) as server:
        chain = desk.hire(server.entry(), really_sleeps=True)
        results = at_once(chain, samples, 30)
    assert all(isinstance(result, Written) for result in results)
    assert server.count == 30 + turnstile.refused
    assert desk.outcomes.count("reply") == 30


def test_rpm_of_the_entry_is_kept_and_what_is_over_it_waits(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    with endpoints.serving(endpoints.completion(samples.roast_text())) as server:
        chain = desk.hire(server.entry(rpm=2))
        for number in range(3):
            brief = samples.brief(event=samples.event(title=f"Event {number}"))
            assert isinstance(chain.write(brief), Written)
        assert "rpm" not in server.requests[0].body
    (nap,) = desk.naps
    assert 50 < nap <= 60


@pytest.mark.parametrize(
    "model", ["openai/test-model", "hosted_vllm/test-model", "ollama_chat/test-model"]
)
def test_the_head_of_an_answer_is_heard_on_each_way_to_the_net(
    desk: Desk, endpoints: ModuleType, samples: ModuleType, model: str
) -> None:
    text = samples.roast_text()
    ollama = model.startswith("ollama")
    answer = endpoints.ollama_chat(text) if ollama else endpoints.completion(text)
    head = {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "40s"}
    with endpoints.serving(replace(answer, headers=head)) as server:
        base = server.root if ollama else server.url
        chain = desk.hire({"model": model, "api_base": base})
        chain.write(samples.brief())
        assert desk.naps == []
        chain.write(samples.brief(event=samples.event(title="Another")))
    (nap,) = desk.naps
    assert 30 < nap <= 40


def test_a_refused_parameter_is_remembered_by_the_next_run_too(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    def answer(asked: Any) -> Any:
        if "temperature" in asked.body:
            return endpoints.error(400, "temperature is not supported with this model")
        return endpoints.completion(samples.roast_text())

    with endpoints.serving(answer) as server:
        chain = desk.hire(server.entry(temperature=0.4))
        first = chain.write(samples.brief())
        assert server.count == 2
        chain2 = desk.hire(server.entry(temperature=0.4))
        assert isinstance(chain2.write(samples.brief(event=samples.event(title="B"))), Written)
        assert server.count == 3
        assert desk.hire(server.entry(temperature=0.4)).write(samples.brief()) == first
        assert server.count == 3
    (note,) = chain.notes()
    assert "does not take temperature" in note


def test_a_key_or_an_address_is_never_left_out(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    with endpoints.serving(endpoints.error(400, "invalid api_key or api_base")) as server:
        result = desk.hire(server.entry(api_key="none")).write(samples.brief())
    assert isinstance(result, Unwritten)
    assert server.count == 1


def test_cached_tokens_stand_in_the_ledger(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    usage = {
        "prompt_tokens": 1000,
        "completion_tokens": 500,
        "total_tokens": 1500,
        "prompt_tokens_details": {"cached_tokens": 800},
    }
    with endpoints.serving(endpoints.completion(samples.roast_text(), usage=usage)) as server:
        desk.hire(server.entry()).write(samples.brief())
    (call,) = desk.ledger.calls()
    assert (call.tokens_in, call.tokens_cached, call.tokens_out) == (1000, 800, 500)


def test_a_call_stands_in_the_ledger_before_it_is_made(
    desk: Desk, endpoints: ModuleType, samples: ModuleType
) -> None:
    seen: list[tuple[str, Decimal]] = []

    def answer(asked: Any) -> Any:
        seen.extend((call.outcome, call.counted) for call in desk.ledger.calls())
        return endpoints.completion(samples.roast_text())

    with endpoints.serving(answer) as server:
        desk.hire(server.entry(**PRICED)).write(samples.brief())
    ((outcome, counted),) = seen
    assert outcome == "in-flight"
    assert counted > Decimal("0.05")
    assert desk.outcomes == ["reply"]
    assert desk.purse.spent == Decimal("0.02")
