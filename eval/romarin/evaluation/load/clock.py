"""Clock: tells the event loop when each request falls due."""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence


async def tick(
    due: Sequence[float], start: float, begin: Callable[[int], object], halt: threading.Event
) -> None:
    """Calls `begin` with the number of each, in order, until the last is due or `halt` is set.

    `start` is a time of time.perf_counter. A thread keeps the time: the event loop's own timers
    know whole milliseconds only, which is half of what an answer takes.
    """
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def keep_time() -> None:
        for number, at in enumerate(due):
            if halt.wait(max(0.0, start + at - time.perf_counter())):
                break
            loop.call_soon_threadsafe(begin, number)
        loop.call_soon_threadsafe(ended.set)

    thread = threading.Thread(target=keep_time, name="clock", daemon=True)
    thread.start()
    try:
        await ended.wait()
    finally:
        halt.set()
        thread.join()
