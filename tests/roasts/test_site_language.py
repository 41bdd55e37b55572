"""A reply in another language than the site's: asked for once more, then it waits for a person."""

from __future__ import annotations

import dataclasses
import importlib.util
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from roaster.articles.language import foreign_to
from roaster.config.schema import ModelSettings
from roaster.model.roast import Draft
from roaster.roasts.chain import WriterChain
from roaster.roasts.finish import finish
from roaster.roasts.hearing import Hearing
from roaster.roasts.lineup import writers_from
from roaster.roasts.writer import Brief, ProposedFact, Reply, Written
from roaster.roasts.writers.offline.writer import OfflineWriter
from roaster.state.journal import Journal
from roaster.state.ledger import Ledger, Purse

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Pydantic serializer warnings:UserWarning"),
]

GERMAN_JOKES: dict[str, Any] = {
    "title": "Brightwell erklärt sein einziges Produkt für überflüssig",
    "quip": "Eine Firma, deren einziges Produkt der Mensch ist, meldet Räumungsverkauf.",
    "take": [
        "Erst versicherte man der Belegschaft, wie sehr sie gebraucht wird, dann ging sie.",
        "Das Ersparte fließt in ein Besucherzentrum, damit alle Welt ein leeres Haus ansehen kann.",
    ],
    "burned": [{"who": "Brightwell", "why": "Ein Foyer war ihr mehr wert als die Belegschaft."}],
    "lining": "Das Besucherzentrum braucht Führer, und 1.200 Leute kennen das Gebäude.",
}
GERMAN_FACTS = (
    "Brightwell Systems hat am Dienstag 1.200 Stellen gestrichen, wie die Firma mitteilte.",
    "Die Kürzungen betreffen 14 Prozent der Belegschaft in Lissabon und Dublin.",
    "Brightwell Systems hat im vergangenen Jahr einen Gewinn von 310 Millionen Dollar gemeldet.",
)


def german(samples: ModuleType, **changes: Any) -> str:
    facts = [
        fact | {"text": text}
        for fact, text in zip(samples.roast()["facts"], GERMAN_FACTS, strict=True)
    ]
    return str(samples.roast_text(**(GERMAN_JOKES | {"facts": facts} | changes)))


@pytest.fixture
def hire(tmp_path: Path, samples: ModuleType) -> Iterator[Callable[..., WriterChain]]:
    journal, ledger = Journal(tmp_path / "replies.sqlite3"), Ledger(tmp_path / "ledger.sqlite3")
    chains: list[WriterChain] = []

    def make(entry: dict[str, Any]) -> WriterChain:
        chains.append(
            writers_from(
                [ModelSettings(**entry)],
                {},
                journal,
                ledger,
                Purse(Decimal(1)),
                clock=lambda: samples.NOW,
                deadline_s=20.0,
                max_tokens=2500,
                sleep=lambda _: None,
            )
        )
        return chains[-1]

    yield make
    for chain in chains:
        chain.close()
    journal.close()
    ledger.close()


def finished(samples: ModuleType, brief: Brief, written: Written, **changes: Any) -> Draft:
    settings: dict[str, Any] = {"min_facts": 3, "never_roast": ()} | changes
    return finish(brief, written, samples.NOW, **settings)


def test_an_english_answer_for_a_german_site_is_asked_for_once_more_in_german(
    hire: Callable[..., WriterChain], endpoints: ModuleType, samples: ModuleType
) -> None:
    brief = samples.brief(language="de-AT", foreign=foreign_to)
    english = endpoints.completion(samples.roast_text())
    with endpoints.serving(english, endpoints.completion(german(samples))) as server:
        written = hire(server.entry()).write(brief)
    assert isinstance(written, Written)
    assert written.reply.quip == GERMAN_JOKES["quip"]
    assert server.count >= 2
    named = server.requests[1].messages[-1]["content"]
    assert "quip and take: written in English (en); write in German (de)" in named
    assert "facts: written in English (en); write in German (de)" in named
    draft = finished(samples, brief, written)
    assert not [line for line in draft.attention if "the site is in" in line]


def test_an_answer_that_stays_in_the_wrong_language_waits_for_a_person(
    hire: Callable[..., WriterChain], endpoints: ModuleType, samples: ModuleType
) -> None:
    brief = samples.brief(language="en", foreign=foreign_to)
    jokes = german(samples, facts=samples.roast()["facts"])
    with endpoints.serving(endpoints.completion(jokes)) as server:
        written = hire(server.entry()).write(brief)
    assert isinstance(written, Written)
    assert server.count == 2
    draft = finished(samples, brief, written)
    assert "quip and take: written in German (de), the site is in English (en)" in draft.attention
    assert not [line for line in draft.attention if line.startswith("facts:")]


