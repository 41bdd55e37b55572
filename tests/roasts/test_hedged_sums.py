"""What a source says is “up to” or “about” so much is never named as so much."""

from __future__ import annotations

import re
from datetime import date

import pytest

from roaster.config.rubrics import load_rubrics
from roaster.config.schema import PersonaSettings
from roaster.model.news import Article, Event
from roaster.roasts.writer import Brief, Reply, Written
from roaster.roasts.writers.offline import OfflineWriter

RUBRIC_1 = load_rubrics().by_version[1]
ENGLISH = """\
Brightwell Systems will spend {hedge} $40 million on a visitor centre, the company said. \
It cut {hedge} 14 percent of its workforce in Lisbon a week earlier. The chief executive called \
the centre “a world-class home for curious people”. The works council learned of the cuts from a \
calendar invitation. No executive bonus was reduced. The centre will be built in Dublin.

The company declined to name a date for severance payments. Regulators opened an inquiry in April. \
The visitor centre has a gift shop. Employees may visit it for free until their last day."""
GERMAN = """\
Der Hersteller Brellwerk gibt {hedge} 40 Millionen Euro für ein Besucherzentrum aus. Eine Woche \
zuvor hatte das Unternehmen {hedge} 14 Prozent der Stellen gestrichen. Der Vorstandschef nannte \
das Zentrum „ein großartiges Zuhause für neugierige Menschen“. Der Betriebsrat erfuhr von den \
Kündigungen aus einer Einladung. Kein Bonus im Vorstand wurde gekürzt. Das Zentrum wird in Lübeck \
gebaut. Das Besucherzentrum bekommt einen Andenkenladen.

Das Unternehmen nannte keinen Termin für die Abfindungen. Die Aufsicht eröffnete im April ein \
Verfahren. Beschäftigte dürfen das Zentrum bis zum letzten Tag kostenlos besuchen."""
SUM = re.compile(r"(.{0,24})(?:\$40 million|40 Millionen Euro|14 percent|14 Prozent)")


def replies(text: str, language: str) -> list[Reply]:
    writer, made = OfflineWriter(), []
    article = Article("https://o.example/1", "A visitor centre", "The Post", text, None, language)
    for number in range(40):
        event = Event(f"e{number}", article.title, "", date(2026, 4, 9), (article,))
        written = writer.write(Brief(event, PersonaSettings(), RUBRIC_1, language, variant="x"))
        assert isinstance(written, Written), written
        made.append(written.reply)
    return made


def jokes(reply: Reply) -> str:
    burned = (burn.why for burn in reply.burned)
    return "\n".join((reply.quip, *reply.take, *burned, reply.lining, *reply.reasons.values()))


@pytest.mark.parametrize("hedge", ["up to", "about", "more than", "close to", "approximately"])
def test_an_english_sum_keeps_the_words_that_hedge_it(hedge: str) -> None:
    for reply in replies(ENGLISH.format(hedge=hedge), "en"):
        for match in SUM.finditer(jokes(reply)):
            assert match[1].lower().endswith(f"{hedge} "), match.group()
        assert not re.search(r"463 days|one in seven|\$110,000", jokes(reply))


@pytest.mark.parametrize("hedge", ["bis zu", "rund", "mehr als", "knapp"])
def test_a_german_sum_keeps_them_too(hedge: str) -> None:
    for reply in replies(GERMAN.format(hedge=hedge), "de"):
        for match in SUM.finditer(jokes(reply)):
            assert match[1].lower().endswith(f"{hedge} "), match.group()
        assert not re.search(r"463 Tage|\beiner von sieben\b|110\.000 Euro", jokes(reply))


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (GERMAN, "de")])
def test_a_sum_without_a_hedge_is_still_joked_about(text: str, language: str) -> None:
    bare = text.replace("{hedge} ", "")
    assert sum(bool(SUM.search(jokes(reply))) for reply in replies(bare, language)) > 10
