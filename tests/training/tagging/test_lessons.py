"""Lessons: marked phrases are tagged token by token, and what is missing changes nothing else."""

from collections.abc import Sequence
from random import Random

import pytest

from romarin.tagger import LEVELS, TAGS, Tagger
from romarin.training.extraction.marked import Mark, MarkedText
from romarin.training.tagging.lessons import UNTOLD, Material, lessons_of

TEXT = "Vous préparez les commandes, livrez.\nPermis B exigé."


def text(title: str = "Cariste") -> MarkedText:
    marks = [("préparez les commandes", "task"), ("livrez", "task"), ("Permis B", "required")]
    places = [(TEXT.index(phrase), phrase, level) for phrase, level in marks]
    found = tuple(Mark(at, at + len(phrase), level) for at, phrase, level in places)
    return MarkedText("t-1", "offre", title, TEXT, found)


@pytest.fixture
def material() -> Material:
    [found] = lessons_of(Tagger.packaged().tokenizer, [text()])
    return found


def phrases(one: Material) -> list[str]:
    """What the tags say, as text."""
    found: list[list[int]] = []
    for token, tag in zip(one.window.tokens, one.tags, strict=True):
        if TAGS[tag] == "first":
            found.append([token.start, token.end])
        elif TAGS[tag] == "next":
            found[-1][1] = token.end
    return [TEXT[start:end] for start, end in found]


def told(tags: Sequence[int]) -> list[int]:
    return [tag for tag in tags if tag != UNTOLD]


def test_each_mark_is_a_phrase_at_its_level(material: Material) -> None:
    assert phrases(material) == ["préparez les commandes", "livrez", "Permis B"]
    held = [level for level in material.levels if level != UNTOLD]
    assert {LEVELS[level] for level in held} == {"task", "required"}
    pairs = zip(material.tags, material.levels, strict=True)
    assert all((TAGS[tag] == "outside") == (level == UNTOLD) for tag, level in pairs)


def test_nothing_is_learnt_of_the_lead(material: Material) -> None:
    for seed in range(40):
        lesson = material.lesson(Random(seed))
        lead = len(lesson.tags) - len(told(lesson.tags))
        assert set(lesson.tags[:lead]) == set(lesson.levels[:lead]) == {UNTOLD}
        rows = (lesson.ids, lesson.writings, lesson.tags, lesson.levels)
        assert len({len(row) for row in rows}) == 1


def test_a_title_is_left_out_now_and_then_and_the_kind_never(material: Material) -> None:
    lengths = {len(material.window.lead), 1 + material.kind + 2}
    seen = set()
    for seed in range(60):
        lesson = material.lesson(Random(seed))
        lead = next(at for at, tag in enumerate(lesson.tags) if tag != UNTOLD)
        assert list(lesson.ids[: 1 + material.kind]) == list(
            material.window.lead[: 1 + material.kind]
        )
        seen.add(lead)
    assert seen == lengths


def test_a_phrase_that_a_window_cuts_goes_on_in_the_next() -> None:
    long = "assurer " + "le suivi des commandes de la base " * 30
    one = MarkedText("t-2", "offre", "", long, (Mark(0, len(long) - 1, "task"),))
    first, second, *_ = lessons_of(Tagger.packaged().tokenizer, [one])
    assert TAGS[first.tags[0]] == "first"
    assert TAGS[second.tags[0]] == "next"
