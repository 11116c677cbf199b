"""Extractions: the route that reads skills out of offers and CVs."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from romarin.api import reading_examples, reading_schemas, request_schemas
from romarin.api.asked import extraction_asked
from romarin.api.batches import answer, batches, in_turns
from romarin.api.extracted import extracted
from romarin.api.incoming import json_of
from romarin.api.readers import SkillsExtraction
from romarin.api.service import service_of
from romarin.engines.extraction import Document, Options

router = APIRouter(prefix="/v1", tags=["Textes"])


@router.post(
    "/extractions",
    summary="Extrait les compétences et les métiers d'offres ou de CV",
    description=reading_examples.EXTRACTIONS_DESCRIPTION,
    response_model=reading_schemas.Extractions,
    responses=reading_examples.responses(reading_examples.EXTRACTIONS),
    openapi_extra=request_schemas.takes(
        request_schemas.EXTRACTION, reading_examples.EXTRACTIONS_ASKED
    ),
)
async def extract(request: Request) -> Response:
    """Reads documents."""
    service = service_of(request)
    extraction = service.extraction  # before a body is read that none would answer
    async with service.turns.place():
        asked = extraction_asked(await json_of(request), service.knows)
        read = await in_turns(
            request,
            partial(read_documents, extraction, asked.options),
            batches(asked.documents, lambda one: len(one.text)),
        )
    return answer(request, asked.ids, read)


def read_documents(
    extraction: SkillsExtraction, options: Options, documents: Sequence[Document]
) -> list[dict[str, Any]]:
    """What each document says, as JSON."""
    found = extraction.many(documents, options)
    return [extracted(document, one) for document, one in zip(documents, found, strict=True)]
