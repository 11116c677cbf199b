"""Which web sites' pages may call the API."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.testclient import TestClient
from tests.api.lookups import BrokenLookup, FixedLookup

from romarin.api import Settings, create_app

URL = "/v1/completions?q=web"
SITE = "https://emploi.example.fr"
PREFLIGHT = {"Origin": SITE, "Access-Control-Request-Method": "GET"}


@contextmanager
def allowing(*origins: str) -> Iterator[TestClient]:
    app = create_app(Settings(cors_origins=origins), FixedLookup())
    app.state.service.loading.run()
    with TestClient(app) as client:
        yield client


def test_no_site_is_allowed_unless_a_setting_says_so() -> None:
    with allowing() as client:
        assert "access-control-allow-origin" not in client.get(URL, headers=PREFLIGHT).headers
        assert client.options(URL, headers=PREFLIGHT).status_code == 405


def test_a_site_that_is_named_is_allowed_and_no_other() -> None:
    with allowing("https://other.example", SITE) as client:
        assert (
            client.get(URL, headers={"Origin": SITE}).headers["access-control-allow-origin"] == SITE
        )
        stranger = client.get(URL, headers={"Origin": "https://emploi.example.fr.evil.example"})
        assert "access-control-allow-origin" not in stranger.headers
        assert stranger.status_code == 200


@pytest.mark.parametrize("headers", [{}, {"Origin": SITE}, {"Origin": "https://evil.example"}])
def test_a_shared_cache_keeps_one_answer_for_each_site(headers: dict[str, str]) -> None:
    with allowing(SITE) as client:
        assert client.get(URL, headers=headers).headers["vary"] == "Accept-Encoding, Origin"


@pytest.mark.parametrize("headers", [{}, {"Origin": SITE}])
def test_for_all_sites_a_shared_cache_keeps_one_answer(headers: dict[str, str]) -> None:
    with allowing("*") as client:
        answer = client.get(URL, headers=headers)
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["vary"] == "Accept-Encoding"


def test_a_preflight_is_answered() -> None:
    with allowing(SITE) as client:
        answer = client.options(URL, headers=PREFLIGHT)
        assert answer.status_code == 204
        assert answer.headers["access-control-allow-origin"] == SITE
        assert "GET" in answer.headers["access-control-allow-methods"]
        assert (
            client.options(URL, headers={**PREFLIGHT, "Origin": "https://x.y"}).status_code == 405
        )


def test_a_page_may_read_why_it_failed() -> None:
    with allowing(SITE) as client:
        failed = client.get("/v1/completions", headers={"Origin": SITE})
        assert failed.status_code == 422
        assert failed.headers["access-control-allow-origin"] == SITE


def test_a_page_may_read_of_a_defect_too() -> None:
    app = create_app(Settings(cors_origins=(SITE,)), BrokenLookup())
    app.state.service.loading.run()
    with TestClient(app, raise_server_exceptions=False) as client:
        failed = client.get(URL, headers={"Origin": SITE})
        assert failed.status_code == 500
        assert failed.headers["access-control-allow-origin"] == SITE
