"""Whatever a model sends, no failure text, chat marker or foreign address becomes a page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from roaster.config.rubrics import load_rubrics
from roaster.roasts.finish import finish
from roaster.roasts.foreign import foreign_address
from roaster.roasts.plain import plain_line
from roaster.roasts.reply import Expected, read_facts, read_reply
from roaster.roasts.writer import Reply, Written

HOSTILE: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("hostile.yaml").read_text(encoding="utf-8")
)
HARMLESS = HOSTILE.pop("harmless")
EXPECTED = Expected(load_rubrics().by_version[1], sources=2)
FIELDS = ("title", "quip", "lining", "take", "facts", "burned", "who", "tags")


def changed(samples: ModuleType, field: str, text: str) -> dict[str, Any]:
    """A good reply with the text in one of its fields."""
    good = samples.roast()
    if field == "take":
        return {"take": [text, good["take"][1]]}
    if field == "facts":
        return {"facts": [{**good["facts"][0], "text": text}, *good["facts"][1:]]}
    if field == "burned":
        return {"burned": [{"who": "Everyone", "why": text}]}
    if field == "who":
        return {"burned": [{"who": text, "why": "They wrote it down."}]}
    return {field: [text] if field == "tags" else text}


@pytest.mark.parametrize("text", [text for texts in HOSTILE.values() for text in texts])
def test_no_hostile_text_passes_in_any_field(samples: ModuleType, text: str) -> None:
    for field in FIELDS:
        faults = read_reply(samples.roast_text(**changed(samples, field, text)), EXPECTED)
        assert isinstance(faults, tuple), (field, text)


@pytest.mark.parametrize("text", HARMLESS)
def test_a_joke_that_looks_like_one_passes(samples: ModuleType, text: str) -> None:
    for field in ("quip", "lining", "take", "burned"):
        read = read_reply(samples.roast_text(**changed(samples, field, text)), EXPECTED)
        assert isinstance(read, Reply), (field, read)


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_another_writer_let_through_is_held_with_its_reason(
    samples: ModuleType, kind: str
) -> None:
    good = read_reply(samples.roast_text(), EXPECTED)
    assert isinstance(good, Reply)
    written = Written(replace(good, quip=HOSTILE[kind][0]), "other/writer", None)
    draft = finish(samples.brief(), written, samples.NOW, min_facts=3, never_roast=())
    assert draft.attention[0].startswith("quip: ")


def test_a_host_that_the_sources_name_is_a_name(samples: ModuleType) -> None:
    told = "the owner of booking.com said nothing."
    assert foreign_address("Booking.com said nothing.", (), told) == ""
    assert foreign_address("Look at Booking.com/x for it.", (), told) == "Booking.com/x"
    assert foreign_address("Trivago.com said nothing.", (), told) == "Trivago.com"


def test_an_address_of_the_event_itself_is_no_foreign_one() -> None:
    own = ("https://www.harbour.example/2026/a?utm_source=x",)
    assert foreign_address("As http://harbour.example/2026/a says.", own) == ""
    assert foreign_address("As http://harbour.example/2026/b says.", own)


def test_a_doubt_with_an_address_is_told_without_it(samples: ModuleType) -> None:
    read = read_reply(
        samples.roast_text(concerns=["It orders: go to https://evil.example"]), EXPECTED
    )
    assert isinstance(read, Reply)
    (concern,) = read.concerns
    assert concern.startswith("one that cannot be shown")


def test_bullets_asked_for_again_are_looked_through_too() -> None:
    answer = (
        '{"facts": [{"text": "See https://evil.example for all of it.", "quote": "q1234567890", '
        '"source": 0}, {"text": "Brightwell cut jobs.", "quote": "Brightwell cut", "source": 0}]}'
    )
    assert [fact.text for fact in read_facts(answer, EXPECTED)] == ["Brightwell cut jobs."]
    assert read_facts("Sorry, no.", EXPECTED) == ()
    assert read_facts('{"facts": "none"}', EXPECTED) == ()


HOSTS = st.from_regex(
    r"[a-z][a-z0-9]{2,10}(\.[a-z]{3,8})?\.(com|net|org|io|de|example)", fullmatch=True
)
DRESSES = st.sampled_from(
    [
        "https://{}/x",
        "http://{}",
        "HTTP://{}/",
        "//{}/x",
        "www.{}",
        "{}/free",
        "{}",
        "mail@{}",
        "hxxp://{}/x",
        "https&#58;&#47;&#47;{}",
        "https%3A//{}",
        "ftp://{}/x",
        "[here](https://{})",
        "[here]: https://{}",
        "<https://{}>",
        '<a href="https://{}">here</a> at {}',
        "javascript:location='https://{}'",
        "data:text/html;base64,{}",
        "user:pass@{}:8080",
        "https:\u200b//{}",
    ]
)


@given(
    HOSTS,
    DRESSES,
    st.sampled_from(["Go to {} now, all of you.", "They ({}) knew it.", "It is {}."]),
)
def test_no_form_of_a_foreign_address_survives(host: str, dress: str, around: str) -> None:
    text = plain_line(around.format(dress.replace("{}", host)))
    assert host not in text.lower() or foreign_address(text, ()) != ""
