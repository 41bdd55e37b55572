"""`roaster check --models`: how each configured model judges events whose scores are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from roaster.config.schema import PersonaSettings
from roaster.errors import NothingDoneError
from roaster.jobs.pool import as_done
from roaster.jobs.workshop import Workshop
from roaster.model.rubric import Rubric
from roaster.roasts.calibration import Case, Offsets, load_calibration, offsets
from roaster.roasts.writer import Brief, Judge, Judged, Unwritten
from roaster.text.dates import day_in


@dataclass(frozen=True, slots=True)
class ModelOffsets:
    """One model's offsets. `reason` says why events are missing; `remedy` what to do."""

    model: str
    offsets: Offsets
    cost_usd: Decimal | None
    reason: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Calibration:
    """All models', with the set's version and size and its rubric."""

    version: int
    rubric: int
    events: int
    models: tuple[ModelOffsets, ...] = field(default=())

    @property
    def failure(self) -> NothingDoneError | None:
        """Why nothing could be done, when no model scored anything."""
        if any(one.offsets.count for one in self.models):
            return None
        first = self.models[0]
        return NothingDoneError(f"no model scored anything: {first.reason}", remedy=first.remedy)


def calibrate(workshop: Workshop) -> Calibration:
    """Have every model of `models:` score the set, within the budget.

    The same model is asked once a day: killed and begun again, what was answered is not paid
    twice, and tomorrow's drift still shows. Raises StateError, DiskError.
    """
    known = load_calibration()
    rubric = workshop.rubrics().by_version[known.rubric]
    day = day_in(workshop.now(), workshop.config.site.zone).isoformat()
    workers, models = workshop.config.roast.concurrency, []
    with workshop.locked(), workshop.asking_models() as asked:
        judges, hang_up = asked.judges(), asked.line.close
        with workshop.reporter.track("judging", len(judges) * len(known.cases)) as advance:
            for judge in judges:
                asking = _Asking(judge, rubric, f"calibration:{day}", workers, hang_up, advance)
                models.append(asking.through(known.cases))
        return Calibration(known.version, known.rubric, len(known.cases), tuple(models))


@dataclass(slots=True)
class _Asking:
    """One model and the events that it is asked about."""

    judge: Judge
    rubric: Rubric
    sample: str
    workers: int
    hang_up: Callable[[], None]
    advance: Callable[[str], None]
    failed: list[Unwritten] = field(default_factory=list)

    def through(self, cases: Sequence[Case]) -> ModelOffsets:
        """Its offsets. The first event goes alone: a refused key is asked with once."""
        scores: dict[str, Mapping[str, int]] = {}
        costs: list[Decimal | None] = []
        for some in (cases[:1], cases[1:]):
            done = as_done(self._ask, some, workers=self.workers, hang_up=self.hang_up)
            for place, result in done:
                self.advance(some[place].event.title)
                if isinstance(result, Judged):
                    scores[some[place].event.id] = result.scores
                    costs.append(result.cost_usd)
                else:
                    self.failed.append(result)
        priced = [cost for cost in costs if cost is not None]
        cost = sum(priced, Decimal(0)) if len(priced) == len(costs) else None
        found = offsets(cases, scores, self.rubric)
        first = self.failed[0] if self.failed else None
        reason, remedy = (first.reason, first.remedy) if first else ("", "")
        return ModelOffsets(self.judge.model, found, cost, reason, remedy)

    def _ask(self, case: Case) -> Judged | Unwritten:
        ended = next((one for one in self.failed if one.model_off or one.out_of_budget), None)
        return ended or self.judge.judge(_brief(case, self.rubric), self.sample)


def _brief(case: Case, rubric: Rubric) -> Brief:
    return Brief(case.event, PersonaSettings.model_validate({}), rubric)
