"""Writers in the order of `models:`: each stands in for those before it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from roaster.config.schema import is_offline
from roaster.roasts.writer import Brief, Preview, Unwritten, Writer, Written


class WriterChain:
    """A writer made of writers. Safe to call from several threads; close it at the run's end."""

    def __init__(
        self,
        writers: Sequence[Writer],
        on_close: Callable[[], None] | None = None,
        *,
        last_resort: Writer | None = None,
        remarks: Callable[[], Iterable[str]] = tuple,
        second: Callable[[Brief, Written], Written] | None = None,
        second_usd: Callable[[Brief, Written | None], Decimal | None] | None = None,
    ) -> None:
        """`writers` must not be empty.

        `last_resort` writes what a model has refused and no other has written; `remarks` are
        further lines for `notes`; `second` looks through what is written, and costs at most
        `second_usd`.
        """
        if not writers:
            raise ValueError("a chain needs a writer")
        self._configured = len(writers)
        self._writers = (*writers, last_resort) if last_resort else tuple(writers)
        self._on_close = on_close
        self._remarks = remarks
        self._second = second
        self._second_usd = second_usd
        self._lock = threading.Lock()
        self._off: dict[int, Unwritten] = {}
        self._wrote: Counter[int] = Counter()
        self._failed: Counter[int] = Counter()

    def __enter__(self) -> WriterChain:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def model(self) -> str:
        """The first model's name."""
        return self._writers[0].model

    @property
    def models(self) -> tuple[str, ...]:
        """All names, in order."""
        return tuple(writer.model for writer in self._writers[: self._configured])

    def write(self, brief: Brief) -> Written | Unwritten:
        """The first roast that a writer gives, or every writer's reason.

        For want of money nobody else is asked: the event waits for the next run. What a model did
        not want to write of is written by the next and counts as no joking matter.
        """
        failures: list[Unwritten] = []
        for place, writer in enumerate(self._writers):
            refusals = [failure for failure in failures if failure.refused]
            if place == self._configured and not refusals:
                break
            result = self._off.get(place) or writer.write(brief)
            self._note(place, result)
            if isinstance(result, Written):
                written = _doubted(result, refusals)
                return self._second(brief, written) if self._second else written
            if result.out_of_budget:
                return result
            failures.append(result)
        if len(failures) == 1:
            return failures[0]
        return Unwritten(
            self.model,
            "; ".join(f"{failure.model}: {failure.reason}" for failure in failures),
            next((failure.remedy for failure in failures if failure.remedy), ""),
            model_off=all(failure.model_off for failure in failures),
        )

    def afresh(self, brief: Brief, written: Written) -> Written:
        """What the offline writer wrote, once more by what stands in roasts now.

        It minds what has been said already, and beside it others may have been writing. What a
        model wrote, which was paid for, stays as it is.
        """
        if not is_offline(written.model):
            return written
        writer = next(one for one in self._writers if one.model == written.model)
        again = writer.write(brief)
        if isinstance(again, Unwritten):
            return written
        return replace(again, reply=replace(again.reply, sensitive=written.reply.sensitive))

    def preview(self, brief: Brief) -> tuple[Preview, ...]:
        """What each writer would do about an event, in order. Asks nobody. Raises StateError."""
        return tuple(writer.preview(brief) for writer in self._writers[: self._configured])

    def worst_usd(self, brief: Brief, previews: Sequence[Preview]) -> Decimal | None:
        """The most that an event can cost, whichever writes it in the end; None: not known.

        `previews` are the chain's own. Asks nobody. Raises StateError.
        """
        given_up = worst = Decimal(0)
        for seen in (one for one in previews if one.trouble is None):
            if seen.question is None:  # the offline writer: asks nobody, and no vote on it
                break
            vote = self._vote_usd(brief, seen.written)
            if seen.writing_usd is None or seen.failing_usd is None or vote is None:
                return None
            worst = max(worst, given_up + seen.writing_usd + vote)
            if seen.written is not None:
                return worst
            given_up += seen.failing_usd
        return max(worst, given_up)

    def _vote_usd(self, brief: Brief, written: Written | None) -> Decimal | None:
        return self._second_usd(brief, written) if self._second_usd else Decimal(0)

    def _note(self, place: int, result: Written | Unwritten) -> None:
        with self._lock:
            if isinstance(result, Written):
                self._wrote[place] += 1
            elif result.model_off:
                self._off.setdefault(place, result)
            elif not result.out_of_budget:
                self._failed[place] += 1

    def notes(self) -> tuple[str, ...]:
        """One line for each model that gave trouble: what, how often, what to do, who stood in."""
        with self._lock:
            lines = []
            for place, writer in enumerate(self._writers):
                off = self._off.get(place)
                if off is not None:
                    remedy = f" ({off.remedy})" if off.remedy else ""
                    lines.append(f"{writer.model}: {off.reason}; not asked again{remedy}")
                elif self._failed[place]:
                    lines.append(f"{writer.model}: failed for {_events(self._failed[place])}")
                if place and self._wrote[place]:
                    lines.append(f"{writer.model}: stood in for {_events(self._wrote[place])}")
        return (*lines, *self._remarks())

    def close(self) -> None:
        """Break off calls under way and hang up."""
        if self._on_close is not None:
            self._on_close()


def _doubted(written: Written, refusals: Sequence[Unwritten]) -> Written:
    """A roast of what others refused: no joking matter until a person has looked."""
    if not refusals:
        return written
    told = "; ".join(f"{one.model}: {one.reason}" for one in refusals)
    said = f"{written.reply.sensitive}; {told}" if written.reply.sensitive else told
    return replace(written, reply=replace(written.reply, sensitive=said))


def _events(count: int) -> str:
    return "one event" if count == 1 else f"{count} events"
