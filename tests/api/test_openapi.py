"""The OpenAPI: complete, with examples that are true."""

from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.api.readers import reading

from romarin.api import Settings, create_app, file_schemas, reading_schemas, schemas

ASKED = {  # with GET
    "/v1/completions": schemas.Completions,
    "/v1/competences/completions": schemas.SkillCompletions,
    "/health/live": schemas.Liveness,
    "/health/ready": schemas.Readiness,
    "/version": schemas.Version,
}
SENT: dict[str, type[schemas.Schema]] = {  # with POST
    "/v1/extractions": reading_schemas.Extractions,
    "/v1/extractions/files": file_schemas.FileExtractions,
    "/v1/predictions/metiers": reading_schemas.Predictions,
}
BODIES = ASKED | SENT


@pytest.fixture(scope="module")
def description(client: TestClient) -> dict[str, Any]:
    content: dict[str, Any] = client.get("/openapi.json").json()
    return content


def test_every_route_is_described_and_none_but_pages_left_out(
    description: dict[str, Any],
) -> None:
    assert set(description["paths"]) == {*BODIES, "/metrics"}
    for name, path in description["paths"].items():
        [(method, route)] = path.items()
        assert method == ("post" if name in SENT else "get")
        assert route["summary"]
        assert route["description"]
        assert all(answer["description"] for answer in route["responses"].values())


@pytest.mark.parametrize(("path", "schema"), BODIES.items(), ids=list(BODIES))
def test_examples_are_what_the_schemas_allow(
    description: dict[str, Any], path: str, schema: type[schemas.Schema]
) -> None:
    [route] = description["paths"][path].values()
    responses = route["responses"]
    schema.model_validate(responses["200"]["content"]["application/json"]["example"])
    for status in set(responses) - {"200", "304"}:
        example = responses[status]["content"]["application/problem+json"]["example"]
        assert schemas.Problem.model_validate(example).status == int(status)


@pytest.mark.parametrize(("path", "schema"), ASKED.items(), ids=list(ASKED))
def test_answers_are_what_the_schemas_allow(
    client: TestClient, path: str, schema: type[schemas.Schema]
) -> None:
    for q in ("a", "dév web", "prof des écoles", "M1901", "zzz"):
        schema.model_validate(client.get(path, params={"q": q, "limit": 25}).json())


def test_answers_to_texts_are_what_the_schemas_allow() -> None:
    document = {"id": "1", "text": "haccp et plus"}
    with reading() as client:
        for path in ("/v1/extractions", "/v1/predictions/metiers"):
            SENT[path].model_validate(client.post(path, json={"documents": [document]}).json())
        explained = {"documents": [document], "options": {"explain": True}}
        answer = client.post("/v1/extractions", json=explained).json()
        SENT["/v1/extractions"].model_validate(answer)
        files = [("files", ("a.pdf", b"haccp")), ("files", ("b.pdf", b""))]
        told = client.post("/v1/extractions/files", files=files).json()
        SENT["/v1/extractions/files"].model_validate(told)


def test_without_extraction_its_routes_are_neither_described_nor_there(
    settings: Settings,
) -> None:
    app = create_app(Settings(artefacts=settings.artefacts, without=("extraction",)))
    app.state.service.loading.run()
    client = TestClient(app)
    assert set(client.get("/openapi.json").json()["paths"]) == {*ASKED, "/metrics"}
    assert {client.post(path, json={}).status_code for path in SENT} == {404}


def test_bodies_tell_their_limits(description: dict[str, Any]) -> None:
    paths = description["paths"]
    [content] = paths["/v1/extractions"]["post"]["requestBody"]["content"].values()
    documents = content["schema"]["properties"]["documents"]
    assert (documents["minItems"], documents["maxItems"]) == (1, 64)
    assert documents["items"]["properties"]["text"]["maxLength"] == 50_000
    assert content["schema"]["additionalProperties"] is False
    [form] = paths["/v1/extractions/files"]["post"]["requestBody"]["content"].values()
    assert form["schema"]["properties"]["files"]["maxItems"] == 16


def test_problems_are_what_their_schema_allows(client: TestClient) -> None:
    for path in ("/v1/completions?limit=x", "/nowhere"):
        schemas.Problem.model_validate(client.get(path).json())


def test_parameters_tell_their_limits(description: dict[str, Any]) -> None:
    asked = {
        (path, parameter["name"]): parameter
        for path, methods in description["paths"].items()
        for parameter in methods.get("get", {}).get("parameters", ())
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
