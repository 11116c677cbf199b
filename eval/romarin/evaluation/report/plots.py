"""Plots of a result: what people would rather look at than read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from romarin.evaluation.measures.calibration import Scored, coverage_curve, reliability
from romarin.evaluation.report import numbers
from romarin.evaluation.report.meanings import headline, lower_is_better, meaning, unit
from romarin.evaluation.report.palette import Palette
from romarin.evaluation.report.pen import SHORTEST, Curve, Pen, Plot, Words
from romarin.evaluation.results import Result, Scores

FAMILIES_SHOWN = 2  # headline figures that are drawn by family
KINDS_SHOWN = ("mention_recall", "end_to_end_recall", "linking_hit@1")  # by level and by type
MOST_POINTS = 150  # of a curve: more cannot be seen
LEAST_SCORED = 10  # first answers, below which a curve says nothing
ABOUT_TIMES = "What share of the cases is done within so many milliseconds."
PERCENTILES = np.linspace(0, 100, 101)


@dataclass(frozen=True, slots=True)
class Group:
    """Plots that belong side by side."""

    title: str
    plots: Sequence[Plot]


def plots(result: Result, palette: Palette, anchor: str) -> list[Group]:
    """Every group that the result has something for; `anchor` is unique in the page."""
    groups = []
    for title, make in KINDS:
        prefix = f"{anchor}-plot-{title.split()[0].lower()}"
        found = list(make(result, Pen(palette, prefix)))
        if found:
            groups.append(Group(title, found))
    return groups


def headlines(result: Result, pen: Pen) -> Iterator[Plot]:
    """Each headline figure of every system, with its interval."""
    for figure in headline(result.task):
        values = {
            name: (scores.all[figure], scores.confidence.get(figure, (scores.all[figure],) * 2))
            for name, scores in result.systems().items()
            if figure in scores.all
        }
        if len(values) > 1:
            yield pen.intervals(figure, _caption(result, figure), values, unit(figure))


def families(result: Result, pen: Pen) -> Iterator[Plot]:
    """The first headline figures by family."""
    lines = {figure: _by(result, "by_family", figure) for figure in headline(result.task)}
    several = [(figure, of) for figure, of in lines.items() if len(of) > 1]
    for figure, of in several[:FAMILIES_SHOWN]:
        yield pen.dots(f"{figure} by family", _caption(result, figure), of, unit(figure))


def kinds(result: Result, pen: Pen) -> Iterator[Plot]:
    """What extraction tells apart by level and by type."""
    for kind in ("by_level", "by_type"):
        for figure in KINDS_SHOWN:
            lines = _by(result, kind, figure)
            if lines:
                title = f"{figure} {kind.replace('_', ' ')}"
                yield pen.dots(title, _caption(result, figure), lines, unit(figure))


def keystrokes(result: Result, pen: Pen) -> Iterator[Plot]:
    """What is seen after each key."""
    for figure, title, caption in (
        ("hit@5", "Right answer among five", "Of the labels that have so many characters."),
        ("empty", "Nothing answered", "Of the labels that have so many characters."),
    ):
        curves = {
            name: _prefix_curve(scores.measures["by_prefix"], figure)
            for name, scores in result.systems().items()
            if scores.measures.get("by_prefix")
        }
        if curves:
            words = Words(title, caption, "characters typed", "share")
            yield pen.shares(words, curves, shares_across=False)


def scores_of(result: Result, pen: Pen) -> Iterator[Plot]:
    """Whether scores can be believed, and what can be had by believing them."""
    scored = {name: _scored(scores) for name, scores in result.systems().items()}
    scored = {name: pairs for name, pairs in scored.items() if len(pairs) >= LEAST_SCORED}
    if not scored:
        return
    bins = {name: reliability(pairs) for name, pairs in scored.items()}
    yield pen.shares(
        Words(
            "Reliability",
            "Ten bins of first answers with like scores. On the diagonal, answers scored .8 are "
            "right eight times in ten; under it, scores promise too much.",
            "score",
            "share right",
        ),
        {name: ([b.score for b in of], [b.right for b in of]) for name, of in bins.items()},
        diagonal=True,
    )
    yield pen.shares(
        Words(
            "Precision by coverage",
            "When only the surest answers are kept: what share that is, and how many are right.",
            "share of answers kept",
            "share right",
        ),
        {name: _thinned(coverage_curve(pairs)) for name, pairs in scored.items()},
        marked=False,
    )


def latency(result: Result, pen: Pen) -> Iterator[Plot]:
    """How long cases took, when the run kept it."""
    times = {name: _times(scores) for name, scores in result.systems().items()}
    times = {name: of for name, of in times.items() if of}
    if not times:
        return
    told = "; ".join(
        f"{name}: half within {numbers.milliseconds(float(np.median(of)))}, "
        f"95 % within {numbers.milliseconds(float(np.percentile(of, 95)))}"
        for name, of in times.items()
    )
    yield pen.times(
        Words("Time of a case", ABOUT_TIMES, "milliseconds", "share of cases"),
        {name: _distribution(of) for name, of in times.items()},
        told,
    )


KINDS: Sequence[tuple[str, Callable[[Result, Pen], Iterator[Plot]]]] = (
    ("Headline figures", headlines),
    ("Families", families),
    ("Levels and types", kinds),
    ("Keystrokes", keystrokes),
    ("Scores", scores_of),
    ("Latency", latency),
)


def _caption(result: Result, figure: str) -> str:
    """What the figure means and where progress lies."""
    direction = "Lower is better" if lower_is_better(result.task, figure) else "Higher is better"
    said = meaning(figure)
    return f"{said[:1].upper()}{said[1:]}. {direction}." if said else f"{direction}."


def _by(result: Result, kind: str, figure: str) -> dict[str, dict[str, float]]:
    """Line -> system -> value, for the lines that have the figure."""
    found: dict[str, dict[str, float]] = {}
    for name, scores in result.systems().items():
        for line, figures in scores.measures.get(kind, {}).items():
            if figure in figures:
                found.setdefault(line, {})[name] = figures[figure]
    return found


def _prefix_curve(by_prefix: Mapping[str, Mapping[str, float]], figure: str) -> Curve:
    points = sorted((int(length), of[figure]) for length, of in by_prefix.items())
    return [float(length) for length, _ in points], [value for _, value in points]


def _scored(scores: Scores) -> list[Scored]:
    return [pair for row in scores.rows for pair in row.scored]


def _times(scores: Scores) -> list[float]:
    return [row.milliseconds for row in scores.rows if row.milliseconds is not None]


def _distribution(times: Sequence[float]) -> Curve:
    known = np.percentile(times, PERCENTILES).clip(SHORTEST)
    return [float(at) for at in known], list(PERCENTILES / 100)


def _thinned(points: Sequence[tuple[float, float]]) -> Curve:
    """Evenly spaced points of a curve, its ends among them."""
    kept = [
        points[round(at)] for at in np.linspace(0, len(points) - 1, min(len(points), MOST_POINTS))
    ]
    return [x for x, _ in kept], [y for _, y in kept]
