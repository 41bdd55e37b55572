"""A persona is a folder of data: checked with its lines, replaced piece by piece, translated."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from roaster.config import Config, PersonaSettings, load_config, parse_config
from roaster.config.personas import SHIPPED, known_personas, read_persona
from roaster.config.schema import OFFLINE_MODEL
from roaster.errors import ConfigError, Fault
from roaster.roasts.brief import system_message
from roaster.roasts.lineup import writers_from
from roaster.roasts.writer import Written

LANGUAGES = ("en", "de")
WHOLE = """\
name: Grim Gus
tagline: unimpressed since 1950
introduction: You have seen it before.
tone: Laconic.
voice: Few words.
mocks: [pomp]
never: [the weak]
sign_off: — Gus
sections: {take: Gus Says, facts: Facts, burned: Losers, lining: Comfort}
invitations: [Try me.]
"""


class Site:
    """A site's folder, with a config and personas of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def has(self, **files: str) -> Site:
        """Files of `personas/gus/`, by name; `__` stands for a dot."""
        for name, text in files.items():
            self.write(f"gus/{name.replace('__', '.')}.yaml", text)
        return self

    def write(self, path: str, text: str) -> None:
        file = self.root / "personas" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def config(self, text: str) -> Config:
        (self.root / "config.yaml").write_text(text, encoding="utf-8")
        return load_config(self.root / "config.yaml", {})

    def faults(self, text: str = "persona: gus") -> tuple[Fault, ...]:
        with pytest.raises(ConfigError) as caught:
            self.config(text)
        return caught.value.faults


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_nothing_said_is_sally_in_english() -> None:
    persona = parse_config("", {}).persona
    assert persona == Config().persona == PersonaSettings.model_validate({})
    assert persona.id == "sally"
    assert persona.name == "Cynical Sally"
    assert persona.sections.take == "Sally's Take"
    assert persona.sign_off == "— Sally"
    assert len(persona.invitations) == 3
    assert persona.examples


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("persona", known_personas(None))
def test_what_comes_with_roaster_is_whole_in_each_language(persona: str, language: str) -> None:
    read = read_persona(persona, language, None)
    assert not read.faults
    config = parse_config(f"persona: {persona}\nsite: {{language: {language}}}", {})
    headings = config.persona.sections.by_key().values()
    assert len(set(headings)) == 4
    assert len(config.persona.invitations) == 3
    assert len(config.persona.examples) >= 3
    own = [*headings, *config.persona.invitations]
    other = "de" if language == "en" else "en"
    translated = parse_config(f"persona: {persona}\nsite: {{language: {other}}}", {}).persona
    assert not set(own) & {*translated.sections.by_key().values(), *translated.invitations}


def test_the_files_that_come_with_roaster_say_every_key_themselves() -> None:
    for persona in known_personas(None):
        said = yaml.safe_load((SHIPPED / persona / "persona.yaml").read_text(encoding="utf-8"))
        assert "extends" not in said
        assert set(PersonaSettings.model_fields) - {"id", "examples"} <= set(said)


def test_a_bare_id_names_another_persona() -> None:
    config = parse_config("persona: obituarist", {})
    assert config.persona.id == "obituarist"
    assert config.persona.name == "The Obituarist"
    assert "Sally" not in json.dumps(config.persona.model_dump(mode="json"))
    assert config.site.title == "The Obituarist"
    assert config.site.tagline == config.persona.tagline


def test_a_mapping_replaces_single_texts() -> None:
    persona = parse_config(
        "persona: {id: obituarist, name: Mr Post, sections: {take: Postscript}}", {}
    ).persona
    plain = parse_config("persona: obituarist", {}).persona
    assert (persona.name, persona.sections.take) == ("Mr Post", "Postscript")
    assert persona.sections.facts == plain.sections.facts
    assert persona.voice == plain.voice
    assert persona.examples == plain.examples


def test_an_id_of_its_own_makes_another_critic_of_sally() -> None:
    persona = parse_config("persona: {id: gus, name: Grim Gus, sign_off: — Gus}", {}).persona
    assert (persona.id, persona.name, persona.sign_off) == ("gus", "Grim Gus", "— Gus")
    assert persona.sections.by_key() == Config().persona.sections.by_key()


