"""Models stand in for each other in the order of config.yaml."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from roaster.roasts.chain import WriterChain
from roaster.roasts.reply import Expected, read_reply
from roaster.roasts.writer import Brief, Reply, Unwritten, Written


class Stub:
    def __init__(self, model: str, answer: Callable[[], Written | Unwritten]) -> None:
        self.model = model
        self._answer = answer
        self.asked = 0

    def write(self, brief: Brief) -> Written | Unwritten:
        self.asked += 1
        return self._answer()


def failing(name: str, **flags: bool) -> Stub:
    return Stub(name, lambda: Unwritten(name, "broken", "mend it", **flags))


def writing(name: str, samples: ModuleType) -> Stub:
    reply = read_reply(samples.roast_text(), Expected(samples.brief().rubric, 2))
    assert isinstance(reply, Reply)
    return Stub(name, lambda: Written(reply, name, None))


def test_the_first_that_writes_wins(samples: ModuleType) -> None:
    last = writing("c", samples)
    result = WriterChain([failing("a"), writing("b", samples), last]).write(samples.brief())
    assert isinstance(result, Written)
    assert result.model == "b"
    assert last.asked == 0


def test_a_model_that_is_off_is_not_asked_again(samples: ModuleType) -> None:
    off, offline = failing("a", model_off=True), writing("offline/sally", samples)
    chain = WriterChain([off, offline])
    for _ in range(3):
        assert isinstance(chain.write(samples.brief()), Written)
    assert (off.asked, offline.asked) == (1, 3)
    assert chain.notes() == (
        "a: broken; not asked again (mend it)",
        "offline/sally: stood in for 3 events",
    )


def test_for_want_of_money_nobody_stands_in(samples: ModuleType) -> None:
    offline = writing("offline/sally", samples)
    result = WriterChain([failing("a", out_of_budget=True), offline]).write(samples.brief())
    assert isinstance(result, Unwritten)
    assert result.out_of_budget
    assert offline.asked == 0


def test_a_chain_is_off_only_when_all_its_models_are(samples: ModuleType) -> None:
    half = WriterChain([failing("a", model_off=True), failing("b")]).write(samples.brief())
    assert isinstance(half, Unwritten)
    assert not half.model_off
    assert half.reason == "a: broken; b: broken"
    whole = WriterChain([failing("a", model_off=True), failing("b", model_off=True)])
    result = whole.write(samples.brief())
    assert isinstance(result, Unwritten)
    assert result.model_off


def test_closing_hangs_up() -> None:
    closed: list[bool] = []
    with WriterChain([failing("a")], lambda: closed.append(True)):
        pass
    assert closed == [True]
    with pytest.raises(ValueError, match="needs a writer"):
        WriterChain([])
