"""`roaster run`, the cron job: gather → roast → build → publish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from roaster.errors import NothingDoneError
from roaster.jobs.build import build
from roaster.jobs.gather import Gathered, gather
from roaster.jobs.models import tell_troubles
from roaster.jobs.publish import publish
from roaster.jobs.roast import RoastReport, roast_events
from roaster.jobs.workshop import Workshop

if TYPE_CHECKING:
    from roaster.publish import PublishReport
    from roaster.site.report import BuildReport


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a whole run did. Steps that were not reached are None."""

    gathered: Gathered
    roasted: RoastReport | None = None
    built: BuildReport | None = None
    published: PublishReport | None = None

    @property
    def failure(self) -> NothingDoneError | None:
        """Why nothing could be done: every feed down, no model reachable, the budget spent."""
        return self.gathered.failure or (self.roasted.failure if self.roasted else None)


def run(workshop: Workshop) -> RunReport:
    """The whole job. Raises LockHeldError when another run is at work, RoasterError for faults.

    When no feed can be read, the site stays as it was.
    """
    with workshop.locked():
        tell_troubles(workshop)
        gathered = gather(workshop)
        if gathered.failure:
            return RunReport(gathered)
        roasted = roast_events(workshop, gathered.ranking)
        built = build(workshop)
        published = publish(workshop) if workshop.config.publish.to != "none" else None
        return RunReport(gathered, roasted, built, published)
