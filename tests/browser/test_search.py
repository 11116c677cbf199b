"""The search page in a browser: typed into, by keyboard and by mouse, on a desk and on a phone."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.api.served import Served, serving

pytestmark = pytest.mark.slow


@pytest.fixture
def search(page: Page, served: Served, complaints: list[str]) -> Iterator[Page]:
    """The search page; the console must have stayed silent at the end."""
    page.goto(served.url)
    yield page
    assert complaints == []


def type_in(page: Page, text: str) -> None:
    box = page.get_by_role("combobox")
    box.fill("")
    box.press_sequentially(text, delay=20)


def active(page: Page) -> str:
    """The option that a screen reader is told of; "" for none."""
    option = page.get_by_role("combobox").get_attribute("aria-activedescendant")
    return page.locator(f"#{option} .libelle").inner_text() if option else ""


def test_typing_shows_suggestions_with_their_metier_and_reason(search: Page) -> None:
    type_in(search, "boulang")
    options = search.get_by_role("option")
    expect(options.first).to_contain_text("Boulanger / Boulangère")
    expect(options.first).to_contain_text("D1901")
    expect(options.first).to_contain_text("début du libellé")
    count = options.count()
    assert count > 1
    expect(search.get_by_role("status")).to_have_text(f"{count} suggestions.")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("M1901", "code exact"),
        ("web développ", "mots du libellé"),
        ("camionneur", "synonyme « camionneur »"),
        ("AVS", "sigle « AVS »"),
    ],
)
def test_the_reason_is_said_in_french(search: Page, typed: str, reason: str) -> None:
    type_in(search, typed)
    expect(search.get_by_role("option").first).to_contain_text(reason)


def test_what_was_typed_is_marked_in_the_labels(search: Page) -> None:
    type_in(search, "dév web")
    marks = search.get_by_role("option").first.locator("mark")
    expect(marks).to_have_text(["Dév", "Dév", "web"])


def test_highlights_count_code_points_and_not_utf16_units(search: Page) -> None:
    suggestion = {
        "appellation": {"code": "1", "libelle": "🥖 Boulanger 🥐", "libelleCourt": ""},
        "metier": {"code": "D1901", "libelle": "Boulanger"},
        "matchedForm": "Boulanger",
        "score": 1,
        "reason": "prefix",
        "highlights": [{"start": 2, "end": 6}, {"start": 12, "end": 13}],
    }
    body = {"q": "boul", "suggestions": [suggestion], "rome": {}}

    def answer(route: Route) -> None:
        route.fulfill(body=json.dumps(body), content_type="application/json")

    search.route("**/v1/completions*", answer)
    type_in(search, "boul")
    expect(search.get_by_role("option").first.locator("mark")).to_have_text(["Boul", "🥐"])
    expect(search.get_by_role("option").first.locator(".libelle")).to_have_text("🥖 Boulanger 🥐")


def test_a_screen_reader_is_told_of_a_combobox_and_its_list(search: Page) -> None:
    box = search.get_by_role("combobox", name="Intitulé d’emploi ou code ROME")
    expect(box).to_have_attribute("aria-autocomplete", "list")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_accessible_description(re.compile("Par exemple"))
    expect(search.get_by_role("listbox", include_hidden=True)).to_be_hidden()
    type_in(search, "boulang")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(search.get_by_role("listbox")).to_have_id(box.get_attribute("aria-controls") or "")
    expect(search.get_by_role("listbox")).to_have_accessible_name(re.compile("Intitulé"))
    assert active(search) == ""
    status = search.get_by_role("status")
    expect(status).to_have_attribute("aria-live", "polite")
    expect(status).to_have_text(re.compile(r"^\d+ suggestions\.$"))


def test_the_arrows_go_round_the_list(search: Page) -> None:
    type_in(search, "boulang")
    labels = search.get_by_role("option").locator(".libelle")
    expect(labels.first).to_be_visible()
    texts = labels.all_inner_texts()
    for text in (*texts, texts[0]):
        search.keyboard.press("ArrowDown")
        assert active(search) == text
        expect(search.get_by_role("option", selected=True).locator(".libelle")).to_have_text(text)
    search.keyboard.press("ArrowUp")
    assert active(search) == texts[-1]
    search.keyboard.press("Home")
    assert active(search) == texts[0]
    search.keyboard.press("End")
    assert active(search) == texts[-1]
    expect(search.get_by_role("combobox")).to_be_focused()


def test_home_and_end_move_in_the_text_while_no_suggestion_is_active(search: Page) -> None:
    type_in(search, "oulang")
    expect(search.get_by_role("status")).not_to_be_empty()
    search.keyboard.press("Home")
    search.keyboard.type("b")
    expect(search.get_by_role("combobox")).to_have_value("boulang")


def test_enter_chooses_the_active_suggestion(search: Page) -> None:
    type_in(search, "développeuse w")
    expect(search.get_by_role("option").first).to_be_visible()
    search.keyboard.press("Enter")
    expect(search.get_by_role("heading", name="Votre choix")).to_be_hidden()
    search.keyboard.press("ArrowDown")
    search.keyboard.press("Enter")
    expect(search.get_by_role("combobox")).to_have_value("Développeur / Développeuse web")
    expect(search.get_by_role("listbox", include_hidden=True)).to_be_hidden()
    chosen = search.get_by_role("region", name="Votre choix")
    expect(chosen.locator("dd")).to_have_text(
        ["Développeur / Développeuse web", "6044", "Développeur / Développeuse web", "M1901"]
    )
    expect(search.get_by_role("status")).to_have_text(
        "Choisi : Développeur / Développeuse web (M1901)."
    )


def test_escape_closes_the_list_then_empties_the_box(search: Page) -> None:
    type_in(search, "boulang")
    box, options = search.get_by_role("combobox"), search.get_by_role("option")
    expect(options.first).to_be_visible()
    search.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("boulang")
    expect(box).to_have_attribute("aria-expanded", "false")
    search.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    search.keyboard.press("Escape")
    search.keyboard.press("Escape")
    expect(box).to_have_value("")
    expect(search.get_by_role("status")).to_be_empty()


def test_a_click_chooses_too(search: Page) -> None:
    type_in(search, "boulang")
    option = search.get_by_role("option").nth(1)
    label = option.locator(".libelle").inner_text()
    option.click()
    expect(search.get_by_role("combobox")).to_have_value(label)
    expect(search.get_by_role("combobox")).to_be_focused()


def test_leaving_the_box_closes_the_list(search: Page) -> None:
    type_in(search, "boulang")
    expect(search.get_by_role("option").first).to_be_visible()
    search.keyboard.press("Tab")
    expect(search.get_by_role("listbox", include_hidden=True)).to_be_hidden()


def test_nothing_found_is_said(search: Page) -> None:
    type_in(search, "zzkqx")
    expect(search.get_by_role("status")).to_have_text(
        "Aucune suggestion pour « zzkqx ». Essayez un autre mot."
    )
    expect(search.get_by_role("option")).to_have_count(0)


def test_skills_are_searched_by_the_other_switch(search: Page) -> None:
    search.get_by_role("radio", name="une compétence").check()
    box = search.get_by_role("combobox", name="Compétence, savoir ou savoir-être")
    box.press_sequentially("chariot")
    option = search.get_by_role("option").first
    expect(option).to_contain_text("Conduire un chariot élévateur")
    expect(option).to_contain_text("Compétence")
    expect(search.locator("#commande")).to_contain_text("/v1/competences/completions?q=chariot")
    expect(search.get_by_role("checkbox")).to_be_hidden()


def test_one_title_for_each_metier_may_be_asked_for(search: Page) -> None:
    type_in(search, "boulang")
    badges = search.get_by_role("option").locator(".badge")
    expect(badges.first).to_be_visible()
    assert len(set(badges.all_inner_texts())) < badges.count()
    search.get_by_role("checkbox", name="Un intitulé par métier").check()
    expect(search.locator("#commande")).to_contain_text("groupBy=metier")
    expect(badges.first).to_be_visible()
    assert len(set(badges.all_inner_texts())) == badges.count()


def test_the_call_that_is_shown_gives_the_same_answer(search: Page, served: Served) -> None:
    type_in(search, "chef d'équipe")
    expect(search.get_by_role("option").first).to_be_visible()
    command = search.locator("#commande").inner_text()
    match = re.fullmatch(rf"curl '{re.escape(served.url)}(v1/completions\?[^' ]+)'", command)
    assert match is not None
    status, body = served.get(f"/{match[1]}")
    assert status == 200
    shown = search.get_by_role("option").locator(".libelle").all_inner_texts()
    assert [s["appellation"]["libelle"] for s in body["suggestions"]] == shown


def test_a_late_answer_to_an_earlier_key_is_dropped(search: Page) -> None:
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if "q=boul&" in f"{route.request.url}&":
            held.append(route)
        else:
            route.continue_()

    search.route("**/v1/completions*", hold_the_first)
    box = search.get_by_role("combobox")
    box.fill("boul")
    search.wait_for_timeout(300)
    box.fill("infirm")
    expect(search.get_by_role("option").first).to_contain_text("Infirmier")
    assert len(held) == 1
    body = {"q": "boul", "suggestions": [], "rome": {}}
    held[0].fulfill(body=json.dumps(body), content_type="application/json")
    search.wait_for_timeout(200)
    expect(search.get_by_role("option").first).to_contain_text("Infirmier")


def test_the_licence_and_the_version_stand_at_the_foot(search: Page) -> None:
    foot = search.get_by_role("contentinfo")
    expect(foot).to_contain_text("France Travail, ROME 4.0 version 90 du 02/03/2026")
    expect(foot).to_contain_text("Licence Ouverte 2.0")


def test_a_server_that_went_away_is_said(page: Page, artefact: Path, tmp_path: Path) -> None:
    with serving(artefact, tmp_path) as served:
        page.goto(served.url)
        type_in(page, "boulang")
        expect(page.get_by_role("option").first).to_be_visible()
        served.stop()
        type_in(page, "infirm")
        expect(page.get_by_role("status")).to_contain_text("Le service ne répond pas")
        expect(page.get_by_role("option")).to_have_count(0)


def test_a_server_that_still_loads_is_asked_again(page: Page, served: Served) -> None:
    page.goto(served.url)
    asked: list[str] = []

    def loading_at_first(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            headers = {"Retry-After": "1", "Content-Type": "application/problem+json"}
            route.fulfill(status=503, headers=headers, body='{"status": 503, "detail": "loading"}')
        else:
            route.continue_()

    page.route("**/v1/completions*", loading_at_first)
    page.get_by_role("combobox").fill("boulang")
    expect(page.get_by_role("status")).to_contain_text("Le service démarre")
    expect(page.get_by_role("option").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_runs_out_of_the_screen(
    browser: Browser, served: Served, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    for path in ("", "docs"):
        page.goto(served.url + path)
        if not path:
            type_in(page, "chef de culture")
            expect(page.get_by_role("option").first).to_be_visible()
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
