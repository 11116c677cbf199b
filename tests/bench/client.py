"""Client: requests over connections that stay open, timed, and counted when they fail."""

import http.client
import json
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from tests.bench.server import HOST, Server

BROWSER = {"Accept-Encoding": "gzip, deflate, br"}
_FAILURES = (OSError, http.client.HTTPException)


class Client:
    """Requests to one server, from any number of threads; a connection each."""

    def __init__(self, server: Server) -> None:
        self._port = server.port
        self._own = threading.local()

    def get(self, path: str, headers: Mapping[str, str] = BROWSER) -> tuple[int, str]:
        """The status and the ETag ("" for none) of an answer that is read to its end.

        Raises OSError or HTTPException.
        """
        status, tag, _ = self._ask(path, headers)
        return status, tag

    def json(self, path: str) -> dict[str, Any]:
        """The body of an answer. Raises OSError, HTTPException or JSONDecodeError."""
        _, _, body = self._ask(path, {})
        content: dict[str, Any] = json.loads(body)
        return content

    def succeeds(self, path: str) -> bool:
        """Whether the answer is a 200."""
        try:
            return self.get(path)[0] == http.client.OK
        except _FAILURES:
            self._own.connection.close()
            return False

    def _ask(self, path: str, headers: Mapping[str, str]) -> tuple[int, str, bytes]:
        connection = self._connection()
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        body = answer.read()
        return answer.status, answer.headers.get("ETag", ""), body

    def _connection(self) -> http.client.HTTPConnection:
        if not hasattr(self._own, "connection"):
            self._own.connection = http.client.HTTPConnection(HOST, self._port, timeout=10)
        connection: http.client.HTTPConnection = self._own.connection
        return connection


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a list of requests."""

    milliseconds: Sequence[float]  # of each, in order
    errors: int
    seconds: float  # in all


def at_rate(server: Server, paths: Sequence[str], *, rate: int, connections: int = 16) -> Outcome:
    """Sends `rate` requests a second, whether or not those before were answered.

    A time runs from when the request was due, so it holds the wait for a connection too.
    """
    client, start = Client(server), time.perf_counter() + 0.1

    def send(number: int) -> tuple[float, bool]:
        due = start + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        succeeded = client.succeeds(paths[number])
        return (time.perf_counter() - due) * 1e3, succeeded

    with ThreadPoolExecutor(connections) as pool:
        return _outcome(list(pool.map(send, range(len(paths)))), start)


def at_most_speed(
    server: Server, paths: Sequence[str], *, seconds: float, connections: int
) -> Outcome:
    """Sends from each connection as soon as it is answered, until the time or the paths end."""
    client, start = Client(server), time.perf_counter()

    def send(path: str) -> tuple[float, bool] | None:
        sent = time.perf_counter()
        if sent > start + seconds:
            return None
        succeeded = client.succeeds(path)
        return (time.perf_counter() - sent) * 1e3, succeeded

    with ThreadPoolExecutor(connections) as pool:
        return _outcome([done for done in pool.map(send, paths) if done is not None], start)


def _outcome(done: Sequence[tuple[float, bool]], start: float) -> Outcome:
    return Outcome(
        [spent for spent, _ in done],
        sum(not succeeded for _, succeeded in done),
        time.perf_counter() - start,
    )
