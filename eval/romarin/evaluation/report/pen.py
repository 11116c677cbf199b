"""Pen: dots and curves of several systems, in the styles that a page gives them."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, NullFormatter

from romarin.evaluation.report import numbers
from romarin.evaluation.report.drawing import colour, drawn
from romarin.evaluation.report.numbers import Unit
from romarin.evaluation.report.palette import Palette, Style

ROW, AROUND = 0.3, 0.9  # inches of a line of a dot plot, and of its axis
A_MARK = 0.085  # inches that each mark of a line needs at least
TALL = 3.0  # inches of a plot of curves
SHORTEST = 1e-3  # milliseconds: results are rounded to it, and no scale by tens has a 0
ROOMY = 2  # powers of ten that leave room for ticks between
MARGIN = 0.03  # of an axis of shares, for the marks at its ends
LETTERS = 26  # of a name that a plot has room for
SHIFT, MOST_SHIFT = 0.16, 0.36  # of a line: equal values of two systems stay visible

Interval = tuple[float, float]
Curve = tuple[Sequence[float], Sequence[float]]  # x and y
Curves = Mapping[str, Curve]  # by system
Lines = Mapping[str, Mapping[str, float]]  # line -> system -> value


@dataclass(frozen=True, slots=True)
class Plot:
    """One drawing with what it shows."""

    title: str
    caption: str
    svg: str


@dataclass(frozen=True, slots=True)
class Words:
    """What is written on and around a plot of curves."""

    title: str
    caption: str
    across: str
    upwards: str


@dataclass(slots=True)
class Pen:
    """Draws in the styles of the page's systems, under ids of its own."""

    palette: Palette
    prefix: str  # of ids, unique in the page
    _plots: int = field(default=0, init=False)

    def intervals(
        self,
        title: str,
        caption: str,
        values: Mapping[str, tuple[float, Interval]],  # by system
        unit: Unit,
    ) -> Plot:
        """One line a system: its value on its interval."""

        def draw(axes: Axes) -> None:
            for at, (name, (value, (low, high))) in enumerate(values.items()):
                style = self.palette[name]
                axes.hlines(at, low, high, color=colour(style.colour), linewidth=2)
                axes.plot([value], [at], **_mark(style), **_apart(style))
            _name_lines(axes, list(values))
            _scale(axes, unit)

        alt = "; ".join(
            f"{name} {numbers.printed(value, unit)}" for name, (value, _) in values.items()
        )
        return self._plot(title, caption, alt, draw, AROUND + ROW * len(values))

    def dots(self, title: str, caption: str, lines: Lines, unit: Unit) -> Plot:
        """One line a family or the like, with a dot a system."""
        systems = list(dict.fromkeys(system for of in lines.values() for system in of))
        shifts = _shifts(systems)

        def draw(axes: Axes) -> None:
            for style in self._back_to_front(systems):
                having = [
                    (at + shifts[style.system], of[style.system])
                    for at, of in enumerate(lines.values())
                    if style.system in of
                ]
                axes.plot(
                    [value for _, value in having],
                    [at for at, _ in having],
                    **_mark(style),
                    **_apart(style),
                )
            _name_lines(axes, list(lines))
            _scale(axes, unit)

        row = max(ROW, A_MARK * len(systems))
        return self._plot(title, caption, _told(lines, unit), draw, AROUND + row * len(lines))

    def shares(
        self,
        words: Words,
        curves: Curves,
        *,
        shares_across: bool = True,
        diagonal: bool = False,
        marked: bool = True,
    ) -> Plot:
        """Curves of a share from 0 to 1, over another share or over whole numbers."""

        def draw(axes: Axes) -> None:
            if diagonal:
                axes.plot([0, 1], [0, 1], color=colour("faint"), linewidth=1, linestyle=":")
            self._curves(axes, words, curves, marked=marked)
            _share_ticks(axes.yaxis)
            if shares_across:
                _share_ticks(axes.xaxis)
            else:
                axes.xaxis.set_major_locator(MaxNLocator(integer=True))

        return self._plot(words.title, words.caption, _ends(curves), draw, TALL)

    def times(self, words: Words, curves: Curves, alt: str) -> Plot:
        """Curves of shares over milliseconds, each step across ten times more."""

        def draw(axes: Axes) -> None:
            self._curves(axes, words, curves, marked=False)
            _by_tens(axes.xaxis, [x for xs, _ in curves.values() for x in xs])
            _share_ticks(axes.yaxis)

        return self._plot(words.title, words.caption, alt, draw, TALL)

    def loads(self, words: Words, curves: Curves) -> Plot:
        """Curves of milliseconds over rates, each step upwards ten times more."""

        def draw(axes: Axes) -> None:
            self._curves(axes, words, curves, marked=True)
            _by_tens(axes.yaxis, [y for _, ys in curves.values() for y in ys])

        return self._plot(words.title, words.caption, _ends(curves), draw, TALL)

    def _plot(
        self, title: str, caption: str, alt: str, draw: Callable[[Axes], None], height: float
    ) -> Plot:
        self._plots += 1
        name = f"{self.prefix}-{self._plots}"
        return Plot(title, caption, drawn(draw, f"{title}. {alt}", name=name, height=height))

    def _curves(self, axes: Axes, words: Words, curves: Curves, *, marked: bool) -> None:
        for style in self._back_to_front(curves):
            xs, ys = curves[style.system]
            axes.plot(xs, ys, **_line(style), **(_mark(style) if marked or len(xs) == 1 else {}))
        axes.set_xlabel(words.across)
        axes.set_ylabel(words.upwards)

    def _back_to_front(self, systems: Iterable[str]) -> list[Style]:
        """Romarin first: its marks and lines are larger, so that others on them hide none."""
        return sorted((self.palette[name] for name in systems), key=lambda style: not style.own)


