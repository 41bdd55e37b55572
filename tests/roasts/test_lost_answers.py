"""An answer that came and was lost may have been charged: it counts, and is told as what it is."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from roaster.config.schema import ModelSettings
from roaster.roasts.lineup import writers_from
from roaster.roasts.writer import Unwritten
from roaster.state.journal import Journal
from roaster.state.ledger import Ledger, LedgerCall, Purse

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

LOST: Mapping[str, Mapping[str, Any]] = {
    "cut": {"body": b'{"id": "x", "choices": [', "cut_at": 10},
    "HTML": {"body": b"<html>hello</html>"},
    "half": {"body": b'{"id": "x", "choi'},
    "nothing": {"body": b""},
    "counts in words": {
        "body": json.dumps(
            {
                "id": "x",
                "object": "chat.completion",
                "choices": [{"index": 0, "message": {"role": "assistant", "content": "{}"}}],
                "usage": {"prompt_tokens": "many", "completion_tokens": "some"},
            }
        ).encode()
    },
}
REFUSED: Mapping[str, Mapping[str, Any]] = {
    "500": {"status": 500, "body": b"<html>sorry</html>"},
    "503 within an answer": {"body": b'{"error": {"message": "overloaded", "code": 503}}'},
    "401": {"status": 401, "body": b'{"error": {"message": "no"}}'},
}


def ask(
    answer: Mapping[str, Any], model: str, folder: Path, e: ModuleType, s: ModuleType
) -> tuple[Unwritten, list[LedgerCall]]:
    """What a model whose server answers so comes to, and its calls."""
    journal, ledger = Journal(folder / "replies.sqlite3"), Ledger(folder / "ledger.sqlite3")
    price = {"input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6}
    with e.serving(e.Scripted(**answer)) as server:
        chain = writers_from(
            [ModelSettings(**server.entry(model=model, **price))],
            {},
            journal,
            ledger,
            Purse(Decimal(1)),
            clock=lambda: s.NOW,
            deadline_s=20.0,
            max_tokens=2500,
            sleep=lambda _: None,
        )
        with chain:
            result = chain.write(s.brief())
    calls = list(ledger.calls())
    journal.close()
    ledger.close()
    assert isinstance(result, Unwritten)
    return result, calls


@pytest.mark.parametrize("model", ["openai/test-model", "hosted_vllm/test-model"])
@pytest.mark.parametrize("answer", LOST.values(), ids=LOST)
def test_an_answer_that_was_lost_counts_with_its_worst_case(
    model: str,
    answer: Mapping[str, Any],
    endpoints: ModuleType,
    samples: ModuleType,
    tmp_path: Path,
) -> None:
    with warnings.catch_warnings(record=True) as told:
        result, calls = ask(answer, model, tmp_path, endpoints, samples)
    assert [call.counted > 0 for call in calls] == [True] * 3
    assert "HTTP" not in result.reason  # the server said 200, and LiteLLM says 500
    assert "Traceback" not in result.reason
    assert [str(one.message) for one in told if "serializer" in str(one.message)] == []


@pytest.mark.parametrize("model", ["openai/test-model", "hosted_vllm/test-model"])
@pytest.mark.parametrize("answer", REFUSED.values(), ids=REFUSED)
def test_what_a_server_refuses_costs_nothing(
    model: str,
    answer: Mapping[str, Any],
    endpoints: ModuleType,
    samples: ModuleType,
    tmp_path: Path,
) -> None:
    result, calls = ask(answer, model, tmp_path, endpoints, samples)
    assert [call.counted for call in calls] == [0] * len(calls)
    assert "HTTP" in result.reason
