"""Hierarchy: how near to right an answer is."""

import pytest

from romarin.catalogue import Catalogue
from romarin.evaluation.measures.hierarchy import Hierarchy


@pytest.fixture(scope="module")
def hierarchy(tiny_catalogue: Catalogue) -> Hierarchy:
    return Hierarchy.of(tiny_catalogue)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("M1902", (1, 1, 1, 1)),
        ("M1901", (0, 1, 1, 1)),  # M1901 is the parent of both
        ("M1999", (0, 0, 1, 1)),  # of the same domaine, and of no fiche that is known
        ("M2001", (0, 0, 0, 1)),
        ("N1901", (0, 0, 0, 0)),
    ],
)
def test_an_answer_is_right_up_to_a_level(
    hierarchy: Hierarchy, found: str, expected: tuple[int, ...]
) -> None:
    figures = hierarchy.figures([found], ["M1902"])
    levels = ("metier", "parent", "domaine", "grand_domaine")
    assert tuple(figures[f"{level}@1"] for level in levels) == expected


def test_the_first_five_answers_are_looked_at(hierarchy: Hierarchy) -> None:
    wrong = ["A1901", "D1901", "F1901", "G1901"]
    fifth = hierarchy.figures([*wrong, "M1901"], ["M1902"])
    assert (fifth["parent@1"], fifth["parent@5"], fifth["metier@5"]) == (0, 1, 0)
    sixth = hierarchy.figures([*wrong, "J1901", "M1902"], ["M1902"])
    assert (sixth["metier@5"], sixth["grand_domaine@5"]) == (0, 0)


def test_any_accepted_code_makes_an_answer_right(hierarchy: Hierarchy) -> None:
    assert hierarchy.figures(["G1901"], ["M1902", "G1901"])["metier@1"] == 1


def test_without_answers_nothing_is_right(hierarchy: Hierarchy) -> None:
    assert set(hierarchy.figures([], ["M1902"]).values()) == {0.0}


def test_an_appellation_stands_under_its_metier(hierarchy: Hierarchy) -> None:
    assert hierarchy.metiers["6050"] == "M1902"
    assert hierarchy.parents["M1902"] == "M1901"
