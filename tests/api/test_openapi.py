"""The OpenAPI: complete, with examples that are true."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from romarin.api import Settings, create_app, schemas

BODIES = {
    "/v1/completions": schemas.Completions,
    "/v1/competences/completions": schemas.SkillCompletions,
    "/health/live": schemas.Liveness,
    "/health/ready": schemas.Readiness,
    "/version": schemas.Version,
}


@pytest.fixture(scope="module")
def description(client: TestClient) -> dict[str, Any]:
    content: dict[str, Any] = client.get("/openapi.json").json()
    return content


def test_every_route_is_described_and_none_but_pages_left_out(
    description: dict[str, Any],
) -> None:
    assert set(description["paths"]) == {*BODIES, "/metrics"}
    for path in description["paths"].values():
        assert list(path) == ["get"]
        assert path["get"]["summary"]
        assert path["get"]["description"]
        assert all(answer["description"] for answer in path["get"]["responses"].values())


@pytest.mark.parametrize(("path", "schema"), BODIES.items(), ids=list(BODIES))
def test_examples_are_what_the_schemas_allow(
    description: dict[str, Any], path: str, schema: type[schemas.Schema]
) -> None:
    responses = description["paths"][path]["get"]["responses"]
    schema.model_validate(responses["200"]["content"]["application/json"]["example"])
    for status in set(responses) - {"200", "304"}:
        example = responses[status]["content"]["application/problem+json"]["example"]
        assert schemas.Problem.model_validate(example).status == int(status)


@pytest.mark.parametrize(("path", "schema"), BODIES.items(), ids=list(BODIES))
def test_answers_are_what_the_schemas_allow(
    client: TestClient, path: str, schema: type[schemas.Schema]
) -> None:
    for q in ("a", "dév web", "prof des écoles", "M1901", "zzz"):
        schema.model_validate(client.get(path, params={"q": q, "limit": 25}).json())


def test_problems_are_what_their_schema_allows(client: TestClient) -> None:
    for path in ("/v1/completions?limit=x", "/nowhere"):
        schemas.Problem.model_validate(client.get(path).json())


def test_parameters_tell_their_limits(description: dict[str, Any]) -> None:
    asked = {
        (path, parameter["name"]): parameter
        for path, methods in description["paths"].items()
        for parameter in methods["get"].get("parameters", ())
    }
    assert len(asked) == 6
    q = asked["/v1/completions", "q"]
    assert (q["required"], q["schema"]["maxLength"]) == (True, 200)
    limit = asked["/v1/competences/completions", "limit"]["schema"]
    assert (limit["minimum"], limit["maximum"], limit["default"]) == (1, 25, 10)
    group_by = asked["/v1/completions", "groupBy"]["schema"]
    assert (group_by["enum"], group_by["default"]) == (["appellation", "metier"], "appellation")


def test_behind_a_proxy_the_server_is_its_path(settings: Settings) -> None:
    app = create_app(Settings(artefacts=settings.artefacts, root_path="/romarin"))
    client = TestClient(app, root_path="/romarin")  # as uvicorn does with the setting
    assert client.get("/romarin/openapi.json").json()["servers"] == [{"url": "/romarin"}]
    assert client.get("/romarin/health/live").json() == {"live": True}
