"""Requests for each way in which a model's server can fail: `python bench_failures.py`.

Runs the table of `tests/roasts/failures.py` on both of LiteLLM's ways to the net, requests counted
on the server's side, and for the rows with a deadline how far it was overrun. Ends with 1 when a
row does not end as the table says. `litellm_versions.py` runs it on other versions of LiteLLM.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "roasts"))

import endpoint
import failures
import samples


def main() -> int:
    warnings.simplefilter("ignore")
    table = failures.rows(endpoint, samples)
    bad = 0
    print(f"LiteLLM {version('litellm')}")
    print(f"{'failure':<26} {'requests':>8}  {'writes':<8} {'model off':<9} waits")
    for model in failures.PATHS:
        print(f"-- {model}")
        # The first call loads LiteLLM; deadlines are measured without that.
        with tempfile.TemporaryDirectory() as folder:
            failures.come_to(table[0], model, Path(folder), endpoint, samples)
        for row in table:
            with tempfile.TemporaryDirectory() as folder:
                came = failures.come_to(row, model, Path(folder), endpoint, samples)
            waits = ", ".join(f"{nap:g} s" for nap in came.naps) or "–"
            if came.overrun_s is not None:
                waits += f"; deadline overrun {came.overrun_s:.3f} s at most"
            off = "yes" if came.off else "no"
            print(f"{row.name:<26} {came.requests:>8}  {came.by or '–':<8} {off:<9} {waits}")
            for fault in failures.faults(row, came):
                bad += 1
                print(f"    ! {fault}")
    print(f"{bad} faults" if bad else "all as the table says")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
