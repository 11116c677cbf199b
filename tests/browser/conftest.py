"""Fixtures of the browser tests: Debian's Chromium, and a server for it to call."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.api.served import Served, serving, words_artefact

from romarin.catalogue import Catalogue

CHROMIUM = Path("/usr/bin/chromium")
REQUIRED = "ROMARIN_REQUIRE_CHROMIUM"
_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# Of one module, not of the session: while a browser is open, its event loop runs in this thread,
# and no test after it could start another.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.is_file():
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED}=1, and there is no {CHROMIUM}: apt-get install chromium")
        pytest.skip(f"needs {CHROMIUM}: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def artefact(
    tiny_catalogue: Catalogue, tiny_thesaurus: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    return words_artefact(tiny_catalogue, tiny_thesaurus, tmp_path_factory.mktemp("artefacts"))


@pytest.fixture(scope="module")
def served(
    browser: Browser,  # noqa: ARG001 - without one there is nothing to serve for
    artefact: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Served]:
    with serving(artefact, tmp_path_factory.mktemp("served")) as served:
        yield served


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console said of the page, which should be nothing."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    """A blank page of a French visitor."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
