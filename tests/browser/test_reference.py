"""The reference of the API in a browser, without any network but the service."""

import pytest
from playwright.sync_api import FilePayload, Page, expect
from tests.api.served import Served

pytestmark = pytest.mark.slow


def test_the_routes_are_described_and_can_be_called(
    page: Page, served: Served, complaints: list[str]
) -> None:
    elsewhere: list[str] = []
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(served.url) else elsewhere.append(request.url)
        ),
    )
    page.goto(f"{served.url}docs")
    card = page.get_by_role("region", name="Complète un intitulé d'emploi")
    expect(card).to_contain_text("/v1/completions")
    expect(card).to_contain_text("obligatoire, 200 caractères au plus")
    expect(card.locator("li")).to_have_count(4)
    card.get_by_label("q").fill("boulanger")
    card.get_by_label("groupBy").select_option("metier")
    card.get_by_role("button", name="Appeler").click()
    expect(card).to_contain_text("GET /v1/completions?q=boulanger&groupBy=metier")
    expect(card).to_contain_text('"libelle": "Boulanger / Boulangère"')
    expect(page.get_by_role("region")).to_have_count(9)
    assert complaints == []
    assert [url for url in elsewhere if not url.startswith("data:")] == []


def test_a_wrong_call_shows_its_problem(page: Page, served: Served) -> None:
    page.goto(f"{served.url}docs")
    card = page.get_by_role("region", name="Complète une compétence")
    card.get_by_label("limit").fill("100")
    card.get_by_role("button", name="Appeler").click()
    expect(card.locator("form")).to_contain_text("422")
    expect(card.locator("form")).to_contain_text("give one whole number from 1 to 25")


def test_a_route_with_texts_takes_the_body_that_is_typed(page: Page, served: Served) -> None:
    page.goto(f"{served.url}docs")
    card = page.get_by_role("region", name="Prédit les métiers d'offres")
    card.get_by_label("corps").fill('{"documents": [{"id": "1", "title": "Boulanger"}]}')
    card.get_by_role("button", name="Appeler").click()
    expect(card).to_contain_text("POST /v1/predictions/metiers")
    expect(card.locator("form")).to_contain_text('"D1901"')


def test_a_route_with_files_takes_those_that_are_chosen(page: Page, served: Served) -> None:
    page.goto(f"{served.url}docs")
    card = page.get_by_role("region", name="fichiers")
    card.get_by_label("files").set_input_files(
        FilePayload(name="cv.txt", mimeType="text/plain", buffer=b"pain")
    )
    card.get_by_role("button", name="Appeler").click()
    expect(card.locator("form")).to_contain_text("extraction needs an encoder")
