"""Paid calls: each is looked up in the journal first, paid from the purse, and written down.

The order is what keeps money safe: reserve the worst case, ask, settle, ledger, journal, and only
then let anyone look at the reply.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from roaster.roasts.writers import policy
from roaster.roasts.writers.exchange import Failure, Kind, Question
from roaster.roasts.writers.line import ModelLine, NoLiteLLMError
from roaster.roasts.writers.parameters import ModelEntry
from roaster.roasts.writers.prices import FREE, Price
from roaster.state.journal import Journal, JournaledReply
from roaster.state.ledger import Ledger, LedgerCall, Purse
from roaster.text.digests import digest


@dataclass(frozen=True, slots=True)
class Books:
    """Where replies and money are written down, and what may still be spent."""

    journal: Journal
    ledger: Ledger
    purse: Purse
    clock: Callable[[], datetime]


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
        """`versions` are part of what is asked: the prompt's, the rubric's, and any variant."""
        self._entry = entry
        self._line = line
        self._books = books
        self._versions = versions
        self._sleep = sleep or line.pause

    def ask(self, question: Question) -> JournaledReply | Failure:
        """The reply: the journal's own, or a new one that stands in the journal already.

        Raises DiskError when a reply cannot be kept, StateError when the journal cannot be read.
        """
        key = self._key(question)
        kept = self._books.journal.find(key)
        if kept is not None:
            return kept
        try:
            price = self._price()
        except NoLiteLLMError as error:
            return Failure(Kind.NO_LITELLM, self._entry.scrub(str(error)))
        if price is None and self._books.purse.limited:
            return Failure(Kind.NO_PRICE, "its price is not known, and a budget is set")
        retries = 0
        while True:
            result = self._paid(question, key, price)
            if isinstance(result, JournaledReply):
                return result
            wait = policy.wait_before_retry(result, retries)
            if wait is None:
                return result
            retries += 1
            self._sleep(wait)

    def _key(self, question: Question) -> str:
        asked = [
            *self._versions,
            self._entry.identity,
            question.max_tokens,
            [dict(message) for message in question.messages],
        ]
        return digest(json.dumps(asked, ensure_ascii=False, sort_keys=True))

    def _price(self) -> Price | None:
        """The entry's own price; else LiteLLM's; else free on this machine; else not known."""
        if self._entry.price is not None:
            return self._entry.price
        return self._line.price(self._entry.model) or (FREE if self._entry.local else None)

    def _paid(self, question: Question, key: str, price: Price | None) -> JournaledReply | Failure:
        worst = price.worst_case(question.size, question.max_tokens) if price else Decimal(0)
        limit = self._books.purse.reserve(worst)
        if limit:
            return Failure(Kind.BUDGET, limit)
        counted = worst  # until we know better: a call that is broken off may be charged
        try:
            result = self._line.ask(question, self._entry, self._books.clock())
            cost = self._cost(result, price, worst)
            counted = _counted(result, cost, worst)
        finally:
            self._books.purse.settle(worst, counted)
        return self._written_down(key, result, cost, counted)

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

    def _written_down(
        self, key: str, result: JournaledReply | Failure, cost: Decimal | None, counted: Decimal
    ) -> JournaledReply | Failure:
        now = self._books.clock()
        outcome = "reply" if isinstance(result, JournaledReply) else result.kind.value
        tokens = result.tokens_in, result.tokens_out
        call = LedgerCall(now, self._entry.model, outcome, *tokens, cost, counted, result.ms)
        if isinstance(result, JournaledReply):
            result = JournaledReply(result.text, result.finish, *tokens, cost, result.ms)
            self._books.journal.store(key, self._entry.model, now, result)
        self._books.ledger.append(call)
        return result


def _counted(result: JournaledReply | Failure, cost: Decimal | None, worst: Decimal) -> Decimal:
    if cost is not None:
        return cost
    charged = isinstance(result, JournaledReply) or policy.may_be_charged(result)
    return worst if charged else Decimal(0)
