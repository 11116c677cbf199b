"""The pages: what they say, and that they load nothing from elsewhere."""

import re
from base64 import b64encode
from hashlib import sha256
from html import unescape

import pytest
from starlette.testclient import TestClient
from tests.api.lookups import OFFICIAL, STARTER, FixedLookup

from romarin.api import Settings, create_app
from romarin.catalogue import Release

NOTICE = "Catalogue de démarrage, pas le ROME officiel"


def loaded(release: Release) -> TestClient:
    app = create_app(Settings(), FixedLookup(release))
    app.state.service.loading.run()
    return TestClient(app)


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_a_page_runs_its_own_script_and_style_only(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    inline = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page.text, re.DOTALL)
    assert len(inline) == 3
    for content in inline:
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_a_page_loads_nothing_from_elsewhere(client: TestClient, path: str) -> None:
    text = client.get(path).text
    addresses = re.findall(r"""(?:href|src|action)="([^"]*)"|url\(([^)]*)\)""", text)
    for address in (unescape("".join(pair)) for pair in addresses):
        assert not re.match(r"https?:|//", address), address
    assert "{{" not in text
    assert not re.search(r"<[^>]+\s(?:style|on[a-z]+)=", text)


def test_the_page_names_the_licence_and_the_version_of_the_rome() -> None:
    text = unescape(loaded(OFFICIAL).get("/").text)
    assert OFFICIAL.licence in text
    assert "ROME version 490" in text


def test_the_page_says_so_when_the_catalogue_is_the_starter() -> None:
    shown = r'<div class="notice" role="note" >'
    assert re.search(shown, loaded(STARTER).get("/").text)
    assert NOTICE in loaded(STARTER).get("/").text
    assert STARTER.licence in unescape(loaded(STARTER).get("/").text)
    assert not re.search(shown, loaded(OFFICIAL).get("/").text)


def test_answers_say_so_too() -> None:
    body = loaded(STARTER).get("/v1/completions?q=web").json()
    assert body["rome"] == {"version": "490", "source": "starter"}


def test_while_loading_the_page_comes_back_by_itself(settings: Settings) -> None:
    page = TestClient(create_app(settings)).get("/")
    assert page.status_code == 503
    assert page.headers["retry-after"] == "1"
    assert '<meta http-equiv="refresh" content="1">' in page.text
