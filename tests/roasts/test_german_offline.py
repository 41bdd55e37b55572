"""The offline writer in German: its own stock, facts verbatim, nothing taken out of its case."""

from __future__ import annotations

import importlib.util
import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType

import pytest

from roaster.config.rubrics import load_rubrics
from roaster.config.schema import PersonaSettings
from roaster.model.news import Article, Event
from roaster.roasts.finish import finish
from roaster.roasts.phrases.index import MemoryShelf, PhraseIndex
from roaster.roasts.phrases.passages import passages_of
from roaster.roasts.phrases.stock import stock_phrases
from roaster.roasts.writer import Brief, Written
from roaster.roasts.writers.offline import OfflineWriter
from roaster.roasts.writers.offline.column import QUIP_WORDS
from roaster.roasts.writers.offline.figures import Kind
from roaster.roasts.writers.offline.german_figures import german_figures, reckoned_in_german
from roaster.roasts.writers.offline.stock import load_stock
from roaster.roasts.writers.offline.story import read_story
from roaster.roasts.writers.offline.tongues import GERMAN

RUBRIC_1 = load_rubrics().by_version[1]
AT = datetime(2026, 4, 10, 18, tzinfo=UTC)
BAHN = """\
Die Nordbahn AG schafft am 9. April die Durchsagen auf ihren 140 Bahnhöfen ab. Ein Sprecher nannte \
das „einen Meilenstein für den mündigen Fahrgast“. Das Vorhaben kostet 40 Millionen Euro.

Statt der Durchsagen gibt es eine App, die sich im Tunnel nicht öffnen lässt. Nach Angaben des \
Unternehmens haben 14 Prozent der Fahrgäste sie installiert. Der Fahrgastverband kritisierte die \
Entscheidung scharf. „Niemand hat darum gebeten“, sagte eine Fahrgastvertreterin.

Der Vorstand erklärte, man nehme die Sorgen sehr ernst. „Wir wollen die modernste Stille Europas“, \
sagte der Vorstandschef. Wann die App im Tunnel funktioniert, steht noch nicht fest. Eine \
Arbeitsgruppe soll das Durchsagenkonzept bis zum Sommer prüfen. Die Lautsprecheranlagen wurden \
erst vor drei Jahren erneuert. Sie kosteten 12 Millionen Euro. Die Umstellung dauerte 11 Stunden. \
Rund 1.200 Beschäftigte erfuhren davon aus einer Durchsage."""
AMT = """\
Das Landesamt für Vereinfachung hat am Montag den papierlosen Antrag eingeführt. Jeder Antrag wird \
nach Angaben der Behörde dreimal ausgedruckt, damit nichts verloren geht. Für die Drucker wurden \
3,2 Millionen Euro ausgegeben.

„Wir sind die erste papierlose Behörde des Landes“, sagte der Amtsleiter bei der Eröffnung. Die \
Behörde beschaffte 38 Drucker und stellte zwei Heftklammerbeauftragte ein. Der Papierverbrauch \
stieg im ersten Quartal um 25 Prozent. Ein Gutachten soll klären, woran das liegt. Die \
Digitalisierungsstrategie umfasst 640 Seiten und liegt nur gedruckt vor. Der Rechnungshof forderte \
eine Erklärung. Die Behörde wollte sich dazu nicht äußern. Doch die Bürger bekommen ihre Bescheide \
weiterhin mit der Post. Das Formular hat sieben Anlagen."""


def event_of(text: str, title: str, number: int = 0) -> Event:
    article = Article("https://nord.example/1", title, "Nordblatt", text, language="de")
    return Event(f"{title} {number}", title, "", date(2026, 4, 9), (article,))


def brief_of(event: Event, index: PhraseIndex | None = None) -> Brief:
    return Brief(event, PersonaSettings(), RUBRIC_1, "de-DE", worn=index)


EVENTS = (event_of(BAHN, "Bahn schafft Durchsagen ab"), event_of(AMT, "Amt druckt alles aus"))


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.title)
def test_a_german_roast_has_all_its_parts_and_passes_every_gate(event: Event) -> None:
    written = OfflineWriter().write(brief_of(event))
    assert isinstance(written, Written), written
    reply = written.reply
    assert QUIP_WORDS[0] <= len(reply.quip.split()) <= QUIP_WORDS[1]
    assert 2 <= len(reply.take) <= 4
    assert 3 <= len(reply.facts) <= 5
    assert 2 <= len(reply.burned) <= 3
    assert all(burn.who.startswith(("Der ", "Die ", "Das ", "Nordb")) for burn in reply.burned)
    assert reply.concerns == ()
    draft = finish(brief_of(event), written, AT, min_facts=3, never_roast=())
    assert draft.attention == ()
    assert len(draft.facts) == len(reply.facts)


