"""`--dry-run` tells what would be asked, and neither asks nor writes, whoever else is at work."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from roaster.state.lock import RunLock

NOW = "2026-04-10T18:00:00Z"
KEY = "sk-test-0123456789abcdef"
PRICE = {"input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6}
Roaster = Callable[..., Any]
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Pydantic serializer warnings:UserWarning"),
]


@pytest.fixture
def site(
    news: ModuleType, newsroom: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Path]:
    monkeypatch.setenv("TEST_MODEL_KEY", KEY)

    def make(*models: dict[str, Any], **more: Any) -> Path:
        feed = news.put_stories(newsroom, "harbour", "oven")
        made: Path = news.write_site(
            tmp_path / "site", newsroom, feeds=[feed], models=list(models), **more
        )
        return made

    return make


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_it_tells_whom_it_would_ask_for_how_much_and_changes_nothing(
    site: Callable[..., Path], roaster: Roaster, endpoints: ModuleType
) -> None:
    with endpoints.serving(endpoints.good_reply()) as endpoint:
        entry = endpoint.entry(api_key="${TEST_MODEL_KEY}", **PRICE)
        folder = site(entry, {"model": "offline/sally"})
        before = files(folder)
        result = roaster("-C", folder, "--now", NOW, "--json", "run", "--dry-run")
        assert result.code == 0, result.err
        assert endpoint.count == 0
        assert files(folder) == before
        told = result.json
        assert told["dry_run"] is True
        assert [ask["model"] for ask in told["asks"]] == ["openai/test-model"] * 2
        assert told["worst_usd"] == pytest.approx(sum(ask["worst_usd"] for ask in told["asks"]))
        real = roaster("-C", folder, "--now", NOW, "--json", "run")
        assert endpoint.count == 2
    assert 0 < real.json["cost_usd"] <= told["worst_usd"]
    spend = real.json["spend"]
    assert spend["by_model"] == {"openai/test-model": pytest.approx(0.004)}
    assert spend["per_roast_usd"] == pytest.approx(0.002)
    assert spend["today_usd"] == pytest.approx(0.004)


def test_what_stands_in_the_journal_is_told_as_paid(
    site: Callable[..., Path], roaster: Roaster, endpoints: ModuleType
) -> None:
    with endpoints.serving(endpoints.good_reply()) as endpoint:
        folder = site(endpoint.entry(api_key="${TEST_MODEL_KEY}", **PRICE))
        roaster("-C", folder, "--now", NOW, "run")
        for path in (folder / "content/roasts").rglob("*.md"):
            path.unlink()
        result = roaster("-C", folder, "--now", NOW, "--json", "run", "--dry-run")
    assert all(ask["answered_before"] for ask in result.json["asks"])
    assert result.json["worst_usd"] == 0
    assert result.json["spent_today_usd"] == pytest.approx(0.004)


def test_verbose_shows_the_payload_to_the_letter_without_keys(
    site: Callable[..., Path], roaster: Roaster, endpoints: ModuleType
) -> None:
    with endpoints.serving(endpoints.good_reply()) as endpoint:
        folder = site(endpoint.entry(api_key="${TEST_MODEL_KEY}", temperature=0.3, **PRICE))
        shown = roaster("-C", folder, "--now", NOW, "--json", "run", "--dry-run", "-v")
        words = roaster("-C", folder, "--now", NOW, "run", "--dry-run", "-v")
        assert endpoint.count == 0
        roaster("-C", folder, "--now", NOW, "run")
        sent = {json.dumps(asked.body["messages"][0]) for asked in endpoint.requests}
        rooms = {asked.body["max_tokens"] for asked in endpoint.requests}
    payloads = [ask["payload"] for ask in shown.json["asks"]]
    assert {json.dumps(payload["messages"][0]) for payload in payloads} == sent
    assert {payload["max_tokens"] for payload in payloads} == rooms
    assert payloads[0]["temperature"] == 0.3
    assert payloads[0]["response_format"]["type"] == "json_object"
    assert payloads[0]["api_key"] == "[key]"
    assert KEY not in shown.out + shown.err + words.out + words.err
    assert '"messages"' in words.out
    assert "nothing was asked of a model" in words.out


def test_another_runs_lock_is_no_obstacle(
    site: Callable[..., Path], roaster: Roaster, endpoints: ModuleType
) -> None:
    with endpoints.serving(endpoints.good_reply()) as endpoint:
        folder = site(endpoint.entry(**PRICE))
        with RunLock(folder / ".roaster"):
            assert roaster("-C", folder, "--now", NOW, "run").code == 5
            result = roaster("-C", folder, "--now", NOW, "run", "--dry-run")
        assert endpoint.count == 0
    assert result.code == 0, result.err
    assert "would roast 2 events" in result.out


def test_models_that_cannot_be_asked_are_one_line_each_before_anything_is(
    site: Callable[..., Path], roaster: Roaster
) -> None:
    far = {"api_base": "https://models.example/v1", "api_key": "none"}
    folder = site(
        {"model": "anthropic/some-model", "api_key": "${NO_SUCH_KEY_HERE}"},
        {"model": "openai/nobody-knows", **far},
        {"model": "offline/sally"},
    )
    dry = roaster("-C", folder, "--now", NOW, "--json", "run", "--dry-run")
    first, second = dry.json["warnings"]
    assert first.startswith("models[0] anthropic/some-model: NO_SUCH_KEY_HERE is not set → ")
    assert second.startswith("models[1] openai/nobody-knows: its price is not known")
    assert {ask["model"] for ask in dry.json["asks"]} == {"offline/sally"}
    real = roaster("-C", folder, "--now", NOW, "run")
    assert real.code == 0
    lines = real.err.splitlines()
    assert lines.index(f"! {first}") < lines.index("pulling feeds (1)")
    assert lines.count(f"! {second}") == 1


def test_a_thing_handed_in_can_be_looked_at_too(
    site: Callable[..., Path],
    roaster: Roaster,
    endpoints: ModuleType,
    tmp_path: Path,
    news: ModuleType,
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("\n\n".join(news.paragraphs("oven") * 3), encoding="utf-8")
    with endpoints.serving(endpoints.good_reply()) as endpoint:
        folder = site(endpoint.entry(**PRICE))
        result = roaster("-C", folder, "--now", NOW, "--json", "roast", "--dry-run", note)
        assert endpoint.count == 0
    assert result.code == 0, result.err
    (ask,) = result.json["asks"]
    assert ask["model"] == "openai/test-model"
    assert ask["worst_usd"] > 0
    assert not (folder / ".roaster").exists()
