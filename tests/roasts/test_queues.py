"""A model's limits hold for all that is asked of it in one command, whoever asks."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from roaster.config.schema import ModelSettings
from roaster.jobs.workshop import Workshop
from roaster.roasts.lineup import writers_from
from roaster.roasts.writer import Judged, Written
from roaster.roasts.writers.calls import Books
from roaster.roasts.writers.eyes import Seen, read_picture
from roaster.roasts.writers.judge import ModelJudge
from roaster.roasts.writers.line import Line
from roaster.roasts.writers.parameters import ModelEntry, make_entry
from roaster.roasts.writers.queues import Queues
from roaster.state.journal import Journal
from roaster.state.ledger import Ledger, Purse

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Pydantic serializer warnings:UserWarning"),
]
NOW = datetime(2026, 4, 10, tzinfo=UTC)
PICTURE = "data:image/png;base64,iVBORw0KGgo="


class Restless(Line):
    """Waits for nothing, and remembers how long it should have."""

    def __init__(self) -> None:
        super().__init__()
        self.naps: list[float] = []

    def pause(self, seconds: float) -> None:
        self.naps.append(seconds)


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    journal, ledger = Journal(tmp_path / "r.sqlite3"), Ledger(tmp_path / "l.sqlite3")
    yield Books(journal, ledger, Purse(Decimal(1)), lambda: NOW)
    journal.close()
    ledger.close()


def entry(**settings: Any) -> ModelEntry:
    return make_entry(ModelSettings(**settings), {"KEY": "one"}, max_tokens=900, deadline_s=20)


def answered(endpoints: ModuleType, samples: ModuleType) -> Any:
    def answer(asked: Any) -> Any:
        told = str(asked.messages[0]["content"])
        if "You check facts" in told:
            votes = [{"fact": number, "true": True} for number in range(3)]
            return endpoints.completion(json.dumps({"verdicts": votes}))
        if "picture" in asked.prompt and "image_url" in json.dumps(asked.body):
            return endpoints.completion(json.dumps({"title": "T", "text": "Words. " * 30}))
        return endpoints.completion(samples.roast_text())

    return answer


def test_roasts_votes_scores_and_pictures_stand_in_one_queue(
    books: Books, endpoints: ModuleType, samples: ModuleType
) -> None:
    with endpoints.serving(answered(endpoints, samples)) as server:
        settings = server.entry(rpm=1, vision=True)
        line = Restless()
        chain = writers_from(
            [ModelSettings(**settings)],
            {},
            books.journal,
            books.ledger,
            books.purse,
            clock=books.clock,
            deadline_s=20,
            max_tokens=900,
            line=line,
            verify=ModelSettings(**{**settings, "temperature": 0}),
            queues=books.queues,
        )
        with chain:
            assert isinstance(chain.write(samples.brief()), Written)  # the roast, and a vote
            mine = entry(**settings)
            assert isinstance(ModelJudge(mine, line, books).judge(samples.brief()), Judged)
            assert isinstance(read_picture(PICTURE, [mine], line, books), Seen)
        assert server.count == 4
    # One a minute, and nobody has waited: each stands a minute behind the one before.
    assert [round(nap / 60) for nap in line.naps] == [1, 2, 3]


def test_entries_of_one_account_share_the_tightest_limits() -> None:
    queues = Queues()
    where = {"model": "openai/m", "api_base": "http://127.0.0.1:1/v1", "api_key": "${KEY}"}
    pace = queues.pace(entry(**where, rpm=60, temperature=1))
    assert queues.pace(entry(**where, rpm=20, tpm=9000)) is pace
    assert queues.pace(entry(**where)) is pace
    assert (pace.rpm, pace.tpm) == (20, 9000)


@pytest.mark.parametrize(
    "other",
    [
        {"model": "openai/n"},
        {"api_base": "http://127.0.0.1:2/v1"},
        {"api_key": "another-key"},
        {"organization": "another"},
    ],
)
def test_another_model_server_or_key_has_a_queue_of_its_own(other: dict[str, str]) -> None:
    queues = Queues()
    where = {"model": "openai/m", "api_base": "http://127.0.0.1:1/v1", "api_key": "${KEY}"}
    assert queues.pace(entry(**where)) is not queues.pace(entry(**{**where, **other}))


def test_the_key_of_an_account_is_not_shown() -> None:
    where = {"model": "openai/m", "api_base": "http://127.0.0.1:1/v1", "api_key": "${KEY}"}
    queues = Queues()
    queues.pace(entry(**where))
    assert "one" not in repr(queues).replace("None", "")
    assert "one" not in repr(entry(**where)).replace("None", "")


def test_no_more_calls_are_under_way_than_allowed() -> None:
    queues, lock = Queues(3), threading.Lock()
    now = most = 0

    def call(_number: int) -> None:
        nonlocal now, most
        with queues.turn():
            with lock:
                now += 1
                most = max(most, now)
            time.sleep(0.005)
            with lock:
                now -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(call, range(24)))
    assert most == 3


def test_all_that_a_command_asks_stands_in_its_queues(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("models: [{model: ollama_chat/m}]\n", "utf-8")
    with Workshop.open(tmp_path) as workshop:
        with workshop.asking_models() as one:
            first = one.books.queues
        with workshop.asking_models() as other:
            assert other.books.queues is first
        assert first.at_once == workshop.config.roast.concurrency
