"""Killed between a reply and its use, the next run does not pay for it again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from roaster.state.ledger import Ledger

HERE = Path(__file__).parent

RUN = """
import os, sys
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, {here!r})
import samples
from roaster.config.schema import ModelSettings
from roaster.roasts.lineup import writers_from
from roaster.roasts.writer import Written
from roaster.state.journal import Journal
from roaster.state.ledger import Ledger, Purse


class Dying(Journal):
    def store(self, *args):
        super().store(*args)
        os._exit(9)


folder = Path({folder!r})
journal = (Dying if {dies} else Journal)(folder / "replies.sqlite3")
ledger = Ledger(folder / "ledger.sqlite3")
entry = {entry!r}
with writers_from([ModelSettings(**entry)], {{}}, journal, ledger, Purse(Decimal(1)),
                  clock=lambda: samples.NOW, deadline_s=20.0, max_tokens=2500) as chain:
    result = chain.write(samples.brief())
assert isinstance(result, Written) == {writes}, result
print("litellm" in sys.modules)
"""


def run(
    folder: Path, entry: dict[str, str], *, dies: bool = False, writes: bool = True
) -> subprocess.CompletedProcess[str]:
    code = RUN.format(here=str(HERE), folder=str(folder), dies=dies, writes=writes, entry=entry)
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )


def test_killed_after_the_reply_the_next_run_asks_nobody(
    tmp_path: Path, endpoints: ModuleType, samples: ModuleType
) -> None:
    with endpoints.serving(endpoints.completion(samples.roast_text())) as server:
        killed = run(tmp_path, server.entry(), dies=True)
        assert killed.returncode == 9, killed.stderr
        assert server.count == 1
        again = run(tmp_path, server.entry())
        assert again.returncode == 0, again.stderr
        assert server.count == 1
    assert again.stdout == "False\n"  # and LiteLLM was not even loaded


def test_killed_while_a_call_is_in_flight_the_next_run_pays_for_that_call_alone_and_counts_it(
    tmp_path: Path, endpoints: ModuleType, samples: ModuleType
) -> None:
    answer = endpoints.completion(samples.roast_text())
    price = {"input_cost_per_token": 0.00001, "output_cost_per_token": 0.00002}
    slow = endpoints.Scripted(body=answer.body, delay_s=30)
    with endpoints.serving(slow, answer) as server:
        entry = server.entry(**price)
        code = RUN.format(
            here=str(HERE), folder=str(tmp_path), dies=False, writes=True, entry=entry
        )
        process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
        while not server.count and process.poll() is None:
            time.sleep(0.02)
        process.kill()
        process.wait()
        assert server.count == 1
        assert run(tmp_path, entry).returncode == 0
        assert server.count == 2
        assert run(tmp_path, entry).returncode == 0
        assert server.count == 2
    ledger = Ledger(tmp_path / "ledger.sqlite3")
    lost, paid = ledger.calls()
    assert (lost.outcome, paid.outcome) == ("in-flight", "reply")
    assert ledger.spent_on(samples.NOW.date(), samples.ZONE) == lost.counted + paid.counted
    assert lost.counted > paid.counted > 0
    ledger.close()


def test_without_its_key_a_model_is_off_before_litellm_is_loaded(tmp_path: Path) -> None:
    entry = {"model": "anthropic/some-model", "api_key": "${ANTHROPIC_API_KEY}"}
    result = run(tmp_path, entry, writes=False)
    assert result.returncode == 0, result.stderr
    assert result.stdout == "False\n"
    assert result.stderr == ""


def test_a_broken_litellm_is_told_and_its_models_are_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "litellm.py").write_text("raise ImportError('half installed')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    result = run(tmp_path, {"model": "openai/x", "api_key": "some-key"})
    assert result.returncode == 1
    assert "LiteLLM cannot be loaded: ImportError: half installed" in result.stderr
    assert "model_off=True" in result.stderr


def test_litellm_reads_no_dotenv_goes_nowhere_and_prints_nothing(
    tmp_path: Path, endpoints: ModuleType, samples: ModuleType
) -> None:
    (tmp_path / ".env").write_text("OPENAI_API_KEY=from-dotenv\n")
    with endpoints.serving(endpoints.error(500, "no")) as server:
        entry = server.entry()
        code = RUN.format(
            here=str(HERE), folder=str(tmp_path), dies=False, writes=False, entry=entry
        )
        result = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            cwd=tmp_path,
        )
    assert result.returncode == 0, result.stderr
    assert result.stdout == "True\n"
    assert result.stderr == ""
    assert all("from-dotenv" not in str(asked.headers) for asked in server.requests)
