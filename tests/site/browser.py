"""A real Chromium, driven through chromedriver's W3C HTTP interface with the standard library.

https://www.w3.org/TR/webdriver2/ and, for the width of a phone and the colour scheme, Chromium's
own `goog/cdp/execute`.
"""

from __future__ import annotations

import http.client
import json
import re
import shutil
import subprocess
import time
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

REMEDY = "needs Chromium and its driver: apt-get install chromium chromium-driver"
_TAB = "\ue004"
_LOAD_S = 30
_FLAGS = (
    "--headless=new",
    "--no-sandbox",  # containers have no user namespaces
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def missing() -> bool:
    """Whether this machine has no browser to test with."""
    return not (_chromium() and shutil.which("chromedriver"))


def _chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


class Browser:
    """One session. Commands raise RuntimeError with chromedriver's own words when they fail."""

    def __init__(self, port: int, profile: Path) -> None:
        self._port = port
        flags = [*_FLAGS, f"--user-data-dir={profile}"]
        asked = {
            "browserName": "chrome",
            "goog:chromeOptions": {"binary": _chromium(), "args": flags},
            "goog:loggingPrefs": {"browser": "ALL"},
        }
        answer = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": asked}})
        self._session = f"/session/{answer['sessionId']}"

    def close(self) -> None:
        """End the session and its browser."""
        self._ask("DELETE", self._session)

    def open(self, url: str) -> None:
        """Load `url` and wait until it is there, with all that it loads."""
        self.run("window.left = true")
        self._do("url", {"url": url})
        # On a busy machine chromedriver answers before the new document stands: without its
        # styles it is as wide as it likes, and the old one is measured at the new width.
        arrived = (
            "return document.readyState === 'complete' && "
            f"(!window.left || location.href === {json.dumps(url)})"
        )
        until = time.monotonic() + _LOAD_S
        while not self.run(arrived):
            if time.monotonic() > until:
                raise RuntimeError(f"{url} was not there after {_LOAD_S} seconds")
            time.sleep(0.01)

    def run(self, script: str) -> Any:
        """What `script`, the body of a function, returns."""
        return self._do("execute/sync", {"script": script, "args": []})

    def press_tab(self) -> None:
        """Move the focus on, as a keyboard does."""
        key = [{"type": "keyDown", "value": _TAB}, {"type": "keyUp", "value": _TAB}]
        self._do("actions", {"actions": [{"type": "key", "id": "keys", "actions": key}]})

    def type(self, text: str) -> None:
        """Press keys one after the other, as WebDriver names them: `\\ue007` is Enter."""
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self._do("actions", {"actions": [{"type": "key", "id": "keys", "actions": keys}]})

    def heard(self) -> list[tuple[str, str]]:
        """Role and name of all that the page tells assistive technology, in its order."""
        asked = {"cmd": "Accessibility.getFullAXTree", "params": {}}
        nodes = self._do("goog/cdp/execute", asked)["nodes"]
        told = [node for node in nodes if not node["ignored"]]
        return [
            tuple(str(node.get(part, {}).get("value", "")) for part in ("role", "name"))
            for node in told
        ]

    def resize(self, width: int, height: int = 900) -> None:
        """Lay pages out `width` CSS pixels wide; a window cannot be as narrow as a phone."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._devtools("Emulation.setDeviceMetricsOverride", size)

    def prefer(self, **features: str) -> None:
        """Set media features, `prefers_color_scheme="dark"`; none of them: back to normal."""
        wanted = [{"name": key.replace("_", "-"), "value": it} for key, it in features.items()]
        self._devtools("Emulation.setEmulatedMedia", {"features": wanted})

    def printed(self) -> bytes:
        """The page as a printer gets it, a PDF."""
        return b64decode(self._do("print", {}))

    def complaints(self) -> list[str]:
        """What the console said since the last call: errors, warnings, refused policies."""
        return [str(entry["message"]) for entry in self._do("se/log", {"type": "browser"})]

    def _devtools(self, command: str, parameters: Mapping[str, Any]) -> None:
        self._do("goog/cdp/execute", {"cmd": command, "params": parameters})

    def _do(self, command: str, body: Mapping[str, Any]) -> Any:
        return self._ask("POST", f"{self._session}/{command}", body)

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            connection.request(method, path, json.dumps(body) if body is not None else None)
            value = json.load(connection.getresponse())["value"]
        finally:
            connection.close()
        if isinstance(value, dict) and "error" in value:
            raise RuntimeError(f"{path}: {value['error']}: {value['message']}")
        return value


@contextmanager
def browsing(profile: Path) -> Iterator[Browser]:
    """A browser with an empty profile, ended afterwards together with its driver."""
    command = ["chromedriver", "--port=0"]  # any free port: it says which on stdout
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as driver:
        try:
            browser = Browser(_port_of(driver), profile)
            try:
                yield browser
            finally:
                browser.close()
        finally:
            driver.terminate()


def _port_of(driver: subprocess.Popen[bytes]) -> int:
    assert driver.stdout is not None
    for line in driver.stdout:
        if found := re.search(rb"started successfully on port (\d+)", line):
            return int(found[1])
    raise RuntimeError("chromedriver ended before it listened")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing: the console of the browser is what counts."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """`folder` on loopback, as an address without a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
