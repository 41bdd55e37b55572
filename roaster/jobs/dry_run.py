"""`--dry-run`: what would be asked, of whom, for how much at worst. Asks no model, writes nothing.

Feeds and pages are read as in a real run, but on a copy of `.roaster/`: nothing on the site
changes, and another run may be at work.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO

from roaster.jobs.gather import Gathered, gather
from roaster.jobs.models import Trouble, model_troubles
from roaster.jobs.ranking import pick
from roaster.jobs.roast import Press
from roaster.jobs.targets import Refused, Ways, read_targets
from roaster.jobs.workshop import Workshop
from roaster.model.news import Event
from roaster.roasts.writer import Preview
from roaster.state.copying import copy_state

if TYPE_CHECKING:
    from roaster.roasts.chain import WriterChain


@dataclass(frozen=True, slots=True)
class Ask:
    """An event with what each writer would do about it, in order.

    `worst_usd` is the most that all of it can cost, whoever writes in the end; None: not known.
    `payload` is what would be handed to LiteLLM, without keys; only where it was asked for.
    """

    event: Event
    previews: tuple[Preview, ...]
    payload: Mapping[str, Any] | None = None
    worst_usd: Decimal | None = Decimal(0)

    @property
    def first(self) -> Preview:
        """Who would be asked; the last one with its trouble when nobody can be."""
        return _first(self.previews)


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a run would ask. Budgets in USD; None: no limit."""

    asks: tuple[Ask, ...]
    troubles: tuple[Trouble, ...]
    budget: float | None
    budget_per_day: float | None
    spent_today: Decimal
    gathered: Gathered | None = None
    left_over: tuple[Event, ...] = ()
    refused: tuple[Refused, ...] = ()

    @property
    def includes(self) -> str:
        """What the worst case counts, in words."""
        from roaster.roasts.writers.outlook import INCLUDED

        return INCLUDED

    @property
    def worst_usd(self) -> Decimal | None:
        """The most that all of it can cost without any limit; None: a price is not known."""
        worst = [ask.worst_usd for ask in self.asks if ask.first.trouble is None]
        known = [amount for amount in worst if amount is not None]
        return sum(known, Decimal(0)) if len(known) == len(worst) else None


def dry_run(workshop: Workshop, *, with_payload: bool = False) -> DryRun:
    """Gather, and look at what `run` would ask."""
    with _aside(workshop):
        gathered = gather(workshop)
        limits = workshop.config.roast
        picked = pick(gathered.ranking, limits.per_run, limits.per_category)
        return _looked_at(
            workshop, picked.now, with_payload, gathered=gathered, left_over=picked.later
        )


def dry_roast(
    workshop: Workshop,
    targets: Sequence[str],
    stdin: BinaryIO,
    ways: Ways | None = None,
    *,
    with_payload: bool = False,
) -> DryRun:
    """Read each target, and look at what `roast` would ask. Raises UsageError.

    A picture that a model would have to read is refused: nobody is asked.
    """
    with _aside(workshop):
        unasked = replace(ways or Ways(), asks=False)
        events, refused = read_targets(workshop, targets, stdin, unasked)
        return _looked_at(workshop, events, with_payload, refused=refused)


@contextmanager
def _aside(workshop: Workshop) -> Iterator[None]:
    with TemporaryDirectory(prefix="roaster-dry-run-") as folder:
        copy_state(workshop.state_dir, Path(folder))
        workshop.state = Path(folder)
        try:
            yield
        finally:
            workshop.close()


def _looked_at(
    workshop: Workshop,
    events: Sequence[Event],
    with_payload: bool,
    *,
    gathered: Gathered | None = None,
    left_over: tuple[Event, ...] = (),
    refused: tuple[Refused, ...] = (),
) -> DryRun:
    press = Press(workshop, workshop.sound_library())
    limits = workshop.config.roast
    with workshop.writers() as chain:
        asks = tuple(_ask(chain, press, event, with_payload) for event in events)
        return DryRun(
            asks,
            model_troubles(workshop),
            limits.budget_usd,
            limits.budget_usd_per_day,
            workshop.spent_today(),
            gathered,
            left_over,
            refused,
        )


def _ask(chain: WriterChain, press: Press, event: Event, with_payload: bool) -> Ask:
    brief = press.brief(event)
    previews = chain.preview(brief)
    worst = chain.worst_usd(brief, previews)
    question = _first(previews).question
    if not with_payload or question is None:
        return Ask(event, previews, worst_usd=worst)
    from roaster.roasts.writers.line import NoLiteLLMError, payload_of

    try:
        return Ask(event, previews, payload_of(question), worst)
    except NoLiteLLMError as error:
        return Ask(event, previews, {"error": str(error)}, worst)


def _first(previews: Sequence[Preview]) -> Preview:
    return next((one for one in previews if one.trouble is None), previews[-1])
