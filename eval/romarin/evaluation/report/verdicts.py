"""Verdicts: what a result says, in one sentence."""

from collections.abc import Mapping, Sequence

from romarin.evaluation.comparison import SURE
from romarin.evaluation.report import numbers
from romarin.evaluation.report.meanings import headline, lower_is_better, unit
from romarin.evaluation.results import Result, Scores
from romarin.evaluation.statistics import Difference

# The figure that the sentence is about, and the sentence; the first that was measured is taken.
SENTENCES: Mapping[str, Sequence[tuple[str, str]]] = {
    "lookup": [("hit@1", "{who} answers {value} of the queries right at once")],
    "keystrokes": [("saved", "{who} saves {value} of the keys")],
    "titles": [("hit@1", "{who} puts the recruiter’s métier first for {value} of the titles")],
    "competences": [("hit@1", "{who} answers {value} of the queries for skills right at once")],
    "extraction": [
        ("mention_f1", "{who} finds the marked skill phrases with an F1 of {value}"),
        ("linking_hit@1", "{who} names {value} of the marked phrases right at once"),
    ],
}
WHO = "Romarin"


def sentence(result: Result, leads: Mapping[str, Sequence[Difference]]) -> str:
    """The first headline figure of Romarin, its interval, and how it stands to the baselines."""
    if result.own is None:
        return _of_others(result)
    figure, text = _about(result, result.own)
    if not figure:
        return "Romarin’s rows make no headline figure."
    return f"{_told(text, WHO, figure, result.own)}{_against(result, figure, leads)}."


def _of_others(result: Result) -> str:
    """Romarin took no part: the best of those that did."""
    for name, scores in _ranked(result):
        figure, text = _about(result, scores)
        if figure:
            return f"Romarin took no part; {_told(text, name, figure, scores)}."
    return "No system took part." if not result.baselines else "No headline figure was measured."


def _ranked(result: Result) -> Sequence[tuple[str, Scores]]:
    figure = next((n for n in headline(result.task)), "")
    return sorted(result.baselines.items(), key=lambda one: -one[1].all.get(figure, 0.0))


def _about(result: Result, scores: Scores) -> tuple[str, str]:
    sentences = SENTENCES.get(result.task, ())
    return next(((f, text) for f, text in sentences if f in scores.all), ("", ""))


def _told(text: str, who: str, figure: str, scores: Scores) -> str:
    value = numbers.printed(scores.all[figure], unit(figure))
    between = scores.confidence.get(figure)
    return text.format(who=who, value=f"{value} {numbers.span(*between)}" if between else value)


def _against(result: Result, figure: str, leads: Mapping[str, Sequence[Difference]]) -> str:
    """How far ahead of, or behind, the best baseline."""
    rivals = {name: one for name, found in leads.items() for one in found if one.name == figure}
    if not rivals:
        return "" if result.baselines else "; no baseline took part"
    falling = lower_is_better(result.task, figure)
    best = (min if falling else max)(rivals, key=lambda name: rivals[name].before)
    one = rivals[best]
    of = unit(figure)
    theirs = f"{best} ({numbers.printed(one.before, of)})"
    label = "the best baseline, " if len(rivals) > 1 else ""
    if abs(one.gain) < 1e-9:
        return f"; level with {label}{theirs}"
    where = "ahead of" if (one.gain < 0) == falling else "behind"
    sure = "by more than chance" if one.chance < SURE else "but the difference may be chance"
    p = numbers.chance(one.chance)
    return f"; {where} {label}{theirs}, {sure} (p {p if p.startswith('<') else f'= {p}'})"
