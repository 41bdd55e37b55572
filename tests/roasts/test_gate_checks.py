"""One kind of difference at a time: what the gate lets pass, and what it does not."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roaster.roasts.evidence import Proof, make_ground, prove
from roaster.roasts.gate.days import undated
from roaster.roasts.gate.numbers import unbacked
from roaster.roasts.gate.opposites import opposite
from roaster.roasts.gate.words import passage

PUBLISHED = date(2026, 4, 9)  # a Thursday
TEXT = """\
The Port Authority of Lindmoor (PAL) closed the north ferry on Tuesday after Corvex Marine told of \
a leak. Corvex sold the ferry to the authority for 8.8 million euros in 2019. It carries 2,095 \
passengers a day, up from 1,900 last year, and 31 percent of them commute.

“Nobody was in danger at any point,” said Ada Brenk, who runs Corvex. The mayor, Jon Hask, did not \
answer questions. He refused to name a date for the inquiry. The repair takes eighteen months.

Passengers fell by 12 percent in March because of the strike at Corvex, Hask told the council.

At least six councillors want the post. The order cuts the lines from 18 to 11. The app looks up \
vehicle identification numbers. The files are kept not just in Lindmoor but globally. The board \
was shorthanded all year."""


def proven(fact: str, quote: str) -> bool:
    ground = make_ground(TEXT, "Ferry closed\nThe Lindmoor Post", PUBLISHED)
    return isinstance(prove(fact, quote, ground), Proof)


CLOSED = "closed the north ferry on Tuesday after Corvex Marine told of a leak"
SOLD = "Corvex sold the ferry to the authority for 8.8 million euros in 2019."
CARRIES = (
    "It carries 2,095 passengers a day, up from 1,900 last year, and 31 percent of them commute."
)
DANGER = "“Nobody was in danger at any point,” said Ada Brenk"
MAYOR = "The mayor, Jon Hask, did not answer questions."
NAME = "He refused to name a date for the inquiry."
REPAIR = "The repair takes eighteen months."
FELL = "Passengers fell by 12 percent in March because of the strike at Corvex"


SIX = "At least six councillors want the post."
LINES = "The order cuts the lines from 18 to 11."
NUMBERS = "The app looks up vehicle identification numbers."
FILES = "The files are kept not just in Lindmoor but globally."
BOARD = "The board was shorthanded all year."


@pytest.mark.parametrize(
    ("fact", "quote"),
    [
        ("A half dozen councillors want the post.", SIX),
        ("The order leaves seven lines fewer: 11 instead of 18.", LINES),
        ("The app looks up vehicle IDs.", NUMBERS),
        ("The files are not limited to Lindmoor.", FILES),
        ("The board did not have all its members this year.", BOARD),
        ("Corvex sold the ferry for nearly nine million euros.", SOLD),
        ("In 2019 Corvex sold the ferry to the authority.", SOLD),
        ("The ferry carries about 2,100 passengers a day.", CARRIES),
        ("The ferry carries more than two thousand passengers a day.", CARRIES),
        ("Nearly a third of the passengers commute.", CARRIES),
        ("PAL closed the north ferry on 7 April after a leak.", CLOSED),
        ("According to Brenk, nobody was in danger.", DANGER),
        ("Hask did not answer questions.", MAYOR),
        ("Hask refused to name a date for the inquiry.", NAME),
        ("The repair takes a year and a half.", REPAIR),
        ("In March passengers fell by 12 percent because of a strike at Corvex.", FELL),
        ("Jon Hask refused to name a date for the inquiry.", NAME),
        ("Without danger to anybody, said Ada Brenk.", DANGER),
        ("Brenk warns that nobody is in danger.", DANGER),
    ],
)
def test_true_bullets_pass(fact: str, quote: str) -> None:
    assert proven(fact, quote)


@pytest.mark.parametrize(
    ("fact", "quote"),
    [
        ("A half dozen and two councillors want the post.", SIX),
        ("The order leaves eight lines fewer: 11 instead of 18.", LINES),
        ("Corvex sold the ferry for nearly eight million euros.", SOLD),
        ("Corvex sold the ferry for nine million euros.", SOLD),
        ("Corvex sold the ferry for nearly nine million dollars.", SOLD),
        ("Corvex sold the ferry to the authority in 2018.", SOLD),
        ("The authority sold the ferry to Brenk in 2019.", SOLD),
        ("The ferry carries more than 2,200 passengers a day.", CARRIES),
        ("Nearly a quarter of the passengers commute.", CARRIES),
        ("The ferry carries 2,095 passengers a day, down from 1,900 last year.", CARRIES),
        ("PAL closed the north ferry on 9 April after a leak.", CLOSED),
        ("PAL closed the north ferry on Friday after Corvex Marine told of a leak.", CLOSED),
        ("PAL did not close the north ferry on Tuesday.", CLOSED),
        ("According to Hask, nobody was in danger.", DANGER),
        ("Hask answered questions.", "did not answer questions"),
        ("The repair takes eighteen weeks.", REPAIR),
        ("Passengers rose by 12 percent in March because of the strike at Corvex.", FELL),
        ("Corporation closed the north ferry on Tuesday after a leak.", CLOSED),
        ("Tarnow sold the ferry to the authority for 8.8 million euros in 2019.", SOLD),
        ("Hask agreed to name a date for the inquiry.", NAME),
        ("Hask did name a date for the inquiry.", NAME),
        ("Hask did not refuse to name a date.", NAME),
        ("The repair takes eighteen months because Corvex sold the ferry in 2019.", REPAIR),
    ],
)
def test_one_changed_thing_is_enough_to_fail(fact: str, quote: str) -> None:
    assert not proven(fact, quote)


@pytest.mark.parametrize(
    ("fact", "there", "written"),
    [
        ("half an hour", "thirty minutes", ""),
        ("two decades", "20 years", ""),
        ("four in five", "80 percent", ""),
        ("a dozen ships", "12 ships", ""),
        ("twice as many", "doubled", ""),
        ("Q3", "the third quarter", ""),
        ("rund 190 Millionen", "192 Millionen", ""),
        ("dreißig Fälle", "30 Fälle", ""),
        ("more than 280", "280", "280"),
        ("more than 280", "more than 280", ""),
        ("fewer than 280", "more than 280", "280"),
        ("nearly 400", "410", "400"),
        ("about 400", "500", "400"),
        ("one percentage point", "1 percent", "one percentage point"),
        ("four years later", "in 2016 and in 2020", ""),
        ("five years later", "in 2016 and in 2020", "five years"),
        ("a quarter of an hour", "15 minutes", ""),
    ],
)
def test_numbers_are_equal_or_truly_rounded(fact: str, there: str, written: str) -> None:
    assert unbacked(fact, there) == written


@pytest.mark.parametrize(
    ("fact", "there", "written"),
    [
        ("on 30 September", "on September 30", ""),
        ("in Sept. 2025", "on 30 September 2025", ""),
        ("bis Oktober 2025", "am 31.10.2025", ""),
        ("in October 2024", "on October 3, 2025", "October 2024"),
        ("on Tuesday", "on 7 April", ""),
        ("on 8 April", "yesterday", ""),
        ("last year", "in 2025", ""),
        ("in 2025", "last year", ""),
        ("last week", "this week", "last week"),
        ("this year", "nothing of the kind", ""),
        ("in May", "you may go", "May"),
    ],
)
def test_dates_prove_each_other_by_the_articles_day(fact: str, there: str, written: str) -> None:
    assert undated(fact, there, PUBLISHED) == written


ROUND_UP = """\
The bridge leaks, and nobody will say so.

