"""Turns: the work of requests with texts, few at a time, apart from that of completions."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TypeVar

from prometheus_client import Gauge

from romarin.api.errors import QueueFull, TimeExceeded

T = TypeVar("T")

THREADS = 1  # that read texts: the work is Python's, so more of them would only take turns
WAITING_THREADS = 2  # that wait for files to be read, in as many processes
RETRY_AFTER = 1  # seconds; a place is free again after a fraction of one
RETRY_AFTER_LIMIT = 5  # seconds; a request that took too long will not do better at once


class Turns:
    """Admits so many requests, each for so long; their pieces of work are done in turns."""

    def __init__(self, places: int, seconds: float, taken: Gauge) -> None:
        """`taken` tells how many places are."""
        self.places, self.seconds = places, seconds
        self._held = 0
        self._gauge = taken
        self._pool = ThreadPoolExecutor(THREADS, "reading")
        self._waiting = ThreadPoolExecutor(WAITING_THREADS, "waiting")

    @asynccontextmanager
    async def place(self, *, size: int = 1) -> AsyncIterator[None]:
        """A place, or as many as there are at most; raises QueueFull, or TimeExceeded later on."""
        size = min(size, self.places)
        if self._held + size > self.places:
            raise QueueFull(self.places, retry_after=RETRY_AFTER)
        self._hold(size)
        try:
            async with asyncio.timeout(self.seconds) as limit:
                yield
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise TimeExceeded(self.seconds, retry_after=RETRY_AFTER_LIMIT) from error
        finally:
            self._hold(-size)

    async def work(self, piece: Callable[[], T]) -> T:
        """Does one piece in a thread of its own kind, after those of others that came before.

        What is not done in time is not begun; what has begun ends by itself, its answer unread.
        """
        return await asyncio.get_running_loop().run_in_executor(self._pool, piece)

    async def apart(self, pieces: Sequence[Callable[[], T]]) -> list[T]:
        """Does pieces that mostly wait for another process, without taking anybody's turn."""
        loop = asyncio.get_running_loop()
        return await asyncio.gather(*(loop.run_in_executor(self._waiting, one) for one in pieces))

    def shutdown(self) -> None:
        """Begins nothing any more."""
        for pool in (self._pool, self._waiting):
            pool.shutdown(wait=False, cancel_futures=True)

    def _hold(self, size: int) -> None:
        self._held += size
        self._gauge.set(self._held)
