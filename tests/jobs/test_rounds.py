"""Rounds of work: every item once, a few of a host at once, results in order."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.jobs.executors.local import LocalExecutor
from roaster.jobs.executors.rounds import Queue, Round, Tools, in_order

TOOLS: Any = Tools(None, None, None)  # type: ignore[arg-type]  # the work of these tests needs none
BOUND_S = 20


@given(
    hosts=st.lists(st.sampled_from("abcd"), max_size=30),
    per_host=st.integers(1, 3),
    data=st.data(),
)
def test_every_item_goes_out_once_and_no_host_is_crowded(
    hosts: list[str], per_host: int, data: st.DataObject
) -> None:
    queue = Queue(hosts, per_host)
    out: list[int] = []
    taken: list[int] = []
    while True:
        place = queue.take() if data.draw(st.booleans()) or not out else None
        if place is not None:
            out.append(place)
            taken.append(place)
            assert Counter(hosts[one] for one in out)[hosts[place]] <= per_host
        elif out:
            queue.back(out.pop(data.draw(st.integers(0, len(out) - 1))))
        elif len(taken) == len(hosts):
            break
    assert sorted(taken) == list(range(len(hosts)))
    assert queue.take() is None


@given(hosts=st.lists(st.sampled_from("abcd"), min_size=1, max_size=30))
def test_nothing_ready_means_that_every_waiting_host_is_busy(hosts: list[str]) -> None:
    queue = Queue(hosts, 1)
    first = [queue.take() for _ in set(hosts)]
    assert {hosts[place] for place in first if place is not None} == set(hosts)
    assert queue.take() is None


def work_of(
    work: Callable[[int], int], host: Callable[[int], str] = str
) -> Round[Any, Any, Any, Any]:
    return Round(host, lambda item: item, lambda item, _: work(item), lambda _, answer: answer)


def test_results_stand_in_the_order_of_the_items_and_are_told_here() -> None:
    executor = LocalExecutor(TOOLS, concurrency=4, per_host=2)
    here, told = threading.get_ident(), []

    def advance(item: int) -> None:
        assert threading.get_ident() == here
        told.append(item)

    assert in_order(executor, work_of(lambda n: n * n), range(50), advance) == [
        n * n for n in range(50)
    ]
    assert sorted(told) == list(range(50))
    assert in_order(executor, work_of(lambda n: n), [], advance) == []


def test_a_slow_host_keeps_no_other_from_being_asked() -> None:
    others_done = threading.Event()
    left = list(range(1, 40))
    lock = threading.Lock()

    def work(item: int) -> int:
        if item <= 0:
            assert others_done.wait(BOUND_S)
            return item
        with lock:
            left.remove(item)
            if not left:
                others_done.set()
        return item

    executor = LocalExecutor(TOOLS, concurrency=2, per_host=1)
    items = [0, -1, -2, -3, -4, *range(1, 40)]
    host = lambda item: "slow" if item <= 0 else f"host{item}"  # noqa: E731
    assert in_order(executor, work_of(work, host), items, lambda _: None) == items


def test_a_fault_of_ours_ends_the_round_and_is_raised() -> None:
    begun: list[int] = []

    def work(item: int) -> int:
        begun.append(item)
        if item == 3:
            raise RuntimeError("a fault")
        return item

    executor = LocalExecutor(TOOLS, concurrency=1, per_host=1)
    with pytest.raises(RuntimeError, match="a fault"):
        in_order(executor, work_of(work), range(1_000), lambda _: None)
    assert len(begun) < 50
