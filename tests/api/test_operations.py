"""What is told to those who keep the service running."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.api.lookups import SECRET, FixedLookup
from tests.api.readers import FixedPrediction, PlainFiles, WordExtraction

from romarin.api import Settings, create_app
from romarin.api.errors import ArtefactUnnamed, EncoderNeeded
from romarin.api.logs import JsonLines
from romarin.api.readers import Readers
from romarin.engines import Lookup, SkillLookup

COMPLETIONS = "/v1/completions?q=web"
TEXTS = ("/v1/extractions", "/v1/extractions/files", "/v1/predictions/metiers")


def test_a_process_that_still_loads_is_live_but_not_ready(settings: Settings) -> None:
    client = TestClient(create_app(settings))  # not entered: it never begins to load
    assert client.get("/health/live").json() == {"live": True}
    for path in ("/health/ready", COMPLETIONS, "/v1/competences/completions?q=web", "/version"):
        response = client.get(path)
        assert response.status_code == 503, path
        assert response.headers["content-type"] == "application/problem+json"
        assert response.headers["retry-after"] == "1"
        assert "still loading" in response.json()["detail"]
    not_ready = client.get("/health/ready").json()
    assert (not_ready["lookup"], not_ready["extraction"]) == (False, False)
    assert client.get("/metrics").status_code == 200
    assert client.get("/docs").status_code == 200


def test_a_request_that_is_wrong_is_told_so_while_loading(settings: Settings) -> None:
    client = TestClient(create_app(settings))
    assert client.get("/v1/completions?q=web&limit=0").status_code == 422


def test_once_loaded_it_is_ready(client: TestClient) -> None:
    ready = client.get("/health/ready")
    assert ready.status_code == 200
    assert ready.json() == {"lookup": True, "extraction": False}
    assert ready.headers["cache-control"] == "no-store"


def test_completions_are_answered_before_extraction_is_loaded(
    words_lookup: Lookup, words_skills: SkillLookup
) -> None:
    go_on = threading.Event()

    def open_slowly() -> Readers:
        assert go_on.wait(60)
        return Readers(WordExtraction(), FixedPrediction(), PlainFiles())

    app = create_app(Settings(), words_lookup, words_skills, open_slowly)
    with TestClient(app) as client:  # entered: it loads in a thread of its own
        ready = _once(client, lambda told: told["lookup"])
        assert (ready.status_code, ready.headers["retry-after"]) == (503, "1")
        assert ready.json()["extraction"] is False
        assert client.get(COMPLETIONS).status_code == 200
        assert client.get("/version").json()["minScore"] is None
        for path in TEXTS:
            refused = client.post(path, json={})
            assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
        go_on.set()
        ready = _once(client, lambda told: told["extraction"])
        assert (ready.status_code, ready.json()) == (200, {"lookup": True, "extraction": True})
        assert client.get("/version").json()["minScore"] == 0.5
        assert "romarin_ready_extraction_workers 1.0" in client.get("/metrics").text
        assert {client.post(path, json={}).status_code for path in TEXTS} == {415, 422}


def test_extraction_that_cannot_be_loaded_is_never_ready(
    words_lookup: Lookup, words_skills: SkillLookup
) -> None:
    def fail() -> Readers:
        raise EncoderNeeded

    app = create_app(Settings(), words_lookup, words_skills, fail)
    failures: list[bool] = []
    app.state.service.loading.on_failure = lambda: failures.append(True)
    app.state.service.loading.run()
    client = TestClient(app)
    ready = client.get("/health/ready")
    assert (ready.status_code, ready.headers["retry-after"]) == (503, "30")
    assert (ready.json()["lookup"], ready.json()["extraction"]) == (True, False)
    assert failures == [True]


def test_without_an_encoder_métiers_are_predicted_but_nothing_extracted(
    client: TestClient,
) -> None:
    posting = {"documents": [{"id": "1", "title": "Boulangère"}]}
    answer = client.post("/v1/predictions/metiers", json=posting).json()
    assert answer["documents"][0]["metiers"][0]["code"] == "D1901"
    for path in TEXTS[:2]:
        refused = client.post(path, json={})
        assert refused.status_code == 404
        assert refused.json()["type"] == "urn:romarin:problem:part-off"
        assert "needs an encoder" in refused.json()["detail"]


def _once(client: TestClient, stands: Callable[[dict[str, Any]], bool]) -> Any:
    """What /health/ready tells once that stands."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        ready = client.get("/health/ready")
        if stands(ready.json()):
            return ready
        time.sleep(0.01)
    raise TimeoutError


def test_an_artefact_that_cannot_be_loaded_is_never_ready_and_its_place_not_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Settings(artefacts=tmp_path / "nothing"))
    app.state.service.loading.run()
    client = TestClient(app)
    assert client.get("/health/live").status_code == 200
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert "cannot be loaded" in response.json()["detail"]
    assert str(tmp_path) not in response.text
    assert str(tmp_path) in "".join(JsonLines().format(record) for record in caplog.records)


def test_neither_an_artefact_nor_a_lookup_is_an_error() -> None:
    with pytest.raises(ArtefactUnnamed, match="--artefacts"):
        create_app(Settings())


def test_the_version_tells_all_that_decides_an_answer(
    client: TestClient, artefact: Path, words_lookup: Lookup
) -> None:
    version = client.get("/version").json()
    assert version.pop("version")
    assert version == {
        "rome": {"version": "490", "source": "official"},
        "encoder": None,
        "artefact": artefact.name,
        "minScore": None,
        "licence": words_lookup.release.licence,
    }


def test_requests_are_counted_by_route_and_status_without_their_texts() -> None:
    app = create_app(Settings(), FixedLookup())
    app.state.service.loading.run()
    with TestClient(app) as client:
        for _ in range(3):
            client.get("/v1/completions", params={"q": SECRET})
        client.get("/v1/completions", params={"q": SECRET, "limit": SECRET})
        client.get(f"/{SECRET}")
        client.head("/health/live")
        client.request("BREW", "/health/live")
        text = client.get("/metrics").text
    for line in (
        'romarin_requests_total{method="GET",route="/v1/completions",status="200"} 3.0',
        'romarin_requests_total{method="GET",route="/v1/completions",status="422"} 1.0',
        'romarin_requests_total{method="GET",route="unmatched",status="404"} 1.0',
        'romarin_requests_total{method="HEAD",route="/health/live",status="200"} 1.0',
        'romarin_requests_total{method="other",route="/health/live",status="405"} 1.0',
        'romarin_request_seconds_count{route="/v1/completions"} 4.0',
        'romarin_answers_total{reason="prefix",route="/v1/completions"} 3.0',
        "romarin_ready_workers 1.0",
    ):
        assert line in text.splitlines()
    assert "texte" not in text


def test_applications_of_one_process_count_apart() -> None:
    first, second = (TestClient(create_app(Settings(), FixedLookup())) for _ in range(2))
    first.get("/health/live")
    assert "/health/live" in first.get("/metrics").text
    assert "/health/live" not in second.get("/metrics").text


def test_a_request_leaves_one_line_without_its_text(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "romarin")
    client.get("/v1/completions", params={"q": SECRET})
    client.get(f"/{SECRET}")
    client.get("/health/live")
    records = [record for record in caplog.records if record.name.startswith("romarin")]
    lines = [JsonLines().format(record) for record in records]
    assert len(lines) == 2
    assert '"method":"GET","route":"/v1/completions","status":200,"ms":' in lines[0]
    assert '"route":"unmatched","status":404' in lines[1]
    assert not any("texte" in line or "testclient" in line for line in lines)
