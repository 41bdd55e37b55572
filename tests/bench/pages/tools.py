"""The tools from npm that look at pages, in a cache folder; versions stand in package-lock.json."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NEEDED = ("node", "npm", "java", "chromium", "chromedriver")
_INSTALL_S, _LIGHTHOUSE_S, _VNU_S = 600, 240, 300


def missing() -> list[str]:
    """The programs that this machine lacks."""
    return [name for name in NEEDED if not shutil.which(name)]


def installed() -> Path:
    """The folder with `node_modules`, filled by `npm ci` the first time and after each new lock."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "roaster-pages"
    folder = base / sha256((HERE / "package-lock.json").read_bytes()).hexdigest()[:12]
    if (folder / "node_modules").is_dir():
        return folder
    base.mkdir(parents=True, exist_ok=True)
    half = base / f"{folder.name}.{os.getpid()}"
    half.mkdir()
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, half)
    # No install scripts: vnu's would download a newer jar than the one that is in the package.
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    try:
        subprocess.run(command, cwd=half, check=True, timeout=_INSTALL_S)
        if not folder.exists():
            half.rename(folder)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return folder


def axe(folder: Path) -> str:
    """The body of a function for the browser that gives axe's violations, one line each."""
    source = (folder / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
    return f"""{source};
return axe.run(document, {{resultTypes: ['violations']}}).then(told => told.violations.flatMap(
  it => it.nodes.map(node => `${{it.id}} ${{node.target}}: ${{node.failureSummary}}`)));"""


def vnu(folder: Path, addresses: Sequence[str]) -> list[str]:
    """What the Nu HTML checker says of pages served on loopback: errors and warnings, no notes."""
    jar = folder / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    allow = "-Dnu.validator.servlet.allow-forbidden-hosts=true"  # loopback is one of them
    command = ["java", allow, "-jar", str(jar), "--format", "json", "--exit-zero-always"]
    done = subprocess.run(
        [*command, *addresses], capture_output=True, text=True, timeout=_VNU_S, check=False
    )
    try:
        said = json.loads(done.stderr)["messages"]
    except ValueError as error:
        raise RuntimeError(f"vnu: {done.stderr[-500:]}") from error
    return [
        f"{one.get('url')} {one.get('lastLine', '')}: {one['message']}"
        for one in said
        if one["type"] != "info" or one.get("subType") == "warning"
    ]


def lighthouse(folder: Path, address: str) -> dict[str, Any]:
    """Lighthouse's report on one page, as a phone of its own choice sees it."""
    program = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    flags = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
    command = ["node", str(program), address, "--quiet", "--output=json", "--output-path=stdout"]
    done = subprocess.run(
        [*command, f"--chrome-flags={flags}", "--no-enable-error-reporting"],
        env={**os.environ, "CHROME_PATH": shutil.which("chromium") or ""},
        capture_output=True,
        text=True,
        timeout=_LIGHTHOUSE_S,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"lighthouse: {done.stderr[-800:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def settled(patience_s: float = 60.0, calm: float = 1.5) -> None:
    """Wait a while for a calm machine: Lighthouse counts other people's work as the page's."""
    until = time.monotonic() + patience_s
    while os.getloadavg()[0] > calm * (os.cpu_count() or 1) and time.monotonic() < until:
        time.sleep(5)
