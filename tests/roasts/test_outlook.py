"""What `--dry-run` says an event costs at worst, against the purse: never more, whatever comes."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from roaster.config.schema import ModelSettings
from roaster.roasts.chain import WriterChain
from roaster.roasts.lineup import writers_from
from roaster.roasts.phrases.index import MemoryShelf, PhraseIndex
from roaster.roasts.phrases.passages import Passage
from roaster.roasts.writer import Brief, Unwritten, Written
from roaster.roasts.writers.policy import MOST_CHARGED
from roaster.state.journal import Journal
from roaster.state.ledger import Ledger, Purse

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Pydantic serializer warnings:UserWarning"),
]
PRICE = {"input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "api_key": "k"}
FALSE = {
    "text": "Brightwell Systems cut 9,900 jobs on Tuesday.",
    "quote": "Brightwell Systems cut 1,200 jobs on Tuesday",
    "source": 0,
}
ROOM = 900
_FENCE = re.compile(r"fence-[0-9a-f]+")


@dataclass
class Worst:
    """A model that uses all it may, loses each answer twice, and does everything wrong once.

    `hopeless`: it never writes a roast.
    """

    endpoints: ModuleType
    samples: ModuleType
    hopeless: bool = False
    seen: Counter[str] = field(default_factory=Counter)

    def __call__(self, asked: Any) -> Any:
        question = _FENCE.sub("", json.dumps([asked.messages, asked.body["max_tokens"]]))
        self.seen[question] += 1
        lost = self.seen[question] % MOST_CHARGED > 0
        text, finish = ("", "stop") if lost else self.said(asked)
        size = sum(len(message["content"].encode()) for message in asked.messages)
        tokens = (size // 2 + 300, asked.body["max_tokens"])
        return self.endpoints.completion(text, finish=finish, tokens=tokens)

    def said(self, asked: Any) -> tuple[str, str]:
        system, last = asked.messages[0]["content"], asked.messages[-1]["content"]
        if "You check facts" in system:
            return json.dumps({"verdicts": []}), "stop"
        if "You mend single sentences" in system:
            return json.dumps({"sentences": ["no"]}), "stop"
        if asked.body["max_tokens"] == ROOM and "Score it now" not in last:
            return "half of it", "length"
        if "cannot be used" in last and not self.hopeless:
            facts = [*self.samples.roast()["facts"][:2], FALSE]
            return self.samples.roast_text(facts=facts), "stop"
        if "do not prove" in last:
            return json.dumps({"facts": [FALSE] * 5}), "stop"
        return "no roast, but long words " * 600, "stop"


@dataclass
class Desk:
    """Writers over one journal and ledger."""

    folder: Path
    samples: ModuleType

    def __post_init__(self) -> None:
        self.journal = Journal(self.folder / "replies.sqlite3")
        self.ledger = Ledger(self.folder / "ledger.sqlite3")
        self.purse = Purse(None)

    def hire(
        self, *entries: dict[str, Any], budget: Decimal | None = None, verify: Any = None
    ) -> WriterChain:
        self.purse = Purse(budget)
        return writers_from(
            [ModelSettings(**entry) for entry in entries],
            {},
            self.journal,
            self.ledger,
            self.purse,
            clock=lambda: self.samples.NOW,
            deadline_s=20.0,
            max_tokens=ROOM,
            sleep=lambda _seconds: None,
            verify=ModelSettings(**verify) if verify else None,
        )


@pytest.fixture
def desk(tmp_path: Path, samples: ModuleType) -> Iterator[Desk]:
    made = Desk(tmp_path, samples)
    yield made
    made.journal.close()
    made.ledger.close()


def worn(samples: ModuleType) -> PhraseIndex:
    """An index in which all that the sample roast says stands already."""
    index = PhraseIndex((), MemoryShelf())
    roast = samples.roast()
    texts = [roast["quip"], *roast["take"], roast["burned"][0]["why"], roast["lining"]]
    index.add("earlier", [Passage(f"take[{n}]", text) for n, text in enumerate(texts)])
    return index


@pytest.fixture
def brief(samples: ModuleType) -> Callable[[], Brief]:
    def make() -> Brief:
        made: Brief = samples.brief(worn=worn(samples), judge_samples=3)
        return made

    return make


def worst_of(chain: WriterChain, brief: Brief) -> Decimal:
    worst = chain.worst_usd(brief, chain.preview(brief))
    assert worst is not None
    return worst


def test_the_worst_model_costs_what_was_said_and_no_more(
    desk: Desk, brief: Callable[[], Brief], endpoints: ModuleType, samples: ModuleType
) -> None:
    with endpoints.serving(Worst(endpoints, samples)) as server:
        entry = server.entry(**PRICE)
        with desk.hire(entry, verify={**entry, "temperature": 0}) as chain:
            worst = worst_of(chain, brief())
            assert server.count == 0
            assert isinstance(chain.write(brief()), Written)
        # roast, cut off, faults, facts, phrases, two judges, vote
        assert server.count == MOST_CHARGED * 8
    assert worst / 3 < desk.purse.spent <= worst


def test_models_that_stand_in_are_counted(
    desk: Desk, brief: Callable[[], Brief], endpoints: ModuleType, samples: ModuleType
) -> None:
    hopeless, able = Worst(endpoints, samples, hopeless=True), Worst(endpoints, samples)
    with endpoints.serving(hopeless) as first, endpoints.serving(able) as second:
        with desk.hire(first.entry(**PRICE), second.entry(**PRICE)) as chain:
            worst = worst_of(chain, brief())
            assert isinstance(chain.write(brief()), Written)
        assert first.count == MOST_CHARGED * 3
        assert second.count == MOST_CHARGED * 7
    assert worst / 3 < desk.purse.spent <= worst


@pytest.mark.parametrize("share", ["1", "0.3", "0.05"])
def test_a_budget_is_never_overrun_and_the_whole_of_the_worst_case_is_enough(
    desk: Desk,
    brief: Callable[[], Brief],
    endpoints: ModuleType,
    samples: ModuleType,
    share: str,
) -> None:
    with endpoints.serving(Worst(endpoints, samples)) as server:
        with desk.hire(server.entry(**PRICE)) as chain:
            budget = worst_of(chain, brief()) * Decimal(share)
        with desk.hire(server.entry(**PRICE), budget=budget) as chain:
            result = chain.write(brief())
    assert desk.purse.spent <= budget
    outcomes = {call.outcome for call in desk.ledger.calls()}
    assert "budget" not in outcomes  # what is not asked is no call
    if share == "1":
        assert isinstance(result, Written)
        assert server.count == MOST_CHARGED * 7
    if share == "0.05":
        assert isinstance(result, Unwritten)
        assert result.out_of_budget


def test_what_stands_in_the_journal_costs_nothing_and_the_rest_is_still_counted(
    desk: Desk, brief: Callable[[], Brief], endpoints: ModuleType, samples: ModuleType
) -> None:
    with endpoints.serving(endpoints.completion(samples.roast_text())) as server:
        plain = samples.brief()
        with desk.hire(server.entry(**PRICE)) as chain:
            chain.write(plain)
            assert worst_of(chain, plain) == 0
            seen = chain.preview(brief())
            assert seen[0].kept
            more = chain.worst_usd(brief(), seen)
        fresh = desk.hire(server.entry(**PRICE))
        assert more is not None
        assert 0 < more < worst_of(fresh, samples.brief(variant="2", worn=worn(samples)))
        fresh.close()


def test_a_price_that_is_not_known_makes_no_sum(desk: Desk, brief: Callable[[], Brief]) -> None:
    entry = {"model": "openai/nobody-knows", "api_base": "https://models.example/v1"}
    with desk.hire({**entry, "api_key": "none"}) as chain:
        assert chain.worst_usd(brief(), chain.preview(brief())) is None
