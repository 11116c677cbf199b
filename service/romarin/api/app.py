"""Application: the routes, what is wrapped around them, and what they answer from."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.errors import ServerErrorMiddleware

from romarin.api import completions, extractions, files, operations, pages, predictions, problems
from romarin.api.compression import Compressed
from romarin.api.cors import Cors
from romarin.api.errors import ArtefactUnnamed
from romarin.api.examples import DESCRIPTION
from romarin.api.loading import (
    VERSION,
    AppellationLookup,
    Engines,
    Loading,
    SkillsLookup,
    described,
    given_engines,
    open_engines,
)
from romarin.api.metrics import LOOKUP, Metrics
from romarin.api.observation import Observed
from romarin.api.readers import Readers
from romarin.api.service import Service, service_in
from romarin.api.settings import EXTRACTION, Settings
from romarin.api.turns import Turns


def create_app(
    settings: Settings,
    lookup: AppellationLookup | None = None,
    skills: SkillsLookup | None = None,
    open_readers: Callable[[], Readers] | None = None,
) -> FastAPI:
    """See `romarin.api.create_app`."""
    service = _service(settings, lookup, skills, open_readers)
    app = FastAPI(
        title="Romarin",
        version=VERSION,
        description=DESCRIPTION,
        servers=[{"url": settings.root_path}] if settings.root_path else None,
        openapi_url=None,  # and with it FastAPI's pages, which come from a CDN: see `pages`
        redirect_slashes=False,
        lifespan=_lifespan,
        middleware=[
            Middleware(Observed, metrics=service.metrics),
            Middleware(Cors, origins=settings.cors_origins),
            Middleware(Compressed),
            Middleware(ServerErrorMiddleware, handler=problems.answer_defect),
        ],
    )
    app.state.service = service
    problems.register(app)
    app.include_router(completions.router)
    if lookup is None or skills is not None:
        app.include_router(completions.skills_router)
    if (lookup is None or open_readers is not None) and EXTRACTION not in settings.without:
        app.include_router(extractions.router)
        app.include_router(files.router)
        app.include_router(predictions.router)
    app.include_router(operations.router)
    app.include_router(pages.router)
    return app


def _service(
    settings: Settings,
    lookup: AppellationLookup | None,
    skills: SkillsLookup | None,
    open_readers: Callable[[], Readers] | None,
) -> Service:
    if lookup is None and settings.artefacts is None:
        raise ArtefactUnnamed
    metrics = Metrics(settings.metrics_folder)
    loading = Loading(
        partial(open_engines, settings)
        if lookup is None
        else partial(given_engines, lookup, skills, open_readers)
    )
    loading.on_ready = partial(_tell, metrics)
    loading.on_readers = partial(metrics.ready[EXTRACTION].set, 1)
    return Service(
        settings, loading, metrics, Turns(settings.queue, settings.time_limit, metrics.places)
    )


def _tell(metrics: Metrics, engines: Engines) -> None:
    metrics.ready[LOOKUP].set(1)
    metrics.info.labels(**described(engines)).set(1)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    service = service_in(app)
    service.loading.start()
    yield
    service.pool.shutdown()
    service.turns.shutdown()
    service.loading.close()
