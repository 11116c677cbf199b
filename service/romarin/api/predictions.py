"""Predictions: the route that tells the métiers of offers."""

from collections.abc import Sequence
from functools import partial

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from romarin.api import reading_examples, reading_schemas, request_schemas
from romarin.api.asked import prediction_asked
from romarin.api.batches import Told, answer, batches, in_turns
from romarin.api.extracted import predicted
from romarin.api.incoming import json_of
from romarin.api.readers import MetiersPrediction
from romarin.api.service import service_of
from romarin.engines.prediction import Posting

router = APIRouter(prefix="/v1", tags=["Textes"])


@router.post(
    "/predictions/metiers",
    summary="Prédit les métiers d'offres d'emploi",
    description=reading_examples.PREDICTIONS_DESCRIPTION,
    response_model=reading_schemas.Predictions,
    responses=reading_examples.responses(reading_examples.PREDICTIONS),
    openapi_extra=request_schemas.takes(
        request_schemas.PREDICTION, reading_examples.PREDICTIONS_ASKED
    ),
)
async def predict(request: Request) -> Response:
    """Tells métiers."""
    service = service_of(request)
    prediction = service.readers.prediction  # before a body is read that none would answer
    async with service.turns.place():
        asked = prediction_asked(await json_of(request))
        told = await in_turns(
            request,
            partial(_predict, prediction, asked.limit),
            batches(asked.postings, lambda one: len(one.title) + len(one.text)),
        )
    return answer(request, asked.ids, told)


def _predict(prediction: MetiersPrediction, limit: int, postings: Sequence[Posting]) -> list[Told]:
    return [predicted(found) for found in prediction.many(postings, limit=limit)]
