"""Contrast: how every text of a page stands out from its ground (WCAG)."""

from playwright.sync_api import Page

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
      const style = getComputedStyle(element);
      const ink = element instanceof SVGElement ? style.fill : style.color;
      const [a, b] = [ink, ground(element)].map(light);
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return [element.textContent.trim().slice(0, 40), ratio];
    });
}"""


def ratios_of(page: Page) -> list[tuple[str, float]]:
    """The beginning of each text that can be seen, and its ratio."""
    return [(text, ratio) for text, ratio in page.evaluate(_RATIOS)]
