"""Batches: the documents of one request in pieces of work, each short enough to wait for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from romarin.api import bodies
from romarin.api.service import service_of

D = TypeVar("D")
Told = dict[str, Any]  # of one document, as JSON

MOST_DOCUMENTS = 8
MOST_CHARACTERS = 16_000  # about a dozen offers: some tenths of a second


def batches(documents: Sequence[D], size: Callable[[D], int]) -> Iterator[Sequence[D]]:
    """Documents in order; one that is longer than a piece may be stands alone."""
    first = characters = 0
    for at, document in enumerate(documents):
        further = characters + size(document)
        if at > first and (at - first == MOST_DOCUMENTS or further > MOST_CHARACTERS):
            yield documents[first:at]
            first, further = at, size(document)
        characters = further
    yield documents[first:]


async def in_turns(
    request: Request, read: Callable[[Sequence[D]], list[Told]], pieces: Iterable[Sequence[D]]
) -> list[Told]:
    """Reads piece after piece; in between, other requests have their turns.

    Raises ClientDisconnect when nobody waits for the answer any more.
    """
    told: list[Told] = []
    for piece in pieces:
        if await request.is_disconnected():
            raise ClientDisconnect
        told += await service_of(request).turns.work(partial(read, piece))
    return told


def answer(request: Request, ids: Sequence[str], told: Sequence[Told]) -> Response:
    """The answer of a route with texts: the client's alone, so no cache keeps it."""
    service = service_of(request)
    service.metrics.read(request.scope["route"].path, told)
    documents = [{"id": name, **one} for name, one in zip(ids, told, strict=True)]
    body = orjson.dumps({"documents": documents, "rome": bodies.rome(service.engines.release)})
    return Response(body, headers={"Cache-Control": "no-store"}, media_type="application/json")
