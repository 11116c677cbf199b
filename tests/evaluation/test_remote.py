"""Remote systems: the same answers over HTTP as in process, and errors that say what happened."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.api.served import serving, words_artefact

from romarin.api.readers import open_extraction, open_prediction
from romarin.catalogue import Catalogue
from romarin.engines import GroupBy, Lookup, Prediction, SkillLookup, load_encoder_of
from romarin.evaluation.answers import Answer, Document, DocumentKind, Item, Level, Mention
from romarin.evaluation.errors import ServerFailed, UrlInvalid
from romarin.evaluation.own import OwnExtraction, OwnLinker, OwnLookup, OwnTitles
from romarin.evaluation.remote import (
    EXTRACTIONS,
    PREDICTIONS,
    RemoteExtraction,
    RemoteLinker,
    RemoteLookup,
    RemoteTitles,
    Server,
)
from romarin.index import Artefact

QUERIES = (
    "boulangère",
    "dév web",
    "c",
    "  maçon ",
    "cariste ",
    "",
    "   ",
    "C++",
    "100 % a&b=c#d?",
    "chef\u2028de\x85partie",
    "🍞 boulanger",
    "infirmier " * 40,
    "6006",
    "M1901",
)

TEXTS = (
    "Vous pétrissez la pâte.\r\nAnglais apprécié.",
    "🍞 Méthode HACCP\u2028Permis B exigé, le soir et le week-end",
    " ",
)


@pytest.fixture(scope="module")
def artefact(
    tiny_catalogue: Catalogue, tiny_thesaurus: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    return words_artefact(tiny_catalogue, tiny_thesaurus, tmp_path_factory.mktemp("artefacts"))


@pytest.fixture(scope="module")
def server(artefact: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real one, in a process of its own."""
    with (
        serving(artefact, tmp_path_factory.mktemp("server"), ROMARIN_ENCODER="none") as served,
        Server(served.url) as asked,
    ):
        yield asked


@pytest.mark.slow
def test_queries_are_answered_as_in_process(server: Server, artefact: Path) -> None:
    here, there = OwnLookup(Lookup.load(artefact)), RemoteLookup(server)
    for query in QUERIES:
        for limit in (1, 10, 25):
            assert there(query, limit=limit) == here(query, limit=limit), query


@pytest.mark.slow
def test_titles_and_texts_are_answered_as_in_process(server: Server, artefact: Path) -> None:
    here = OwnTitles(Prediction.load(artefact, encoder="none"))
    there = RemoteTitles.of(server)
    assert there.reads_text
    for title in QUERIES:
        for text in ("", "Vous pétrissez la pâte et cuisez le pain."):
            assert there(title, text, limit=10) == here(title[:500], text, limit=10), title


