"""Lookup: rows of whole queries, worked by hand on the tiny archive."""

import math
from typing import Any

import numpy as np
import pytest
from tests.evaluation.systems import Table, answers

from romarin.catalogue import Catalogue
from romarin.evaluation.answers import Answer
from romarin.evaluation.cases import QueryCase
from romarin.evaluation.measures.hierarchy import Hierarchy
from romarin.evaluation.results import Row
from romarin.evaluation.running import summarise
from romarin.evaluation.tasks import LookupTask

BOTH = QueryCase("caissier", "everyday", ("6017", "6070"), ("D1902",))
BY_OGR = QueryCase("fournier", "everyday", ("6009",), ())
OUT = QueryCase("bonjour", "out_of_scope", (), ())


@pytest.fixture(scope="module")
def task(tiny_catalogue: Catalogue) -> LookupTask:
    labels = {code: one.libelle for code, one in tiny_catalogue.metiers.items()}
    labels |= {code: one.libelle for code, one in tiny_catalogue.appellations.items()}
    return LookupTask(Hierarchy.of(tiny_catalogue), labels)


def judge(task: LookupTask, case: QueryCase, *codes: str) -> Row:
    return task.judge(Table({case.query: answers(*codes)}), case)


def test_a_code_rome_or_an_ogr_that_is_accepted_makes_an_answer_right(task: LookupTask) -> None:
    by_metier = judge(task, BOTH, "6012 D1902")
    assert (by_metier.rank, by_metier.measures["hit@1"]) == (1, 1)
    by_ogr = judge(task, BOTH, "6001 A1901", "6070 N1902")
    assert (by_ogr.rank, by_ogr.measures["hit@1"], by_ogr.measures["hit@5"]) == (2, 0, 1)


def test_an_ogr_alone_does_not_make_its_metier_right(task: LookupTask) -> None:
    row = judge(task, BY_OGR, "6006 D1901", "6009 D1901")
    assert row.rank == 2
    assert (row.measures["metier@1"], row.measures["appellation@1"]) == (1, 0)
    assert (row.measures["appellation@5"], row.measures["mrr@10"]) == (1, 0.5)


def test_a_metier_is_found_once_however_many_appellations_it_shows(task: LookupTask) -> None:
    # Accepted: D1902, and 6070, which stands outside of it.
    row = judge(task, BOTH, "6012 D1902", "6017 D1902", "6070 N1902")
    assert row.measures["recall@10"] == 1
    assert row.measures["rp@5"] == 1
    assert row.measures["ndcg@10"] == pytest.approx((1 + 1 / math.log2(4)) / (1 + 1 / math.log2(3)))
    assert judge(task, BOTH, "6012 D1902", "6017 D1902").measures["recall@10"] == 0.5


def test_how_near_a_wrong_answer_is(task: LookupTask) -> None:
    case = QueryCase("sysadmin", "everyday", (), ("M1902",))
    near = judge(task, case, "6044 M1901").measures
    assert [near[f"{level}@1"] for level in ("metier", "parent", "domaine", "grand_domaine")] == [
        0,
        1,
        1,
        1,
    ]
    assert "appellation@1" not in near  # no appellation is accepted by itself


def test_no_answer_is_empty_and_wrong(task: LookupTask) -> None:
    row = judge(task, BOTH)
    assert (row.rank, row.measures["empty"], row.measures["hit@10"]) == (None, 1, 0)
    assert (row.scored, row.answers) == ((), ())


def test_out_of_scope_the_right_answer_is_nothing(task: LookupTask) -> None:
    assert judge(task, OUT).measures == {"answered_out_of_scope": 0}
    wrong = judge(task, OUT, "6006 D1901")
    assert wrong.measures == {"answered_out_of_scope": 1}
    assert wrong.scored == ((0.9, False),)


def test_a_row_tells_people_what_was_right_and_what_came(task: LookupTask) -> None:
    row = judge(task, BOTH, "6012 D1902", *(f"600{n} A1901" for n in range(1, 9)))
    assert row.id == "everyday: caissier"
    assert row.expected == (
        "6017 Caissier / Caissière",
        "6070 Caissier / Caissière",
        "D1902 Vendeur / Vendeuse en boutique",
    )
    assert row.answers[0] == "6012 D1902 libellé de 6012"
    assert len(row.answers) == 5
    assert row.scored == ((0.9, True),)


def test_a_score_of_numpy_becomes_a_plain_number(task: LookupTask) -> None:
    score: Any = np.float32(0.5)  # as a baseline of somebody else may well give it
    found = [Answer("6012", "D1902", score)]
    assert type(task.judge(Table({"caissier": found}), BOTH).scored[0][0]) is float


def test_averages_leave_out_what_is_out_of_scope(task: LookupTask) -> None:
    rows = [
        judge(task, BOTH, "6012 D1902"),
        judge(task, BY_OGR),
        judge(task, OUT, "6006 D1901"),
        judge(task, QueryCase("merci", "out_of_scope", (), ())),
    ]
    scores = summarise(task, rows, seed=0)
    assert (scores.all["hit@1"], scores.all["empty"]) == (0.5, 0.5)
    assert scores.all["answered_out_of_scope"] == 0.5
    assert scores.all["auroc"] == 0.5  # one right answer and one wrong, of one score
    assert list(scores.by_family) == ["everyday", "out_of_scope"]
    assert "hit@1" not in scores.by_family["out_of_scope"]
    assert set(scores.confidence) <= set(scores.all)
