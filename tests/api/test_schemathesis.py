"""Requests made up from the OpenAPI, right and wrong: every answer is one that it describes."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection
from tests.api.readers import AnyFiles, reading
from tests.api.served import Served

from romarin.api.asked import CODE_ROME
from romarin.engines import Lookup

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


FORM = "/v1/extractions/files"
TEXTS = ("/v1/extractions", FORM, "/v1/predictions/metiers")


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
    assert sorted(described) == sorted((*ROUTES, *TEXTS))


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("path", TEXTS)
def test_every_answer_to_texts_is_described(
    words_lookup: Lookup, path: str, mode: GenerationMode
) -> None:
    with reading(lookup=words_lookup, files=AnyFiles()) as client:
        operation = schemathesis.openapi.from_asgi("/openapi.json", client.app)[path]["POST"]

        @settings(
            max_examples=50, deadline=None, database=None, suppress_health_check=list(HealthCheck)
        )
        @given(operation.as_strategy(generation_mode=mode))
        def answer(case: Case[Any]) -> None:
            _keep_what_a_schema_cannot_say(case.body)
            # In a form every list is so many parts, and every value is text.
            excluded: list[Any] = [negative_data_rejection] if path == FORM else []
            case.call_and_validate(excluded_checks=excluded)

        answer()


def _keep_what_a_schema_cannot_say(body: Any) -> None:
    """Ids that differ, and a code of the ROME, in place of those made up."""
    if not isinstance(body, dict):
        return
    options = body.get("options")
    context = options.get("context") if isinstance(options, dict) else None
    if isinstance(context, dict) and CODE_ROME.fullmatch(str(context.get("codeRome"))):
        context["codeRome"] = "D1901"
    documents = body.get("documents")
    if isinstance(documents, list) and all(isinstance(one, dict) for one in documents):
        known = [one for one in documents if isinstance(one.get("id"), str) and one["id"]]
        for at, one in enumerate(known):
            if [other["id"] for other in known].count(one["id"]) > 1:
                one["id"] = f"{at}"
