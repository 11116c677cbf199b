"""/v1/extractions: what is answered, and what is refused with its place and the way out."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.api.lookups import SECRET
from tests.api.readers import BrokenExtraction, WordExtraction, reading
from tests.api.test_errors import problem

from romarin.api.logs import JsonLines
from romarin.catalogue import TypeCompetence
from romarin.engines import Lookup
from romarin.engines.extraction import Document, DocumentKind, Options

PATH = "/v1/extractions"


@pytest.fixture
def extraction() -> WordExtraction:
    return WordExtraction()


@pytest.fixture
def client(extraction: WordExtraction, words_lookup: Lookup) -> Iterator[TestClient]:
    with reading(extraction, lookup=words_lookup) as client:
        yield client


def asked(*documents: dict[str, Any], **options: Any) -> dict[str, Any]:
    return {"documents": list(documents)} | ({"options": options} if options else {})


def test_a_document_is_answered_as_the_contract_says(client: TestClient) -> None:
    text = "Pâtisserie 🍞\r\nfine"
    response = client.post(PATH, json=asked({"id": "a", "text": text}))
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    item = {"code": "8504", "type": "SAVOIR", "libelle": "Méthode HACCP", "score": 0.9123}
    assert response.json() == {
        "documents": [
            {
                "id": "a",
                "mentions": [
                    {"start": 0, "end": 10, "text": "Pâtisserie", "level": "task", "items": [item]}
                ],
                "competences": [{**item, "level": "task", "coreForMetier": None, "mentions": [0]}],
                "unresolved": [{"start": 10, "end": 18, "text": " 🍞\r\nfine", "level": "negated"}],
                "metiers": [
                    {"code": "M1901", "libelle": "Développeur / Développeuse web", "score": 0.6543}
                ],
                "unsure": False,
            }
        ],
        "rome": {"version": "490", "source": "official"},
    }


def test_texts_and_options_reach_the_engine_as_received(
    client: TestClient, extraction: WordExtraction
) -> None:
    body = asked(
        {"id": "1", "text": " \u2028é\r\n", "title": "Cariste H/F", "kind": "cv"},
        {"id": "2", "text": "x"},
        minScore=0.4,
        types=["SAVOIR", "SAVOIR"],
        maxItemsPerMention=25,
        context={"codeRome": "D1901"},
        explain=True,
    )
    answer = client.post(PATH, json=body).json()
    [(documents, options)] = extraction.calls
    assert documents == (
        Document(" \u2028é\r\n", "Cariste H/F", DocumentKind.CV),
        Document("x", "", None),
    )
    assert options == Options(0.4, frozenset({TypeCompetence.SAVOIR}), 25, "D1901", True)
    first = answer["documents"][0]
    assert first["mentions"][0]["items"][0]["evidence"] == [{"feature": "cosine", "value": 0.8765}]
    assert first["competences"][0]["coreForMetier"] is True


def test_without_options_the_engine_is_left_its_own(
    client: TestClient, extraction: WordExtraction
) -> None:
    left_out: list[dict[str, Any]] = [{}, {"options": {}}, {"options": {"context": {}}}]
    for options in left_out:
        client.post(PATH, json=asked({"id": "1", "text": "x"}) | options)
    assert [options for _, options in extraction.calls] == [Options()] * 3


def test_documents_keep_their_order_however_they_are_cut(
    client: TestClient, extraction: WordExtraction
) -> None:
    documents = [{"id": str(at), "text": f"{at} {'x' * (at * 200)}"} for at in range(64)]
    answer = client.post(PATH, json=asked(*documents)).json()
    assert [one["id"] for one in answer["documents"]] == [str(at) for at in range(64)]
    assert [one["mentions"][0]["text"] for one in answer["documents"]] == [
        str(at) for at in range(64)
    ]
    pieces = [documents for documents, _ in extraction.calls]
    assert len(pieces) > 8
    assert all(sum(len(one.text) for one in piece) <= 16_000 for piece in pieces)


@pytest.mark.parametrize("length", [1, 50_000])
def test_a_text_may_be_as_long_as_the_contract_says(client: TestClient, length: int) -> None:
    assert client.post(PATH, json=asked({"id": "i" * 64, "text": "é" * length})).status_code == 200


DOCUMENT = {"id": "1", "text": SECRET}


@pytest.mark.parametrize(
    ("body", "pointer", "value", "way_out"),
    [
        ([], "", "", "give an object with documents, options"),
        ("text", "", "", "give an object"),
        (None, "", "", "give an object"),
        ({}, "/documents", "", "missing; give a list of 1 to 64"),
        ({"documents": SECRET}, "/documents", "", "give a list"),
        ({"documents": []}, "/documents", "", "0 items"),
        (
            {"documents": [{"id": str(at), "text": "x"} for at in range(65)]},
            "/documents",
            "",
            "65 items",
        ),
        ({"documents": [SECRET]}, "/documents/0", "", "give an object with id, text"),
        (asked({"text": SECRET}), "/documents/0/id", "", "missing; give a text of 1 to 64"),
        (asked({"id": "", "text": "x"}), "/documents/0/id", "", "1 to 64"),
        (asked({"id": 7, "text": "x"}), "/documents/0/id", "7", "no text"),
        (asked({"id": "i" * 65, "text": "x"}), "/documents/0/id", "i" * 65, "65 characters"),
        (asked(DOCUMENT, DOCUMENT), "/documents/1/id", "1", "an id of its own"),
        (asked({"id": "1"}), "/documents/0/text", "", "missing"),
        (asked({"id": "1", "text": ""}), "/documents/0/text", "", "0 characters long"),
        (asked({"id": "1", "text": "s" * 50_001}), "/documents/0/text", "", "50001 characters"),
        (asked({"id": "1", "text": [SECRET]}), "/documents/0/text", "", "no text"),
        (asked({"id": "1", "text": f"{SECRET}\0"}), "/documents/0/text", "", "NUL"),
        (asked({"id": "1", "text": f"{SECRET}\ud800"}), "/documents/0/text", "", "surrogate"),
        (asked({"id": "1", "text": f"\udcff{SECRET}"}), "/documents/0/text", "", "surrogate"),
        (asked({**DOCUMENT, "title": "t" * 501}), "/documents/0/title", "", "0 to 500"),
        (asked({**DOCUMENT, "title": None}), "/documents/0/title", "", "no text"),
        (asked({**DOCUMENT, "kind": "offer"}), "/documents/0/kind", "offer", "offre or cv"),
        (asked({**DOCUMENT, "texte": SECRET}), "/documents/0/texte", "", "known here: id, text"),
        (asked({**DOCUMENT, "a/b~c\ud800": 1}), "/documents/0/a~1b~0c\ufffd", "", "unknown"),
        ({"documents": [DOCUMENT], "limit": 5}, "/limit", "", "unknown"),
        ({"documents": [DOCUMENT], "options": []}, "/options", "", "give an object"),
        (asked(DOCUMENT, minscore=0.4), "/options/minscore", "", "minScore"),
        (asked(DOCUMENT, minScore=1.01), "/options/minScore", "1.01", "from 0 to 1"),
        (asked(DOCUMENT, minScore=-1), "/options/minScore", "-1", "from 0 to 1"),
        (asked(DOCUMENT, minScore=True), "/options/minScore", "true", "from 0 to 1"),
        (asked(DOCUMENT, minScore="0.4"), "/options/minScore", "0.4", "from 0 to 1"),
        (asked(DOCUMENT, minScore=None), "/options/minScore", "null", "or leave it out"),
        (asked(DOCUMENT, types=["SAVOIR", "MACRO"]), "/options/types/1", "MACRO", "SAVOIR"),
        (asked(DOCUMENT, types=[]), "/options/types", "", "0 items"),
        (asked(DOCUMENT, types="SAVOIR"), "/options/types", "", "no list"),
        (asked(DOCUMENT, maxItemsPerMention=0), "/options/maxItemsPerMention", "0", "1 to 25"),
        (asked(DOCUMENT, maxItemsPerMention=26), "/options/maxItemsPerMention", "26", "1 to 25"),
        (asked(DOCUMENT, maxItemsPerMention=1.5), "/options/maxItemsPerMention", "1.5", "whole"),
        (asked(DOCUMENT, context={"codeRome": "D9999"}), "/options/context/codeRome", "D9999", ""),
        (asked(DOCUMENT, context={"codeRome": "6006"}), "/options/context/codeRome", "6006", "M1"),
        (asked(DOCUMENT, context={"code": "x"}), "/options/context/code", "", "codeRome"),
        (asked(DOCUMENT, context="D1901"), "/options/context", "", "give an object"),
        (asked(DOCUMENT, explain="yes"), "/options/explain", "yes", "true or false"),
    ],
)
def test_a_value_that_cannot_be_is_told_with_its_place(
    client: TestClient, body: Any, pointer: str, value: str, way_out: str
) -> None:
    # As Python's json writes it: a lone surrogate goes as an escape.
    headers = {"Content-Type": "application/json"}
    response = client.post(PATH, content=json.dumps(body), headers=headers)
    [error] = problem(response, 422)["errors"]
    assert (error["pointer"], error["value"]) == (pointer, value[:80])
    assert way_out in error["detail"]
    assert SECRET not in response.text


def test_all_that_is_wrong_is_said_at_once_but_no_more_than_can_be_read(
    client: TestClient,
) -> None:
    body = asked({"id": "1"}, {"text": "x"}, minScore=7)
    told = problem(client.post(PATH, json=body), 422)
    assert [error["pointer"] for error in told["errors"]] == [
        "/documents/1/id",
        "/documents/0/text",
        "/options/minScore",
    ]
    assert "/documents/1/id, /documents/0/text, /options/minScore" in told["detail"]
    many = asked({"id": "1", "text": "x"} | {f"f{at}": 1 for at in range(1000)})
    assert len(problem(client.post(PATH, json=many), 422)["errors"]) == 32


@pytest.mark.parametrize(
    ("content", "way_out"),
    [
        (b"", "at character 0"),
        (b"{", "at character 1"),
        (b'{"documents": [}', "at character 15"),
        (b'{"documents": NaN}', "a number that JSON has not"),
        (b'{"documents": "\xe9"}', "no UTF-8 at byte 15"),
        (b"[" * 200_000, "nested too deep"),
        (b'{"a": ' + b"9" * 5000 + b"}x", "a number that JSON has not"),
    ],
)
def test_what_is_no_json_is_told_where(client: TestClient, content: bytes, way_out: str) -> None:
    headers = {"Content-Type": "application/json"}
    assert way_out in problem(client.post(PATH, content=content, headers=headers), 400)["detail"]


@pytest.mark.parametrize(
    ("headers", "way_out"),
    [
        ({}, "send application/json"),
        ({"Content-Type": "text/plain"}, "'text/plain'; send application/json"),
        ({"Content-Type": "application/x-www-form-urlencoded"}, "send application/json"),
        ({"Content-Type": "application/json", "Content-Encoding": "gzip"}, "send the body as"),
    ],
)
def test_another_type_is_told_which_to_send(
    client: TestClient, headers: dict[str, str], way_out: str
) -> None:
    response = client.post(PATH, content=b'{"documents": []}', headers=headers)
    assert way_out in problem(response, 415)["detail"]


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "Application/JSON"])
def test_json_may_be_named_in_any_way(client: TestClient, kind: str) -> None:
    body = b'{"documents": [{"id": "1", "text": "x"}]}'
    assert client.post(PATH, content=body, headers={"Content-Type": kind}).status_code == 200


def test_a_body_beyond_8_mb_is_not_read(client: TestClient) -> None:
    headers = {"Content-Type": "application/json"}
    unread = client.post(PATH, content=b" " * (8 * 2**20 + 1), headers=headers)
    assert "8 MB" in problem(unread, 413)["detail"]

    untold = (b" " * 2**20 for _ in range(9))  # no Content-Length tells how much comes
    assert "8 MB" in problem(client.post(PATH, content=untold, headers=headers), 413)["detail"]


def test_texts_of_more_than_500000_characters_are_too_many(client: TestClient) -> None:
    documents = [{"id": str(at), "text": "x" * 50_000} for at in range(10)]
    assert client.post(PATH, json=asked(*documents)).status_code == 200
    documents[0]["title"] = "x"
    told = problem(client.post(PATH, json=asked(*documents)), 413)
    assert "500,000" in told["detail"]


def test_a_defect_shows_neither_in_the_answer_nor_in_the_log_what_the_text_was(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    with reading(BrokenExtraction(), raises=False) as client:
        response = client.post(PATH, json=asked(DOCUMENT))
        problem(response, 500)
        client.post(PATH, json=asked({**DOCUMENT, SECRET: SECRET}))
    lines = [JsonLines().format(record) for record in caplog.records if record.name != "httpx2"]
    assert any('"route":"/v1/extractions","status":500' in line for line in lines)
    assert SECRET not in response.text
    assert not any(SECRET in line for line in lines)


def test_documents_are_counted(client: TestClient) -> None:
    client.post(PATH, json=asked({"id": "1", "text": "x"}, {"id": "2", "text": "y"}))
    text = client.get("/metrics").text
    assert 'romarin_documents_total{outcome="read",route="/v1/extractions"} 2.0' in text
    assert "romarin_queue_places 0.0" in text.splitlines()
