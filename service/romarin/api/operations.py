"""Operations: what is asked of a running service by those who keep it running."""

from typing import Any

import orjson
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from romarin.api import bodies, examples, schemas
from romarin.api.errors import NotLoaded
from romarin.api.loading import VERSION
from romarin.api.metrics import MEDIA_TYPE
from romarin.api.problems import not_loaded
from romarin.api.service import service_of

router = APIRouter(tags=["Exploitation"])
_READY = {"lookup": True, "extraction": True}
_LOADING = examples.failing("Pas encore chargé ; voir `Retry-After`.", examples.LOADING)


@router.get(
    "/health/live",
    summary="Le processus répond",
    description="Répond dès le démarrage, même avant la fin du chargement.",
    response_model=schemas.Liveness,
    responses={200: examples.succeeding("Toujours.", {"live": True})},
)
async def live() -> Response:
    """Answers from the first moment on."""
    return _json({"live": True})


@router.get(
    "/health/ready",
    summary="Tout ce qui est activé est chargé",
    description="Pour un répartiteur de charge : 200 quand des requêtes peuvent être envoyées.",
    response_model=schemas.Readiness,
    responses={200: examples.succeeding("Prêt.", _READY), 503: _LOADING},
)
async def ready(request: Request) -> Response:
    """Answers 200 once everything enabled is loaded."""
    service = service_of(request)
    try:
        service.check_ready()
    except NotLoaded as error:
        return not_loaded(error, members=service.ready())
    return _json(service.ready())


@router.get(
    "/version",
    summary="Versions du logiciel, du ROME, de l'encodeur et de l'artefact",
    description="`licence` est la ligne à afficher partout où paraissent des libellés du ROME.",
    response_model=schemas.Version,
    responses={
        200: examples.succeeding("Ce qui répond à cet instant.", examples.VERSION),
        503: _LOADING,
    },
)
async def version(request: Request) -> Response:
    """Tells what answers, and the licence line to show beside labels."""
    service = service_of(request)
    engines = service.engines
    return _json(
        {
            "version": VERSION,
            "rome": bodies.rome(engines.release),
            "encoder": engines.encoder,
            "artefact": engines.artefact,
            "minScore": service.min_score,
            "licence": engines.release.licence,
        }
    )


@router.get(
    "/metrics",
    summary="Mesures au format Prometheus",
    description="Comptes et durées des requêtes, additionnés sur tous les processus ; aucun texte.",
    response_class=Response,
    responses={
        200: {
            "description": "Les mesures.",
            "content": {"text/plain": {"schema": {"type": "string"}}},
        }
    },
)
async def metrics(request: Request) -> Response:
    """Counts and times, summed over the workers."""
    return _fresh(service_of(request).metrics.text(), MEDIA_TYPE)


def _json(content: dict[str, Any]) -> Response:
    return _fresh(orjson.dumps(content), "application/json")


def _fresh(body: bytes, media_type: str) -> Response:
    return Response(body, headers={"Cache-Control": "no-store"}, media_type=media_type)
