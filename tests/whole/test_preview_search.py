"""`roaster serve` makes no search index: its page says so, and search is back after a build."""

from __future__ import annotations

import importlib.util
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("pagefind_bin") is None,
    reason='needs Pagefind: pip install "roaster[search]"',
)
ROAST = "---\ntitle: {0}\ndate: 2026-04-10\nstatus: published\n---\n\nSome {0}.\n"
NOTE = "The search box is not shown here."
BOX = '<form id="search"'


def until(wanted: Callable[[str], bool], address: str) -> str:
    """The search page once it is as wanted."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            with urlopen(f"{address}search/") as answer:
                page = str(answer.read(), "utf-8")
        except HTTPError as error:  # the site is just being swapped
            page = str(error.read(), "utf-8")
        if wanted(page):
            return page
        time.sleep(0.1)
    raise AssertionError(page)


def test_the_preview_says_where_the_search_box_is(roaster: Any, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert roaster("init", site).code == 0
    file = site / "content" / "roasts" / "2026" / "2026-04-10-one.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(ROAST.format("walrus"))
    command = [sys.executable, "-m", "roaster", "-C", str(site), "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            lines = iter(process.stderr.readline, "")
            address = next(line.split()[1] for line in lines if line.startswith("serving "))
            page = until(lambda page: True, address)
            assert NOTE in page
            assert BOX not in page
            assert NOTE not in (site / "public" / "search" / "index.html").read_text()
            assert roaster("-C", site, "build").code == 0
            file.touch()  # the preview looks again, and finds the index that fits
            assert NOTE not in until(lambda page: BOX in page, address)
            file.write_text(ROAST.format("badger"))
            assert BOX not in until(lambda page: NOTE in page, address)
            config = site / "config.yaml"
            config.write_text(config.read_text().replace("  #search: auto", "  search: off"))
            assert BOX not in until(lambda page: NOTE not in page, address)
            assert "build failed" not in until(lambda page: True, address)
        finally:
            process.send_signal(signal.SIGTERM)
            process.stderr.read()
    assert process.returncode == 0
