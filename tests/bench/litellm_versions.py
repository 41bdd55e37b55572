"""The table of failures on other versions of LiteLLM: `python litellm_versions.py [VERSION…]`.

Without a version: on the oldest that pyproject.toml allows and the newest. Each gets a fresh
virtual environment with roaster in it; packages come from the index, so this is no ordinary test.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
BENCH = Path(__file__).with_name("bench_failures.py")


def limits() -> list[str]:
    """What pip is told for the oldest and the newest supported version."""
    found = re.search(r'"(litellm>=([\d.]+),<[\d.]+)"', (ROOT / "pyproject.toml").read_text())
    if found is None:
        raise SystemExit("pyproject.toml: no requirement of LiteLLM with both limits")
    return [f"litellm=={found[2]}", found[1]]


def holds_on(requirement: str) -> bool:
    """Whether the table holds with this LiteLLM."""
    with tempfile.TemporaryDirectory(prefix="roaster-litellm-") as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        print(f"== {requirement}", flush=True)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, str(ROOT), requirement], check=True)
        return subprocess.run([python, str(BENCH)], check=False, cwd=folder).returncode == 0


def main() -> int:
    wanted = [f"litellm=={version}" for version in sys.argv[1:]] or limits()
    held = {requirement: holds_on(requirement) for requirement in wanted}
    for requirement, well in held.items():
        print(f"{requirement}: {'holds' if well else 'FAILS'}")
    return 0 if all(held.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