@pytest.mark.parametrize("second", ["no JSON", "error"])
def test_without_a_better_answer_the_first_one_stays_and_waits(
    hire: Callable[..., WriterChain], endpoints: ModuleType, samples: ModuleType, second: str
) -> None:
    brief = samples.brief(language="de", foreign=foreign_to)
    bad = endpoints.completion("Nein.") if second == "no JSON" else endpoints.error(400, "no")
    with endpoints.serving(endpoints.completion(samples.roast_text()), bad) as server:
        written = hire(server.entry()).write(brief)
    assert isinstance(written, Written)
    draft = finished(samples, brief, written)
    assert [line for line in draft.attention if "the site is in German (de)" in line]


def test_straight_facts_in_the_wrong_language_wait_too(
    hire: Callable[..., WriterChain], endpoints: ModuleType, samples: ModuleType
) -> None:
    brief = samples.brief(language="de", foreign=foreign_to)
    told = samples.roast_text(sensitive="Somebody died.")
    with endpoints.serving(endpoints.completion(told)) as server:
        written = hire(server.entry()).write(brief)
    assert isinstance(written, Written)
    draft = finished(samples, brief, written, sensitive="straight")
    assert draft.straight
    assert draft.attention == ("facts: written in English (en), the site is in German (de)",)


def reply_of(**changes: Any) -> Reply:
    made = Reply(
        title="",
        category="business",
        tags=(),
        quip=GERMAN_JOKES["quip"],
        take=tuple(GERMAN_JOKES["take"]),
        facts=tuple(ProposedFact(text, "", 0) for text in GERMAN_FACTS),
        burned=(),
        lining="",
        scores={},
    )
    return dataclasses.replace(made, **changes)


def test_quotes_names_and_short_texts_tell_nothing(samples: ModuleType) -> None:
    hearing = Hearing(samples.brief(language="de", foreign=foreign_to))
    assert hearing.of(reply_of()) == ()
    quote = "„We are investing in people, and people are what we have always been investing in“"
    told = (f"Der Chef sagte {quote}, und dann ging er.", f"Er sagte noch einmal: {quote}.")
    assert hearing.of(reply_of(quip=told[0], take=told)) == ()
    assert hearing.of(reply_of(quip="The show must go on.", take=("Business as usual.",))) == ()
    names = tuple(
        ProposedFact(f"Brightwell Systems, The Harbour Post, Ledger Weekly {n}", "", 0)
        for n in range(3)
    )
    assert hearing.of(reply_of(facts=names)) == ()


@pytest.mark.parametrize("language", ["gsw", "tlh", "de-CH", "", "x-nonsense!"])
def test_a_language_that_nobody_can_tell_is_not_judged(samples: ModuleType, language: str) -> None:
    assert Hearing(samples.brief(language=language, foreign=foreign_to)).of(reply_of()) == ()


def test_danish_for_a_norwegian_site_is_let_pass() -> None:
    danish = (
        "Byrådet besluttede tirsdag at lukke broen i elleve måneder, fordi ingen havde tænkt på "
        "at måle den først. Borgmesteren beklagede og lovede en færge, der sejler om fredagen."
    )
    assert foreign_to(danish, "nb") == ""
    assert foreign_to(danish, "en") == "da"


def test_what_models_write_well_in_english_raises_no_alarm(samples: ModuleType) -> None:
    path = Path(__file__).parents[1] / "whole" / "articulate.yaml"
    hearing = Hearing(samples.brief(language="en", foreign=foreign_to))
    for reply in yaml.safe_load(path.read_text("utf-8")).values():
        facts = tuple(ProposedFact(fact["text"], "", 0) for fact in reply["facts"])
        made = reply_of(quip=reply["quip"], take=tuple(reply["take"]), facts=facts)
        assert hearing.of(made) == ()


def bench(name: str) -> ModuleType:
    path = Path(__file__).parents[1] / "bench" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_german_roasts_alarm_an_english_site_alone(samples: ModuleType) -> None:
    writer = OfflineWriter()
    for event in bench("german_events").german_events(30):
        brief = samples.brief(event=event, language="de", foreign=foreign_to)
        written = writer.write(brief)
        assert isinstance(written, Written)
        assert Hearing(brief).of(written.reply) == ()
        abroad = Hearing(dataclasses.replace(brief, language="en")).of(written.reply)
        assert [one.place for one in abroad] == ["quip and take", "facts"]
