"""What is wrong with the models of config.yaml, told before any of them is asked."""

from __future__ import annotations

from dataclasses import dataclass

from roaster.jobs.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Trouble:
    """An entry of `models:` that cannot be asked as it stands. `place` counts from 0."""

    place: int
    model: str
    reason: str
    remedy: str

    @property
    def line(self) -> str:
        """All of it in one line."""
        return f"models[{self.place}] {self.model}: {self.reason} → {self.remedy}"


def model_troubles(workshop: Workshop) -> tuple[Trouble, ...]:
    """Keys that are not set, prices that are not known although there is a budget."""
    config = workshop.config
    if workshop.offline:
        return ()
    from roaster.roasts.lineup import troubles

    limited = config.roast.budget_usd is not None or config.roast.budget_usd_per_day is not None
    found = troubles(config.models, workshop.environ, limited=limited)
    return tuple(Trouble(place, one.model, one.reason, one.remedy) for place, one in found)


def tell_troubles(workshop: Workshop) -> None:
    """One line each, before anything else is done; the run's report has those that mattered."""
    for trouble in model_troubles(workshop):
        workshop.reporter.note(f"! {trouble.line}")
