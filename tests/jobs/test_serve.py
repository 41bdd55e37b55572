"""The preview over real HTTP, and the loop of change, build and reload."""

from __future__ import annotations

import http.client
import json
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roaster.errors import ConfigError, Fault, LockHeldError, ThemeError, UsageError
from roaster.jobs.preview import PreviewServer, locate
from roaster.jobs.preview_pages import loosened_policy, with_reload
from roaster.jobs.reporter import Silent
from roaster.jobs.serve import Built, serve_site

BASE = "/roaster/"
BOUND_S = 15.0
PAGE = (
    "<!doctype html><html><head><meta charset=utf-8>"
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; script-src 'none'; img-src 'self'\">"
    "<title>x</title></head><body><h1>Sally</h1></body></html>"
)


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(address: str, path: str, method: str = "GET", **headers: str) -> Answer:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=BOUND_S)
    try:
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        return Answer(connection.getresponse())
    finally:
        connection.close()


class Events:
    """The versions that the server tells."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._connection = http.client.HTTPConnection(
            parts.hostname or "", parts.port, timeout=BOUND_S
        )
        self._connection.request("GET", "/__roaster/events")
        self.response = self._connection.getresponse()

    def next(self) -> str:
        while line := self.response.readline():
            if line.startswith(b"data: "):
                return line[6:].strip().decode()
        return "ended"

    def close(self) -> None:
        self.response.close()
        self._connection.close()


@contextmanager
def listening(address: str) -> Iterator[Events]:
    events = Events(address)
    try:
        yield events
    finally:
        events.close()


@pytest.fixture
def public(tmp_path: Path) -> Path:
    folder = tmp_path / "public"
    (folder / "about").mkdir(parents=True)
    (folder / "empty").mkdir()
    (folder / "index.html").write_text(PAGE)
    (folder / "about" / "index.html").write_text(PAGE)
    (folder / "404.html").write_text("<html><head></head><body>lost</body></html>")
    (folder / "style.css").write_text("h1 { color: red }")
    (folder / "feed.xml").write_text("<feed/>")
    (folder / "feed.json").write_text("{}")
    (tmp_path / "secret.txt").write_text("secret")
    return folder


@pytest.fixture
def server(public: Path) -> Iterator[PreviewServer]:
    with PreviewServer(public, port=0, base_path=BASE) as running:
        yield running


def test_the_site_is_served_below_its_sub_path(server: PreviewServer) -> None:
    assert server.address.startswith("http://127.0.0.1:")
    assert server.address.endswith(BASE)
    home = ask(server.address, BASE)
    assert home.status == 200
    assert "<h1>Sally</h1>" in home.text
    assert home.headers["Content-Type"] == "text/html; charset=utf-8"
    assert home.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("style.css", "text/css; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("feed.json", "application/json; charset=utf-8"),
    ],
)
def test_files_have_their_type_and_their_very_bytes(
    server: PreviewServer, public: Path, path: str, kind: str
) -> None:
    answer = ask(server.address, f"{BASE}{path}?v=1")
    assert answer.headers["Content-Type"] == kind
    assert answer.body == (public / path).read_bytes()


@pytest.mark.parametrize(
    ("path", "to"), [("/", BASE), ("/roaster", BASE), ("/roaster/about", "/roaster/about/")]
)
def test_what_lacks_its_slash_or_base_is_sent_there(
    server: PreviewServer, path: str, to: str
) -> None:
    answer = ask(server.address, path)
    assert (answer.status, answer.headers["Location"]) == (302, to)


@pytest.mark.parametrize(
    "path",
    [
        "/other/",
        "/roaster/nothing",
        "/roaster/empty",
        "/roaster/empty/",
        "/roaster/style.css/",
        "/roaster/../secret.txt",
        "/roaster/%2e%2e/secret.txt",
        "/roaster/..%2fsecret.txt",
        "/roaster/about/../../secret.txt",
        "/roaster//etc/passwd",
        "/roaster/%2fetc/passwd",
        "/roaster/..\\secret.txt",
        "/roaster/%00",
        "/roaster/" + "a" * 300,
        "//other/",
        "/__roaster/",
        "/__roaster/../roaster/style.css",
    ],
)
def test_what_is_not_there_is_the_sites_own_404_never_a_listing(
    server: PreviewServer, path: str
) -> None:
    answer = ask(server.address, path)
    assert answer.status == 404
    assert "lost" in answer.text
    assert "secret" not in answer.text


def test_a_link_out_of_the_site_is_not_followed(server: PreviewServer, public: Path) -> None:
    (public / "out.txt").symlink_to(public.parent / "secret.txt")
    (public / "out").symlink_to(public.parent)
    assert ask(server.address, "/roaster/out.txt").status == 404
    assert ask(server.address, "/roaster/out/secret.txt").status == 404


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(target=st.text(max_size=40) | st.text("./%2e\\~:?#aout", max_size=40))
def test_no_request_whatever_leads_out_of_the_site(public: Path, target: str) -> None:
    found = locate(public, "/", "/" + target)
    if isinstance(found, Path):
        assert found.is_relative_to(public)
        assert found.is_file()


def test_only_get_and_head_are_answered(server: PreviewServer) -> None:
    head = ask(server.address, BASE, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert ask(server.address, BASE, "POST").status == 501


def test_a_page_of_another_site_cannot_read_drafts_through_a_name(server: PreviewServer) -> None:
    assert ask(server.address, BASE, Host="evil.example").status == 403
    assert ask(server.address, BASE, Host="localhost:8000").status == 200


def test_the_page_reloads_itself_and_the_built_file_knows_nothing_of_it(
    server: PreviewServer, public: Path
) -> None:
    page = ask(server.address, BASE).text
    assert '<script src="/__roaster/reload.js?v=' in page
    assert "script-src &#x27;self&#x27;" in page
    assert "connect-src &#x27;self&#x27;" in page
    assert (public / "index.html").read_text() == PAGE
    script = ask(server.address, "/__roaster/reload.js?v=1")
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert "sessionStorage" in script.text


@pytest.mark.parametrize(
    ("policy", "loosened"),
    [
        ("default-src 'none'", "default-src 'none'; script-src 'self'; connect-src 'self'"),
        (
            "script-src 'sha256-x='; style-src 'self'",
            "script-src 'sha256-x=' 'self'; style-src 'self'; connect-src * 'self'",
        ),
        (
            "default-src 'self'; script-src-elem 'none';",
            "default-src 'self'; script-src-elem 'self'; script-src 'self'; connect-src 'self'",
        ),
    ],
)
def test_the_content_policy_lets_the_script_run_and_nothing_else_loose(
    policy: str, loosened: str
) -> None:
    assert loosened_policy(policy) == loosened


@pytest.mark.parametrize("page", ["", "plain", "<p>no head", "<BODY>x</BODY>", "<head></HEAD >"])
def test_any_page_gets_the_script_once(page: str) -> None:
    assert with_reload(page, "1").count("<script src=") == 1


def test_a_build_is_told_to_open_pages_at_once(server: PreviewServer) -> None:
    with listening(server.address) as events:
        assert events.response.headers["Content-Type"].startswith("text/event-stream")
        first = events.next()
        assert f"?v={first}" in ask(server.address, BASE).text
        server.show_site()
        second = events.next()
    assert second != first
    assert f"?v={second}" in ask(server.address, BASE).text


def test_a_page_shown_ahead_stands_until_what_was_built_is_shown(server: PreviewServer) -> None:
    with listening(server.address) as events:
        events.next()
        server.show_ahead({"about/index.html": b"<html><head></head>ahead</html>"})
        events.next()
        assert "ahead" in ask(server.address, f"{BASE}about/").text
        assert "Sally" in ask(server.address, BASE).text
        server.show_site()
        events.next()
        assert "Sally" in ask(server.address, f"{BASE}about/").text


def test_a_site_without_its_search_box_says_so_on_that_page_alone(
    server: PreviewServer, public: Path
) -> None:
    (public / "search").mkdir()
    (public / "search" / "index.html").write_text(PAGE)
    said = "The search box is not shown here."
    assert said not in ask(server.address, f"{BASE}search/").text
    server.show_site(unsearched=True)
    assert said in ask(server.address, f"{BASE}search/?q=x").text
    assert said not in ask(server.address, BASE).text
    assert (public / "search" / "index.html").read_text() == PAGE
    server.show_site()
    assert said not in ask(server.address, f"{BASE}search/").text


def test_a_build_error_is_shown_with_its_place_and_goes_when_mended(server: PreviewServer) -> None:
    faults = (
        Fault("config.yaml", 3, 5, "unknown setting `tilte`", "did you mean `title`?"),
        Fault("config.yaml", 9, 1, "<b>hostile</b>"),
    )
    with listening(server.address) as events:
        events.next()
        server.show_error(ConfigError(faults))
        events.next()
        broken = ask(server.address, f"{BASE}about/")
        assert broken.status == 500
        assert "config.yaml:3:5" in broken.text
        assert "did you mean `title`?" in broken.text
        assert "<b>hostile" not in broken.text
        assert "/__roaster/reload.js" in broken.text
        assert ask(server.address, f"{BASE}style.css").status == 200
        server.show_site()
        assert events.next() != "ended"
    assert ask(server.address, f"{BASE}about/").status == 200


def test_a_site_that_is_just_not_there_is_an_answer_too(
    server: PreviewServer, public: Path
) -> None:
    shutil.rmtree(public)
    assert ask(server.address, BASE).status == 404


def test_a_taken_port_is_told_with_the_remedy(server: PreviewServer, public: Path) -> None:
    port = urlsplit(server.address).port or 0
    with pytest.raises(UsageError, match=f"port {port} is taken") as caught:
        PreviewServer(public, port=port)
    assert "--port 0" in caught.value.remedy


@pytest.mark.parametrize("port", [-1, 70000])
def test_a_port_that_is_none_is_told(public: Path, port: int) -> None:
    with pytest.raises(UsageError, match="cannot be used"):
        PreviewServer(public, port=port)


def test_stopping_ends_open_event_streams_and_frees_the_port(public: Path) -> None:
    server = PreviewServer(public, port=0)
    server.start()
    with listening(server.address) as events:
        events.next()
        server.stop()
        assert events.next() == "ended"
    server.stop()
    again = PreviewServer(public, port=urlsplit(server.address).port or 0)
    again.stop()


def test_a_server_that_never_started_can_be_stopped(public: Path) -> None:
    PreviewServer(public, port=0).stop()


def test_only_loopback_is_listened_on(server: PreviewServer) -> None:
    port = urlsplit(server.address).port
    with socket.socket() as other, suppress(OSError):
        other.settimeout(1)
        assert other.connect_ex(("127.0.0.2", port or 0)) != 0


class Serving:
    """`serve_site` in a thread, over a tiny builder that copies content/page.md into the page."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.public = root / "public"
        self.stop = threading.Event()
        self.reporter = Silent()
        self.address = ""
        self.base_path = BASE
        self.held = threading.Event()  # another run has the lock
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def build(self) -> Built:
        if self.held.is_set():
            raise LockHeldError("another run is at work here", remedy="wait until it has ended")
        text = (self.root / "content" / "page.md").read_text()
        if "broken" in text:
            raise ThemeError("no such variable", where="themes/x/page.html:7", remedy="mend it")
        self.public.mkdir(exist_ok=True)
        (self.public / "index.html").write_text(f"<html><head></head>{text}</html>")
        return Built(self.base_path, "built 1 page")

    def _run(self) -> None:
        serve_site(
            self.build,
            root=self.root,
            public=self.public,
            port=0,
            base_path=BASE,
            reporter=self.reporter,
            stop=self.stop,
            ready=self._on_ready,
        )

    def _on_ready(self, address: str) -> None:
        self.address = address
        self._ready.set()

    def __enter__(self) -> Serving:
        self._thread.start()
        assert self._ready.wait(BOUND_S)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self._thread.join(BOUND_S)
        assert not self._thread.is_alive()

    def after(self, events: Events, change: Callable[[], object]) -> Answer:
        """The first page once a change has been built."""
        change()
        assert events.next() != "ended"
        return ask(self.address, self.base_path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "content").mkdir(parents=True)
    (root / "content" / "page.md").write_text("first")
    (root / "config.yaml").write_text("site: {}\n")
    return root


