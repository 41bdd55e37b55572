"""Names to addresses, within a deadline."""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections.abc import Callable, Sequence

import httpcore

# All addresses of a host and port as text, in the order to be tried. Raises OSError.
Resolver = Callable[[str, int], Sequence[str]]


def system_addresses(host: str, port: int) -> list[str]:
    """What the machine's own resolver says. Reads any spelling of an address. Raises OSError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label that is too long or empty
        raise socket.gaierror(socket.EAI_NONAME, "not a host name") from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def resolve(resolver: Resolver, host: str, port: int, deadline: float) -> list[str]:
    """The addresses of a host, in time: the system's resolver alone may take half a minute.

    `deadline` is an instant of time.monotonic(). Raises httpcore.ConnectTimeout and OSError. A
    lookup that is late ends by itself, in a thread that does not keep the program alive.
    """
    answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(list(resolver(host, port)))
        except OSError as error:
            answers.put(error)

    threading.Thread(target=look_up, name=f"resolve {host}", daemon=True).start()
    try:
        answer = answers.get(timeout=max(0.0, deadline - time.monotonic()))
    except queue.Empty as error:
        raise httpcore.ConnectTimeout("the name was not resolved in time") from error
    if isinstance(answer, OSError):
        raise answer
    return answer
