"""Completions: the two routes that complete what is being typed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from romarin.api import bodies, examples, schemas
from romarin.api.freshness import matches
from romarin.api.parameters import Choice, Choices, Query, Text, Whole, parameters
from romarin.api.service import service_of
from romarin.catalogue import TypeCompetence
from romarin.engines.suggestion import GroupBy

Q = Text("q", 200, "Ce qui est saisi jusqu'ici ; vide : aucune suggestion.", "dév web")
SKILL_Q = replace(Q, example="plan de form")
LIMIT = Whole("limit", 1, 25, 10, "Suggestions au plus. L'ordre des premières n'en dépend pas.")
GROUP_BY = Choice(
    "groupBy",
    GroupBy,
    GroupBy.APPELLATION,
    "`metier` : une seule appellation par code ROME, la meilleure.",
)
TYPES = Choices("type", TypeCompetence, "Types voulus, un paramètre par type ; absent : tous.")

# What an answer says, and the reasons of its suggestions.
Answer: TypeAlias = tuple[bytes, Sequence[str]]

router = APIRouter(prefix="/v1", tags=["Complétion"])
skills_router = APIRouter(prefix="/v1", tags=["Complétion"])


@router.get(
    "/completions",
    summary="Complète un intitulé d'emploi en cours de saisie",
    description=examples.COMPLETIONS_DESCRIPTION,
    response_model=schemas.Completions,
    responses=examples.responses(examples.COMPLETIONS),
    openapi_extra=parameters(Q, LIMIT, GROUP_BY),
)
async def complete(request: Request) -> Response:
    """Suggests appellations."""
    query = Query(request.scope["query_string"])
    q, limit, group_by = query.read(Q), query.read(LIMIT), query.read(GROUP_BY)
    query.check()
    engines = service_of(request).engines

    def answer() -> Answer:
        found = engines.lookup(q, limit=limit, group_by=group_by) if q.strip() else ()
        return bodies.completions(q, found, engines.release), [each.reason for each in found]

    return await _cacheable(request, answer, q, limit, group_by)


@skills_router.get(
    "/competences/completions",
    summary="Complète une compétence en cours de saisie",
    description=examples.SKILLS_DESCRIPTION,
    response_model=schemas.SkillCompletions,
    responses=examples.responses(examples.SKILLS),
    openapi_extra=parameters(SKILL_Q, LIMIT, TYPES),
)
async def complete_skill(request: Request) -> Response:
    """Suggests compétences, savoirs and savoir-être."""
    query = Query(request.scope["query_string"])
    q, limit, types = query.read(Q), query.read(LIMIT), query.read(TYPES)
    query.check()
    engines = service_of(request).engines
    skills = engines.skills
    assert skills is not None  # the route is added with them only

    def answer() -> Answer:
        found = skills(q, limit=limit, types=types) if q.strip() else ()
        return bodies.skill_completions(q, found, engines.release), [each.reason for each in found]

    return await _cacheable(request, answer, q, limit, *sorted(types))


async def _cacheable(request: Request, answer: Callable[[], Answer], *asked: object) -> Response:
    """The answer, or 304 when the client has it already; `asked` is all that decides it."""
    service, route = service_of(request), request.scope["route"].path
    freshness = service.freshness
    tag = freshness.tag(route, *asked)
    if matches(request.headers.get("if-none-match", ""), tag):
        return freshness.not_modified(tag)
    body, reasons = await service.compute(answer)
    service.metrics.answered(route, reasons)
    return Response(body, headers=freshness.headers(tag), media_type="application/json")