def _mark(style: Style) -> dict[str, Any]:
    """A shape with a border of the paper, so that shapes on each other stay apart."""
    return {
        "marker": style.marker,
        "markersize": style.size,
        "markerfacecolor": colour(style.colour),
        "markeredgecolor": colour("paper"),
        "markeredgewidth": 0.6,
    }


def _apart(style: Style) -> dict[str, Any]:
    """For marks without a line between them."""
    return {"linestyle": "none", "clip_on": False, "zorder": 3 if style.own else 4}


def _line(style: Style) -> dict[str, Any]:
    return {
        "color": colour(style.colour),
        "linestyle": style.dash,
        "linewidth": 3 if style.own else 1.4,
        "zorder": 3 if style.own else 4,
    }


def _shifts(systems: Sequence[str]) -> dict[str, float]:
    """Of each system within a line, from above its middle to below."""
    most = min(MOST_SHIFT, SHIFT * (len(systems) - 1) / 2)
    step = 2 * most / max(1, len(systems) - 1)
    return {name: step * at - most for at, name in enumerate(systems)}


def _name_lines(axes: Axes, names: Sequence[str]) -> None:
    """The first at the top."""
    axes.set_yticks(range(len(names)), [_short(name) for name in names])
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    for at in range(1, len(names)):
        axes.axhline(at - 0.5, color=colour("line"), linewidth=0.6, zorder=1)


def _scale(axes: Axes, unit: Unit) -> None:
    if unit is Unit.SHARE:
        _share_ticks(axes.xaxis)


def _share_ticks(axis: Any) -> None:  # noqa: ANN401 - either of matplotlib's, which share no public type
    axis.axes.set(**{f"{axis.axis_name}lim": (-MARGIN, 1 + MARGIN)})
    axis.set_ticks([0, 0.2, 0.4, 0.6, 0.8, 1], ["0", ".2", ".4", ".6", ".8", "1"])


def _by_tens(axis: Any, values: Sequence[float]) -> None:  # noqa: ANN401 - as above
    """A logarithmic scale over whole powers of ten, with 2 and 5 between where there is room."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    high = max(high, low + 1)
    axis.axes.set(**{f"{axis.axis_name}scale": "log"})
    axis.axes.set(**{f"{axis.axis_name}lim": (10**low, 10**high)})
    between = (1, 2, 5) if high - low <= ROOMY else (1,)
    ticks = [step * 10**power for power in range(low, high + 1) for step in between]
    shown = [tick for tick in ticks if tick <= 10**high]
    axis.set_ticks(shown, [f"{tick:,g}" for tick in shown])
    axis.set_minor_formatter(NullFormatter())


def _short(name: str) -> str:
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…"


def _told(lines: Lines, unit: Unit) -> str:
    return "; ".join(
        f"{line}: {', '.join(f'{name} {numbers.printed(one, unit)}' for name, one in of.items())}"
        for line, of in lines.items()
    )


def _ends(curves: Curves) -> str:
    """Where each curve begins and ends."""
    return "; ".join(
        f"{name}: from {ys[0]:.3g} at {xs[0]:.3g} to {ys[-1]:.3g} at {xs[-1]:.3g}"
        for name, (xs, ys) in curves.items()
    )
