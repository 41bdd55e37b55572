"""Which names a passage proves, and which were only lent from elsewhere in the article."""

from __future__ import annotations

from datetime import date

import pytest

from roaster.roasts.evidence import Proof, make_ground, prove

PUBLISHED = date(2026, 4, 9)
TEXT = """\
The Danish rail fund DRF has signed a contract with Corvex Marine. Under the contract, DRF will \
take a fifth of the ferry from Corvex. Ada Brenk of Tarnow Rail and the Queensland minister Jon \
Hask met in Lindmoor. The probe Chang'e 7 will look for water. DRF sold its tug.

“The crew saw it at once,” Hask explained on Monday. “But the divers were very kind.” In Lindmoor \
the Liberals and the Senate argued about it. The Senate met twice.

Last year the ferry called at Ostrava, Brno and Lindmoor. The new line skips all three.

Hask has never worked at sea. He was elected to the choir in 2014 and runs a small farm today. \
The plant would be the largest in Queensland. Many Queenslanders and Liberals voted for Hask.

Eva Kovacs wrote the report. The report of the Senate Finance Committee was long. A minister of \
the Liberals called the dinghy an Olympic-size toy. The port \
was shut because the ice was thick and the fuel was gone."""


def proven(fact: str, quote: str) -> bool:
    ground = make_ground(TEXT, "The ferry of Lindmoor\nThe Lindmoor Post", PUBLISHED)
    return isinstance(prove(fact, quote, ground), Proof)


FIFTH = "Under the contract, DRF will take a fifth of the ferry from Corvex."
PROBE = "The probe Chang'e 7 will look for water."
KIND = "“But the divers were very kind.”"
LINE = "The new line skips all three."
SEA = "Hask has never worked at sea."
COUNCIL = "He was elected to the choir in 2014 and runs a small farm today."
LARGEST = "The plant would be the largest in Queensland."
REPORT = "Eva Kovacs wrote the report."
LONG = "The report of the Senate Finance Committee was long."
TOY = "called the dinghy an Olympic-size toy"
TUG = "DRF sold its tug."


@pytest.mark.parametrize(
    ("fact", "quote"),
    [
        ("Denmark's DRF takes a fifth of the ferry.", FIFTH),
        ("Chang'e 7 will look for water.", PROBE),
        ("The divers were very kind, Hask said.", KIND),
        ("The new line does not call at Ostrava, Brno and Lindmoor.", LINE),
        ("Jon Hask runs a small farm and was elected to the choir in 2014.", COUNCIL),
        ("The largest plant in Queensland is planned.", LARGEST),
        ("The report by the Senate Finance Committee was long.", LONG),
        ("The dinghy was called an Olympic-size toy.", TOY),
    ],
)
def test_a_name_may_be_told_elsewhere_of_whom_the_passage_means(fact: str, quote: str) -> None:
    assert proven(fact, quote)


@pytest.mark.parametrize(
    ("fact", "quote"),
    [
        ("Norway's DRF takes a fifth of the ferry.", FIFTH),
        ("Water'e 7 will look for water.", PROBE),
        ("The divers were very kind, Brenk said.", KIND),
        ("The new line does not call at Ostrava, Brno and Tarnow.", LINE),
        ("Enceladus has never worked at sea.", SEA),
        ("Senate was elected to the choir in 2014 and runs a small farm.", COUNCIL),
        ("Queenslanders was elected to the choir in 2014.", COUNCIL),
        ("The plant would be the largest in Queenslanders.", LARGEST),
        ("Oslo found the divers very kind.", KIND),
        ("Kovacs wrote the report of Queenslanders's crew.", REPORT),
        ("The report of the Eva Finance Committee was long.", LONG),
        ("The dinghy was called a Lindmoor-size toy.", TOY),
        ("A tug was sold because the port was shut and the ice thick and the fuel gone.", TUG),
    ],
)
def test_a_name_lent_from_elsewhere_is_caught(fact: str, quote: str) -> None:
    assert not proven(fact, quote)