[ Harbour Weekly ]

A strong quarter: Tarnow Research

The third crossing was cheap. It carries twice the load."""


@pytest.mark.parametrize(
    ("fact", "quote", "proves"),
    [
        ("Harbour Weekly says the bridge leaks.", "The bridge leaks", True),
        ("Tarnow Research says the bridge leaks.", "The bridge leaks", False),
        ("Tarnow calls the third crossing cheap.", "The third crossing was cheap.", True),
        ("Harbour Weekly calls the third crossing cheap.", "The third crossing was cheap.", False),
    ],
)
def test_headings_and_credits_name_who_speaks_between_them(
    fact: str, quote: str, proves: bool
) -> None:
    assert isinstance(prove(fact, quote, make_ground(ROUND_UP)), Proof) is proves


def test_of_two_opposite_words_the_one_in_its_place_counts() -> None:
    own = passage("Profit rose 4 percent while sales fell 2 percent.")
    assert opposite(passage("Sales fell 2 percent."), own) == ""
    assert opposite(passage("Sales rose 2 percent."), own) == "rose"
    assert opposite(passage("He stepped down at least once."), own) == ""


@pytest.mark.parametrize(
    "piece", ["up Corvex said 12 not ", "a.b ", "Nine Million ", "“ ”", "99,9"]
)
def test_a_page_without_a_full_stop_is_looked_at_in_no_time(piece: str) -> None:
    page = piece * (400_000 // len(piece))
    start = time.process_time()
    ground = make_ground(page, "", PUBLISHED)
    for quote in (page[:300], "made up", ""):
        prove("Corvex said nearly 13 million rose on 8 April.", quote, ground)
    assert time.process_time() - start < 10


@given(st.text(max_size=300), st.text(max_size=600))
def test_any_two_texts_can_be_compared(fact: str, text: str) -> None:
    prove(fact, text[:100], make_ground(text, text[:20], PUBLISHED))


@pytest.mark.parametrize(
    ("fact", "passes"),
    [
        ("Borrel 6 has carried eight loads.", True),
        ("Borrel 8 has carried eight loads.", False),
        ("The court ruled 3-0.", True),
        ("The court ruled 3-3.", False),
    ],
)
def test_a_number_belongs_to_its_name_and_a_result_is_one(fact: str, passes: bool) -> None:
    text = "The rocket Borrel 6 has carried eight loads. The court ruled 3-0 on May 3."
    found = prove(fact, text, make_ground(text))
    assert isinstance(found, Proof) is passes


@pytest.mark.parametrize(
    ("fact", "passes"),
    [
        ("The Port Authority of Lindmoor closed the north ferry on Tuesday after a leak.", True),
        ("The Port Authority of Corvex closed the north ferry on Tuesday after a leak.", False),
        ("The Harbour Authority of Lindmoor closed the north ferry on Tuesday.", False),
        ("It carries 2,095 passengers a day, up from 1,900 next year.", False),
        ("Lindmoor told the mayor of Corvex that the ferry was closed.", False),
    ],
)
def test_in_a_sentence_kept_nearly_whole_no_name_stands_for_another(
    fact: str, passes: bool
) -> None:
    text = f"{TEXT} Corvex told the mayor of Lindmoor that the ferry was closed."
    quote = "Corvex told the mayor" if "told" in fact else TEXT[:200]
    found = prove(fact, quote, make_ground(text, day=PUBLISHED))
    assert isinstance(found, Proof) is passes
