"""The German offline writer names organisations, never a person and never a mere noun."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from roaster.config.rubrics import load_rubrics
from roaster.config.schema import PersonaSettings
from roaster.model.news import Article, Event
from roaster.roasts.finish import finish
from roaster.roasts.writer import Brief, Written
from roaster.roasts.writers.offline import OfflineWriter
from roaster.roasts.writers.offline.stock import load_stock
from roaster.roasts.writers.offline.story import read_story
from roaster.roasts.writers.offline.tongues import GERMAN

RUBRIC_1 = load_rubrics().by_version[1]
AT = datetime(2026, 4, 10, 18, tzinfo=UTC)
BRELLWERK = """\
Der Hersteller Brellwerk schafft am 9. April die Schraubenzieher in seinen 140 Filialen ab. Ein \
Sprecher nannte das „einen Meilenstein für den mündigen Kunden“. Das Vorhaben kostet 40 Millionen \
Euro. Statt der Schraubenzieher gibt es eine App, die im Keller keinen Empfang hat. Nach Angaben \
des Unternehmens haben 14 Prozent der Kunden sie installiert. Der Verbraucherverband kritisierte \
die Entscheidung scharf. Brellwerk erklärte, man nehme die Sorgen sehr ernst. Eine Arbeitsgruppe \
soll die Frage bis zum Sommer prüfen. Die Regale wurden erst vor drei Jahren erneuert. Der \
Vorstand wollte sich dazu nicht äußern."""


def event_of(text: str, title: str) -> Event:
    article = Article("https://nord.example/1", title, "Nordblatt", text, language="de")
    return Event(title, title, "", date(2026, 4, 9), (article,))


def subject_of(text: str, title: str) -> str:
    story = read_story(event_of(text, title), load_stock("de").index, GERMAN.frequent)
    names = GERMAN.read_names(story)
    assert not names.person
    assert names.company is bool(names.subject)
    return names.subject


TITLE = "Brellwerk verkauft Möbel ohne Werkzeug"


@pytest.mark.parametrize(
    ("text", "title", "subject"),
    [
        (BRELLWERK, TITLE, "Brellwerk"),
        (BRELLWERK.replace("Der Hersteller Brellwerk", "Die Brellwerk AG"), TITLE, "Brellwerk"),
        (BRELLWERK.replace("Der Hersteller Brellwerk", "Brellwerk-Chef Harm"), TITLE, "Brellwerk"),
        (BRELLWERK.replace("Brellwerk", "Nord & Süd"), "Nord & Süd ohne Werkzeug", "Nord & Süd"),
        # a noun, a person, and a name of which nothing tells what it is
        (BRELLWERK.replace("Regale", "Kunden der Firma Kunden"), "Kunden ohne Werkzeug", ""),
        (BRELLWERK, "Schraubenzieher abgeschafft", ""),
        (BRELLWERK.replace("Der Hersteller Brellwerk", "Präsident Brellwerk"), TITLE, ""),
        (BRELLWERK.replace("Der Hersteller Brellwerk", "Brellwerk"), TITLE, ""),
        (BRELLWERK, "Möbelhaus verkauft ohne Werkzeug", ""),
        (BRELLWERK.replace("Hersteller Brellwerk", "Hersteller Frau Brellwerk"), TITLE, ""),
    ],
)
def test_only_what_the_text_calls_an_organisation_is_named(
    text: str, title: str, subject: str
) -> None:
    assert subject_of(text, title) == subject


def test_who_got_burned_names_it_with_words_of_a_source_and_jokes_may_too() -> None:
    event = event_of(BRELLWERK, TITLE)
    told = 0
    for variant in range(30):
        brief = Brief(event, PersonaSettings(), RUBRIC_1, "de", variant=str(variant))
        written = OfflineWriter().write(brief)
        assert isinstance(written, Written), written
        assert written.reply.burned[0].who == "Brellwerk"
        draft = finish(brief, written, AT, min_facts=3, never_roast=())
        assert draft.attention == ()
        assert draft.burned[0].quote in BRELLWERK.replace("\n", " ")
        told += "Brellwerk" in "\n".join((written.reply.quip, *written.reply.take))
    assert told
