"""The config files that people start from: valid, complete, explained, true to the defaults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from roaster.config import Config, parse_config
from roaster.config.document import read_document
from roaster.config.schema import FeedSettings, ModelSettings

ROOT = Path(__file__).parents[2]
FILES = ("config.yaml", "roaster/jobs/skeleton/config.yaml")
SWITCHED_OFF = re.compile(r"^(\s*)#(?=\S|\s{2,}\S)", re.MULTILINE)


def all_on(text: str) -> str:
    """The file with every switched-off setting switched on."""
    return SWITCHED_OFF.sub(r"\1", text)


def setting_paths(model: type[BaseModel], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, field in model.model_fields.items():
        yield (*path, name)
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from setting_paths(field.annotation, (*path, name))


def value_at(config: Config, path: tuple[str, ...]) -> Any:
    return reduce(getattr, path, config)


@pytest.fixture(params=FILES)
def text(request: pytest.FixtureRequest) -> str:
    path: str = request.param
    return ROOT.joinpath(path).read_text(encoding="utf-8")


def test_the_file_is_valid_as_it_is_without_any_variable(text: str) -> None:
    config = parse_config(text, {})
    assert config.review == "required"
    assert config.models[-1].offline
    assert len(config.feeds) >= 5
    assert all(feed.outlet and feed.category for feed in config.feeds)


def test_every_setting_that_is_switched_off_is_valid_when_switched_on(text: str) -> None:
    config = parse_config(all_on(text), {})
    assert [model.model.split("/")[0] for model in config.models] == [
        "anthropic",
        "openai",
        "ollama_chat",
        "ollama_chat",
        "offline",
    ]
    assert config.models[0].parameters == {"api_key": "${ANTHROPIC_API_KEY}"}


def test_a_setting_that_is_switched_off_shows_its_default(text: str) -> None:
    shown, default = parse_config(all_on(text), {}), Config()
    active = read_document(text, "").places
    quiet = [path for path in setting_paths(Config) if path not in active]
    wrong = [path for path in quiet if value_at(shown, path) != value_at(default, path)]
    assert not wrong


@pytest.mark.parametrize("path", list(setting_paths(Config)), ids=".".join)
def test_every_setting_is_there_and_explained(text: str, path: tuple[str, ...]) -> None:
    places = read_document(all_on(text), "").places
    assert path in places, f"{'.'.join(path)} is not in the file"
    lines = text.splitlines()
    above = places[path][0] - 2
    # Neighbours may share one explanation.
    while above >= 0 and re.match(r"\s*#?\w+:\s*\S", lines[above]):
        above -= 1
    assert re.match(r"\s*# \S", lines[above]), f"{'.'.join(path)} is not explained"


def test_every_setting_of_a_feed_is_explained(text: str) -> None:
    for name in FeedSettings.model_fields:
        assert re.search(rf"^# - {name}: ", text, re.MULTILINE), name


def test_every_key_of_a_model_that_is_roasters_own_is_explained_and_shown(text: str) -> None:
    explained, _, shown = text.partition("\nmodels:\n")
    for name in ModelSettings.model_fields:
        assert re.search(rf"^# .*`{name}\b", explained, re.MULTILINE), name
        assert re.search(rf"^  #?- .*\b{name}: ", shown, re.MULTILINE), name


def test_the_repositorys_own_site_covers_its_subjects_below_a_sub_path() -> None:
    config = parse_config((ROOT / "config.yaml").read_text(encoding="utf-8"), {})
    categories = {feed.category for feed in config.feeds}
    assert categories >= {"technology", "ai", "business", "politics", "science", "media"}
    assert config.site.base_url == "https://example.github.io/roaster/"
    addresses = [feed.url for feed in config.feeds]
    assert len(set(addresses)) == len(addresses)