def test_the_environment_may_name_the_persona() -> None:
    assert parse_config("persona: ${WHO}", {"WHO": "obituarist"}).persona.id == "obituarist"


def test_german_follows_from_the_sites_language_and_the_config_wins() -> None:
    config = parse_config("site: {language: de-AT}\npersona: {sections: {lining: Trost}}", {})
    assert config.persona.sections.by_key() == {
        "take": "Sallys Urteil",
        "facts": "Was wirklich geschah",
        "burned": "Wen es traf",
        "lining": "Trost",
    }
    assert config.persona.tagline == "die ehrlichste Kritikerin des Internets"
    assert config.site.tagline == config.persona.tagline
    assert all("Drop" not in invitation for invitation in config.persona.invitations)


def test_a_language_that_nobody_translated_keeps_the_persona() -> None:
    assert parse_config("site: {language: fr}", {}).persona == Config().persona


def test_a_sites_own_folder_is_a_persona(site: Site) -> None:
    config = site.has(persona=WHOLE).config("persona: gus")
    assert config.persona.id == "gus"
    assert config.persona.voice == "Few words."
    assert config.persona.examples == ()
    assert config.site.title == "Grim Gus"


def test_a_sites_persona_extends_another_and_says_what_differs(site: Site) -> None:
    site.has(
        persona="extends: obituarist\nname: Grim Gus\nsections: {take: Gus Says}",
        persona__de="sections: {take: Gus sagt}",
        examples="examples: [{event: A thing., text: No.}]",
    )
    persona = site.config("persona: gus").persona
    base = parse_config("persona: obituarist", {}).persona
    assert (persona.name, persona.sections.take) == ("Grim Gus", "Gus Says")
    assert persona.sections.facts == base.sections.facts
    assert persona.voice == base.voice
    assert [example.text for example in persona.examples] == ["No."]
    german = site.config("persona: gus\nsite: {language: de}").persona
    assert german.sections.take == "Gus sagt"
    assert german.sections.lining == "Statt Blumen"


def test_a_sites_sally_may_extend_the_one_that_comes_with_roaster(site: Site) -> None:
    site.write("sally/persona.yaml", "extends: sally\nsign_off: — S.")
    persona = site.config("").persona
    assert (persona.sign_off, persona.name) == ("— S.", "Cynical Sally")


def test_an_unknown_persona_is_named_with_the_nearest(site: Site) -> None:
    (fault,) = site.faults("site: {title: X}\npersona: obituarits")
    assert (fault.path, fault.line) == ("config.yaml", 2)
    assert fault.message == "`persona`: there is no persona `obituarits`"
    assert fault.remedy == "did you mean `obituarist`?"
    (fault,) = site.has(persona=WHOLE).faults("persona: {id: zzz}")
    assert fault.remedy == "known here: gus, obituarist, sally"


@pytest.mark.parametrize(
    ("files", "where", "message"),
    [
        ({"persona": f"{WHOLE}nmae: x"}, "persona.yaml:11:1", "unknown setting `nmae`"),
        ({"persona": f"{WHOLE}extends: salli"}, "persona.yaml:11:1", "there is no persona `salli`"),
        ({"persona": f"{WHOLE}id: gustav"}, "persona.yaml:11:1", "stands in the folder `gus`"),
        ({"persona": f"{WHOLE}name: Twice"}, "persona.yaml:11:1", "`name` stands twice"),
        ({"persona": f"{WHOLE}\t"}, "persona.yaml:11:1", "broken YAML"),
        ({"persona": "- a list"}, "persona.yaml:1:1", "expected settings"),
        ({"persona": "name: x\nvoice: 5"}, "persona.yaml:2:1", "`voice`: expected text"),
        (
            {"persona": "extends: sally\nsections:\n  take: Lichtblick"},
            "persona.yaml:3:3",
            "`sections.take` has the name of `sections.lining`",
        ),
        (
            {"persona": 'extends: sally\nsections: {take: "a\\nb"}'},
            "persona.yaml:2:12",
            "`sections.take`",
        ),
        (
            {"persona": "extends: sally", "persona__de": "\nextends: gus"},
            "persona.de.yaml:2:1",
            "unknown setting `extends`",
        ),
        (
            {"persona": "extends: sally", "examples": "examples:\n- {event: x, txet: y}"},
            "examples.yaml:2:14",
            "unknown setting `examples[0].txet`",
        ),
        ({"persona": "extends: ../../sally"}, "persona.yaml:1:1", "`extends`"),
    ],
)
def test_a_fault_of_a_persona_is_named_with_file_and_line(
    site: Site, files: dict[str, str], where: str, message: str
) -> None:
    faults = site.has(**files).faults("persona: gus\nsite: {language: de}")
    named = [fault for fault in faults if fault.where == f"personas/gus/{where}"]
    assert any(message in fault.message for fault in named), faults
    assert all(fault.remedy for fault in named)


