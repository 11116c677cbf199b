"""What /v1/competences/completions answers."""

from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.api.lookups import FixedLookup

from romarin.api import Settings, create_app
from romarin.engines import Lookup, SkillLookup

ROUTE = "/v1/competences/completions"


def complete(client: TestClient, *parameters: tuple[str, str]) -> list[dict[str, Any]]:
    response = client.get(ROUTE, params=list(parameters))
    assert response.status_code == 200, response.text
    suggestions: list[dict[str, Any]] = response.json()["suggestions"]
    return suggestions


def test_a_skill_typed_in_part_is_completed_with_every_field_of_the_contract(
    client: TestClient,
) -> None:
    body = client.get(ROUTE, params={"q": "conduire un char"}).json()
    assert list(body) == ["q", "suggestions", "rome"]
    assert body["rome"] == {"version": "490", "source": "official"}
    first = body["suggestions"][0]
    assert 0 < first.pop("score") <= 1
    assert first == {
        "competence": {
            "code": "8226",
            "type": "COMPETENCE-DETAILLEE",
            "libelle": "Conduire un chariot élévateur",
        },
        "reason": "prefix",
        "highlights": [{"start": 0, "end": 8}, {"start": 12, "end": 16}],
    }


def test_several_types_may_be_asked_for(client: TestClient) -> None:
    every = {s["competence"]["type"] for s in complete(client, ("q", "t"), ("limit", "25"))}
    assert {"SAVOIR", "COMPETENCE-DETAILLEE"} < every
    some = complete(client, ("q", "t"), ("type", "SAVOIR"), ("type", "COMPETENCE-DETAILLEE"))
    assert {s["competence"]["type"] for s in some} == {"SAVOIR", "COMPETENCE-DETAILLEE"}


def test_one_type_alone_leaves_the_others_out(client: TestClient) -> None:
    savoirs = complete(client, ("q", "t"), ("type", "SAVOIR"), ("type", "SAVOIR"))
    assert savoirs
    assert {s["competence"]["type"] for s in savoirs} == {"SAVOIR"}


@pytest.mark.parametrize("q", ["", "  "])
def test_nothing_typed_gives_no_suggestion(client: TestClient, q: str) -> None:
    assert complete(client, ("q", q)) == []


def test_a_lookup_of_ones_own_without_skills_has_no_such_route() -> None:
    with TestClient(create_app(Settings(), FixedLookup())) as client:
        assert client.get(ROUTE, params={"q": "web"}).status_code == 404
        assert ROUTE not in client.get("/openapi.json").json()["paths"]


def test_lookups_of_ones_own_are_asked(words_lookup: Lookup, words_skills: SkillLookup) -> None:
    app = create_app(Settings(), words_lookup, words_skills)
    app.state.service.loading.run()
    with TestClient(app) as client:
        assert client.get("/v1/completions", params={"q": "web"}).json()["suggestions"]
        assert complete(client, ("q", "levains"))
        assert "etag" not in client.get("/v1/completions", params={"q": "web"}).headers
