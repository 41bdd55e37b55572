from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from roaster.net.messages import FailureKind, Fetched, FetchFailure, FetchRequest

PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for paper.example that signed itself, with its key in the same file."""
    if shutil.which("openssl") is None:
        pytest.skip("makes a certificate with openssl: install it")
    path = tmp_path_factory.mktemp("tls") / "paper.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", "/CN=paper.example",
         "-addext", "subjectAltName=DNS:paper.example",
         "-keyout", str(path), "-out", f"{path}.crt"],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    return path


@pytest.fixture
def secure(certificate: Path) -> Iterator[tuple[int, list[str]]]:
    """A server that speaks TLS; its port, and the names that it was asked for."""
    names: list[str] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _, name, __: names.append(str(name))
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                plain, _ = listener.accept()
            except OSError:
                return
            with plain:
                try:
                    with context.wrap_socket(plain, server_side=True) as connection:
                        connection.recv(65536)
                        connection.sendall(PAGE)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()[1], names
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def test_the_certificate_is_checked_against_the_name_not_the_address(
    kit: Any, secure: tuple[int, list[str]], certificate: Path
) -> None:
    port, names = secure
    fetcher = kit(
        connect_to={"paper.example": ("127.0.0.1", port), "other.example": ("127.0.0.1", port)},
        ssl_context=ssl.create_default_context(cafile=f"{certificate}.crt"),
    )
    result = fetcher.fetch(FetchRequest("https://paper.example/"))
    assert isinstance(result, Fetched), result
    assert isinstance(fetcher.fetch(FetchRequest("https://PAPER.example./")), Fetched)
    wrong = fetcher.fetch(FetchRequest("https://other.example/"))
    assert isinstance(wrong, FetchFailure)
    assert wrong.kind is FailureKind.TLS
    assert "certificate" in wrong.reason
    assert names == ["paper.example", "paper.example", "other.example"]


def test_a_certificate_that_nobody_vouches_for_is_refused(
    kit: Any, secure: tuple[int, list[str]]
) -> None:
    fetcher = kit(connect_to={"paper.example": ("127.0.0.1", secure[0])})
    result = fetcher.fetch(FetchRequest("https://paper.example/"))
    assert isinstance(result, FetchFailure)
    assert result.kind is FailureKind.TLS
    assert "certificate is not good" in result.reason
    assert result.remedy


def test_a_server_that_does_not_speak_tls_is_told(server: Any, kit: Any) -> None:
    def plain() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(PAGE)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=plain, daemon=True)
        thread.start()
        fetcher = kit(connect_to={"paper.example": ("127.0.0.1", listener.getsockname()[1])})
        result = fetcher.fetch(FetchRequest("https://paper.example/"))
        thread.join()
    assert isinstance(result, FetchFailure)
    assert result.kind is FailureKind.TLS
