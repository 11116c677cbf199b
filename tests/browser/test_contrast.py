"""Colours: every text of the pages stands out from its ground, in light and dark (WCAG AA)."""

import pytest
from playwright.sync_api import Browser, expect
from tests.api.served import Served
from tests.browser.contrast import LEAST, ratios_of

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("path", ["", "docs"])
@pytest.mark.parametrize("dark", [False, True])
def test_every_text_stands_out(browser: Browser, served: Served, path: str, dark: bool) -> None:
    context = browser.new_context(color_scheme="dark" if dark else "light")
    page = context.new_page()
    page.goto(served.url + path)
    if path:
        expect(page.get_by_role("heading", name="Complète un intitulé")).to_be_visible()
    else:
        page.get_by_role("combobox").fill("boulang")
        expect(page.get_by_role("option").first).to_be_visible()
        page.keyboard.press("ArrowDown")
    page.wait_for_timeout(300)
    ratios = ratios_of(page)
    assert len(ratios) > 15
    assert [(text, round(ratio, 2)) for text, ratio in ratios if ratio < LEAST] == []
    context.close()
