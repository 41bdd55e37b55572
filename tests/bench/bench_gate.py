"""How well the evidence gate tells true from false: `python tests/bench/bench_gate.py [-v]`.

Prints, on the labelled set of tests/roasts/gate_set.py, what is caught of each kind of false
bullet, the false alarms and the precision of the alarms, apart for the parts that the gate may be
tuned on (of the first articles, and of further ones), the third of the first that is
held back, the exam that is spent (rules were chosen by its sums) and the second one, which is only
ever measured; `-v` names the errors of the tuned parts only.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

Judged = tuple[Any, str]  # a bullet, and why it is refused


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


def figures(of: Sequence[Judged]) -> tuple[float, float, float]:
    """Shares of 1: false bullets caught, false alarms, precision of the alarms."""
    caught = [bool(reason) for bullet, reason in of if not bullet.true]
    alarms = [bool(reason) for bullet, reason in of if bullet.true]
    precision = sum(caught) / max(1, sum(caught) + sum(alarms))
    return sum(caught) / max(1, len(caught)), sum(alarms) / max(1, len(alarms)), precision


def main() -> int:
    made = gate_set()
    if not made.GOLD.exists():
        print(f"needs {made.GOLD}")
        return 1
    every = (
        made.bullets,
        made.further_bullets,
        made.fresh_bullets,
        made.denying_bullets,
        made.plain_bullets,
        made.exam_bullets,
        made.second_exam_bullets,
    )
    sets = [list(of()) for of in every]
    start = time.process_time()
    first, further, fresh, denying, plain, exam, second = (
        [(bullet, bullet.reason) for bullet in of] for of in sets
    )
    ms = 1000 * (time.process_time() - start)
    parts = [
        ("tuned on", [judged for judged in first if not judged[0].held]),
        ("held back", [judged for judged in first if judged[0].held]),
        ("both", first),
        ("further, tuned", further),
        ("fresh, tuned", fresh),
        ("denials, tuned", denying),
        ("plain, tuned", plain),
        ("exam, spent", exam),
        ("second exam", second),
    ]
    print(f"{'':<16}" + "".join(f"{name:>18}" for name, _ in parts))
    for kind in (*made.TRUE_KINDS, *made.falsifying().KINDS):
        cells = []
        for _, part in parts:
            of = [reason for bullet, reason in part if bullet.kind == kind]
            hits = sum(map(bool, of))
            cells.append(f"{hits:>6} / {len(of):<3} {100 * hits / max(1, len(of)):5.1f}")
        print(f"{kind:<16}" + "".join(f"{cell:>18}" for cell in cells))
    for place, name in enumerate(("caught", "false alarms", "precision")):
        print(
            f"{name:<16}" + "".join(f"{100 * figures(part)[place]:>16.1f} %" for _, part in parts)
        )
    asked = sum(map(len, sets))
    print(f"{ms / asked:.2f} ms a bullet, {asked} bullets")
    if "-v" in sys.argv:
        for bullet, reason in (*parts[0][1], *further, *fresh, *denying, *plain):
            if bool(reason) == bullet.true:
                print(f"{bullet.kind}: {bullet.text}\n    {reason or bullet.quote}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
