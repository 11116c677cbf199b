"""Results made by hand, for reports and comparisons whose figures can be worked by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

from romarin.evaluation.measures.hierarchy import Hierarchy
from romarin.evaluation.results import Result, Row, Scores
from romarin.evaluation.running import summarise
from romarin.evaluation.tasks import KeystrokesTask, LookupTask, Task
from romarin.evaluation.tasks.keystrokes import _figures

ROME = {"version": "460", "source": "official"}
LOOKUP = LookupTask(Hierarchy({}, {}), {})
KEYSTROKES = KeystrokesTask()


def query(name: str, rank: int | None, family: str = "everyday", **fields: Any) -> Row:
    """A query whose right answer stood at the rank, 11 or lower being nowhere."""
    measures = {f"hit@{k}": float(rank is not None and rank <= k) for k in (1, 5, 10)}
    measures |= {"mrr@10": 1 / rank if rank else 0.0, "empty": 0.0}
    told: dict[str, Any] = {
        "measures": measures,
        "scored": ((0.9 if rank == 1 else 0.4, rank == 1),),
        "expected": ("6006 Boulanger / Boulangère",),
        "answers": ("6017 D1106 Vendeur / Vendeuse",),
    }
    return Row(f"{family}: {name}", family, rank, **{**told, **fields})


def out_of_scope(name: str, *, answered: bool) -> Row:
    """A query that nothing is right for."""
    return Row(
        f"out_of_scope: {name}",
        "out_of_scope",
        None,
        {"answered_out_of_scope": float(answered)},
        scored=((0.7, False),) if answered else (),
        expected=("nothing",),
        answers=("6017 D1106 Vendeur / Vendeuse",) if answered else (),
    )


def typed(name: str, *ranks: int) -> Row:
    """A label typed key by key, with the rank of the right answer after each."""
    last = ranks[-1] if ranks[-1] > 0 else None
    return Row(name, "keystrokes", last, _figures(ranks), ranks=ranks)


def scores(task: Task[Any, Any], rows: Sequence[Row], about: str = "") -> Scores:
    """The figures that rows make, as a run would tell them."""
    return summarise(task, rows, seed=0, about=about)


def result(
    own: Sequence[Row] | None,
    baselines: Mapping[str, Sequence[Row]] | None = None,
    task: Task[Any, Any] = LOOKUP,
    **fields: Any,
) -> Result:
    """Of Romarin's rows, if it took part, and of the baselines'."""
    others = {name: scores(task, rows, f"about {name}") for name, rows in (baselines or {}).items()}
    asked = own if own is not None else next((one.rows for one in others.values()), ())
    told: dict[str, Any] = {
        "task": task.name,
        "cases": "cases/queries.tsv",
        "count": len(asked),
        "sha256": "f00d" * 16,
        "commit": "c0ffee",
        "seed": 0,
        "sample": None,
        "rome": ROME,
        "encoder": "e5-small-fr",
        "own": scores(task, own, "Romarin itself") if own is not None else None,
        "baselines": others,
    }
    return Result(**{**told, **fields})
