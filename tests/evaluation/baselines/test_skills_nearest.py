"""Segments named by the nearest label."""

from collections.abc import Callable
from functools import partial

import pytest
from tests.fakes import HashingEncoder

from romarin.evaluation.answers import Document, DocumentKind, Level, SkillSystem
from romarin.evaluation.baselines.skills_nearest import nearest_by_letters, nearest_by_meaning
from romarin.evaluation.baselines.skills_segments import clauses, sentences
from romarin.evaluation.ground import Ground

THRESHOLD = 0.6
TEXT = "Encaisser un achat, livrer un colis, avoir le sourire. Lire les plans de chantier."


class Plain(HashingEncoder):
    """The hashing encoder as baselines call theirs."""

    def __init__(self) -> None:
        super().__init__(512)


@pytest.fixture(params=["letters", "meaning"])
def by(request: pytest.FixtureRequest) -> Callable[..., Callable[[Ground], SkillSystem]]:
    if request.param == "letters":
        return nearest_by_letters
    return partial(nearest_by_meaning, Plain)


@pytest.fixture
def system(by: Callable[..., Callable[[Ground], SkillSystem]], ground: Ground) -> SkillSystem:
    return by(clauses, THRESHOLD)(ground)


def read(system: SkillSystem, text: str) -> list[tuple[str, str]]:
    assert system.extract is not None
    found = system.extract(Document("1", DocumentKind.OFFRE, "", text))
    assert all(one.level is Level.TASK for one in found)
    return [(text[one.start : one.end], one.items[0].code) for one in found]


def test_each_clause_has_its_nearest_skill_and_one_far_from_all_is_none(
    system: SkillSystem,
) -> None:
    assert read(system, TEXT) == [
        ("Encaisser un achat", "8223"),
        ("livrer un colis", "8228"),
        ("Lire les plans de chantier", "8210"),
    ]


def test_sentences_can_be_read_instead(
    by: Callable[..., Callable[[Ground], SkillSystem]], ground: Ground
) -> None:
    found = read(by(sentences, THRESHOLD)(ground), "Livrer un colis. Avoir le sourire.")
    assert found == [("Livrer un colis", "8228")]


def test_a_reader_need_not_link(
    by: Callable[..., Callable[[Ground], SkillSystem]], ground: Ground
) -> None:
    assert by(sentences, THRESHOLD, links=False)(ground).link is None


def test_items_stand_best_first_above_the_threshold(system: SkillSystem) -> None:
    assert system.extract is not None
    for mention in system.extract(Document("1", DocumentKind.OFFRE, "", TEXT)):
        scores = [item.score for item in mention.items]
        assert scores == sorted(scores, reverse=True)
        assert THRESHOLD <= min(scores) <= max(scores) <= 1.0 + 1e-6


def test_a_phrase_is_linked_however_far(system: SkillSystem) -> None:
    assert system.link is not None
    items = system.link("encaisser des achats", limit=20)
    assert items[0].code == "8223"
    assert len({item.code for item in items}) == len(items) <= 20
    assert list(items[:5]) == list(system.link("encaisser des achats", limit=5))


def test_more_clauses_than_one_product_takes_are_all_read(system: SkillSystem) -> None:
    text = "Livrer un colis. " * 300
    assert read(system, text) == [("Livrer un colis", "8228")] * 300


@pytest.mark.parametrize("text", ["", "\n", "…"])
def test_there_is_no_skill_where_no_word_is(system: SkillSystem, text: str) -> None:
    assert read(system, text) == []
