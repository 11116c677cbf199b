"""/v1/extractions/files: what is answered of each file, and what is refused as a whole."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.api.lookups import SECRET
from tests.api.readers import WordExtraction, reading
from tests.api.test_errors import problem

from romarin.engines.extraction import Document, DocumentKind, Options

PATH = "/v1/extractions/files"
FORM = {"Content-Type": "multipart/form-data; boundary=edge"}


@pytest.fixture
def extraction() -> WordExtraction:
    return WordExtraction()


@pytest.fixture
def client(extraction: WordExtraction) -> Iterator[TestClient]:
    with reading(extraction) as client:
        yield client


def files(*named: tuple[str, bytes]) -> Sequence[tuple[str, tuple[str, bytes]]]:
    return [("files", one) for one in named]


def part(disposition: str, content: bytes) -> bytes:
    return f"--edge\r\nContent-Disposition: {disposition}\r\n\r\n".encode() + content + b"\r\n"


FILE = part('form-data; name="files"; filename="a.txt"', b"haccp")
END = b"--edge--\r\n"


def test_each_file_is_answered_in_order_with_its_text_or_its_problem(client: TestClient) -> None:
    sent = files(("cv été.pdf", "Pâtisserie\nfine".encode()), ("scan.pdf", b" "), ("b", b"haccp"))
    answer = client.post(PATH, files=sent).json()
    read, failed, other = answer["documents"]
    assert (read["id"], read["pages"], read["text"]) == ("cv été.pdf", 1, "Pâtisserie\nfine")
    assert read["mentions"][0]["text"] == "Pâtisserie\nfine"
    assert (other["id"], other["pages"], other["text"]) == ("b", None, "haccp")
    assert set(read) == set(other)
    assert failed == {
        "id": "scan.pdf",
        "error": {
            "type": "urn:romarin:problem:text-missing",
            "title": "No text",
            "status": 422,
            "detail": "the PDF of 2 pages holds no text; if it is a scan, send what a character "
            "recognition makes of it",
            "errors": [],
        },
    }
    assert answer["rome"] == {"version": "490", "source": "official"}
    metrics = client.get("/metrics").text
    assert 'romarin_documents_total{outcome="error",route="/v1/extractions/files"} 1.0' in metrics


def test_kind_and_options_reach_the_engine(client: TestClient, extraction: WordExtraction) -> None:
    data = {"kind": "cv", "options": '{"minScore": 0.25, "explain": true}'}
    assert client.post(PATH, files=files(("a", b"x")), data=data).status_code == 200
    [(documents, options)] = extraction.calls
    assert documents == (Document("x", "", DocumentKind.CV),)
    assert options == Options(min_score=0.25, explain=True)


def test_without_a_file_that_can_be_read_the_request_fails(client: TestClient) -> None:
    told = problem(client.post(PATH, files=files(("a.pdf", b""), ("b.pdf", b"  "))), 422)
    assert [(one["pointer"], one["value"]) for one in told["errors"]] == [
        ("/files/0", "a.pdf"),
        ("/files/1", "b.pdf"),
    ]
    assert all("holds no text" in one["detail"] for one in told["errors"])


def test_a_file_of_more_text_than_a_document_may_have_is_told(client: TestClient) -> None:
    sent = files(("long.txt", b"x" * 50_001), ("short.txt", b"x" * 50_000))
    long, short = client.post(PATH, files=sent).json()["documents"]
    assert (long["error"]["status"], short["text"]) == (413, "x" * 50_000)
    assert "50001 characters, more than 50000" in long["error"]["detail"]


@pytest.mark.parametrize(
    ("sent", "data", "pointer", "value"),
    [
        ((), {"kind": "cv"}, "/files", ""),
        ([(str(at), b"x") for at in range(17)], {}, "/files", ""),
        ([("a", b"x")], {"kind": "resume"}, "/kind", "resume"),
        ([("a", b"x")], {"kind": ["cv", "cv"]}, "/kind", ""),
        ([("a", b"x")], {"options": '{"explain": 1}'}, "/options/explain", "1"),
        ([("a", b"x")], {"options": '{"text": "' + SECRET + '"}'}, "/options/text", ""),
        ([("a", b"x")], {"options": "[]"}, "/options", ""),
        ([("a", b"x")], {"title": SECRET}, "/title", ""),
    ],
)
def test_a_field_that_cannot_be_is_told_with_its_place(
    client: TestClient,
    sent: Sequence[tuple[str, bytes]],
    data: dict[str, Any],
    pointer: str,
    value: str,
) -> None:
    response = client.post(PATH, files=files(*sent) or {"kind": (None, "cv")}, data=data or None)
    errors = problem(response, 422)["errors"]
    assert (errors[0]["pointer"], errors[0]["value"]) == (pointer, value)
    assert SECRET not in response.text


def test_a_field_files_that_is_no_file_is_told(client: TestClient) -> None:
    content = part('form-data; name="files"', SECRET.encode()) + END
    response = client.post(PATH, content=content, headers=FORM)
    [error] = problem(response, 422)["errors"]
    assert (error["pointer"], error["value"]) == ("/files/0", "")


@pytest.mark.parametrize(
    ("headers", "content", "status"),
    [
        ({"Content-Type": "application/json"}, b"{}", 415),
        ({}, FILE + END, 415),
        ({"Content-Type": "multipart/form-data"}, FILE + END, 400),
        ({"Content-Type": f"multipart/form-data; boundary={'b' * 300}"}, FILE + END, 400),
        (FORM, b"", 400),
        (FORM, b"no form at all", 400),
        (FORM, FILE, 400),
        (FORM, FILE[:-4], 400),
        (FORM, FILE + part('form-data; name="options"', b'{"explain"') + END, 400),
        (FORM, part('form-data; name="x"', b"x") * 25 + END, 422),
        (FORM, part('form-data; name="options"', b" " * 65_537) + END, 413),
        (FORM, part("form-data; name=files; filename=" + "n" * 5000, b"x") + END, 400),
        (FORM, FILE.replace(b"\r\n\r\n", b"\r\nX: y" * 20 + b"\r\n\r\n") + END, 400),
    ],
)
def test_what_is_no_form_is_refused(
    client: TestClient, headers: dict[str, str], content: bytes, status: int
) -> None:
    problem(client.post(PATH, content=content, headers=headers), status)


@pytest.mark.parametrize("sizes", [[10 * 2**20 + 1], [10 * 2**20] * 5 + [1]])
def test_files_that_are_too_large_are_not_kept(client: TestClient, sizes: Sequence[int]) -> None:
    sent = files(*((str(at), bytes(size)) for at, size in enumerate(sizes)))
    assert "MB" in problem(client.post(PATH, files=sent), 413)["detail"]


def test_a_name_is_given_back_as_it_came_as_far_as_it_is_text(client: TestClient) -> None:
    named = part('form-data; name="files"; filename="d/caf\u00e9 \\"x\\".txt"', b"haccp")
    broken = named.replace("\u00e9".encode(), b"\xe9")
    answer = client.post(PATH, content=named + broken + END, headers=FORM).json()
    assert [one["id"] for one in answer["documents"]] == [
        'd/caf\u00e9 "x".txt',
        'd/caf\ufffd "x".txt',
    ]
