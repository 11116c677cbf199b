"""CORS: which web sites' pages may read the answers, said so that a shared cache stays right."""

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from romarin.api.settings import ANY_ORIGIN

_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class Cors:
    """Adds the headers to every answer, also to one without Origin: a CDN keeps it for others.

    Starlette's own middleware leaves them out there, so a cache filled by a plain request would
    then refuse a widget's.
    """

    def __init__(self, app: ASGIApp, origins: Collection[str]) -> None:
        self.app, self.origins = app, frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers preflights of known origins; marks the answers to all else."""
        if scope["type"] != "http" or not self.origins:
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        allowed = self._allowed(asked.get("origin", ""))

        async def mark(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._mark(MutableHeaders(raw=message["headers"]), allowed)
            await send(message)

        preflight = scope["method"] == "OPTIONS" and "access-control-request-method" in asked
        if preflight and allowed:
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, mark)
        else:
            await self.app(scope, receive, mark)

    def _allowed(self, origin: str) -> str:
        if ANY_ORIGIN in self.origins:
            return ANY_ORIGIN
        return origin if origin.lower() in self.origins else ""

    def _mark(self, headers: MutableHeaders, allowed: str) -> None:
        if ANY_ORIGIN not in self.origins:
            headers.add_vary_header("Origin")
        if allowed:
            headers["Access-Control-Allow-Origin"] = allowed
            headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
