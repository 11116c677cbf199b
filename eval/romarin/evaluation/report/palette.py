"""Palette: how each system is drawn, told apart by colour, by shape and by dash."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

INKS = ("ink", "faint", "line", "paper")
COLOURS = 7  # of baselines; the page gives each a light and a dark value
# Names of matplotlib's markers, the sizes in points at which they look alike, and the same
# shapes in a box from -5 to 5 for the legend.
SHAPES: Sequence[tuple[str, float, str]] = (
    ("s", 6, "M-4-4H4V4H-4Z"),
    ("^", 7.5, "M0-5 5 4H-5Z"),
    ("D", 5.5, "M0-5 5 0 0 5-5 0Z"),
    ("v", 7.5, "M0 5 5-4H-5Z"),
    ("P", 8, "M-2-5H2V-2H5V2H2V5H-2V2H-5V-2H-2Z"),
    ("X", 8, "M-5-3-3-5 0-2 3-5 5-3 2 0 5 3 3 5 0 2-3 5-5 3-2 0Z"),
    ("p", 7.5, "M0-5 4.8-1.5 2.9 4H-2.9L-4.8-1.5Z"),
    ("<", 7.5, "M-5 0 4-5V5Z"),
    (">", 7.5, "M5 0-4-5V5Z"),
)
OWN_SHAPE = ("o", 9, "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0-5 0Z")
DASHES = ("--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)))
Dash = str | tuple[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Style:
    """The look of one system, the same in every plot of a page."""

    system: str
    colour: str  # name of a custom property of the page's style
    marker: str  # matplotlib's
    size: float  # points
    shape: str  # an SVG path
    dash: Dash
    own: bool  # Romarin's: drawn last, larger and whole


Palette = dict[str, Style]


def palette(systems: Iterable[str], own: str) -> Palette:
    """A look for each system, in order; Romarin's is always the same."""
    styles: Palette = {}
    others = [name for name in dict.fromkeys(systems) if name != own]
    styles[own] = Style(own, "s0", *OWN_SHAPE, "-", own=True)
    for at, name in enumerate(others):
        marker, size, shape = SHAPES[at % len(SHAPES)]
        colour = f"s{1 + at % COLOURS}"
        styles[name] = Style(name, colour, marker, size, shape, DASHES[at % len(DASHES)], own=False)
    return styles


def custom_properties() -> list[str]:
    """Every colour that a drawing may use."""
    return [*INKS, *(f"s{at}" for at in range(COLOURS + 1))]
