"""Failures: the worst cases first, each with a plain reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from romarin.evaluation.report import numbers
from romarin.evaluation.results import Result, Row

NEAR = (
    ("metier", "of the right métier, another appellation"),
    ("parent", "of the right parent métier"),
    ("domaine", "of the right domaine, another métier"),
    ("grand_domaine", "of the right grand domaine, another domaine"),
)
ASKED_DEPTH = 10  # answers that a ranking was judged by
SEEN = 5  # answers that people look at
WITHOUT_RANK = 1000.0  # worse than any rank


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a case went wrong, and how badly."""

    kind: str  # to be counted by
    text: str
    weight: float  # the worst has the most


@dataclass(frozen=True, slots=True)
class Failure:
    """One case that went wrong."""

    row: Row
    reason: Reason
    elsewhere: tuple[str, ...]  # other systems with which nothing went wrong


def failures(result: Result) -> list[Failure]:
    """Of the first system, the worst first; [] for a task without reasons."""
    explain = EXPLAINERS.get(result.task)
    systems = list(result.systems().items())
    if explain is None or not systems:
        return []
    (_, scores), *others = systems
    found = [(row, explain(row)) for row in scores.rows]
    wrong = [(row, why) for row, why in found if why is not None]
    wrong.sort(key=lambda pair: (-pair[1].weight, pair[0].id))
    others_rows = {name: {row.id: row for row in one.rows} for name, one in others}
    return [
        Failure(
            row,
            why,
            tuple(n for n, of in others_rows.items() if row.id in of and not explain(of[row.id])),
        )
        for row, why in wrong
    ]


def marks_answers(task: str) -> bool:
    """Whether an answer that stands among those expected is right, whatever its place."""
    return EXPLAINERS.get(task) is explain_ranking


Explainer = Callable[[Row], Reason | None]


def explain_ranking(row: Row) -> Reason | None:
    """Of queries and titles; None for a right first answer, or rightly none."""
    if row.measures.get("answered_out_of_scope"):
        score = row.scored[0][0] if row.scored else 0.0
        text = f"out of scope, yet answered, at {numbers.share(score)}"
        return Reason("answered out of scope", text, 2 * WITHOUT_RANK + score)
    if row.rank == 1 or "answered_out_of_scope" in row.measures:
        return None
    if row.rank is not None:
        kind = "right answer among five, not first" if row.rank <= SEEN else "right answer lower"
        return Reason(kind, _further(f"right answer at rank {row.rank}", row), float(row.rank))
    if not row.answers:
        return Reason("nothing answered", "nothing answered", WITHOUT_RANK + 2)
    text = f"no right answer among the first {ASKED_DEPTH}"
    return Reason("no right answer", _further(text, row), WITHOUT_RANK + (not _nearest(row)))


def explain_keys(row: Row) -> Reason | None:
    """Of labels typed; None for those that come before the last key, and stay."""
    of = row.measures
    keys, typed = of.get("keys", 0.0), of.get("typed_keys", 0.0)
    lost, empty = of.get("lost_keys", 0.0), of.get("empty_keys", 0.0)
    late = f"among the first five after {_keys(keys)}, then out of them for {_keys(lost)}"
    told = (
        ("never shown", "never among the first five", bool(of.get("never"))),
        ("only with the last key", "only with the last key", keys >= typed and not of.get("never")),
        ("shown, then lost", late, lost > 0),
        ("nothing answered", f"nothing answered at {_keys(empty)}", empty > 0),
    )
    true = [(kind, text) for kind, text, holds in told if holds]
    if not true:
        return None
    weight = WITHOUT_RANK * of.get("never", 0.0) + lost + empty + (keys >= typed)
    return Reason(true[0][0], "; ".join(text for _, text in true), weight)


def explain_text(row: Row) -> Reason | None:
    """Of annotated texts; None where everything was found and named right."""
    of = row.measures
    parts, missed = [], 0.0
    for right, all_, told in (
        ("matched", "gold", "{right:.0f} of {all:.0f} marked phrases found"),
        ("right", "coded", "{right:.0f} of {all:.0f} found and named right"),
        ("linked@1", "linked", "given the phrases, {right:.0f} of {all:.0f} named right at once"),
    ):
        if of.get(all_, 0.0) > of.get(right, 0.0):
            parts.append(told.format(right=of.get(right, 0.0), all=of[all_]))
            missed += of[all_] - of.get(right, 0.0)
    extra = of.get("predicted", 0.0) - of.get("matched", 0.0)
    if extra > 0:
        parts.append(f"{extra:.0f} found that nobody marked")
    kind = "phrases missed" if missed else "phrases too many"
    return Reason(kind, "; ".join(parts), missed + max(extra, 0.0)) if parts else None


EXPLAINERS: Mapping[str, Explainer] = {
    "lookup": explain_ranking,
    "competences": explain_ranking,
    "titles": explain_ranking,
    "keystrokes": explain_keys,
    "extraction": explain_text,
}


def _further(text: str, row: Row) -> str:
    """With how near the first answers are, and what the text or an expert would say."""
    parts = [text]
    near = _nearest(row)
    if near:
        parts.append(near)
    if row.measures.get("accepted@1"):
        parts.append("an expert accepts the first answer")
    if row.measures.get("text_hit@1"):
        parts.append("right with the text")
    return "; ".join(parts)


def _nearest(row: Row) -> str:
    """The narrowest branch of the ROME that wrong answers share with the right one."""
    seen = row.rank is not None and row.rank <= SEEN
    for depth, where in ((1, "the first is"), (SEEN, "one of the first five is")):
        if depth > 1 and seen:
            continue  # what is near is the right answer itself
        for level, near in NEAR:
            if row.measures.get(f"{level}@{depth}"):
                return f"{where} {near}"
    return ""


def _keys(number: float) -> str:
    return f"{number:.0f} key" if number == 1 else f"{number:.0f} keys"


def by_kind(found: Sequence[Failure]) -> Mapping[str, int]:
    """How many cases went wrong in each way, the worst kind first."""
    counts: dict[str, int] = {}
    for one in found:
        counts[one.reason.kind] = counts.get(one.reason.kind, 0) + 1
    return counts
