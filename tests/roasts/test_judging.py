"""Scores asked for alone: medians over several judgements, journaled and within the budget."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.config.rubrics import load_rubrics
from roaster.config.schema import ModelSettings
from roaster.roasts.calibration import load_calibration, offsets
from roaster.roasts.chain import WriterChain
from roaster.roasts.fence import TOKEN_CHARS, seal
from roaster.roasts.judging import Judgement, judge_prompt, read_judgement, settled
from roaster.roasts.lineup import writers_from
from roaster.roasts.reply import Expected
from roaster.roasts.writer import Written
from roaster.state.journal import Journal
from roaster.state.ledger import Ledger, Purse

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Pydantic serializer warnings:UserWarning"),
]
RUBRIC = load_rubrics().by_version[1]
_FENCE = re.compile(r"fence-[0-9a-f]+")
Hire = Callable[..., WriterChain]


def answer(values: Sequence[int], **more: Any) -> str:
    scores = dict(zip(RUBRIC.keys, values, strict=True))
    reasons = {key: f"Because of {key.replace('_', ' ')}." for key in RUBRIC.keys}
    return json.dumps({"scores": scores, "reasons": reasons} | more)


@pytest.fixture
def hire(tmp_path: Path) -> Iterator[Hire]:
    journal, ledger = Journal(tmp_path / "r.sqlite3"), Ledger(tmp_path / "l.sqlite3")
    chains = []

    def make(*entries: dict[str, Any], budget: str = "1") -> WriterChain:
        chain = writers_from(
            [ModelSettings(**entry) for entry in entries],
            {},
            journal,
            ledger,
            Purse(Decimal(budget)),
            clock=lambda: datetime(2026, 4, 10, tzinfo=UTC),
            deadline_s=20,
            max_tokens=1000,
            sleep=lambda _seconds: None,
        )
        chains.append(chain)
        return chain

    yield make
    for chain in chains:
        chain.close()
    journal.close()
    ledger.close()


def test_three_samples_are_three_calls_and_the_medians_count_with_a_reason_given_for_them(
    hire: Hire, endpoints: ModuleType, samples: ModuleType
) -> None:
    script = [
        endpoints.completion(samples.roast_text()),  # 4, 5, 5, 3, 3
        endpoints.completion(answer([2, 5, 3, 1, 3])),
        endpoints.completion(answer([3, 1, 4, 0, 5])),
    ]
    with endpoints.serving(*script) as server:
        chain = hire(server.entry())
        written = chain.write(samples.brief(judge_samples=3))
        again = chain.write(samples.brief(judge_samples=3))
    assert isinstance(written, Written)
    assert tuple(written.reply.scores.values()) == (3, 5, 4, 1, 3)
    assert written.reply.reasons["hype_gap"] == "Because of hype gap."
    assert written.reply.reasons["self_own"] == samples.roast()["reasons"]["self_own"]
    assert written.cost_usd is not None
    assert server.count == 3  # the second time all three lay in the journal
    assert isinstance(again, Written)
    assert again.reply == written.reply
    roast, *judged = server.requests
    for asked in judged:
        assert "Score it now" in asked.messages[1]["content"]
        assert "Write the roast" not in asked.prompt
        assert "1,200 jobs" in asked.prompt  # the same sources
        assert len(asked.messages[0]["content"]) < len(roast.messages[0]["content"]) / 2
    one, other = (_FENCE.sub("", asked.prompt) for asked in judged)
    assert one == other  # but for the fence, which is another one in every call


def test_one_sample_is_one_call(hire: Hire, endpoints: ModuleType, samples: ModuleType) -> None:
    with endpoints.serving(endpoints.completion(samples.roast_text())) as server:
        written = hire(server.entry()).write(samples.brief())
    assert isinstance(written, Written)
    assert server.count == 1


@pytest.mark.parametrize("broken", ["not JSON", "a failure", "scores of another rubric"])
def test_a_judgement_that_fails_is_not_counted(
    hire: Hire, endpoints: ModuleType, samples: ModuleType, broken: str
) -> None:
    steps = {
        "not JSON": endpoints.completion("No."),
        "a failure": endpoints.error(400, "no"),
        "scores of another rubric": endpoints.completion(answer([1] * 5, scores={"wit": 3})),
    }
    last = endpoints.completion(answer([0] * 5))
    script = [endpoints.completion(samples.roast_text()), steps[broken], last]
    with endpoints.serving(*script) as server:
        written = hire(server.entry()).write(samples.brief(judge_samples=3))
    assert isinstance(written, Written)
    assert tuple(written.reply.scores.values()) == (0, 0, 0, 0, 0)  # of two the lower
    assert server.count == 3


def test_without_money_for_it_the_writers_own_scores_stand(
    hire: Hire, endpoints: ModuleType, samples: ModuleType
) -> None:
    dear = {"input_cost_per_token": 0.00001, "output_cost_per_token": 0.0001}
    with endpoints.serving(endpoints.completion(samples.roast_text())) as server:
        chain = hire(server.entry(**dear), budget="0.16")
        written = chain.write(samples.brief(judge_samples=3))
    assert isinstance(written, Written)
    assert dict(written.reply.scores) == samples.roast()["scores"]
    assert server.count == 1


@given(st.lists(st.lists(st.integers(0, 5), min_size=5, max_size=5), min_size=1, max_size=5))
def test_the_median_is_always_one_of_the_judgements(rows: list[list[int]]) -> None:
    judgements = [
        Judgement(
            dict(zip(RUBRIC.keys, row, strict=True)), dict.fromkeys(RUBRIC.keys, f"of {number}")
        )
        for number, row in enumerate(rows)
    ]
    result = settled(judgements)
    for place, key in enumerate(RUBRIC.keys):
        column = sorted(row[place] for row in rows)
        assert result.scores[key] == column[(len(column) - 1) // 2]
        number = int(result.reasons[key].removeprefix("of "))
        assert rows[number][place] == result.scores[key]


def test_an_unfit_reason_is_left_out_and_the_scores_stand(samples: ModuleType) -> None:
    prompt = judge_prompt(samples.brief())
    fence = seal(prompt.delimiter, "0f" * (TOKEN_CHARS // 2))
    expected = Expected(RUBRIC, 2, prompt.system, prompt.delimiter)
    reasons = {"irony": "See https://evil.example/", "stakes": fence, "self_own": "Yes."}
    read = read_judgement(answer([1, 2, 3, 4, 5], reasons=reasons), expected)
    assert isinstance(read, Judgement)
    assert tuple(read.scores.values()) == (1, 2, 3, 4, 5)
    assert dict(read.reasons) == {"self_own": "Yes."}


@given(st.text(max_size=200))
def test_any_answer_is_a_judgement_or_faults(text: str) -> None:
    assert isinstance(read_judgement(text, Expected(RUBRIC, 1)), tuple)


def test_the_calibration_set_is_twelve_scored_events_with_a_reason_each() -> None:
    known = load_calibration()
    rubric = load_rubrics().by_version[known.rubric]
    assert len({case.event.id for case in known.cases}) == len(known.cases) == 12
    for case in known.cases:
        assert tuple(case.scores) == rubric.keys
        assert tuple(case.reasons) == rubric.keys
        assert len(case.event.articles[0].text.split()) > 60
    totals = sorted(rubric.total(case.scores) for case in known.cases)
    assert totals[0] < 1
    assert totals[-1] > 9
    for key in rubric.keys:  # the whole scale, in every criterion
        assert len({case.scores[key] for case in known.cases}) >= 4, key


def test_offsets_are_mean_differences() -> None:
    known = load_calibration()
    harsher = {
        case.event.id: {key: min(5, value + 1) for key, value in case.scores.items()}
        for case in known.cases[:2]
    }
    found = offsets(known.cases, harsher, RUBRIC)
    assert found.count == 2
    assert found.by_key["stakes"] == 1.0
    assert found.by_key["hype_gap"] == 0.5  # one was at the top already
    assert found.overall is not None
    assert found.spread == found.overall > 0
    assert offsets(known.cases, {}, RUBRIC).overall is None