def test_an_edit_is_built_and_told_to_the_browser(root: Path) -> None:
    page = root / "content" / "page.md"
    with Serving(root) as serving, listening(serving.address) as events:
        events.next()
        assert "first" in ask(serving.address, BASE).text
        assert "second" in serving.after(events, lambda: page.write_text("second")).text
        broken = serving.after(events, lambda: page.write_text("broken"))
        assert broken.status == 500
        assert "themes/x/page.html:7" in broken.text
        assert "third" in serving.after(events, lambda: page.write_text("third")).text
    lines = "\n".join(serving.reporter.lines)
    assert "changed: content/page.md" in lines
    assert "themes/x/page.html:7: no such variable" in lines
    assert lines.endswith("stopped serving")


def test_a_replaced_config_and_a_folder_made_later_are_seen(root: Path) -> None:
    def replace_config() -> None:
        (root / "new.yaml").write_text("site: {title: x}\n")
        (root / "new.yaml").replace(root / "config.yaml")

    def make_theme() -> None:
        (root / "themes" / "mine" / "static").mkdir(parents=True)

    with Serving(root) as serving, listening(serving.address) as events:
        events.next()
        for _ in range(2):
            serving.after(events, replace_config)
        serving.after(events, make_theme)
        (root / "public" / "other.html").write_text("no change of ours")
        style = root / "themes" / "mine" / "static" / "x.css"
        serving.after(events, lambda: style.write_text("a {}"))
    assert not any("public" in line or "new.yaml" in line for line in serving.reporter.lines)


