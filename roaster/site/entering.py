"""The whole register of a plan: for the next one, which then need not lay out all again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from roaster.site.amending import Basis, held_until
from roaster.site.continuity import earlier_roasts
from roaster.site.entered import Entered, enter, row_of
from roaster.site.heads import page_row
from roaster.site.outputs import PageOutput
from roaster.site.plan import Plan
from roaster.site.shelf import entry_of
from roaster.site.sitemaps import listed
from roaster.site.slips import HeldRoast
from roaster.state.register import Entries, Register, in_drawers


def whole_register(
    planned: Plan, roasts: Sequence[HeldRoast], basis: Basis, times: Mapping[str, bytes]
) -> Entries | None:
    """All that is entered of a plan of these roasts; None where it could not be gone on from.

    `times` are those of the roasts' files, as they were before one was read.
    """
    if any(not one.mark or one.slip.path not in times for one in roasts):
        return None
    shown = planned.shown
    earlier = dict(zip((one.file for one in shown), earlier_roasts(shown), strict=True))

    def entered(held: HeldRoast) -> Entered:
        file = held.slip.path
        is_shown = file in earlier
        entry = entry_of(held, basis.words.score, draft=False) if is_shown else None
        return enter(held, times[file], entry, [old.file for old in earlier.get(file, ())])

    until, next_day = held_until((one.slip for one in roasts), basis)
    pages = [one for one in planned.outputs if isinstance(one, PageOutput)]
    return Entries(
        Register(
            basis.ground,
            planned.shared,
            basis.now.timestamp(),
            until,
            next_day,
            {year.path: year.key for year in planned.searched},
        ),
        in_drawers(row_of(entered(one)) for one in roasts),
        (page_row(page, planned.heads[page.path]) for page in pages),
        sitemap=listed(pages),
        whole=True,
    )
