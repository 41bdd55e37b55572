"""Paid calls: each is looked up in the journal first, paid from the purse, and written down.

The order is what keeps money safe: reserve the worst case, ask, settle, ledger, journal, and only
then let anyone look at the reply.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from roaster.roasts.writers import policy
from roaster.roasts.writers.exchange import Failure, FreshReply, Kind
from roaster.roasts.writers.headroom import NOTHING_SAID
from roaster.roasts.writers.line import ModelLine, NoLiteLLMError
from roaster.roasts.writers.pace import Ticket
from roaster.roasts.writers.parameters import ModelEntry
from roaster.roasts.writers.prices import BYTES_PER_TOKEN_AT_LEAST, FREE, Price
from roaster.roasts.writers.question import Question
from roaster.roasts.writers.queues import Queues
from roaster.state.journal import Journal, JournaledReply
from roaster.state.ledger import Ledger, LedgerCall, Purse
from roaster.text.digests import digest


@dataclass(frozen=True, slots=True)
class Books:
    """Where replies and money are written down, what may still be spent, and the queues."""

    journal: Journal
    ledger: Ledger
    purse: Purse
    clock: Callable[[], datetime]
    queues: Queues = field(default_factory=Queues)


class Asker(Protocol):
    """Whoever answers questions: a model, or the journal alone."""

    def ask(self, question: Question) -> JournaledReply | Failure:
        """The reply, or why there is none."""


class Calls:
    """Asks one model, with retries. Safe to use from several threads."""

    def __init__(
        self,
        entry: ModelEntry,
        line: ModelLine,
        books: Books,
        versions: tuple[int | str, ...],
        sleep: Callable[[float], None] | None = None,
    ) -> None:
        """`versions` are part of what is asked: the prompt's, the rubric's, and any variant.

        `sleep` waits between two attempts; by default it ends with the line.
        """
        self._entry = entry
        self._line = line
        self._books = books
        self._versions = versions
        self._sleep = sleep or line.pause
        self._pace = books.queues.pace(entry)
        self._quirks = books.queues.quirks(entry, books.journal)

    def ask(self, question: Question) -> JournaledReply | Failure:
        """The reply: the journal's own, or a new one that stands in the journal already.

        Raises DiskError when a reply cannot be kept, StateError when the journal cannot be read.
        """
        key = self._key(question)
        kept = self._books.journal.find(key)
        if kept is not None:
            return kept
        try:
            self._line.warm()
            price = self.price()
        except NoLiteLLMError as error:
            return Failure(Kind.NO_LITELLM, self._entry.scrub(str(error)))
        if price is None and self._books.purse.limited:
            return policy.no_price()
        return self._answered(question, key, price)

    def kept(self, question: Question) -> JournaledReply | None:
        """The reply to this question in the journal. Raises StateError."""
        return self._books.journal.find(self._key(question))

    def price(self) -> Price | None:
        """The entry's own price; else LiteLLM's; else free on this machine; else not known.

        Raises NoLiteLLMError.
        """
        if self._entry.price is not None:
            return self._entry.price
        return self._line.price(self._entry.model) or (FREE if self._entry.local else None)

    def _answered(
        self, question: Question, key: str, price: Price | None
    ) -> JournaledReply | Failure:
        """Ask until there is an answer, or no use in asking."""
        retries, queued, answers, waited = 0, 0, self._pace.answers, False
        while True:
            asked = replace(question, without=self._quirks.refused)
            with self._books.queues.turn():
                result = self._in_turn(asked, key, price, waited=waited)
            if isinstance(result, JournaledReply):
                return result
            if self._quirks.learn(result, asked):
                waited = False
                continue
            limited = result.kind is Kind.RATE_LIMIT
            if limited and self._pace.answers > answers:
                queued, answers = 0, self._pace.answers  # others get through: it is a queue
            wait = policy.wait_before_retry(result, queued if limited else retries)
            if wait is None:
                return result
            if limited:
                self._pace.hold(wait)
            queued, retries = (queued + 1, retries) if limited else (queued, retries + 1)
            self._sleep(wait)
            waited = True

    def _in_turn(
        self, question: Question, key: str, price: Price | None, *, waited: bool
    ) -> JournaledReply | Failure:
        most = question.size // BYTES_PER_TOKEN_AT_LEAST + question.max_tokens
        ticket = self._pace.begin(most, waited=waited, sleep=self._sleep)
        if isinstance(ticket, Failure):
            return ticket
        result: JournaledReply | Failure | None = None
        try:
            result = self._paid(question, key, price)
        finally:
            self._leave(ticket, result)
        return result

    def _leave(self, ticket: Ticket, result: JournaledReply | Failure | None) -> None:
        said = result.headroom if isinstance(result, FreshReply | Failure) else NOTHING_SAID
        used = result.tokens_in + result.tokens_out if result else 0
        answered = isinstance(result, JournaledReply)
        self._pace.end(ticket, said, used=used or None, answered=answered)
        if isinstance(result, Failure) and policy.ends_model(result):
            self._pace.shut(result)

    def _key(self, question: Question) -> str:
        asked = [
            *self._versions,
            self._entry.identity,
            question.max_tokens,
            [dict(message) for message in question.messages],
        ]
        return digest(json.dumps(asked, ensure_ascii=False, sort_keys=True))

    def _paid(self, question: Question, key: str, price: Price | None) -> JournaledReply | Failure:
        worst = worst_case(question, price)
        limit = self._books.purse.reserve(worst)
        if limit:
            return Failure(Kind.BUDGET, limit)
        counted = worst  # until we know better: a call that is broken off may be charged
        try:
            number = self._books.ledger.begin(self._books.clock(), self._entry.model, worst)
            result = self._line.ask(question, self._entry, self._books.clock())
            cost = self._cost(result, price, worst)
            counted = _counted(result, cost, worst)
        finally:
            self._books.purse.settle(worst, counted)
        self._write_down(key, number, result, cost, counted)
        return replace(result, cost=cost) if isinstance(result, JournaledReply) else result

    def _cost(
        self, result: JournaledReply | Failure, price: Price | None, worst: Decimal
    ) -> Decimal | None:
        """What a call cost; LiteLLM's own reckoning only where the price is LiteLLM's too."""
        if price is None:
            return result.cost
        if isinstance(result, Failure) and not result.tokens_in:
            return None
        if not result.tokens_in:
            return worst  # an answer without its usage
        if result.cost is not None and self._entry.price is None and price is not FREE:
            return result.cost
        return price.of(result.tokens_in, result.tokens_out)

    def _write_down(
        self,
        key: str,
        number: int,
        result: JournaledReply | Failure,
        cost: Decimal | None,
        counted: Decimal,
    ) -> None:
        """The reply first: killed in between, the ledger has the worst case."""
        now = self._books.clock()
        outcome, tokens = "reply", (result.tokens_in, result.tokens_out)
        model, cached = self._entry.model, result.tokens_cached
        if isinstance(result, JournaledReply):
            reply = JournaledReply(result.text, result.finish, *tokens, cost, result.ms)
            self._books.journal.store(key, model, now, reply)
        else:
            outcome = result.kind.value
        call = LedgerCall(now, model, outcome, *tokens, cost, counted, result.ms, cached)
        self._books.ledger.end(number, call)


def worst_case(question: Question, price: Price | None) -> Decimal:
    """The most that a call can cost, in USD; 0 where nobody knows the price."""
    return price.worst_case(question.size, question.max_tokens) if price else Decimal(0)


def _counted(result: JournaledReply | Failure, cost: Decimal | None, worst: Decimal) -> Decimal:
    if cost is not None:
        return cost
    charged = isinstance(result, JournaledReply) or policy.may_be_charged(result)
    return worst if charged else Decimal(0)