@pytest.mark.slow
def test_where_no_route_predicts_titles_are_completed(
    artefact: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("server")
    environ = {"ROMARIN_ENCODER": "none", "ROMARIN_WITHOUT": "extraction"}
    lookup = Lookup.load(artefact)
    with serving(artefact, folder, **environ) as served, Server(served.url) as asked:
        there = RemoteTitles.of(asked)
        assert not there.reads_text
        assert not asked.offers(EXTRACTIONS)
        for title in QUERIES:
            found = lookup(title[:200], limit=10, group_by=GroupBy.METIER) if title.strip() else []
            codes = [(one.code, one.code_rome) for one in found]
            told = there(title, "a text", limit=10)
            assert [(one.code, one.code_rome) for one in told] == codes, title


@pytest.mark.slow
def test_texts_are_read_as_in_process(
    starter_artefact: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lookup = Lookup.load(starter_artefact)
    artefact = Artefact.open(starter_artefact)
    encoder = load_encoder_of(artefact)
    extraction = open_extraction(artefact, encoder, open_prediction(artefact, encoder, lookup))
    folder = tmp_path_factory.mktemp("server")
    with serving(starter_artefact, folder) as served, Server(served.url) as asked:
        here, there = OwnExtraction(extraction), RemoteExtraction(asked)
        for at, text in enumerate(TEXTS):
            document = Document(str(at), DocumentKind.OFFRE, "Boulanger" * at, text)
            assert there(document) == here(document), text
        assert asked.version()["minScore"] == extraction.min_score


@pytest.mark.slow
def test_phrases_are_linked_as_in_process(server: Server, artefact: Path) -> None:
    here, there = OwnLinker(SkillLookup.load(artefact)), RemoteLinker(server)
    for phrase in ("haccp", "pétrir la pâte", "", " ", "monter un mur", "légumes"):
        assert there(phrase, limit=50) == here(phrase, limit=50), phrase


@pytest.mark.slow
def test_a_server_tells_what_it_is_and_which_routes_it_has(server: Server, artefact: Path) -> None:
    told = server.version()
    assert told["rome"] == {"version": "490", "source": "official"}
    assert (told["encoder"], told["artefact"]) == (None, artefact.name)
    assert not server.offers("/v1/nothing")


@contextmanager
def canned(answers: Mapping[str, Any]) -> Iterator[tuple[Server, list[Any]]]:
    """A server of these answers by path, as JSON or bytes, and the bodies that it received."""
    received: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = answers.get(self.path.partition("?")[0])
            content = found if isinstance(found, bytes) else json.dumps(found).encode()
            self.send_response(404 if found is None else 200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append(json.loads(body))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    serving_ours = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=serving_ours.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        with Server(f"http://127.0.0.1:{serving_ours.server_port}/") as server:
            yield server, received
    finally:
        serving_ours.shutdown()
        thread.join()
        serving_ours.server_close()


METIER = {"code": "D1901", "libelle": "Boulanger", "score": 0.8}


def test_predictions_of_the_contract_are_read() -> None:
    metiers = [METIER | {"appellation": {"code": "6006", "libelle": "x"}}, METIER]
    answer = {"documents": [{"id": "1", "metiers": metiers, "margin": 0.6, "unsure": False}]}
    with canned({PREDICTIONS: answer}) as (server, received):
        ask = RemoteTitles.of(server)
        assert ask.reads_text
        assert ask("t" * 600, "x" * 60_000, limit=3) == [
            Answer("6006", "D1901", 0.8, "Boulanger"),
            Answer("", "D1901", 0.8, "Boulanger"),
        ]
        assert ask("title", "", limit=3)
        assert ask(" ", "", limit=3) == []
    [_, long, short] = received  # the first asks whether the route is there
    document = {"id": "1", "title": "t" * 500, "text": "x" * 50_000}
    assert long == {"documents": [document], "options": {"limit": 3}}
    assert short["documents"] == [{"id": "1", "title": "title"}]


def test_extractions_of_the_contract_are_read_unresolved_phrases_too() -> None:
    items = [{"code": "8204", "score": 0.9}, {"code": "8205", "score": 0.2}]
    found = {
        "id": "1",
        "mentions": [{"start": 9, "end": 12, "level": "required", "items": items}],
        "unresolved": [{"start": 2, "end": 5, "level": "negated"}],
    }
    with canned({EXTRACTIONS: {"documents": [found]}}) as (server, received):
        read = RemoteExtraction(server)
        assert read(Document("abc", DocumentKind.CV, "", "a text of a CV")) == [
            Mention(2, 5, Level.NEGATED, ()),
            Mention(9, 12, Level.REQUIRED, (Item("8204", 0.9), Item("8205", 0.2))),
        ]
        read(Document("abc", DocumentKind.OFFRE, "title", "x"))
    first, second = (body["documents"][0] for body in received)
    assert first == {"id": "1", "kind": "cv", "text": "a text of a CV"}
    assert second == {"id": "1", "kind": "offre", "text": "x", "title": "title"}


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"suggestions": None},
        {"suggestions": [5]},
        {"suggestions": [{"appellation": {}}]},
        {"suggestions": [{"appellation": None}]},
    ],
)
def test_an_answer_of_another_shape_is_told(answer: object) -> None:
    with (
        canned({"/v1/completions": answer}) as (server, _),
        pytest.raises(ServerFailed, match="/v1/completions: an answer of another shape"),
    ):
        RemoteLookup(server)("x", limit=5)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (None, "/version: 404"),
        (b"<html>", "/version: the answer is no JSON"),
        (b"\xff", "/version: the answer is no JSON"),
        ([], "the answer is no JSON object"),
        ({"rome": "490"}, "another shape"),
        ({"rome": {}, "version": "1", "artefact": "a", "encoder": None}, "another shape"),
    ],
)
def test_what_is_no_romarin_is_told(answer: object, reason: str) -> None:
    with canned({"/version": answer}) as (server, _):
        with pytest.raises(ServerFailed, match=reason) as caught:
            server.version()
        assert str(caught.value).startswith(f"{server.url}: ")
        assert "the same command" in str(caught.value)


@pytest.mark.parametrize(
    "url", ["", "localhost:8000", "ftp://x", "http://", "http://[::1", "http://host:port", "//x"]
)
def test_what_is_no_url_is_told(url: str) -> None:
    with pytest.raises(UrlInvalid, match=r"^--url .*give one such as http://"):
        Server(url)
