"""What /v1/completions answers."""

from typing import Any

import pytest
from starlette.testclient import TestClient


def complete(client: TestClient, q: str, **parameters: Any) -> dict[str, Any]:
    response = client.get("/v1/completions", params={"q": q, **parameters})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    body: dict[str, Any] = response.json()
    return body


def codes(body: dict[str, Any]) -> list[str]:
    return [suggestion["appellation"]["code"] for suggestion in body["suggestions"]]


def test_a_title_typed_in_part_is_completed_with_every_field_of_the_contract(
    client: TestClient,
) -> None:
    body = complete(client, "dév web")
    assert list(body) == ["q", "suggestions", "rome"]
    assert body["q"] == "dév web"
    assert body["rome"] == {"version": "490", "source": "official"}
    first = body["suggestions"][0]
    assert 0 < first.pop("score") <= 1
    assert first == {
        "appellation": {
            "code": "6044",
            "libelle": "Développeur / Développeuse web",
            "libelleCourt": "Développeur / Développeuse web",
        },
        "metier": {"code": "M1901", "libelle": "Développeur / Développeuse web"},
        "matchedForm": "Développeur web",
        "reason": "words",
        "highlights": [{"start": 0, "end": 3}, {"start": 14, "end": 17}, {"start": 27, "end": 30}],
    }


def test_scores_never_rise_down_the_list(client: TestClient) -> None:
    scores = [s["score"] for s in complete(client, "in", limit=25)["suggestions"]]
    assert len(scores) > 3
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("limit", [1, 2, 5, 25])
def test_the_first_suggestions_do_not_depend_on_the_limit(client: TestClient, limit: int) -> None:
    assert (
        codes(complete(client, "a", limit=limit)) == codes(complete(client, "a", limit=25))[:limit]
    )


def test_ten_suggestions_are_given_unless_asked_otherwise(client: TestClient) -> None:
    assert codes(complete(client, "a")) == codes(complete(client, "a", limit=10))


def test_grouped_by_metier_each_code_rome_comes_once(client: TestClient) -> None:
    body = complete(client, "maçon", groupBy="metier")
    metiers = [suggestion["metier"]["code"] for suggestion in body["suggestions"]]
    assert metiers.count("F1901") == 1
    assert len(codes(complete(client, "maçon", groupBy="appellation"))) > len(metiers)


@pytest.mark.parametrize("code", ["M1901", "m1901", "6044"])
def test_a_complete_code_answers_with_its_item(client: TestClient, code: str) -> None:
    body = complete(client, code)
    assert codes(body) == ["6044"]
    assert body["suggestions"][0]["reason"] == "code"
    assert body["suggestions"][0]["highlights"] == []


@pytest.mark.parametrize("q", ["", "   ", "\t\n", "\u00a0\u2003"])
def test_nothing_typed_gives_no_suggestion(client: TestClient, q: str) -> None:
    body = complete(client, q)
    assert body == {"q": q, "suggestions": [], "rome": {"version": "490", "source": "official"}}


@pytest.mark.parametrize("q", ["  boulanger ", "BOULANGÈRE", "bou\u0301langer", "boulanger 🥖\r\n"])
def test_what_was_typed_comes_back_exactly_as_received(client: TestClient, q: str) -> None:
    assert complete(client, q)["q"] == q


def test_a_plus_is_a_space_and_an_escaped_plus_a_plus(client: TestClient) -> None:
    assert client.get("/v1/completions?q=aide+m%C3%A9nag%2B").json()["q"] == "aide ménag+"


def test_a_text_sent_without_escapes_is_read_as_utf8(client: TestClient) -> None:
    assert client.get("/v1/completions?q=maçon").json()["suggestions"]


@pytest.mark.parametrize(
    "astray", ["utm_source=x", "limite=0", "_=1700000000", "Q=x", "%FF=%FF", ""]
)
def test_parameters_that_are_not_ours_are_ignored(client: TestClient, astray: str) -> None:
    assert client.get(f"/v1/completions?{astray}&q=web").json() == complete(client, "web")


def test_a_text_of_200_characters_outside_the_base_plane_is_not_too_long(
    client: TestClient,
) -> None:
    assert complete(client, "🥖" * 200)["suggestions"] == []


def test_head_is_answered_as_get_would_be(client: TestClient) -> None:
    got, headed = (client.request(m, "/v1/completions?q=web") for m in ("GET", "HEAD"))
    assert headed.status_code == 200
    assert headed.headers == got.headers
