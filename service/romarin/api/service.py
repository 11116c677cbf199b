"""Service: what the handlers of one application share."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar, cast

from starlette.applications import Starlette
from starlette.requests import Request

from romarin.api.errors import EncoderNeeded, NotLoaded, PartOff
from romarin.api.freshness import Freshness
from romarin.api.loading import RETRY_AFTER, Engines, Loading
from romarin.api.metrics import LOOKUP, Metrics
from romarin.api.readers import Readers, SkillsExtraction
from romarin.api.settings import EXTRACTION, Settings
from romarin.api.turns import Turns
from romarin.engines.suggestion import GroupBy, Reason

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
    turns: Turns  # of requests with texts
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(THREADS, "engine"))

    async def compute(self, work: Callable[[], T]) -> T:
        """Has one of a few threads do what takes milliseconds of computation."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, work)

    def knows(self, code_rome: str) -> bool:
        """Whether the ROME has a métier of this code; raises NotLoaded."""
        found = self.engines.lookup(code_rome, limit=1, group_by=GroupBy.METIER)
        return any(one.reason is Reason.CODE and one.code_rome == code_rome for one in found)

    @property
    def engines(self) -> Engines:
        """Raises NotLoaded until they stand."""
        return self.loading.engines

    @property
    def readers(self) -> Readers:
        """Raises NotLoaded until they stand, PartOff where they never will."""
        return self.loading.readers

    @property
    def extraction(self) -> SkillsExtraction:
        """Raises NotLoaded until it stands, PartOff where it never will."""
        extraction = self.readers.extraction
        if extraction is None:
            raise PartOff(str(EncoderNeeded()))
        return extraction

    @property
    def min_score(self) -> float | None:
        """Least score of an extracted item; None without extraction, and until it stands."""
        return self.extraction.min_score if _stands(lambda: self.extraction) else None

    def ready(self) -> dict[str, bool]:
        """Which parts every worker has loaded: any of them may get the next request."""
        parts = {
            LOOKUP: _stands(lambda: self.engines),
            EXTRACTION: _stands(lambda: self.extraction),
        }
        workers = self.settings.workers
        return {part: here and self._loaded(part) >= workers for part, here in parts.items()}

    def check_ready(self) -> None:
        """Raises NotLoaded unless every worker has loaded every part that is enabled."""
        parts = [LOOKUP]
        if callable(self.engines.open_readers):
            assert self.readers
            parts.append(EXTRACTION)
        loaded, workers = min(self._loaded(part) for part in parts), self.settings.workers
        if loaded < workers:
            detail = f"still loading: {loaded} of {workers} workers; try again in a second"
            raise NotLoaded(detail, retry_after=RETRY_AFTER)

    def _loaded(self, part: str) -> int:
        """How many workers have loaded a part that this one has."""
        shared = self.settings.metrics_folder is not None
        return self.metrics.ready_workers(part) if shared else self.settings.workers

    @property
    def freshness(self) -> Freshness:
        """Raises NotLoaded until the engines stand."""
        return Freshness(self.engines.edition, self.settings.cache_seconds)


def _stands(engines: Callable[[], object]) -> bool:
    try:
        engines()
    except (NotLoaded, PartOff):
        return False
    return True


def service_of(request: Request) -> Service:
    """The service that a request is asked of."""
    return service_in(request.app)


def service_in(app: Starlette) -> Service:
    """The service of an application that `create_app` made."""
    return cast("Service", app.state.service)