def test_a_new_base_address_is_served_without_a_restart(root: Path) -> None:
    with Serving(root) as serving, listening(serving.address) as events:
        events.next()
        serving.base_path = "/moved/"
        assert serving.after(events, (root / "config.yaml").touch).status == 200


def test_a_first_build_that_fails_is_shown_and_can_be_mended(root: Path) -> None:
    page = root / "content" / "page.md"
    page.write_text("broken")
    with Serving(root) as serving, listening(serving.address) as events:
        events.next()
        assert ask(serving.address, "/").status == 500
        assert serving.after(events, lambda: page.write_text("mended")).status == 200


def test_an_edit_made_while_another_run_is_at_work_is_built_when_that_has_ended(root: Path) -> None:
    page = root / "content" / "page.md"
    with Serving(root) as serving, listening(serving.address) as events:
        events.next()
        serving.held.set()
        assert "another run" in serving.after(events, lambda: page.write_text("second")).text
        assert "second" in serving.after(events, serving.held.clear).text
    told = [line for line in serving.reporter.lines if "another run" in line]
    assert len(told) == 1


def test_a_rubric_of_the_sites_own_is_watched(root: Path) -> None:
    with Serving(root) as serving, listening(serving.address) as events:
        events.next()
        serving.after(events, (root / "rubrics").mkdir)
        rubric = root / "rubrics" / "2.yaml"
        assert serving.after(events, lambda: rubric.write_text("{}")).status == 200


def test_serving_loads_watchfiles_only_when_it_serves() -> None:
    code = "import json, sys, roaster.jobs.serve; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert "watchfiles" not in json.loads(done.stdout)


SCRIPT = """
import sys
from pathlib import Path
from roaster.jobs.reporter import TerminalReporter
from roaster.jobs.serve import Built, serve_site

root = Path(sys.argv[1])
serve_site(
    lambda: Built("/"), root=root, public=root / "public", port=0, base_path="/",
    reporter=TerminalReporter(), ready=lambda address: print(address, flush=True),
)
print("ended well")
"""


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_end_it_cleanly(root: Path, kind: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        with listening(address) as events:
            events.next()
            process.send_signal(kind)
            stdout, stderr = process.communicate(timeout=BOUND_S)
    assert process.returncode == 0
    assert stdout == "ended well\n"
    assert "stopped serving" in stderr
    assert "Traceback" not in stderr
