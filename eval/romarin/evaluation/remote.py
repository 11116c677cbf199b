"""Remote systems: a running Romarin, asked over HTTP as its users ask it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Self

import httpx

from romarin.evaluation.answers import Answer, Document, Item, Level, Mention
from romarin.evaluation.errors import ServerFailed, UrlInvalid

PATIENCE = 300.0  # seconds: a long text may wait its turn
LONGEST_QUERY, LONGEST_TITLE, LONGEST_TEXT = 200, 500, 50_000  # characters that routes take
DEEPEST = 25  # answers that they give at most
COMPLETIONS = "/v1/completions"
SKILLS = "/v1/competences/completions"
PREDICTIONS = "/v1/predictions/metiers"
EXTRACTIONS = "/v1/extractions"


class Server:
    """Requests to one server over connections that stay open; its failures have one error.

    A context manager: at its end the connections are closed.
    """

    def __init__(self, url: str) -> None:
        """Nothing is asked yet. Raises UrlInvalid."""
        self.url = url.rstrip("/")
        try:
            address = httpx.URL(self.url)
        except httpx.InvalidURL as error:
            raise UrlInvalid(url, str(error)) from error
        if address.scheme not in ("http", "https") or not address.host:
            raise UrlInvalid(url, "no address of a server")
        self._client = httpx.Client(base_url=address, timeout=PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, path: str, **parameters: str | int) -> dict[str, Any]:
        """The JSON of a 200. Raises ServerFailed."""
        return self._answer(self._client.build_request("GET", path, params=parameters))

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """The JSON of a 200. Raises ServerFailed."""
        return self._answer(self._client.build_request("POST", path, json=body))

    @contextmanager
    def reading(self, path: str) -> Iterator[None]:
        """Around what takes an answer apart. Raises ServerFailed for one of another shape."""
        try:
            yield
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ServerFailed(self.url, f"{path}: an answer of another shape") from error

    def offers(self, path: str) -> bool:
        """Whether a route stands: an empty body is refused there, and unknown elsewhere."""
        try:
            status = self._client.post(path, json={}).status_code
        except httpx.HTTPError as error:
            raise ServerFailed(self.url, _reason(error)) from error
        return status not in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)

    def version(self) -> dict[str, Any]:
        """What the server says of itself. Raises ServerFailed for one that is no Romarin."""
        told = self.get("/version")
        with self.reading("/version"):
            rome, encoder = told["rome"], told["encoder"]
            names = (rome["version"], rome["source"], told["version"], told["artefact"])
            if not all(isinstance(name, str) for name in (*names, encoder or "")):
                raise TypeError(told)
        return told

    def _answer(self, request: httpx.Request) -> dict[str, Any]:
        path = request.url.path
        try:
            answer = self._client.send(request)
            answer.raise_for_status()
            told = answer.json()
        except httpx.HTTPStatusError as error:
            raise ServerFailed(self.url, f"{path}: {error.response.status_code}") from error
        except httpx.HTTPError as error:
            raise ServerFailed(self.url, _reason(error)) from error
        except ValueError as error:
            raise ServerFailed(self.url, f"{path}: the answer is no JSON") from error
        if not isinstance(told, dict):
            raise ServerFailed(self.url, f"{path}: the answer is no JSON object")
        return told


@dataclass(frozen=True, slots=True)
class RemoteLookup:
    """GET /v1/completions."""

    server: Server

    def __call__(self, query: str, *, limit: int) -> Sequence[Answer]:
        """Up to `limit` (25 at most) appellations; a blank query is not sent."""
        return _completions(self.server, query, limit=limit, groupBy="appellation")


@dataclass(frozen=True, slots=True)
class RemoteTitles:
    """POST /v1/predictions/metiers, or the completions of the title where it does not stand."""

    server: Server
    reads_text: bool

    @classmethod
    def of(cls, server: Server) -> "RemoteTitles":
        """Asks the server which routes it has. Raises ServerFailed."""
        return cls(server, reads_text=server.offers(PREDICTIONS))

    def __call__(self, title: str, text: str, *, limit: int) -> Sequence[Answer]:
        """Up to `limit` (25 at most) métiers."""
        if not self.reads_text:
            return _completions(self.server, title, limit=limit, groupBy="metier")
        document = {"id": "1", "title": title[:LONGEST_TITLE], "text": text[:LONGEST_TEXT]}
        asked = {name: value for name, value in document.items() if value.strip()}
        if len(asked) == 1:
            return []  # the route wants a title or a text
        told = self.server.post(PREDICTIONS, {"documents": [asked], "options": {"limit": limit}})
        with self.server.reading(PREDICTIONS):
            [found] = told["documents"]
            return [
                Answer(
                    (one.get("appellation") or {}).get("code", ""),
                    one["code"],
                    one["score"],
                    one["libelle"],
                )
                for one in found["metiers"]
            ]


@dataclass(frozen=True, slots=True)
class RemoteExtraction:
    """POST /v1/extractions, a document a request; unresolved phrases are mentions too."""

    server: Server

    def __call__(self, document: Document) -> Sequence[Mention]:
        """Mentions by start."""
        asked = {"id": "1", "kind": str(document.kind), "text": document.text}
        if document.title:
            asked["title"] = document.title[:LONGEST_TITLE]
        told = self.server.post(EXTRACTIONS, {"documents": [asked]})
        with self.server.reading(EXTRACTIONS):
            [found] = told["documents"]
            mentions = [_mention(one) for one in (*found["mentions"], *found["unresolved"])]
            return sorted(mentions, key=lambda one: one.start)


@dataclass(frozen=True, slots=True)
class RemoteLinker:
    """GET /v1/competences/completions."""

    server: Server

    def __call__(self, phrase: str, *, limit: int) -> Sequence[Item]:
        """Up to `limit` (25 at most) skills."""
        query = " ".join(phrase.split())[:LONGEST_QUERY]
        if not query:
            return []
        told = self.server.get(SKILLS, q=query, limit=min(limit, DEEPEST))
        with self.server.reading(SKILLS):
            return [Item(one["competence"]["code"], one["score"]) for one in told["suggestions"]]


def _completions(server: Server, query: str, *, limit: int, groupBy: str) -> list[Answer]:  # noqa: N803 - a parameter of the route
    asked = query[:LONGEST_QUERY]
    if not asked.strip():
        return []
    told = server.get(COMPLETIONS, q=asked, limit=min(limit, DEEPEST), groupBy=groupBy)
    with server.reading(COMPLETIONS):
        return [
            Answer(
                one["appellation"]["code"],
                one["metier"]["code"],
                one["score"],
                one["appellation"]["libelle"],
                one["reason"],
            )
            for one in told["suggestions"]
        ]


def _mention(told: dict[str, Any]) -> Mention:
    items = tuple(Item(one["code"], one["score"]) for one in told.get("items", ()))
    return Mention(told["start"], told["end"], Level(told.get("level", Level.TASK)), items)


def _reason(error: httpx.HTTPError) -> str:
    return str(error) or type(error).__name__
