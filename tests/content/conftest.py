from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from roaster.model.roast import Burn, Draft, Fact, Provenance, Source


@pytest.fixture(scope="session")
def headings() -> dict[str, str]:
    return {
        "take": "Sally's Take",
        "facts": "What Actually Happened",
        "burned": "Who Got Burned",
        "lining": "Silver Lining",
    }


@pytest.fixture(scope="session")
def zone() -> ZoneInfo:
    return ZoneInfo("Europe/Berlin")


@pytest.fixture(scope="session")
def draft() -> Draft:
    url = "https://wire.example/2026/cloud(1)"
    return Draft(
        id="6f0c5a",
        title="Nimbus: the cloud that forgot",
        day=date(2026, 4, 10),
        category="ai",
        tags=("cloud", "yes", "2026"),
        quip="It remembers everything, except your files.",
        take=("First paragraph.", "Second, *drier*."),
        facts=(
            Fact("Nimbus lost 40 files.", "lost 40 files", 0, f"{url}#:~:text=lost%2040%20files"),
            Fact("It apologised twice.", "apologised twice", 1, "https://b.example/#:~:text=twice"),
        ),
        burned=(Burn("Nimbus", "lost them."), Burn("Customers", "believed it.")),
        lining="The apology was short.",
        scores={"hype_gap": 4, "self_own": 2, "irony": 4, "stakes": 2, "missing_remedy": 4},
        score=Decimal("6.4"),
        sources=(
            Source("Nimbus, forgetful", "The Wire", url, datetime(2026, 4, 10, 8, tzinfo=UTC)),
            Source("B: again", "B", "https://b.example/"),
        ),
        attention=("only 2 of 5 facts could be proven: `why`",),
        provenance=Provenance(
            model="offline/sally",
            persona="sally",
            prompt=1,
            rubric=1,
            at=datetime(2026, 4, 10, 9, 12, 3, tzinfo=UTC),
            cost_usd=Decimal("0.0021"),
        ),
    )
