"""Server: one process or several that answer on one address, and stop gracefully."""

import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NoReturn

from romarin.api.errors import AddressUnavailable, StartFailed
from romarin.api.logs import configure_logging
from romarin.api.settings import EXTRACTION, Settings

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

    from romarin.api.loading import AppellationLookup

    # Makes the lookup of one process, in that process; it must be picklable.
    MakeLookup = Callable[[], AppellationLookup]

_BACKLOG = 2048  # connections waiting to be accepted
_KEEP_ALIVE = 75  # seconds; longer than a proxy's own, which then never meets a closed connection
_PATIENCE = 1  # seconds for completions in flight once told to stop; they take milliseconds
# Seconds that a thread may compute while another waits to. At Python's own 0.005, with extractions
# of pure Python running all the time, a completion took 25 ms (p95 97); so it takes 13 (p95 36).
_SWITCH = 0.001
# A query is one thread's work; pools of BLAS and OpenMP would fight over the cores.
_SINGLE_THREADED = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
logger = logging.getLogger("romarin.api")


def serve(
    settings: Settings,
    *,
    lookup: "MakeLookup | None" = None,
    on_listening: Callable[[str], None] | None = None,
) -> None:
    """Serves until SIGTERM or SIGINT; `on_listening` is told the address of the page.

    A `lookup` given makes, in each process, what takes the place of the settings' artefact.

    Raises AddressUnavailable, StartFailed, or the error that kept one process from loading.
    """
    listener = _listen(settings.host, settings.port)
    for name in _SINGLE_THREADED:
        os.environ.setdefault(name, "1")
    signal.signal(signal.SIGTERM, _exit)
    sys.setswitchinterval(_SWITCH)
    configure_logging(settings.log_level)
    url = _url(listener, settings)
    logger.info("listening", extra={"data": {"url": url, "workers": settings.workers}})
    if on_listening is not None:
        on_listening(url)
    try:
        if settings.workers == 1:
            _serve_alone(settings, listener, lookup)
        else:
            _serve_together(settings, listener, lookup)
    except KeyboardInterrupt:
        return
    finally:
        listener.close()


def _serve_alone(settings: Settings, listener: socket.socket, lookup: "MakeLookup | None") -> None:
    import uvicorn

    from romarin.api.app import create_app
    from romarin.api.service import service_in

    app = create_app(settings, lookup() if lookup else None)
    server = uvicorn.Server(_config(settings, lambda: app))
    loading = service_in(app).loading
    loading.on_failure = partial(setattr, server, "should_exit", True)
    server.run([listener])
    if loading.error is not None:
        raise loading.error


def _serve_together(
    settings: Settings, listener: socket.socket, lookup: "MakeLookup | None"
) -> None:
    from romarin.api.workers import Workers

    with TemporaryDirectory(prefix="romarin-metrics-") as folder:
        # Read by prometheus_client when the workers first import it.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        shared = replace(settings, metrics_folder=Path(folder))
        config = _config(shared, partial(_worker_app, shared, lookup))
        workers = Workers(config, [listener], Path(folder))
        workers.run()
    if workers.failed:
        raise StartFailed(settings.workers)


def _worker_app(settings: Settings, lookup: "MakeLookup | None") -> "FastAPI":
    """The application of a worker process, which ends when it cannot load."""
    from uvicorn.config import STARTUP_FAILURE

    from romarin.api.app import create_app
    from romarin.api.service import service_in

    configure_logging(settings.log_level)
    sys.setswitchinterval(_SWITCH)
    app = create_app(settings, lookup() if lookup else None)
    service_in(app).loading.on_failure = partial(os._exit, STARTUP_FAILURE)
    return app


def _config(settings: Settings, factory: "Callable[[], FastAPI]") -> "uvicorn.Config":
    import uvicorn

    return uvicorn.Config(
        factory,
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        lifespan="on",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        root_path=settings.root_path,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_patience(settings),
        backlog=_BACKLOG,
    )


def _patience(settings: Settings) -> int:
    """Seconds for requests in flight once told to stop."""
    return _PATIENCE if EXTRACTION in settings.without else settings.time_limit


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket; raises AddressUnavailable."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise AddressUnavailable(host, port, error.strerror or str(error)) from error
    return listener


def _url(listener: socket.socket, settings: Settings) -> str:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)
    port = listener.getsockname()[1]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{settings.root_path}/"


def _exit(*_: object) -> NoReturn:
    """Ends at once while starting; then uvicorn handles the signal, and raises it again last."""
    sys.exit(0)
