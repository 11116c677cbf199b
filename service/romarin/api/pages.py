"""Pages: the search page at / and the reference at /docs, each one file and no network."""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Self

import orjson
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from romarin.api.errors import NotLoaded
from romarin.api.service import service_of
from romarin.catalogue import Source

_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its HTML, with places to fill in, and the policy of what it may do."""

    template: str
    policy: str

    @classmethod
    def load(cls, name: str) -> Self:
        """Reads a packaged page and puts the common style into it."""
        folder = files("romarin.api") / "html"
        style = (folder / "style.css").read_text("utf-8")
        template = (folder / f"{name}.html").read_text("utf-8").replace("{{style}}", style)
        return cls(template, _policy(template))

    def response(self, values: Mapping[str, str], *, status: int = 200) -> Response:
        """The page with the values, as text, in the places of their names."""
        html = self.template
        for name, value in values.items():
            html = html.replace("{{" + name + "}}", escape(value))
        headers = {
            "Cache-Control": "no-cache",
            "Content-Security-Policy": self.policy,
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(html, status, headers, "text/html")


@router.get("/")
async def search(request: Request) -> Response:
    """The search page; while the service loads, one that comes back by itself."""
    try:
        release = service_of(request).engines.release
    except NotLoaded as error:
        answer = LOADING.response({"detail": str(error)}, status=503)
        answer.headers["Retry-After"] = str(error.retry_after)
        return answer
    starter = release.source is Source.STARTER
    named = "Catalogue de démarrage, d'après le ROME" if starter else "ROME"
    return SEARCH.response(
        {
            "licence": release.licence,
            "edition": f"{named} version {release.version}",
            "starter": "" if starter else "hidden",
        }
    )


@router.get("/docs")
async def reference() -> Response:
    """The reference of the API, drawn from its OpenAPI."""
    return REFERENCE.response({})


@router.get("/openapi.json")
async def description(request: Request) -> Response:
    """The OpenAPI that the reference is drawn from."""
    content = orjson.dumps(request.app.openapi())
    return Response(content, headers={"Cache-Control": "no-cache"}, media_type="application/json")


def _policy(html: str) -> str:
    """A Content-Security-Policy that lets the page's own script and style run, and no other."""
    sources: dict[str, list[str]] = {"script": [], "style": []}
    for kind, content in _INLINE.findall(html):
        digest = b64encode(sha256(content.encode()).digest()).decode()
        sources[kind].append(f"'sha256-{digest}'")
    return "; ".join(
        (
            "default-src 'none'",
            *(f"{kind}-src {' '.join(listed)}" for kind, listed in sources.items() if listed),
            "connect-src 'self'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


SEARCH, REFERENCE, LOADING = Page.load("search"), Page.load("reference"), Page.load("loading")
