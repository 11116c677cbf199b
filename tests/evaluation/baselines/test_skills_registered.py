"""The registered baselines that read skills."""

from romarin.evaluation.baselines import baselines, chosen

READERS = {
    "whole-text",
    "sentences",
    "clauses",
    "labels",
    "tfidf-sentences",
    "use-sentences",
    "e5-sentences",
}


def test_every_way_to_read_skills_can_be_named() -> None:
    assert {one.name for one in chosen("all", "extraction", baselines([]))} >= READERS


def test_skills_are_searched_only_by_what_names_a_phrase() -> None:
    named = {one.name for one in chosen("all", "competences", baselines([]))}
    assert "labels" in named
    assert named.isdisjoint(READERS - {"labels"})
