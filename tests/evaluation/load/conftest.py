"""A small server whose answers the tests choose."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

VERSION: dict[str, Any] = {"version": "0", "rome": {"version": "490", "source": "official"}}


@dataclass
class Answers:
    """How requests are answered, and what came."""

    status: int = 200
    body: bytes = b'{"suggestions":[]}'
    wait: float = 0.0  # seconds
    version: Any = field(default_factory=lambda: VERSION)
    queries: list[str] = field(default_factory=list)
    connections: set[tuple[str, int]] = field(default_factory=set)


@dataclass(frozen=True)
class Served:
    """A server that runs."""

    url: str
    answers: Answers
    stop: Callable[[], None]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answers: Answers

    def do_GET(self) -> None:
        path = urlsplit(self.path)
        if path.path == "/version":
            told = self.answers.version
            self._answer(200, told if isinstance(told, bytes) else json.dumps(told).encode())
            return
        self.answers.queries.append(parse_qs(path.query)["q"][0])
        self.answers.connections.add(self.client_address)
        time.sleep(self.answers.wait)
        self._answer(self.answers.status, self.answers.body)

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


class _OneByOne(_Handler):
    protocol_version = "HTTP/1.0"  # else a connection that stays open would hold the server


class _Server(HTTPServer):
    request_queue_size = 64  # of the five that are usual, a sixth connection waits a second


class _Threads(ThreadingHTTPServer):
    request_queue_size = 64
    daemon_threads = True


def _serve(kind: type[HTTPServer], handler: type[_Handler]) -> Iterator[Served]:
    answers = Answers()
    server = kind(("127.0.0.1", 0), type("Handler", (handler,), {"answers": answers}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()

    def stop() -> None:
        server.shutdown()
        server.server_close()

    yield Served(f"http://127.0.0.1:{server.server_port}", answers, stop)
    stop()
    thread.join()


@pytest.fixture
def served() -> Iterator[Served]:
    """Answers any number of requests at once."""
    yield from _serve(_Threads, _Handler)


@pytest.fixture
def slow() -> Iterator[Served]:
    """Answers one request after the other."""
    yield from _serve(_Server, _OneByOne)


@pytest.fixture
def nobody() -> str:
    """An address that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"
