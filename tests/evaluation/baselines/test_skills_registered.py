"""The registered baselines that read skills."""

from romarin.evaluation.baselines import baselines, chosen
from romarin.evaluation.baselines.registry import BUILT_IN

LINKERS = {"labels", "tfidf", "use", "e5"}
ONLY_READERS = {
    "whole-text",
    "sentences",
    "clauses",
    "tfidf-sentences",
    "use-sentences",
    "e5-sentences",
}


def test_every_way_to_read_skills_can_be_named() -> None:
    assert {one.name for one in chosen("all", "extraction", baselines([]))} >= (
        LINKERS | ONLY_READERS
    )


def test_skills_are_searched_only_by_what_names_a_phrase() -> None:
    named = {one.name for one in chosen("all", "competences", baselines([]))}
    assert named >= LINKERS
    assert named.isdisjoint(ONLY_READERS)


def test_no_baseline_takes_the_name_of_another() -> None:
    """One that can do several tasks is one object."""
    names = [one.name for one in BUILT_IN]
    assert len(set(names)) == len(names)
