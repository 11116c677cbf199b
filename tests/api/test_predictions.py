"""/v1/predictions/metiers: what is answered, and what is refused."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.api.lookups import SECRET
from tests.api.readers import FixedPrediction, reading
from tests.api.test_errors import problem

from romarin.engines import Posting

PATH = "/v1/predictions/metiers"


@pytest.fixture
def prediction() -> FixedPrediction:
    return FixedPrediction()


@pytest.fixture
def client(prediction: FixedPrediction) -> Iterator[TestClient]:
    with reading(prediction=prediction) as client:
        yield client


def asked(*documents: dict[str, Any], **options: Any) -> dict[str, Any]:
    return {"documents": list(documents)} | ({"options": options} if options else {})


def test_an_offer_is_answered_as_the_contract_says(client: TestClient) -> None:
    response = client.post(PATH, json=asked({"id": "a", "title": "Dév web"}, limit=1))
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    libelle = "Développeur / Développeuse web"
    assert response.json() == {
        "documents": [
            {
                "id": "a",
                "metiers": [
                    {
                        "code": "M1901",
                        "libelle": libelle,
                        "appellation": {"code": "6044", "libelle": libelle},
                        "score": 0.8765,
                    }
                ],
                "margin": 0.2123,
                "unsure": False,
            }
        ],
        "rome": {"version": "490", "source": "official"},
    }


@pytest.mark.parametrize("naf", ["4711D", "47.11D", "47"])
def test_titles_texts_and_activities_reach_the_engine(
    client: TestClient, prediction: FixedPrediction, naf: str
) -> None:
    documents = (
        {"id": "1", "title": "Vendeuse", "text": "En boulangerie", "naf": naf},
        {"id": "2", "text": " x "},
        {"id": "3", "title": "Cariste", "text": ""},
    )
    answer = client.post(PATH, json=asked(*documents)).json()
    assert [one["id"] for one in answer["documents"]] == ["1", "2", "3"]
    postings = (Posting("Vendeuse", "En boulangerie", naf), Posting("", " x "), Posting("Cariste"))
    assert prediction.calls == [(postings, 5)]


@pytest.mark.parametrize(
    ("body", "pointer", "value", "way_out"),
    [
        ({}, "/documents", "", "missing"),
        (asked({"id": "1"}), "/documents/0", "", "neither title nor text"),
        (asked({"id": "1", "title": " ", "text": "\n"}), "/documents/0", "", "give one of them"),
        (asked({"title": "x"}), "/documents/0/id", "", "missing"),
        (asked({"id": "1", "title": SECRET * 20}), "/documents/0/title", "", "0 to 500"),
        (asked({"id": "1", "text": "s" * 50_001}), "/documents/0/text", "", "0 to 50000"),
        (asked({"id": "1", "text": 5}), "/documents/0/text", "", "no text"),
        (asked({"id": "1", "text": "a\0"}), "/documents/0/text", "", "NUL"),
        (asked({"id": "1", "text": "x", "kind": "cv"}), "/documents/0/kind", "", "title, text"),
        *(
            (asked({"id": "1", "text": "x", "naf": naf}), "/documents/0/naf", told, "4711D")
            for naf, told in (
                ("4711d", "4711d"),
                ("47.11", "47.11"),
                ("471", "471"),
                ("47 11D", "47 11D"),
                ("", ""),
                ("٤٧", "٤٧"),
                (47, "47"),
                (None, "null"),
            )
        ),
        (asked({"id": "1", "text": "x"}, limit=0), "/options/limit", "0", "1 to 25"),
        (asked({"id": "1", "text": "x"}, limit=26), "/options/limit", "26", "1 to 25"),
        (asked({"id": "1", "text": "x"}, minScore=0.5), "/options/minScore", "", "limit"),
    ],
)
def test_a_value_that_cannot_be_is_told_with_its_place(
    client: TestClient, body: Any, pointer: str, value: str, way_out: str
) -> None:
    response = client.post(PATH, json=body)
    [error] = problem(response, 422)["errors"]
    assert (error["pointer"], error["value"]) == (pointer, value)
    assert way_out in error["detail"]
    assert SECRET not in response.text


def test_other_bodies_are_refused_as_those_of_extractions(client: TestClient) -> None:
    json = {"Content-Type": "application/json"}
    problem(client.post(PATH, content=b"{", headers=json), 400)
    problem(client.post(PATH, content=b"{}"), 415)
    problem(client.post(PATH, content=b" " * (8 * 2**20 + 1), headers=json), 413)
    many = [{"id": str(at), "text": "x" * 50_000} for at in range(11)]
    problem(client.post(PATH, json=asked(*many)), 413)
