"""Each persona has an offline register of its own, and a site's own persona may bring one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from roaster.config import PersonaSettings, load_config, parse_config
from roaster.config.offline_pieces import GROUPS, KINDS, LISTS, read_offline
from roaster.config.personas import known_personas, read_persona
from roaster.config.rubrics import load_rubrics
from roaster.errors import ConfigError, Fault
from roaster.model.news import Article, Event
from roaster.roasts.phrases.index import MemoryShelf, PhraseIndex
from roaster.roasts.phrases.passages import passages_of
from roaster.roasts.writer import Brief, Reply, Written
from roaster.roasts.writers.offline import OfflineWriter
from roaster.roasts.writers.offline.stock import load_stock

RUBRIC_1 = load_rubrics().by_version[1]
LANGUAGES = ("en", "de")
QUOTED = re.compile(r"“[^“”]*”|„[^„“]*“")
FIRST_PERSON = re.compile(
    r"\b(?:I|I['’]\w+|me|my|mine|myself|ich|mir|mich|mein(?:e|er|es|em|en)?)\b", re.IGNORECASE
)
ENGLISH = """\
Brightwell Systems cut 1,200 jobs on Tuesday, a week after its chief executive told staff that \
“people are our only product”. The cuts affect 14 percent of the workforce in Lisbon and Dublin.

The company said it would spend $40 million on a groundbreaking visitor centre by 2031. It did not \
name a date for severance payments. Regulators in Lisbon opened an inquiry on 8 April.

Shares rose 3.5% to €18.20 before lunch. “We are investing in people,” the chief executive said. \
But the works council learned of the cuts from a calendar invitation."""
GERMAN = """\
Das Amt für Formulare stellt im April auf eine revolutionäre Software um, wie es am Montag \
mitteilte. Die Umstellung kostet nach Angaben des Amtes 2,4 Millionen Euro.

„Wir sind stolz auf diesen Meilenstein der Digitalisierung“, sagte der Minister. Die Software \
druckt jeden Antrag zweimal aus. Die Beschäftigten hatten vor dem Start gewarnt, dass 340 Anträge \
liegen bleiben.

Der Rechnungshof kritisierte die Kosten. Ein neues System soll bis 2031 eingeführt werden, aber \
einen Plan gibt es nicht."""
TOLD = {
    "en": ("Brightwell cuts 1,200 jobs", ENGLISH),
    "de": ("Amt druckt alles zweimal aus", GERMAN),
}
OWN = """\
common: instead
patterns:
  lining:
    - The lamp in the harbour office was on all the same, and somebody had swept the stairs.