def test_all_faults_of_config_and_persona_are_told_at_once(site: Site) -> None:
    site.has(persona="extends: sally\nnmae: x\nvoice: []", persona__de="tagline: 1")
    faults = site.faults("persona: gus\nsite: {language: de, tilte: x}")
    assert [fault.path for fault in faults] == [
        "config.yaml",
        "personas/gus/persona.de.yaml",
        "personas/gus/persona.yaml",
        "personas/gus/persona.yaml",
    ]


def test_a_persona_that_extends_none_must_say_everything(site: Site) -> None:
    faults = site.has(persona=WHOLE.replace("voice", "#voice")).faults()
    assert [fault.message for fault in faults] == ["`voice` is missing"]
    assert "extends: sally" in faults[0].remedy
    faults = site.has(persona=WHOLE.replace(", lining: Comfort", "")).faults()
    assert [fault.message for fault in faults] == ["`sections.lining` is missing"]


def test_a_folder_without_its_file_and_a_file_that_is_no_text_are_named(site: Site) -> None:
    (site.root / "personas/gus").mkdir(parents=True)
    (fault,) = site.faults()
    assert fault.path == "personas/gus/persona.yaml"
    (site.root / "personas/gus/persona.yaml").write_bytes(b"name: \xff")
    assert site.faults()[0].message == "not UTF-8 text"


def test_personas_that_extend_each_other_are_a_fault_and_no_endless_loop(site: Site) -> None:
    site.has(persona="extends: eve").write("eve/persona.yaml", "name: Eve\nextends: gus")
    (fault,) = site.faults()
    assert fault.where == "personas/eve/persona.yaml:2:1"
    assert "extends this persona itself" in fault.message


def test_the_offline_writer_bears_the_personas_name(samples: ModuleType) -> None:
    config = parse_config("persona: obituarist\nmodels: [offline/obituarist]", {})
    assert config.models[0].offline
    assert config.offline_model == "offline/obituarist"
    assert parse_config("persona: obituarist\nmodels: [offline/sally]", {}).models[0].offline
    assert parse_config("", {}).offline_model == OFFLINE_MODEL == "offline/sally"
    with writers_from(
        config.models,
        {},
        *(None, None, None),  # type: ignore[arg-type]  # the offline writer keeps no books
        clock=lambda: samples.NOW,
        deadline_s=1,
        max_tokens=500,
    ) as chain:
        written = chain.write(samples.brief(persona=config.persona))
    assert isinstance(written, Written)
    assert written.model == "offline/obituarist"


def test_an_offline_writer_of_another_persona_is_a_fault() -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config("models:\n  - offline/obituarist", {})
    (fault,) = caught.value.faults
    assert fault.line == 2
    assert fault.remedy == "write `offline/sally`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_knows_only_the_persona_it_is_given(samples: ModuleType, language: str) -> None:
    persona = parse_config(f"persona: obituarist\nsite: {{language: {language}}}", {}).persona
    system = system_message(persona, samples.brief().rubric, language)
    assert "Sally" not in system
    for text in (persona.name, persona.tagline, persona.introduction, persona.tone, persona.voice):
        assert text in system
    for text in (*persona.mocks, *persona.never, *persona.sections.by_key().values()):
        assert text in system
    for example in persona.examples:
        assert example.event in system
        assert example.text in system
