"""Meanings: one line on every figure, for those who did not write it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from romarin.evaluation.measures.calibration import LOWER_IS_BETTER
from romarin.evaluation.report.numbers import Unit
from romarin.evaluation.tasks.figures import TASK_FIGURES

_DEPTHS = {"1": "first", "5": "among the first five", "10": "among the first ten"}
_LEVELS = {
    "appellation": "appellation",
    "metier": "métier",
    "parent": "parent métier",
    "domaine": "domaine",
    "grand_domaine": "grand domaine",
}
_SPANS = {
    "mention": "skill phrases found, one to one at IoU ≥ 0.5",
    "end_to_end": "phrases found whose first item is accepted",
    "document": "items listed for the whole text, over all texts",
    "document_macro": "items listed for the whole text, mean over texts",
    "exact": "skill phrases found to the character",
    "strict": "nervaluate strict: borders and level right",
    "partial": "nervaluate partial: half for a part of the phrase",
    "any_overlap": "a character in common is enough (flatters long spans)",
}
_PARTS = {"f1": "F1", "precision": "precision", "recall": "recall"}

MEANINGS: Mapping[str, str] = {
    **{f"hit@{depth}": f"a right answer is {where}" for depth, where in _DEPTHS.items()},
    **{
        f"{level}@{depth}": f"an answer of the right {noun} is {where}"
        for level, noun in _LEVELS.items()
        for depth, where in _DEPTHS.items()
    },
    **{f"accepted@{d}": f"an answer an expert accepts is {where}" for d, where in _DEPTHS.items()},
    **{
        f"{name}_{part}": f"{what}: {noun}"
        for name, what in _SPANS.items()
        for part, noun in _PARTS.items()
    },
    **{
        f"linking_hit@{depth}": f"given a marked phrase, an accepted item is {where}"
        for depth, where in {**_DEPTHS, "20": "among the first twenty"}.items()
    },
    **{
        f"coverage@{at}%": f"the most answers that can be kept at {at} % precision"
        for at in (80, 90, 95)
    },
    "mrr@10": "mean reciprocal rank of the first right answer",
    "ndcg@10": "nDCG of the first ten",
    "recall@10": "right answers among the first ten, of all right ones",
    "rp@5": "right answers among the first five, of as many as could be",
    "empty": "nothing is answered",
    "answered_out_of_scope": "answers where nothing is right",
    "saved": "keys that need not be typed until the label is in the first five",
    "keys": "keys typed until the label is in the first five, on average",
    "lost": "later keys at which the label is out of the first five again",
    "never": "labels that never come among the first five",
    "level_accuracy": "phrases found whose level is right",
    "negation_precision": "phrases told as negated that are",
    "negation_recall": "negated phrases that are found and told so",
    "false_positives": "phrases found in a text that has none, on average",
    "mention_recall": "skill phrases found: recall",
    "end_to_end_recall": "phrases found whose first item is accepted: recall",
    "mentions": "marked phrases",
    "queries": "queries that have so many characters",
    "ece": "distance of score and share right (calibration error)",
    "auroc": "right first answers score above wrong ones",
    "share@.8": "first answers scored .8 or more",
    "precision@.8": "of these, the share that is right",
}
WITH_TEXT = "text_"  # before figures of titles where the text was given too
COUNTED = frozenset({"keys", "false_positives", "mentions", "queries"})
NEUTRAL = frozenset({"share@.8"})  # neither more nor less of it is progress
TIMED = "_ms"


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that are read together."""

    title: str
    about: str
    figures: frozenset[str]


GROUPS: Sequence[Group] = (
    Group(
        "How near",
        "A wrong answer may still be of the right branch of the ROME.",
        frozenset(f"{level}@{depth}" for level in _LEVELS for depth in _DEPTHS),
    ),
    Group(
        "Title and text",
        "The same figures where the systems that read texts had the text as well.",
        frozenset(),
    ),
    Group(
        "Scores",
        "Whether the score of the first answer tells how sure it is.",
        frozenset(
            {"ece", "auroc", "share@.8", "precision@.8"}
            | {f"coverage@{at}%" for at in (80, 90, 95)}
        ),
    ),
    Group(
        "Spans by other rules",
        "To be read beside mention_f1, never alone.",
        frozenset({"exact_f1", "strict_f1", "partial_f1", "any_overlap_f1"}),
    ),
)
OTHER = Group("Further figures", "Everything else that the task measures.", frozenset())


def meaning(figure: str) -> str:
    """One line; "" for a figure that is not known here."""
    if figure.startswith(WITH_TEXT):
        return f"with the text: {MEANINGS.get(figure.removeprefix(WITH_TEXT), '')}".rstrip(": ")
    return MEANINGS.get(figure, "")


def unit(figure: str) -> Unit:
    """What the figure counts."""
    if figure.endswith(TIMED):
        return Unit.TIME
    return Unit.COUNT if figure in COUNTED else Unit.SHARE


def group(figure: str) -> Group:
    """Where the figure is read."""
    if figure.startswith(WITH_TEXT):
        return GROUPS[1]
    return next((one for one in GROUPS if figure in one.figures), OTHER)


def lower_is_better(task: str, figure: str) -> bool:
    """The direction of progress; what is not known is better when higher."""
    of_task = TASK_FIGURES.get(task)
    known = of_task.aggregates if of_task else ()
    falling = {one.name for one in known if not one.higher_is_better}
    return figure in falling | LOWER_IS_BETTER


def figures_in_order(task: str, measured: Mapping[str, float]) -> list[str]:
    """Names of what was measured, the most important first."""
    of_task = TASK_FIGURES.get(task)
    known = [*of_task.headline, *(a.name for a in of_task.aggregates)] if of_task else []
    return [name for name in dict.fromkeys([*known, *measured]) if name in measured]


def headline(task: str) -> Sequence[str]:
    """Names of the figures that stand first; () for a task that is not known."""
    return TASK_FIGURES[task].headline if task in TASK_FIGURES else ()
