"""Python's collector of cycles, kept away from ten thousand roasts that hold none.

It goes over everything again whenever a quarter more is there: a third of a plan's time, to find
nothing. Where it was off before, it stays off.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector: for making values that stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def settled() -> Iterator[None]:
    """The collector passes over what is there already, and minds only what comes.

    It is at work here, even where it was off: much is made and thrown away.
    """
    was_on = gc.isenabled()
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        if not was_on:
            gc.disable()
        gc.unfreeze()
