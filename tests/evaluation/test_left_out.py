"""Baselines that a machine cannot run: left out with a note, unless they were asked for by name."""

from pathlib import Path

import pytest

from romarin.catalogue import Catalogue
from romarin.evaluation.answers import Answer, LookupSystem
from romarin.evaluation.cases import CaseSet, QueryCase
from romarin.evaluation.errors import BaselineUnavailable
from romarin.evaluation.measures.hierarchy import Hierarchy
from romarin.evaluation.results import OWN
from romarin.evaluation.running import Conditions, Entrant, evaluate
from romarin.evaluation.tasks import LookupTask

CONDITIONS = Conditions("", {"version": "460", "source": "official"}, None, "")


def nothing(query: str, *, limit: int) -> list[Answer]:  # noqa: ARG001 - of the protocol
    return []


def lacking() -> LookupSystem:
    raise BaselineUnavailable("tsvector", "no PostgreSQL here", "apt-get install postgresql")


@pytest.fixture
def task(tiny_catalogue: Catalogue) -> LookupTask:
    return LookupTask(Hierarchy.of(tiny_catalogue), {})


def run(task: LookupTask, tmp_path: Path, *, wanted: bool) -> tuple[list[str], list[str]]:
    cases = CaseSet(tmp_path, [QueryCase("xyz", "out_of_scope", (), ())])
    entrants: list[Entrant[LookupSystem]] = [
        Entrant(OWN, "", lambda: nothing),
        Entrant("tsvector", "", lacking, wanted),
    ]
    found = evaluate(task, cases, entrants, CONDITIONS, partial=tmp_path / "rows")
    return list(found.systems()), list(found.notes)


def test_one_of_all_is_left_out_with_the_reason_and_the_remedy(
    task: LookupTask, tmp_path: Path
) -> None:
    systems, [note] = run(task, tmp_path, wanted=False)
    assert systems == [OWN]
    assert note.startswith("left out: baseline tsvector: no PostgreSQL here")
    assert "apt-get install postgresql" in note


def test_one_that_was_named_ends_the_run(task: LookupTask, tmp_path: Path) -> None:
    with pytest.raises(BaselineUnavailable, match="no PostgreSQL here"):
        run(task, tmp_path, wanted=True)
