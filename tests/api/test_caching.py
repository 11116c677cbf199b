"""How answers are kept by caches, checked again, and compressed."""

import gzip
import re
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from starlette.testclient import TestClient

from romarin.api import Settings, create_app
from romarin.api.compression import preferred
from romarin.catalogue import Catalogue
from romarin.indexing import Recipe, build

URL = "/v1/completions?q=boulanger&limit=25"


def tag(client: TestClient, url: str) -> str:
    return client.get(url).headers["etag"]


@pytest.mark.parametrize("url", [URL, "/v1/competences/completions?q=cuire"])
def test_an_answer_may_be_kept_and_says_which_it_is(client: TestClient, url: str) -> None:
    headers = client.get(url).headers
    assert headers["cache-control"] == "public, max-age=3600"
    assert re.fullmatch(r'W/"[0-9a-f]{24}"', headers["etag"])
    assert headers["vary"] == "Accept-Encoding"


def test_how_long_is_a_setting(settings: Settings) -> None:
    app = create_app(replace(settings, cache_seconds=60))
    app.state.service.loading.run()
    with TestClient(app) as client:
        assert client.get(URL).headers["cache-control"] == "public, max-age=60"


@pytest.mark.parametrize("form", ["{}", '"other", {}', "*", '{},W/"x"', "  {} "])
def test_an_answer_that_still_holds_is_not_sent_again(client: TestClient, form: str) -> None:
    known = tag(client, URL)
    response = client.get(URL, headers={"If-None-Match": form.format(known)})
    assert response.status_code == 304
    assert response.content == b""
    assert response.headers["etag"] == known
    assert response.headers["cache-control"] == "public, max-age=3600"
    assert response.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("asked", ['"other"', "", '"', "W/", "boulanger"])
def test_any_other_answer_is_sent(client: TestClient, asked: str) -> None:
    assert client.get(URL, headers={"If-None-Match": asked}).status_code == 200


def test_each_request_has_a_tag_of_its_own(client: TestClient) -> None:
    urls = [
        "/v1/completions?q=web",
        "/v1/completions?q=Web",
        "/v1/completions?q=web&limit=5",
        "/v1/completions?q=web&groupBy=metier",
        "/v1/competences/completions?q=web",
        "/v1/competences/completions?q=web&type=SAVOIR",
        "/v1/competences/completions?q=web&type=COMPETENCE-DETAILLEE",
    ]
    assert len({tag(client, url) for url in urls}) == len(urls)


def test_the_same_request_written_otherwise_has_the_same_tag(client: TestClient) -> None:
    urls = ["?q=web", "?q=web&limit=10&groupBy=appellation&utm=1", "?limit=10&q=%77eb"]
    assert len({tag(client, f"/v1/completions{url}") for url in urls}) == 1
    types = ["type=SAVOIR&type=COMPETENCE-DETAILLEE", "type=COMPETENCE-DETAILLEE&type=SAVOIR"]
    assert len({tag(client, f"/v1/competences/completions?q=web&{t}") for t in types}) == 1


def test_another_thesaurus_changes_the_tag(
    client: TestClient, tiny_catalogue: Catalogue, tiny_thesaurus: Path, tmp_path: Path
) -> None:
    more = tmp_path / "more.tsv"
    rows = tiny_thesaurus.read_text("utf-8").splitlines()
    more.write_text("\n".join([*rows, "boulange\teveryday\tD1901\t\t", ""]), "utf-8")
    other = build(tiny_catalogue, None, Recipe((more,)), tmp_path)
    app = create_app(Settings(artefacts=other))
    app.state.service.loading.run()
    with TestClient(app) as changed:
        assert tag(changed, URL) != tag(client, URL)


def test_errors_are_not_kept(client: TestClient) -> None:
    response = client.get("/v1/completions?q=web&limit=0")
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("identity", ""),
        ("deflate", ""),
        ("gzip;q=0", ""),
        ("GZIP", "gzip"),
        ("", ""),
        (",;=,q=", ""),
    ],
)
def test_the_client_chooses_the_encoding(accepted: str, encoding: str) -> None:
    assert preferred(accepted) == encoding


@pytest.mark.parametrize(
    ("encoding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_a_long_answer_is_compressed(client: TestClient, encoding: str, decode: object) -> None:
    plain = client.get(URL, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with client.stream("GET", URL, headers={"Accept-Encoding": encoding}) as response:
        raw = b"".join(response.iter_raw())
    assert response.headers["content-encoding"] == encoding
    assert response.headers["content-length"] == str(len(raw))
    assert response.headers["etag"] == plain.headers["etag"]
    assert callable(decode)
    assert decode(raw) == plain.content


def test_a_short_answer_is_sent_as_it_is(client: TestClient) -> None:
    response = client.get("/v1/completions?q=", headers={"Accept-Encoding": "br"})
    assert "content-encoding" not in response.headers
    assert response.headers["vary"] == "Accept-Encoding"
