"""Service: what the handlers of one application share."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar, cast

from starlette.applications import Starlette
from starlette.requests import Request

from romarin.api.errors import NotLoaded
from romarin.api.freshness import Freshness
from romarin.api.loading import RETRY_AFTER, Engines, Loading
from romarin.api.metrics import Metrics
from romarin.api.settings import Settings

T = TypeVar("T")

# Threads that ask the engines. They hold the GIL but for the encoder and the vector index, so more
# of them only take turns: at 16 connections over the full ROME, one worker, wrk measured 4.4 ms of
# processor a request and a p95 of 111 ms with two, 5.4 and 172 with the 40 of a plain `def`; 4.1
# and 144 without any, the event loop itself computing (means of four runs on a busy machine).
THREADS = 2


@dataclass(frozen=True, slots=True)
class Service:
    """Settings, engines and counts of one application."""

    settings: Settings
    loading: Loading
    metrics: Metrics
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(THREADS, "engine"))

    async def compute(self, work: Callable[[], T]) -> T:
        """Has one of a few threads do what takes milliseconds of computation."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, work)

    @property
    def engines(self) -> Engines:
        """Raises NotLoaded until they stand."""
        return self.loading.engines

    def ready_engines(self) -> Engines:
        """The engines, once every worker has its own: any of them may get the next request.

        Raises NotLoaded.
        """
        engines, workers = self.engines, self.settings.workers
        shared = self.settings.metrics_folder is not None
        ready = self.metrics.ready_workers() if shared else workers
        if ready < workers:
            detail = f"still loading: {ready} of {workers} workers; try again in a second"
            raise NotLoaded(detail, retry_after=RETRY_AFTER)
        return engines

    @property
    def freshness(self) -> Freshness:
        """Raises NotLoaded until the engines stand."""
        return Freshness(self.engines.edition, self.settings.cache_seconds)


def service_of(request: Request) -> Service:
    """The service that a request is asked of."""
    return service_in(request.app)


def service_in(app: Starlette) -> Service:
    """The service of an application that `create_app` made."""
    return cast("Service", app.state.service)
