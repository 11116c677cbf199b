"""Observation: a log line and a count for each request, wrapped around the application."""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from romarin.api.metrics import Metrics

UNMATCHED = "unmatched"
_PROBES = ("/health/live", "/health/ready", "/metrics")  # asked every few seconds: debug level
logger = logging.getLogger("romarin.api")


class Observed:
    """Times each request; also answers HEAD as GET, whose body the server then leaves out."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, and notes how it ended."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500  # unless an answer begins

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        method = scope["method"]
        inner = {**scope, "method": "GET"} if method == "HEAD" else scope
        try:
            await self.app(inner, receive, note)
        finally:
            self._note(method, _route(inner), status, time.perf_counter() - started)

    def _note(self, method: str, route: str, status: int, seconds: float) -> None:
        self.metrics.observe(method, route, status, seconds)
        level = logging.DEBUG if route in _PROBES else logging.INFO
        if logger.isEnabledFor(level):
            data = {
                "method": method,
                "route": route,
                "status": status,
                "ms": round(seconds * 1e3, 2),
            }
            logger.log(level, "request", extra={"data": data})


def _route(scope: Scope) -> str:
    """The pattern of the route that answered, never the path as it was asked."""
    return str(getattr(scope.get("route"), "path", UNMATCHED))
