"""Running: every system on the same cases, row by row, from what was kept of an earlier run."""

import hashlib
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from romarin.evaluation.cases import Case, CaseSet
from romarin.evaluation.errors import BaselineUnavailable, NameTaken, SystemMissing
from romarin.evaluation.measures.calibration import calibration_figures
from romarin.evaluation.partial import PartialRows
from romarin.evaluation.results import ALL, OWN, Result, Row, Scores
from romarin.evaluation.statistics import figures, intervals
from romarin.evaluation.tasks import Task

CODE = frozenset({".py", ".tsv"})  # the vocabulary of the text steps stands in tables

CaseT = TypeVar("CaseT", bound=Case)
SystemT = TypeVar("SystemT")
OnProgress = Callable[[str, int, int], None]  # system, cases done, cases in all


@dataclass(frozen=True, slots=True)
class Entrant(Generic[SystemT]):
    """A system that takes part; it is made when its turn comes."""

    name: str
    about: str
    make: Callable[[], SystemT]
    wanted: bool = True  # False: left out, with a note, where this machine lacks what it needs


@dataclass(frozen=True, slots=True)
class Conditions:
    """All that a result depends on beside the cases and the systems' own code."""

    commit: str
    rome: Mapping[str, str]
    encoder: str | None
    artefact: str  # its name, or the server's; "" when only baselines take part
    seed: int = 0
    sample: int | None = None
    licence: str = ""  # of the ROME, for those who show its labels
    timed: bool = False  # keep the time of each case: such a result is not the same twice


def evaluate(
    task: Task[CaseT, SystemT],
    case_set: CaseSet[CaseT],
    entrants: Sequence[Entrant[SystemT]],
    conditions: Conditions,
    *,
    partial: Path,
    on_progress: OnProgress = lambda *_: None,
    save: Callable[[Result], None] = lambda _: None,
) -> Result:
    """The result of all entrants; the one named "romarin" is Romarin's own.

    Raises SystemMissing without entrants, NameTaken, OutUnwritable, RunGoesOn, or what a system
    or `save` raises; rows so far are then kept at `partial`.
    """
    _check_names(task.name, entrants)
    cases = sampled(case_set.cases, conditions)
    sha256 = hashlib.sha256(repr(cases).encode()).hexdigest()
    run = f"{task.name} {sha256} {code_sha256()} {replace(conditions, timed=False)}"
    with PartialRows.open(partial, hashlib.sha256(run.encode()).hexdigest()) as kept:
        notes = _notes(case_set)
        scores: dict[str, Scores] = {}
        for one in entrants:
            try:
                scores[one.name] = _scores(task, one, cases, kept, conditions, on_progress)
            except BaselineUnavailable as error:
                if one.wanted:
                    raise
                notes.append(f"left out: {error}")
        result = Result(
            task=task.name,
            cases=str(case_set.path),
            count=len(cases),
            sha256=sha256,
            commit=conditions.commit,
            seed=conditions.seed,
            sample=conditions.sample,
            rome=conditions.rome,
            encoder=conditions.encoder,
            own=scores.pop(OWN, None),
            baselines=scores,
            notes=notes,
            licence=conditions.licence,
        )
        save(result)
    return result


def sampled(cases: Sequence[CaseT], conditions: Conditions) -> list[CaseT]:
    """The cases to ask, in file order: all, or a sample that the seed draws."""
    if conditions.sample is None or conditions.sample >= len(cases):
        return list(cases)
    places = random.Random(conditions.seed).sample(range(len(cases)), conditions.sample)
    return [cases[at] for at in sorted(places)]


def summarise(task: Task[Any, Any], rows: Sequence[Row], *, seed: int, about: str = "") -> Scores:
    """The figures that rows make, over all and family by family."""
    families = sorted({row.family for row in rows})
    measures = {
        ALL: _figures(task, rows),
        "by_family": {
            family: _figures(task, [row for row in rows if row.family == family])
            for family in families
        },
        **task.further(rows),
    }
    spans = intervals([row.measures for row in rows], task.aggregates, seed=seed)
    return Scores(measures, spans, rows, about)


def code_sha256() -> str:
    """Of Romarin's own code and tables: rows of another code are not gone on with."""
    import romarin

    digest = hashlib.sha256()
    for root in romarin.__path__:
        files = [file for file in Path(root).rglob("*") if file.suffix in CODE]
        for file in sorted(files):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _check_names(task: str, entrants: Sequence[Entrant[Any]]) -> None:
    if not entrants:
        raise SystemMissing(task)
    name, times = Counter(one.name for one in entrants).most_common(1)[0]
    if times > 1:
        raise NameTaken(name)


def _notes(case_set: CaseSet[Any]) -> list[str]:
    skipped = case_set.skipped
    counted = [f"{len(skipped)} wrong lines skipped"] if skipped else []
    return [*case_set.notes, *counted, *(f"skipped: {error.where}" for error in skipped)]


def _scores(
    task: Task[CaseT, SystemT],
    entrant: Entrant[SystemT],
    cases: Sequence[CaseT],
    kept: PartialRows,
    conditions: Conditions,
    on_progress: OnProgress,
) -> Scores:
    rows = []
    # What it is, too: weights made anew under the same name have no rows yet.
    known_as = f"{entrant.name}: {entrant.about}"
    system: SystemT | None = None
    for done, case in enumerate(cases, 1):
        row = kept.find(known_as, case.id)
        if row is None:
            system = entrant.make() if system is None else system
            row = _timed(task, system, case).as_kept()
            kept.add(known_as, row)
        rows.append(row if conditions.timed else row.untimed())
        on_progress(entrant.name, done, len(cases))
    return summarise(task, rows, seed=conditions.seed, about=entrant.about)


def _timed(task: Task[CaseT, SystemT], system: SystemT, case: CaseT) -> Row:
    started = time.perf_counter()
    row = task.judge(system, case)
    return replace(row, milliseconds=(time.perf_counter() - started) * 1e3)


def _figures(task: Task[Any, Any], rows: Sequence[Row]) -> dict[str, float]:
    scored = [pair for row in rows for pair in row.scored]
    return {
        **figures([row.measures for row in rows], task.aggregates),
        **calibration_figures(scored),
    }
