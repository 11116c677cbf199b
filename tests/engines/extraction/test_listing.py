"""Listing: the skills of a document, each once, no phrase filling the list."""

from collections.abc import Sequence

import pytest

from romarin.catalogue import TypeCompetence
from romarin.engines.extraction import DocumentSkill, Item, Level, Mention
from romarin.engines.extraction.listing import FURTHER, list_skills

TWINS = {"101": 1, "102": 1}  # one skill to a reader; every other code is its own


def mention(level: Level, *items: tuple[str, float], at: int = 0) -> Mention:
    told = (Item(code, TypeCompetence.SAVOIR, f"item {code}", score) for code, score in items)
    return Mention(at, at + 1, level, tuple(told))


def listed(*mentions: Mention) -> Sequence[DocumentSkill]:
    return list_skills(
        mentions,
        core_of=lambda code: code == "200",
        twin_of=lambda code: TWINS.get(code, int(code)),
    )


def codes(*mentions: Mention) -> list[str]:
    return [one.code for one in listed(*mentions)]


def test_the_first_items_come_before_any_second_one() -> None:
    one = mention(Level.TASK, ("201", 0.95), ("202", 0.9), ("203", 0.85))
    other = mention(Level.TASK, ("204", 0.6), ("205", 0.55))
    assert codes(one, other) == ["201", "204", "202", "205", "203"]


def test_further_items_that_are_less_likely_right_than_wrong_are_not_listed() -> None:
    one = mention(Level.TASK, ("201", 0.4), ("202", FURTHER - 0.01))
    assert codes(one) == ["201"]


def test_a_skill_said_twice_is_listed_once_with_its_best_score_and_both_mentions() -> None:
    [skill] = listed(mention(Level.TASK, ("201", 0.6)), mention(Level.TASK, ("201", 0.8)))
    assert (skill.score, skill.mentions) == (0.8, (0, 1))


def test_twins_are_one_skill_named_after_the_likelier() -> None:
    [skill] = listed(mention(Level.TASK, ("101", 0.6)), mention(Level.TASK, ("102", 0.8)))
    assert (skill.code, skill.libelle, skill.mentions) == ("102", "item 102", (0, 1))


def test_twins_in_one_mention_are_one_skill() -> None:
    [skill] = listed(mention(Level.TASK, ("101", 0.8), ("102", 0.7)))
    assert (skill.code, skill.mentions) == ("101", (0,))


@pytest.mark.parametrize(
    ("levels", "strongest"),
    [
        ((Level.DESIRED, Level.TASK), Level.TASK),
        ((Level.TASK, Level.REQUIRED, Level.DESIRED), Level.REQUIRED),
        ((Level.DESIRED, Level.DESIRED), Level.DESIRED),
        ((Level.NEGATED, Level.DESIRED, Level.OFFERED), Level.DESIRED),
    ],
)
def test_the_strongest_level_is_kept(levels: Sequence[Level], strongest: Level) -> None:
    [skill] = listed(*(mention(level, ("201", 0.7)) for level in levels))
    assert skill.level is strongest


@pytest.mark.parametrize("level", [Level.OFFERED, Level.NEGATED])
def test_what_is_only_offered_or_denied_is_left_out(level: Level) -> None:
    assert codes(mention(level, ("201", 0.9)), mention(Level.TASK, ("202", 0.5))) == ["202"]


def test_mentions_that_deny_a_skill_are_none_of_those_that_it_stands_on() -> None:
    [skill] = listed(mention(Level.NEGATED, ("201", 0.9)), mention(Level.TASK, ("201", 0.5)))
    assert (skill.mentions, skill.score) == ((1,), 0.5)


def test_whether_it_is_principal_is_told_of_the_item_listed() -> None:
    one, other = listed(mention(Level.TASK, ("200", 0.9)), mention(Level.TASK, ("201", 0.8)))
    assert (one.core_for_metier, other.core_for_metier) == (True, False)


def test_no_mention_is_no_skill() -> None:
    assert listed() == ()
