"""Titles: rows of offers, worked by hand on the tiny archive."""

import pytest
from tests.evaluation.systems import TitleTable, answers

from romarin.catalogue import Catalogue
from romarin.evaluation.cases import OfferCase
from romarin.evaluation.measures.hierarchy import Hierarchy
from romarin.evaluation.running import summarise
from romarin.evaluation.tasks import TitlesTask

OFFER = OfferCase("1", "other", "admin", "long text", "M1902", "6050")
CODED = OfferCase("2", "other", "admin", "long text", "M1902", "", ("M1901", "M1902"))
FOUND = answers("6044 M1901", "6056 M2001", "6050 M1902")


@pytest.fixture(scope="module")
def task(tiny_catalogue: Catalogue) -> TitlesTask:
    labels = {code: one.libelle for code, one in tiny_catalogue.metiers.items()}
    return TitlesTask(Hierarchy.of(tiny_catalogue), labels)


def test_the_recruiters_code_and_what_stands_above_it(task: TitlesTask) -> None:
    row = task.judge(TitleTable({"admin": FOUND}), OFFER)
    assert row.rank == 3
    assert row.measures == {
        "hit@1": 0,
        "hit@5": 1,
        "hit@10": 1,
        "mrr@10": pytest.approx(1 / 3),
        "parent@1": 1,
        "parent@5": 1,
        "domaine@1": 1,
        "domaine@5": 1,
        "grand_domaine@1": 1,
        "grand_domaine@5": 1,
    }
    assert row.scored == ((0.9, False),)
    assert row.expected == ("M1902 Administrateur / Administratrice systèmes et réseaux",)


def test_an_experts_codes_are_judged_beside_the_recruiters(task: TitlesTask) -> None:
    row = task.judge(TitleTable({"admin": FOUND}), CODED)
    assert (row.measures["hit@1"], row.measures["accepted@1"], row.measures["accepted@5"]) == (
        0,
        1,
        1,
    )
    assert [told.split()[0] for told in row.expected] == ["M1902", "M1901"]


def test_an_accepted_code_in_sixth_place_is_too_far_down(task: TitlesTask) -> None:
    others = ("6001 A1901", "6006 D1901", "6018 F1901", "6023 G1901", "6029 J1901")
    row = task.judge(TitleTable({"admin": answers(*others, "6044 M1901")}), CODED)
    assert (row.measures["accepted@1"], row.measures["accepted@5"]) == (0, 0)


def test_a_system_that_reads_texts_is_asked_twice(task: TitlesTask) -> None:
    both = {("admin", "long text"): answers("6050 M1902")}
    row = task.judge(TitleTable({"admin": FOUND}, both), OFFER)
    assert (row.measures["hit@1"], row.measures["text_hit@1"]) == (0, 1)
    assert (row.rank, row.scored) == (3, ((0.9, False),))  # of the title alone


def test_no_answer_is_wrong_at_every_level(task: TitlesTask) -> None:
    row = task.judge(TitleTable({}), CODED)
    assert row.rank is None
    assert set(row.measures.values()) == {0}


def test_accepted_is_over_the_offers_that_an_expert_coded(task: TitlesTask) -> None:
    system = TitleTable({"admin": FOUND})
    rows = [task.judge(system, OFFER), task.judge(system, CODED)]
    scores = summarise(task, rows, seed=0)
    assert (scores.all["hit@5"], scores.all["accepted@1"]) == (1, 1)
    assert "text_hit@1" not in scores.all


def test_a_row_holds_nothing_of_the_offers_text(task: TitlesTask) -> None:
    row = task.judge(TitleTable({"admin": FOUND}), OFFER)
    assert "long text" not in str(row)
    assert "'admin'" not in str(row)
