"""Requests made up from the OpenAPI, right and wrong: every answer is one that it describes."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from tests.api.served import Served

pytestmark = pytest.mark.slow

ROUTES = (
    "/v1/completions",
    "/v1/competences/completions",
    "/health/live",
    "/health/ready",
    "/version",
    "/metrics",
)
_MODES = {
    path: tuple(GenerationMode) if path.startswith("/v1") else (GenerationMode.POSITIVE,)
    for path in ROUTES
}


@pytest.mark.parametrize(
    ("path", "mode"), [(path, mode) for path in ROUTES for mode in _MODES[path]]
)
def test_every_answer_is_described(served: Served, path: str, mode: GenerationMode) -> None:
    operation = schemathesis.openapi.from_url(f"{served.url}openapi.json")[path]["GET"]

    # schemathesis's own pytest plugin does not know the newest pytest.
    @settings(
        max_examples=100, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(operation.as_strategy(generation_mode=mode))
    def answer(case: Case[Any]) -> None:
        case.call_and_validate()

    answer()


def test_the_routes_are_all_there(served: Served) -> None:
    described = schemathesis.openapi.from_url(f"{served.url}openapi.json")
    assert sorted(described) == sorted(ROUTES)
