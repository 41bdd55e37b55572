"""Denials told in other words, and whom a sentence means that names nobody."""

from __future__ import annotations

from datetime import date

import pytest

from roaster.roasts.evidence import Proof, make_ground, prove

PUBLISHED = date(2026, 4, 9)
TEXT = """\
Tarnow Rail has yet to repair the bridge at Lindmoor. The company's chief, Ada Brenk, stopped \
short of promising a date. She ruled out a refund. The city has no power to ban the night trains.

Divers inspected the pillars safely. The report is by far the longest the town has seen. \
Inspectors failed to find the plans, which the archive had thrown away.

“Nobody reads a timetable any more. The trains will come when they come,” said Jon Hask, who has \
been the mayor since 2014. “Until then we shall walk.”

The crossing takes eleven days less than the ferry. Hask, a three-term mayor, kept the office from \
2014 to 2025. He was not entirely surprised by the bill. Only the north line was closed.

Four councillors voted against Brenk. Staff will likely get notice this week that they no longer \
have a job. The mayor strongly disagrees with the auditors. The noise \
has become hard to avoid. A sleeveless Brenk opened the works with a speech on thrift, in a gown \
that gave the illusion of gold.

Die Stadt hat dafür kein Geld. Die Brücke ist laut Brenk weiterhin gesperrt."""


def proven(fact: str, quote: str) -> bool:
    ground = make_ground(TEXT, "The bridge\nThe Lindmoor Post", PUBLISHED)
    return isinstance(prove(fact, quote, ground), Proof)


REPAIR = "Tarnow Rail has yet to repair the bridge at Lindmoor."
DATE = "stopped short of promising a date"
REFUND = "She ruled out a refund."
POWER = "The city has no power to ban the night trains."
DIVERS = "Divers inspected the pillars safely."
LONGEST = "The report is by far the longest the town has seen."
PLANS = "Inspectors failed to find the plans"
TRAINS = "The trains will come when they come"
WALK = "“Until then we shall walk.”"
TERMS = "Hask, a three-term mayor, kept the office from 2014 to 2025."
BILL = "He was not entirely surprised by the bill."
LINE = "Only the north line was closed."
AGAINST = "Four councillors voted against Brenk."
NOTICE = "Staff will likely get notice this week that they no longer have a job."
AUDITORS = "The mayor strongly disagrees with the auditors."
NOISE = "The noise has become hard to avoid."
GOWN = "in a gown that gave the illusion of gold"
MONEY = "Die Stadt hat dafür kein Geld."


@pytest.mark.parametrize(
    ("fact", "quote"),
    [
        ("Tarnow Rail has not repaired the bridge.", REPAIR),
        ("Brenk did not promise a date.", DATE),
        ("There will be no refund.", REFUND),
        ("The city cannot outlaw the night trains.", POWER),
        ("Divers inspected the pillars without danger.", DIVERS),
        ("No report the town has seen is longer.", LONGEST),
        ("Inspectors did not find the plans.", PLANS),
        ("Inspectors were unable to find the plans.", PLANS),
        ("The trains will come when they come, says Hask.", TRAINS),
        ("Hask held the office for twelve years, from 2014 to 2025.", TERMS),
        ("Hask is in his third term as mayor.", TERMS),
        ("The bill did not come as a complete surprise to Hask.", BILL),
        ("No line but the north line was closed.", LINE),
        ("Four councillors did not vote for Brenk.", AGAINST),
        ("Staff will be told this week that they have no job any more.", NOTICE),
        ("The mayor does not agree with the auditors.", AUDITORS),
        ("Die Stadt hat dafür keine Mittel.", MONEY),
        ("Geld gibt es dafür nicht, so die Stadt.", MONEY),
    ],
)
def test_a_denial_may_be_told_in_other_words(fact: str, quote: str) -> None:
    assert proven(fact, quote)


@pytest.mark.parametrize(
    ("fact", "quote"),
    [
        ("Tarnow Rail has repaired the bridge at Lindmoor.", REPAIR),
        ("She promised a refund.", REFUND),
        ("The city has the power to ban the night trains.", POWER),
        ("The city can outlaw the night trains.", POWER),
        ("Divers did not inspect the pillars safely.", DIVERS),
        ("Inspectors did not fail to find the plans.", PLANS),
        ("Inspectors found the plans.", PLANS),
        ("The trains will not come when they come, says Hask.", TRAINS),
        ("Hask held the office for nine years, from 2014 to 2025.", TERMS),
        ("Hask is in his fourth term as mayor.", TERMS),
        ("He was entirely surprised by the bill.", BILL),
        ("The north line was not closed.", LINE),
        ("Nobody did not read a timetable.", "Nobody reads a timetable any more."),
        ("Four councillors did vote for Brenk.", AGAINST),
        ("Staff will not probably be told this week that they lost their jobs.", NOTICE),
        ("The mayor does agree with the auditors.", AUDITORS),
        ("The noise is not hard to get around.", NOISE),
        ("Brenk wore a gown that did not spread the illusion of gold.", GOWN),
        ("Die Stadt hat dafür Geld.", MONEY),
        ("Divers inspected the pillars safely, according to Hask.", DIVERS),
    ],
)
def test_a_denial_that_is_dropped_or_added_is_caught(fact: str, quote: str) -> None:
    assert not proven(fact, quote)
