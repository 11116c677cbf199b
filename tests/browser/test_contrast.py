"""Colours: every text of the pages stands out from its ground, in light and dark (WCAG AA)."""

import pytest
from playwright.sync_api import Browser, expect
from tests.api.served import Served

pytestmark = pytest.mark.slow

LEAST = 4.5  # contrast ratio of body text

# Of each element with a text of its own: the text, and how it stands out from the nearest
# ground that is not transparent.
_RATIOS = """() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => channels(color).slice(0, 3).map((c) => c / 255)
    .map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    const color = getComputedStyle(element).backgroundColor;
    const clear = channels(color)[3] === 0;
    return clear && element.parentElement ? ground(element.parentElement) : color;
  };
  const own = (element) => [...element.childNodes].some(
    (node) => node.nodeType === 3 && node.textContent.trim());
  return [...document.body.querySelectorAll("*")]
    .filter((element) => own(element) && element.checkVisibility())
    .map((element) => {
      const [a, b] = [getComputedStyle(element).color, ground(element)].map(light);
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return [element.textContent.trim().slice(0, 40), ratio];
    });
}"""


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
    ratios = page.evaluate(_RATIOS)
    assert len(ratios) > 15
    assert [(text, round(ratio, 2)) for text, ratio in ratios if ratio < LEAST] == []
    context.close()
