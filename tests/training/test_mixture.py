"""The mixture: each source in its share, whatever there is of it."""

from collections import Counter

import pytest

from romarin.training.data import Pair
from romarin.training.mixture import ALL, CUT, MOST, Share, Subject, draw

SHARES = (
    Share("acronym/skill", Subject.SKILLS, 100),
    Share("acronym", Subject.TITLES, 200),
    Share("typed", Subject.TITLES, 100),
)


def pairs(source: str, count: int) -> list[Pair]:
    return [Pair(f"{source} {at}", f"label {at}", source, (str(at),)) for at in range(count)]


@pytest.fixture
def many() -> list[Pair]:
    return [*pairs("acronym/skill", 500), *pairs("acronym/plain", 500), *pairs("typed/swapped", 50)]


def sources(drawn: list[Pair]) -> Counter[str]:
    return Counter(pair.source for pair in drawn)


def test_each_source_comes_in_its_share(many: list[Pair]) -> None:
    drawn = draw(many, SHARES, count=200, seed=1)
    assert sources(drawn[Subject.SKILLS]) == {"acronym/skill": 50}
    assert sources(drawn[Subject.TITLES]) == {"acronym/plain": 100, "typed/swapped": 50}


def test_a_pair_goes_to_the_first_share_that_its_source_begins_with(many: list[Pair]) -> None:
    drawn = draw(many, SHARES[1:], count=300, seed=1)
    assert not drawn[Subject.SKILLS]
    assert set(sources(drawn[Subject.TITLES])) >= {"acronym/skill", "acronym/plain"}


def test_a_small_source_comes_again_as_often_for_each_of_its_pairs(many: list[Pair]) -> None:
    drawn = draw(many, SHARES, count=600, seed=1)[Subject.TITLES]
    times = Counter(pair for pair in drawn if pair.source == "typed/swapped")
    assert sum(times.values()) == 150
    assert set(times.values()) == {3}


def test_no_pair_comes_more_than_so_many_times() -> None:
    drawn = draw(pairs("typed", 2), SHARES, count=100_000, seed=1)[Subject.TITLES]
    assert set(Counter(drawn).values()) == {MOST}


def test_a_source_that_no_share_names_and_one_without_pairs_give_nothing() -> None:
    drawn = draw(pairs("unknown", 9), SHARES, count=100, seed=1)
    assert drawn == {Subject.TITLES: [], Subject.SKILLS: []}


def test_long_texts_are_cut_and_keep_their_codes() -> None:
    long = Pair("a" * 500, "b" * 500, "typed", ("D1901",))
    (cut,) = set(draw([long], SHARES, count=4, seed=1)[Subject.TITLES])
    assert (len(cut.anchor), len(cut.positive), cut.keys) == (CUT, CUT, ("D1901",))


def test_a_seed_gives_one_draw_and_another_seed_another(many: list[Pair]) -> None:
    first, again, other = (draw(many, SHARES, count=300, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_every_share_of_the_recipe_can_be_reached() -> None:
    for at, share in enumerate(ALL):
        assert not any(share.source.startswith(earlier.source) for earlier in ALL[:at])
