"""Drawing: a matplotlib figure as inline SVG in the colours of the page that it stands in.

Colours are drawn as stand-ins that become custom properties, so that one drawing serves light,
dark and paper; texts stay texts. The same figure gives the same bytes.
"""

import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from io import StringIO
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from romarin.evaluation.report.palette import custom_properties

WIDTH = 4.6  # inches: a plot fits a phone unscaled
POINTS = 72  # to an inch, and of the SVG's own unit
Draw = Callable[[Axes], None]

_COLOURS = {name: f"#fe00{at:02x}" for at, name in enumerate(custom_properties())}
_NAMES = {colour: name for name, colour in _COLOURS.items()}
_SETTINGS: Any = {  # of keys whose type differs from one matplotlib to the next
    "svg.hashsalt": "romarin",
    "svg.fonttype": "none",
    "text.parse_math": False,  # a "$" in a name is a dollar
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": _COLOURS["line"],
    "axes.labelcolor": _COLOURS["faint"],
    "axes.labelsize": 10,
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.color": _COLOURS["line"],
    "grid.linewidth": 0.6,
    "text.color": _COLOURS["ink"],
    "xtick.color": _COLOURS["line"],
    "ytick.color": _COLOURS["line"],
    "xtick.labelcolor": _COLOURS["faint"],
    "ytick.labelcolor": _COLOURS["ink"],
}


def colour(name: str) -> str:
    """The stand-in of a custom property of the page."""
    return _COLOURS[name]


def drawn(draw: Draw, alt: str, *, name: str, height: float) -> str:
    """The SVG element of one plot; `name` begins its ids, unique in a page; height in inches."""
    with mpl.rc_context(_SETTINGS), _any_script():
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        FigureCanvasSVG(figure)
        draw(figure.add_subplot())
        out = StringIO()
        figure.savefig(
            out,
            format="svg",
            transparent=True,
            metadata={"Date": None, "Creator": None, "Format": None, "Type": None},
        )
    return _inline(out.getvalue(), alt, name)


@contextmanager
def _any_script() -> Iterator[None]:
    """The browser has the letters that matplotlib's own font lacks."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing", category=UserWarning)
        yield


def _inline(svg: str, alt: str, name: str) -> str:
    """Without what belongs to a file of its own; ids of no other plot; the page's colours."""
    body = svg[svg.index("<defs>") : svg.rindex("</svg>")]
    box = re.search(r'viewBox="([^"]+)"', svg)
    body = re.sub(r"<style[^>]*>.*?</style>|<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = re.sub(r"<defs>\s*</defs>", "", body)
    used = set(re.findall(r"(?:url\(|href=\")#([^\")]+)", body))
    body = re.sub(r' id="([^"]+)"', lambda m: _id(m[1], name) if m[1] in used else "", body)
    body = re.sub(r"url\(#", f"url(#{name}-", body)
    body = body.replace('xlink:href="#', f'href="#{name}-')
    body = re.sub(r'font: ((?:[\w.]+ )*?)([\d.]+px) [^;"]*', r"font: \1\2 var(--sans)", body)
    body = re.sub(r"#fe00[0-9a-f]{2}", lambda m: f"var(--{_NAMES[m[0]]})", body)
    view = box[1] if box else f"0 0 {WIDTH * POINTS:g} 0"
    label = escape(alt, quote=True)
    return f'<svg viewBox="{view}" role="img" aria-label="{label}">\n{body.strip()}\n</svg>'


def _id(old: str, name: str) -> str:
    return f' id="{name}-{old}"'
