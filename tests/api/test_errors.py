"""How requests fail: problem+json that names the parameter, the value and the way out."""

import logging
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.api.lookups import SECRET, BrokenLookup

from romarin.api import Settings, create_app
from romarin.api.logs import JsonLines

COMPLETIONS, SKILLS = "/v1/completions", "/v1/competences/completions"


def problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    assert list(body)[:5] == ["type", "title", "status", "detail", "errors"]
    assert all(isinstance(body[name], str) and body[name] for name in ("type", "title", "detail"))
    return body


@pytest.mark.parametrize("route", [COMPLETIONS, SKILLS])
@pytest.mark.parametrize(
    ("query", "parameter", "value", "way_out"),
    [
        ("", "q", "", "?q="),
        ("limit=5", "q", "", "?q="),
        (f"q={'a' * 201}", "q", "a" * 80, "200"),
        (f"q={'%F0%9F%A5%96' * 201}", "q", "🥖" * 80, "200"),
        ("q=a%00b", "q", "a\0b", "NUL"),
        ("q=caf%E9", "q", "caf\ufffd", "UTF-8"),
        ("q=%ED%A0%80", "q", "\ufffd" * 3, "UTF-8"),
        ("q=%ED%B0%80x", "q", "\ufffd" * 3 + "x", "UTF-8"),
        ("q=a&q=b", "q", "b", "once"),
        ("q=a&limit=0", "limit", "0", "1 to 25"),
        ("q=a&limit=26", "limit", "26", "1 to 25"),
        ("q=a&limit=-1", "limit", "-1", "1 to 25"),
        ("q=a&limit=", "limit", "", "1 to 25"),
        ("q=a&limit=dix", "limit", "dix", "1 to 25"),
        ("q=a&limit=1.5", "limit", "1.5", "1 to 25"),
        ("q=a&limit=%D9%A3", "limit", "٣", "1 to 25"),
        ("q=a&limit=99999999999999999999999", "limit", "9" * 23, "1 to 25"),
        ("q=a&limit=5&limit=5", "limit", "5", "once"),
    ],
)
def test_a_parameter_that_cannot_be_read_is_named(
    client: TestClient, route: str, query: str, parameter: str, value: str, way_out: str
) -> None:
    errors = problem(client.get(f"{route}?{query}"), 422)["errors"]
    assert [(e["parameter"], e["value"]) for e in errors] == [(parameter, value)]
    assert way_out in errors[0]["detail"]


@pytest.mark.parametrize(
    ("url", "parameter", "value", "way_out"),
    [
        (f"{COMPLETIONS}?q=a&groupBy=rome", "groupBy", "rome", "appellation or metier"),
        (f"{COMPLETIONS}?q=a&groupBy=Metier", "groupBy", "Metier", "appellation or metier"),
        (f"{COMPLETIONS}?q=a&groupBy=metier&groupBy=metier", "groupBy", "metier", "once"),
        (f"{SKILLS}?q=a&type=SAVOIR&type=MACRO", "type", "MACRO", "MACRO-SAVOIR-FAIRE"),
        (f"{SKILLS}?q=a&type=", "type", "", "SAVOIR"),
    ],
)
def test_an_unknown_name_is_answered_with_those_that_are_known(
    client: TestClient, url: str, parameter: str, value: str, way_out: str
) -> None:
    errors = problem(client.get(url), 422)["errors"]
    assert [(e["parameter"], e["value"]) for e in errors] == [(parameter, value)]
    assert way_out in errors[0]["detail"]


def test_all_that_is_wrong_is_said_at_once(client: TestClient) -> None:
    body = problem(client.get(f"{COMPLETIONS}?q=%00&limit=x&groupBy=y"), 422)
    assert [error["parameter"] for error in body["errors"]] == ["q", "limit", "groupBy"]
    assert "q, limit, groupBy" in body["detail"]


@pytest.mark.parametrize(
    "path", ["/v1", "/v1/completions/", "/v1/nope", "/v1/completions%00", "/v1//completions"]
)
def test_an_unknown_path_is_a_problem_too(client: TestClient, path: str) -> None:
    assert problem(client.get(path), 404)["errors"] == []


@pytest.mark.parametrize("path", [COMPLETIONS, SKILLS, "/health/live", "/version", "/"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_another_method_is_told_which_are_allowed(
    client: TestClient, path: str, method: str
) -> None:
    response = client.request(method, path)
    problem(response, 405)
    assert response.headers["allow"] == "GET"


@pytest.mark.parametrize("path", ["extractions", "extractions/files", "predictions/metiers"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
def test_texts_are_posted(client: TestClient, path: str, method: str) -> None:
    response = client.request(method, f"/v1/{path}")
    problem(response, 405)
    assert response.headers["allow"] == "POST"


def test_a_defect_shows_an_id_and_logs_its_place_without_the_text(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = create_app(Settings(), BrokenLookup())
    app.state.service.loading.run()
    caplog.set_level(logging.DEBUG)
    with TestClient(app, raise_server_exceptions=False) as client:
        response = client.get(COMPLETIONS, params={"q": SECRET})
        detail = problem(response, 500)["detail"]
        assert SECRET not in response.text
        lines = [JsonLines().format(record) for record in caplog.records if record.name != "httpx2"]
        assert client.get("/health/ready").status_code == 200
    defect = next(line for line in lines if '"event":"defect"' in line)
    assert detail.rpartition(" ")[2] in defect
    assert '"error":"KeyError"' in defect
    assert "tests.api.lookups" in defect
    assert not any(SECRET in line for line in lines)
    assert any('"route":"/v1/completions","status":500' in line for line in lines)