def test_facts_are_whole_german_sentences_word_for_word() -> None:
    written = OfflineWriter().write(brief_of(EVENTS[0]))
    assert isinstance(written, Written)
    texts = [fact.text for fact in written.reply.facts]
    assert all(text in BAHN for text in texts)
    # “am 9. April” is no sentence's end
    assert (
        texts[0] == "Die Nordbahn AG schafft am 9. April die Durchsagen auf ihren 140 Bahnhöfen ab."
    )


def test_sixty_german_roasts_share_no_phrase_and_have_german_marks_only() -> None:
    writer = OfflineWriter()
    index = PhraseIndex((), MemoryShelf(), stock_phrases("de"))
    parts = [sentence for text in (BAHN, AMT) for sentence in text.replace("\n\n", " ").split(". ")]
    for number in range(60):
        told = [parts[(number * 5 + step * (1 + number % 7)) % len(parts)] for step in range(12)]
        text = ". ".join(dict.fromkeys(told)).rstrip(".") + "."
        event = event_of(text, EVENTS[number % 2].title, number)
        written = writer.write(brief_of(event, index))
        assert isinstance(written, Written), written
        passages = passages_of(written.reply)
        assert index.claim(event, passages) == (), number
        assert "“" not in re.sub("„[^„“]*“", "", " ".join(each.text for each in passages))
        index.add(event.id, passages)


def test_a_critic_is_not_laughed_at() -> None:
    """Their words are told as a remark, never as what an office says of itself."""
    story = read_story(EVENTS[0], load_stock("de").index, GERMAN.frequent)
    extracts = GERMAN.read_extracts(story)
    assert [each.words for each in extracts.remarks] == ["Niemand hat darum gebeten"]
    assert "Wir wollen die modernste Stille Europas" in [e.words for e in extracts.boasts]


def test_figures_and_what_can_be_worked_out_from_them() -> None:
    story = read_story(EVENTS[0], load_stock("de").index, GERMAN.frequent)
    found = {figure.text: figure for figure in german_figures(story.lines)}
    assert {text: figure.kind for text, figure in found.items()} == {
        "140 Bahnhöfen": Kind.COUNT,
        "40 Millionen Euro": Kind.MONEY,
        "14 Prozent": Kind.PERCENT,
        "12 Millionen Euro": Kind.MONEY,
        "11 Stunden": Kind.SPAN,
        "1.200 Beschäftigte": Kind.PEOPLE,
    }
    assert reckoned_in_german(found["40 Millionen Euro"]) == {
        "money_time": "463 Tage",
        "money_day": "110.000 Euro",
    }
    assert reckoned_in_german(found["14 Prozent"]) == {"one_in": "sieben"}
    assert reckoned_in_german(found["11 Stunden"]) == {"span_small": "660 Minuten"}
    assert reckoned_in_german(found["1.200 Beschäftigte"]) == {
        "buses": "24",
        "hands": "3 Stunden",
    }


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """tests/bench/german_events.py: `german_events(…)`."""
    path = Path(__file__).parents[1] / "bench" / "german_events.py"
    spec = importlib.util.spec_from_file_location("german_events", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_two_hundred_different_german_events_share_no_phrase(bench: ModuleType) -> None:
    """bench_offline.py does it with a thousand."""
    writer = OfflineWriter()
    index = PhraseIndex((), MemoryShelf(), stock_phrases("de"))
    events = bench.german_events(200)
    assert len({event.articles[0].text for event in events}) == len(events)
    for event in events:
        written = writer.write(brief_of(event, index))
        assert isinstance(written, Written), written
        passages = passages_of(written.reply)
        assert index.claim(event, passages) == (), event.title
        assert all(40 <= len(part.split()) <= 110 for part in written.reply.take), event.title
        index.add(event.id, passages)


def test_a_surname_is_no_thing_to_joke_about() -> None:
    text = (
        "Daniel Schlichtholz hat das Programm abgegeben. Die Datensicherung kostet 12 Euro. Nur "
        "eine Datensicherung am Tag ist laut Vertrag erlaubt, teilte der Betreiber am Montag mit."
    )
    story = read_story(
        event_of(text, "Programm abgegeben"), load_stock("de").index, GERMAN.frequent
    )
    assert [each.words for each in GERMAN.read_extracts(story).things] == ["Datensicherung"]


def test_what_somebody_criticised_is_not_cut_off() -> None:
    text = (
        "Die Gewerkschaft kritisierte den neuen Dienstplan scharf, weil er am Sonntag beginnt. Der "
        "Betriebsrat kritisierte im Gespräch, dass niemand im ganzen Betrieb gefragt worden sei."
    )
    story = read_story(
        event_of(text, "Streit um Dienstplan"), load_stock("de").index, GERMAN.frequent
    )
    assert [each.words for each in GERMAN.read_extracts(story).plain] == [
        "Die Gewerkschaft kritisierte den neuen Dienstplan scharf"
    ]
