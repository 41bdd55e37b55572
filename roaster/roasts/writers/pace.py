"""When a model may be asked next: in a queue, as fast as its limits allow, and never refused.

Limits are the entry's own `rpm` and `tpm`, what the heads of answers say, and what a 429 asks for.
A model that has not answered yet is asked by few at once: a wrong key shows with the first call.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from roaster.roasts.writers.exchange import Failure
from roaster.roasts.writers.headroom import Allowance, Headroom

WINDOW_S = 60.0  # what `per minute` means
LONGEST_RESET_S = 60.0  # a reset further off is a day's quota; a 429 will tell
FIRST_CALLS = 3  # at once, while it is not known whether the model answers at all
FIRST_ANSWER_S = 0.5  # so long the others wait for it; a refused key comes back sooner


@dataclass(slots=True)
class Ticket:
    """Leave to make one call. `number` counts the model's calls; `at` is its place in the queue."""

    number: int
    at: float
    tokens: int


@dataclass(slots=True)
class _Told:
    """What the last answer said of one kind of limit."""

    left: int
    reset_at: float


@dataclass(slots=True)
class Pace:
    """The queue before one model. Safe to use from several threads.

    Each call is given its place when it asks for leave, so one wait is enough and the order is
    that of asking. `monotonic` and `sleep` are in seconds.
    """

    rpm: int | None
    tpm: int | None
    sleep: Callable[[float], None]
    monotonic: Callable[[], float] = time.monotonic
    first_answer_s: float = FIRST_ANSWER_S
    _change: threading.Condition = field(default_factory=threading.Condition)
    _calls: deque[Ticket] = field(default_factory=deque)  # of the last minute, and still to come
    _number: int = 0
    _answers: int = 0
    _first_at: float | None = None
    _not_before: float = 0.0
    _requests: _Told | None = None
    _tokens: _Told | None = None
    _shut: Failure | None = None

    @property
    def answers(self) -> int:
        """How many replies have come: while they do, waiting is no failure."""
        with self._change:
            return self._answers

    def keep_to(self, rpm: int | None, tpm: int | None) -> None:
        """Hold these limits too; None: no limit."""
        with self._change:
            self.rpm = min((one for one in (self.rpm, rpm) if one is not None), default=None)
            self.tpm = min((one for one in (self.tpm, tpm) if one is not None), default=None)

    def begin(
        self, tokens: int, *, waited: bool = False, sleep: Callable[[float], None] | None = None
    ) -> Ticket | Failure:
        """Wait for this call's turn. `tokens` are the most it may use; `waited`: as long as asked.

        `sleep` is the caller's own way to wait. A failure: the model is out of order, and the call
        is not to be made.
        """
        with self._change:
            self._let_the_first_go_ahead()
            if self._shut is not None:
                return self._shut
            now = self.monotonic()
            ticket = Ticket(self._number, self._turn(now, tokens, waited=waited), tokens)
            self._number += 1
            self._calls.append(ticket)
        if ticket.at > now:
            (sleep or self.sleep)(ticket.at - now)
        return self._out_of_order() or ticket

    def end(self, ticket: Ticket, said: Headroom, *, used: int | None, answered: bool) -> None:
        """End what `begin` began; `used` are its tokens, None: not known."""
        with self._change:
            if used is not None:
                ticket.tokens = used
            self._answers += answered
            now, later = self.monotonic(), self._number - ticket.number - 1
            self._requests = _told(said.requests, later, now) or self._requests
            self._tokens = _told(said.tokens, later * ticket.tokens, now) or self._tokens
            self._change.notify_all()

    def hold(self, seconds: float) -> None:
        """Nobody asks before so many seconds have passed: the server said so."""
        with self._change:
            self._not_before = max(self._not_before, self.monotonic() + seconds)

    def shut(self, failure: Failure) -> None:
        """The model is out of order: `failure` is what all get from now on."""
        with self._change:
            self._shut = self._shut or failure
            self._change.notify_all()

    def _out_of_order(self) -> Failure | None:
        with self._change:
            return self._shut

    def _let_the_first_go_ahead(self) -> None:
        """The fourth call and those after it wait a moment for an answer to one of the first."""
        if self._first_at is None:
            self._first_at = self.monotonic()
        while self._number >= FIRST_CALLS and not self._answers and self._shut is None:
            left = self._first_at + self.first_answer_s - self.monotonic()
            if left <= 0 or not self._change.wait(left):
                return

    def _turn(self, now: float, tokens: int, *, waited: bool) -> float:
        last = self._calls[-1].at if self._calls else now  # nobody overtakes
        turn = max(now, last, now if waited else self._not_before)
        turn = max(turn, _after_reset(self._requests, 1, now))
        turn = max(turn, _after_reset(self._tokens, tokens, now))
        while self._calls and self._calls[0].at <= now - WINDOW_S:
            self._calls.popleft()
        turn = max(turn, self._by_requests())
        return self._by_tokens(tokens, turn)

    def _by_requests(self) -> float:
        if self.rpm is None or len(self._calls) < self.rpm:
            return 0.0
        return self._calls[-self.rpm].at + WINDOW_S

    def _by_tokens(self, tokens: int, turn: float) -> float:
        """When enough of the minute's tokens are free; at the latest when all of them are."""
        if self.tpm is None:
            return turn
        in_window = [call for call in self._calls if call.at > turn - WINDOW_S]
        used = sum(call.tokens for call in in_window)
        for call in in_window:
            if used + tokens <= self.tpm:
                break
            used -= call.tokens
            turn = max(turn, call.at + WINDOW_S)
        return turn


def _after_reset(told: _Told | None, amount: int, now: float) -> float:
    if told is None or told.reset_at <= now:
        return now
    if told.left < amount:
        return told.reset_at
    told.left -= amount
    return now


def _told(allowance: Allowance | None, under_way: int, now: float) -> _Told | None:
    """What is left for calls to come: those begun since may not have been counted yet."""
    if allowance is None:
        return None
    reset_at = now + min(allowance.reset_s, LONGEST_RESET_S)
    return _Told(allowance.left - under_way, reset_at)
