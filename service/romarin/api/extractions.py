"""Extractions: the route that reads skills out of offers and CVs."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import orjson
from fastapi import APIRouter
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from romarin.api import bodies, reading_examples, reading_schemas
from romarin.api.asked import extraction_asked
from romarin.api.batches import batches
from romarin.api.extracted import extracted
from romarin.api.incoming import json_of
from romarin.api.readers import SkillsExtraction
from romarin.api.service import Service, service_of
from romarin.engines.extraction import Document, Options

router = APIRouter(prefix="/v1", tags=["Textes"])


@router.post(
    "/extractions",
    summary="Extrait les compétences et les métiers d'offres ou de CV",
    description=reading_examples.EXTRACTIONS_DESCRIPTION,
    response_model=reading_schemas.Extractions,
    responses=reading_examples.responses(reading_examples.EXTRACTIONS),
    openapi_extra=reading_schemas.takes(
        reading_schemas.EXTRACTION, reading_examples.EXTRACTIONS_ASKED
    ),
)
async def extract(request: Request) -> Response:
    """Reads documents."""
    service = service_of(request)
    assert service.readers  # before a body is read that none would answer
    async with service.turns.place():
        asked = extraction_asked(await json_of(request), service.knows)
        read = await read_documents(request, asked.documents, asked.options)
    documents = [{"id": name, **found} for name, found in zip(asked.ids, read, strict=True)]
    return answer(request, documents)


async def read_documents(
    request: Request, documents: Sequence[Document], options: Options
) -> list[dict[str, Any]]:
    """What each document says, as JSON; in pieces, so that other requests have their turns.

    Raises ClientDisconnect when nobody waits for the answer any more.
    """
    service = service_of(request)
    read: list[dict[str, Any]] = []
    for batch in batches(documents, lambda one: len(one.text)):
        if await request.is_disconnected():
            raise ClientDisconnect
        read += await service.turns.work(partial(_read, service.readers.extraction, batch, options))
    return read


def answer(request: Request, documents: list[dict[str, Any]]) -> Response:
    """The body of every route with texts; it is the client's alone, so no cache keeps it."""
    service: Service = service_of(request)
    body = orjson.dumps({"documents": documents, "rome": bodies.rome(service.engines.release)})
    service.metrics.read(request.scope["route"].path, documents)
    return Response(body, headers={"Cache-Control": "no-store"}, media_type="application/json")


def _read(
    extraction: SkillsExtraction, documents: Sequence[Document], options: Options
) -> list[dict[str, Any]]:
    found = extraction.many(documents, options)
    return [extracted(document, one) for document, one in zip(documents, found, strict=True)]
