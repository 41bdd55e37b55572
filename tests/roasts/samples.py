"""An invented event told by two outlets, and a good reply to it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from roaster.config.rubrics import load_rubrics
from roaster.config.schema import PersonaSettings
from roaster.model.news import Article, Event
from roaster.roasts.writer import Brief

RUBRIC_1 = load_rubrics().by_version[1]
ZONE = ZoneInfo("UTC")
NOW = datetime(2026, 4, 10, 9, 12, 3, tzinfo=UTC)

FIRST_TEXT = """\
Brightwell Systems cut 1,200 jobs on Tuesday, a week after its chief executive told staff that \
“people are our only product”. The cuts affect 14 percent of the workforce in Lisbon and Dublin.

The company said it would spend $40 million on a new visitor centre. It did not name a date for \
severance payments. Regulators in Lisbon opened an inquiry on 8 April.

Shares rose 3.5% to €18.20 before lunch. “We are investing in people,” the chief executive said."""

SECOND_TEXT = """\
A maker of scheduling software is letting 1,200 employees go while it builds a visitor centre.

Brightwell Systems, which reported a profit of $310 million last year, announced the centre in \
March. The works council said that it had learned of the cuts from a calendar invitation. No \
executive bonus was reduced."""


def article(index: int = 0, **changes: Any) -> Article:
    texts = (FIRST_TEXT, SECOND_TEXT)
    titles = ("Brightwell cuts 1,200 jobs", "Software firm trims staff, builds visitor centre")
    outlets = ("The Harbour Post", "Ledger Weekly")
    made = Article(
        url=f"http://outlet{index}.example/2026/brightwell",
        title=titles[index],
        outlet=outlets[index],
        text=texts[index],
        published=datetime(2026, 4, 9, 8, tzinfo=UTC),
    )
    return replace(made, **changes)


def event(**changes: Any) -> Event:
    made = Event(
        id="e1",
        title="Brightwell cuts 1,200 jobs",
        category="",
        day=date(2026, 4, 9),
        articles=(article(0), article(1)),
    )
    return replace(made, **changes)


def brief(**changes: Any) -> Brief:
    made = Brief(event=event(), persona=PersonaSettings(), rubric=RUBRIC_1)
    return replace(made, **changes)


def roast(**changes: Any) -> dict[str, Any]:
    """A good reply as a plain value."""
    made: dict[str, Any] = {
        "title": "Brightwell Finds Its Only Product Is Redundant",
        "category": "Business",
        "tags": ["layoffs", "visitor centres"],
        "quip": "A company whose only product is people has announced a stock clearance.",
        "take": [
            "Brightwell told its staff that “people are our only product” and discontinued it.",
            "The savings go to a visitor centre, so that the public may see an empty building.",
        ],
        "facts": [
            {
                "text": "Brightwell Systems cut 1,200 jobs on Tuesday.",
                "quote": "Brightwell Systems cut 1,200 jobs on Tuesday",
                "source": 0,
            },
            {
                "text": "The cuts affect 14% of the workforce in Lisbon and Dublin.",
                "quote": "The cuts affect 14 percent of the workforce in Lisbon and Dublin.",
                "source": 0,
            },
            {
                "text": "Brightwell Systems reported a profit of $310 million last year.",
                "quote": "which reported a profit of $310 million last year",
                "source": 1,
            },
        ],
        "burned": [{"who": "Brightwell's board", "why": "It priced a foyer above a workforce."}],
        "lining": "The visitor centre will need guides, and 1,200 people know the building.",
        "scores": {
            "hype_gap": 4,
            "self_own": 5,
            "irony": 5,
            "stakes": 3,
            "missing_remedy": 3,
        },
        "reasons": {
            "hype_gap": "Brightwell called people its product and cut 1,200 jobs.",
            "self_own": "The board chose the visitor centre itself.",
            "irony": "A centre for visitors is built while the staff has to go.",
            "stakes": "A profit of $310 million, and a workforce in Lisbon and Dublin.",
            "missing_remedy": "It did not name a date for severance payments.",
        },
        "concerns": [],
        "sensitive": "",
    }
    return made | changes


def roast_text(**changes: Any) -> str:
    return json.dumps(roast(**changes), ensure_ascii=False)
