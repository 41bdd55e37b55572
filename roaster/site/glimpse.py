"""An edited roast's page before the site is built: the edit laid over the last plan.

Ten thousand roasts take a second to build, one page a tenth of that. What an edit changes beyond
texts (address, day, names, state) moves other things on the page: then there is no glimpse. One
is for the preview alone, until the build that follows: only that can tell whether another page has
the same title.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from roaster.content.stock import Held
from roaster.site.continuity import earlier_roasts
from roaster.site.frame import Frame
from roaster.site.roast_page import roast_output
from roaster.site.shelf import Shown
from roaster.site.slips import Slip, itself, slip_of

if TYPE_CHECKING:
    from roaster.model.roast import Roast
    from roaster.site.plan import Plan
    from roaster.site.theme import Theme


@dataclass(frozen=True, slots=True)
class Glimpses:
    """What a build leaves for the pages of roasts that are edited after it."""

    shown: tuple[Shown, ...]
    frame: Frame
    theme: Theme

    @classmethod
    def after(cls, planned: Plan, theme: Theme) -> Glimpses:
        """Of a site that has been built."""
        return cls(planned.shown, planned.frame, theme)

    def page(self, roast: Roast) -> tuple[str, bytes] | None:
        """The file in the site, and its bytes; None where only a build can tell them.

        Raises ThemeError.
        """
        site = self.frame.config.site
        slip = slip_of(roast, site.zone, site.language)
        places = (n for n, one in enumerate(self.shown) if one.file == slip.path)
        place = next(places, None)
        if place is None or _frame_of(self.shown[place].slip) != _frame_of(slip):
            return None
        held = Held(slip, partial(itself, roast))
        one = self.shown[place].edited(held, self.frame.words)
        newer = self.shown[place - 1] if place else None
        older = self.shown[place + 1 :]
        earlier = earlier_roasts((one, *older))[0]
        output = roast_output(one, older[0] if older else None, newer, earlier, self.frame)
        from roaster.site.render import Renderer

        renderer = Renderer(self.theme, self.frame.site, self.frame.addresses)
        return output.path, renderer.page(output, output.head)


def _frame_of(slip: Slip) -> Slip:
    """The slip without what its texts say."""
    return slip._replace(
        digest="",
        title="",
        score=None,
        quip="",
        begins="",
        moment=slip.made,
        actors=(),
        straight=False,
        face="",
    )
