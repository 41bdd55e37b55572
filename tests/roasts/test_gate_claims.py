"""Claims and conditions told as facts, and facts too long to be any."""

from __future__ import annotations

from datetime import date

import pytest

from roaster.roasts.evidence import LONGEST_FACT, Proof, Unproven, make_ground, prove

SUIT = "Tarnow Rail kept the fares of 40,000 riders, a lawsuit alleges."
TOLL = "The council will close the bridge on Monday, unless the state pays for the repairs."
SIGNS = "The complaint says that the company hid the cracks in the pillars."
KLAGE = "Die Bahn hat die Risse verschwiegen, behauptet die Klägerin."
TRAINS = "The night trains stop in May, Ada Brenk said."
TEXT = "\n".join((SUIT, TOLL, SIGNS, KLAGE, TRAINS))


def judged(fact: str, quote: str) -> Proof | Unproven:
    ground = make_ground(TEXT, "The bridge\nThe Lindmoor Post", date(2026, 4, 9))
    return prove(fact, quote, ground)


@pytest.mark.parametrize(
    ("fact", "quote"),
    [
        ("Tarnow Rail kept the fares of 40,000 riders.", SUIT),
        ("Tarnow Rail held on to the fares of 40,000 riders.", SUIT),
        ("The council will close the bridge on Monday.", TOLL),
        ("The bridge will be closed on Monday by the council.", TOLL),
        ("The company hid the cracks in the pillars.", SIGNS),
        ("Die Bahn hat die Risse verschwiegen.", KLAGE),
    ],
)
def test_a_claim_or_a_condition_is_not_told_as_a_fact(fact: str, quote: str) -> None:
    found = judged(fact, quote)
    assert isinstance(found, Unproven)
    assert "tells as a fact" in found.reason


@pytest.mark.parametrize(
    ("fact", "quote"),
    [
        (SUIT, SUIT),
        ("Tarnow Rail is accused of keeping the fares of 40,000 riders.", SUIT),
        ("Tarnow Rail is being sued over the fares of 40,000 riders.", SUIT),
        (TOLL, TOLL),
        (
            "The council will close the bridge on Monday if the state does not pay for repairs.",
            TOLL,
        ),
        ("According to the complaint, the company hid cracks in the pillars.", SIGNS),
        ("Die Bahn soll die Risse verschwiegen haben.", KLAGE),
        ("The night trains stop in May.", TRAINS),
    ],
)
def test_a_claim_told_as_one_passes_and_so_does_what_somebody_said(fact: str, quote: str) -> None:
    assert isinstance(judged(fact, quote), Proof)


def test_a_fact_of_thousands_of_denials_is_refused_unread() -> None:
    fact = "The bridge is not no bridge, never without nothing. " * 200
    found = judged(fact, TOLL)
    assert isinstance(found, Unproven)
    assert f"at most {LONGEST_FACT:,}" in found.reason
