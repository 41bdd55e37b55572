"""`roaster run`, the cron job: gather → roast → build → publish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from roaster.errors import RoasterError
from roaster.jobs.build import build
from roaster.jobs.gather import Gathered, gather
from roaster.jobs.models import tell_troubles
from roaster.jobs.publish import look_ahead, publish
from roaster.jobs.roast import RoastReport, roast_events
from roaster.jobs.theme import look_over
from roaster.jobs.workshop import Workshop

if TYPE_CHECKING:
    from roaster.publish import PublishReport
    from roaster.site.report import BuildReport


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a whole run did. Steps that were not reached are None.

    `stopped` is what came in the way of building or publishing: what was roasted, and paid, is to
    be told all the same.
    """

    gathered: Gathered
    roasted: RoastReport | None = None
    built: BuildReport | None = None
    published: PublishReport | None = None
    stopped: RoasterError | None = None

    @property
    def failure(self) -> RoasterError | None:
        """Why it was not done: stopped, every feed down, no model reachable, the budget spent."""
        nothing = self.gathered.failure or (self.roasted.failure if self.roasted else None)
        return self.stopped or nothing


def run(workshop: Workshop) -> RunReport:
    """The whole job. Raises LockHeldError when another run is at work.

    When no feed can be read, the site stays as it was. Raises RoasterError for faults that come
    before anything is roasted.
    """
    with workshop.locked():
        look_ahead(workshop)
        look_over(workshop)
        tell_troubles(workshop)
        gathered = gather(workshop)
        if gathered.failure:
            return RunReport(gathered)
        roasted = roast_events(workshop, gathered.ranking)
        built = published = None
        try:
            built = build(workshop)
            published = publish(workshop) if workshop.config.publish.to != "none" else None
        except RoasterError as error:
            return RunReport(gathered, roasted, built, published, error)
        return RunReport(gathered, roasted, built, published)
