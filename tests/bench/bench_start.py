"""CPU time of commands that have nothing to do, against a bare interpreter; and the sample run.

    .venv/bin/python tests/bench/bench_start.py [RUNS]

Prints the median of RUNS runs (default 7), user and system CPU of the whole process.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROASTER = [sys.executable, "-m", "roaster"]


def cpu_and_wall(command: list[str]) -> tuple[float, float]:
    """Seconds of CPU and of wall clock of one run."""
    before, began = os.times(), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    after, ended = os.times(), time.perf_counter()
    cpu = after.children_user + after.children_system
    return cpu - before.children_user - before.children_system, ended - began


def row(name: str, command: list[str], runs: int, bare: float = 0.0) -> float:
    """Measure and print one line; the median of the CPU time."""
    figures = [cpu_and_wall(command) for _ in range(runs)]
    cpu = statistics.median(cpu for cpu, _ in figures)
    wall = statistics.median(wall for _, wall in figures)
    ratio = f"{cpu / bare:6.1f}×" if bare else "       "
    print(f"{name:<34} {cpu * 1000:8.0f} ms CPU {ratio} {wall * 1000:8.0f} ms")
    return cpu


def main(runs: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "sample"
        sample = [*ROASTER, "run", "--sample", str(site)]
        first = cpu_and_wall(sample)
        bare = row("python -c pass", [sys.executable, "-c", "pass"], runs)
        on = [*ROASTER, "-C", str(site), "--now", "2026-04-10T18:00:00Z"]
        row("roaster --version", [*ROASTER, "--version"], runs, bare)
        row("roaster --help", [*ROASTER, "--help"], runs, bare)
        row("roaster list (18 roasts)", [*on, "list"], runs, bare)
        row("roaster build, nothing changed", [*on, "build"], runs, bare)
        row("roaster run --sample, again", sample, min(runs, 3), bare)
        print(f"{'roaster run --sample, first':<34} {first[0] * 1000:8.0f} ms CPU", end="")
        print(f" {first[0] / bare:6.1f}× {first[1] * 1000:8.0f} ms")
        shutil.rmtree(site)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
