"""Service: what the handlers of one application share."""

from dataclasses import dataclass
from typing import cast

from starlette.applications import Starlette
from starlette.requests import Request

from romarin.api.errors import NotLoaded
from romarin.api.freshness import Freshness
from romarin.api.loading import RETRY_AFTER, Engines, Loading
from romarin.api.metrics import Metrics
from romarin.api.settings import Settings


@dataclass(frozen=True, slots=True)
class Service:
    """Settings, engines and counts of one application."""

    settings: Settings
    loading: Loading
    metrics: Metrics

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
