"""Client: requests that leave when they are due, whether or not those before were answered."""

import asyncio
import gc
import resource
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

import aiohttp
from yarl import URL

from romarin.evaluation.load.clock import tick
from romarin.evaluation.load.errors import ServerStopped, ServerUnfit
from romarin.evaluation.load.traffic import Due

ROUTE, VERSION = "/v1/completions", "/version"
TIMEOUT = 10.0  # seconds; nobody waits longer for a suggestion
TIMED_OUT, NOT_CONNECTED = "timeout", "connection"
_HEADERS = {"Accept-Encoding": "gzip, deflate, br"}  # as browsers send it; nothing is unpacked
_A_USER = 6  # connections that a browser opens to one server at most
_FILES = 65_536  # connections open at once, where the system lets us
_SOON = 0.1  # seconds until the first request is due
_PROBES, _SETTLING = 16, 120.0  # questions, and seconds until they are given up
_GIVE_UP = 2.0  # seconds in which no request can connect: the server is gone


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of one request."""

    at: float  # when it was due, in seconds from the start
    late: float  # seconds from then until it left
    seconds: float  # from then until its answer had come, or until it failed
    size: int  # bytes of the body as it came, packed or not
    failure: str = ""  # "status 503", "timeout", "connection"; "" for a right answer


@dataclass(frozen=True, slots=True)
class Run:
    """All requests of one load, in the order in which they ended."""

    sent: Sequence[Sent]
    most_open: int  # requests on their way at once, at most
    processor: float  # seconds of processor time that the client itself took
    seconds: float  # from the first request until the last answer


def load(url: str, requests: Sequence[Due], *, timeout: float = TIMEOUT) -> Run:
    """Asks the server for the completions of each query when it is due.

    Returns when the server has also done what it was asked in vain. Raises ServerStopped when no
    request can connect for two seconds.
    """
    with _many_files(), _without_collections():
        return asyncio.run(_run(url, requests, timeout))


def identify(url: str) -> dict[str, Any]:
    """What a running Romarin says of itself at /version. Raises ServerUnfit."""
    return asyncio.run(_identify(url))


async def _run(url: str, requests: Sequence[Due], timeout: float) -> Run:
    run = await _Load(url, timeout).run(requests)
    await _settle(url)
    return run


@dataclass(slots=True)
class _Load:
    """A load while it runs."""

    url: str
    timeout: float
    start: float = 0.0  # of time.perf_counter
    connected: float = 0.0  # when a request last did
    sent: list[Sent] = field(default_factory=list)
    open: int = 0
    most_open: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)

    async def run(self, requests: Sequence[Due]) -> Run:
        """Sends all, and waits for the last answer. Raises ServerStopped."""
        targets = [_target(self.url, one.query) for one in requests]
        worked = time.process_time()
        async with _Users(requests, self.timeout) as users, asyncio.TaskGroup() as group:
            self.start = self.connected = time.perf_counter() + _SOON

            def begin(number: int) -> None:
                group.create_task(self._send(requests[number], targets[number], users))

            await tick([one.at for one in requests], self.start, begin, self.stopped)
        if len(self.sent) < len(requests):
            raise ServerStopped(self.url, f"for {_GIVE_UP:.0f} s no request could connect")
        worked = time.process_time() - worked
        return Run(self.sent, self.most_open, worked, time.perf_counter() - self.start)

    async def _send(self, one: Due, target: URL, users: "_Users") -> None:
        late = self._since(one.at)
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        size, failure = await _ask(users.session(one.user), target)
        self.open -= 1
        self.sent.append(Sent(one.at, late, self._since(one.at), size, failure))
        self._watch(failure)
        await users.leave(one.user)

    def _since(self, at: float) -> float:
        return time.perf_counter() - self.start - at

    def _watch(self, failure: str) -> None:
        now = time.perf_counter()
        if failure != NOT_CONNECTED:
            self.connected = now
        elif now - self.connected > _GIVE_UP:
            self.stopped.set()


class _Users:
    """Connections of each user, opened at the first request and closed after the last."""

    def __init__(self, requests: Sequence[Due], timeout: float) -> None:
        self._left = Counter(one.user for one in requests)
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._sessions: dict[int, aiohttp.ClientSession] = {}

    def session(self, user: int) -> aiohttp.ClientSession:
        """The user's own."""
        if user not in self._sessions:
            self._sessions[user] = _session(self._timeout)
        return self._sessions[user]

    async def leave(self, user: int) -> None:
        """Counts one request as done."""
        self._left[user] -= 1
        if not self._left[user]:
            await self._sessions.pop(user).close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for session in self._sessions.values():
            await session.close()


def _session(timeout: aiohttp.ClientTimeout) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=_A_USER),
        timeout=timeout,
        headers=_HEADERS,
        auto_decompress=False,
        cookie_jar=aiohttp.DummyCookieJar(),
    )


async def _ask(session: aiohttp.ClientSession, target: URL) -> tuple[int, str]:
    """The size of the body, and what failed."""
    try:
        async with session.get(target, allow_redirects=False) as answer:
            body = await answer.read()
    except TimeoutError:
        return 0, TIMED_OUT
    except aiohttp.ClientError:
        return 0, NOT_CONNECTED
    return len(body), "" if answer.status == HTTPStatus.OK else f"status {answer.status}"


async def _settle(url: str) -> None:
    """Waits for the server to work off its queue, which would trouble whoever is asked next.

    A few questions at once, so that every worker gets one: each waits its turn.
    """
    limit = aiohttp.ClientTimeout(total=_SETTLING)
    connector = aiohttp.TCPConnector(limit=_PROBES)
    async with aiohttp.ClientSession(connector=connector, timeout=limit) as session:
        await asyncio.gather(*(_ask(session, _target(url, "a")) for _ in range(_PROBES)))


async def _identify(url: str) -> dict[str, Any]:
    limit = aiohttp.ClientTimeout(total=TIMEOUT)
    try:
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.get(f"{url.rstrip('/')}{VERSION}") as answer,
        ):
            answer.raise_for_status()
            told = await answer.json(content_type=None)
    except aiohttp.InvalidURL as error:
        raise ServerUnfit(url, "no address of the web") from error
    except TimeoutError as error:
        raise ServerUnfit(url, f"no answer within {TIMEOUT:.0f} s") from error
    except aiohttp.ClientResponseError as error:
        raise ServerUnfit(url, f"{VERSION} answers {error.status}: it is no Romarin") from error
    except aiohttp.ClientError as error:
        raise ServerUnfit(url, f"cannot connect: {error}") from error
    except ValueError as error:
        raise ServerUnfit(url, f"{VERSION} answers no JSON: it is no Romarin") from error
    if not (isinstance(told, dict) and isinstance(told.get("rome"), dict)):
        raise ServerUnfit(url, f"{VERSION} tells no ROME: it is no Romarin")
    return told


def _target(url: str, query: str) -> URL:
    return URL(f"{url.rstrip('/')}{ROUTE}?{urlencode({'q': query})}", encoded=True)


@contextmanager
def _many_files() -> Iterator[None]:
    """As many connections as the system lets one process open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@contextmanager
def _without_collections() -> Iterator[None]:
    """Leaves what stands already to no garbage collection, which would make requests late."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