"""


def event_of(language: str, number: int = 0) -> Event:
    title, text = TOLD[language]
    article = Article(f"https://outlet{number}.example/1", title, "The Harbour Post", text)
    return Event(f"e{number}", title, "", date(2026, 4, 9), (article,))


def reply_of(persona: PersonaSettings, language: str) -> Reply:
    written = OfflineWriter().write(Brief(event_of(language), persona, RUBRIC_1, language))
    assert isinstance(written, Written), written
    return written.reply


def words_of(reply: Reply) -> tuple[str, ...]:
    return (reply.quip, *reply.take, *(burn.why for burn in reply.burned), reply.lining)


def persona_of(persona: str, language: str) -> PersonaSettings:
    return parse_config(f"persona: {persona}\nsite: {{language: {language}}}", {}).persona


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_personas_tell_one_event_in_words_of_their_own(language: str) -> None:
    first, second = (
        reply_of(persona_of(each, language), language) for each in ("sally", "obituarist")
    )
    assert not set(words_of(first)) & set(words_of(second))
    # What is known of the event is the same, whoever tells it.
    assert (first.title, first.facts, first.scores) == (second.title, second.facts, second.scores)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_obituarist_never_speaks_of_himself(language: str) -> None:
    persona, writer = persona_of("obituarist", language), OfflineWriter()
    index = PhraseIndex((), MemoryShelf())
    for number in range(60):
        event = event_of(language, number)
        written = writer.write(Brief(event, persona, RUBRIC_1, language, worn=index))
        assert isinstance(written, Written), written
        index.add(event.id, passages_of(written.reply))
        for text in words_of(written.reply):
            assert not FIRST_PERSON.search(QUOTED.sub("", text)), text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("persona", ["", "obituarist"])
def test_nothing_but_sallys_own_piece_says_i(persona: str, language: str) -> None:
    """The common stock is anybody's: no persona of a site's is made to speak of itself."""
    own = read_persona(persona, language, None).values["offline"] if persona else ()
    stock = load_stock(language, own)
    texts = [each.text for patterns in stock.patterns.values() for each in patterns]
    texts += [each.text for pieces in stock.fragments.values() for each in pieces]
    assert [text for text in texts if FIRST_PERSON.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_that_a_file_may_use_are_those_of_the_common_stock(language: str) -> None:
    stock = load_stock(language)
    kinds = {kind for kind in stock.patterns if not kind.startswith("burn:")}
    assert kinds <= KINDS
    assert set(stock.fragments) <= LISTS
    slots = {slot for each in stock.patterns.values() for one in each for slot in one.slots}
    assert slots <= set(GROUPS)
    if language == "en":
        assert (kinds, set(stock.fragments)) == (KINDS, LISTS)


def test_the_files_that_come_with_roaster_are_right() -> None:
    sources = [
        source
        for persona in known_personas(None)
        for source in read_persona(persona, "de", None).values["offline"]
    ]
    assert {source.language for source in sources} == {"en", "de"}
    for source in sources:
        assert read_offline(source).patterns


class Site:
    """A site with a persona `gus` of its own."""

    def __init__(self, root: Path, persona: str) -> None:
        self.root = root
        self.write("personas/gus/persona.yaml", persona)

    def write(self, name: str, text: str) -> Site:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return self

    def persona(self, language: str = "en") -> PersonaSettings:
        self.write("config.yaml", f"persona: gus\nsite: {{language: {language}}}")
        return load_config(self.root / "config.yaml", {}).persona

    def faults(self, language: str = "en") -> tuple[Fault, ...]:
        with pytest.raises(ConfigError) as caught:
            self.persona(language)
        return caught.value.faults


def test_a_sites_own_persona_brings_its_own_piece_and_keeps_the_rest(tmp_path: Path) -> None:
    site = Site(tmp_path, "extends: obituarist\nname: Gus")
    base = reply_of(site.persona(), "en")
    assert base == reply_of(persona_of("obituarist", "en"), "en")
    reply = reply_of(site.write("personas/gus/offline.yaml", OWN).persona(), "en")
    assert reply.lining.startswith("The lamp in the harbour office was on all the same")
    assert replace(reply, lining=base.lining) == base


def test_a_piece_stands_beside_the_common_one_where_its_file_says_so(tmp_path: Path) -> None:
    site = Site(tmp_path, "extends: obituarist")
    site.write("personas/gus/offline.yaml", OWN.replace("instead", "beside"))
    stock = load_stock("en", site.persona().offline)
    base = load_stock("en", persona_of("obituarist", "en").offline)
    assert len(stock.patterns["lining"]) == len(base.patterns["lining"]) + 1


def test_a_persona_without_a_piece_in_a_language_has_the_one_below(tmp_path: Path) -> None:
    site = Site(tmp_path, "extends: obituarist").write("personas/gus/offline.yaml", OWN)
    assert reply_of(site.persona("de"), "de") == reply_of(persona_of("obituarist", "de"), "de")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("common: both", 1, "`common`: expected"),
        ("patterns:\n  qip: [x]", 2, "there is no kind of pattern `qip`"),
        ("patterns:\n  quip:\n  - Of “{tilte}”.", 3, "there is no slot `{tilte}`"),
        ("patterns:\n  quip:\n  - So [@titlled].", 3, "there is no list of fragments `[@titlled]`"),
        ("patterns:\n  quip:\n  - {t: So., if: rain}", 3, "`rain` is nothing that an event can be"),
        ("patterns:\n  quip:\n  - {t: So., iff: money}", 3, "expected a text, or `{t: "),
        ("fragments:\n  who: [one of those people upstairs by the door, b]", 2, "6 words at most"),
        ("fragments:\n  who: [a]", 2, "2 different pieces at least"),
        ("fragments:\n  whom: [a, b]", 2, "there is no list of fragments `whom`"),
        ("common: none\npatterns:\n  quip: [x]", 1, "patterns are needed for open, close"),
        ("pattern: {}", 1, "unknown setting `pattern`"),
        ("\t", 1, "broken YAML"),
    ],
)
def test_a_fault_of_the_piece_is_named_with_file_line_and_remedy(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    site = Site(tmp_path, "extends: sally").write("personas/gus/offline.yaml", text)
    (fault,) = site.faults()
    assert (fault.path, fault.line) == ("personas/gus/offline.yaml", line)
    assert message in fault.message
    assert fault.remedy


def test_the_piece_is_a_file_and_no_setting() -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config("persona: {offline: [a]}", {})
    assert caught.value.faults[0].message == "unknown setting `persona.offline`"
