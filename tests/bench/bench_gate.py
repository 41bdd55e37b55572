"""How well the evidence gate tells true from false: `python tests/bench/bench_gate.py [-v]`.

Prints, on the labelled set of tests/roasts/gate_set.py, what is caught of each kind of false
bullet, the false alarms and the precision of the alarms, apart for the part that the gate may be
tuned on and the third that is held back; `-v` names the errors of the first part only.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any


def gate_set() -> ModuleType:
    """tests/roasts/gate_set.py."""
    path = Path(__file__).parents[1] / "roasts" / "gate_set.py"
    spec = importlib.util.spec_from_file_location("roast_tests_gate_set", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["roast_tests_gate_set"] = module
    spec.loader.exec_module(module)
    return module


def figures(of: Sequence[Any]) -> tuple[float, float, float]:
    """Shares of 1: false bullets caught, false alarms, precision of the alarms."""
    caught = [bool(bullet.reason) for bullet in of if not bullet.true]
    alarms = [bool(bullet.reason) for bullet in of if bullet.true]
    precision = sum(caught) / max(1, sum(caught) + sum(alarms))
    return sum(caught) / max(1, len(caught)), sum(alarms) / max(1, len(alarms)), precision


def main() -> int:
    made = gate_set()
    if not made.GOLD.exists():
        print(f"needs {made.GOLD}")
        return 1
    every = made.bullets()
    parts = [
        ("tuned on", [b for b in every if not b.held]),
        ("held back", [b for b in every if b.held]),
        ("all", list(every)),
    ]
    print(f"{'':<16}" + "".join(f"{name:>18}" for name, _ in parts))
    for kind in (*made.TRUE_KINDS, *made.falsifying().KINDS):
        cells = []
        for _, part in parts:
            of = [bullet for bullet in part if bullet.kind == kind]
            hits = sum(bool(bullet.reason) for bullet in of)
            cells.append(f"{hits:>6} / {len(of):<3} {100 * hits / max(1, len(of)):5.1f}")
        print(f"{kind:<16}" + "".join(f"{cell:>18}" for cell in cells))
    for place, name in enumerate(("caught", "false alarms", "precision")):
        print(
            f"{name:<16}" + "".join(f"{100 * figures(part)[place]:>16.1f} %" for _, part in parts)
        )
    start = time.process_time()
    asked = [bullet.reason for bullet in every]
    print(
        f"{1000 * (time.process_time() - start) / len(asked):.2f} ms a bullet, {len(asked)} bullets"
    )
    if "-v" in sys.argv:
        for bullet in parts[0][1]:
            if bool(bullet.reason) == bullet.true:
                print(f"{bullet.kind}: {bullet.text}\n    {bullet.reason or bullet.quote}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
