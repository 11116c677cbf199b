"""Mining: a negative is near, and nothing says that it is right."""

from collections.abc import Sequence

import pytest
from tests.fakes import HashingEncoder

from romarin.catalogue import Catalogue
from romarin.encoder import Matrix
from romarin.training.data import Pair, labels_of, near_metiers
from romarin.training.examples import Example
from romarin.training.mining import mine
from romarin.training.mixture import Subject

TITLES = (
    Pair("boulangère de nuit", "Boulanger", "title/hand", ("D1901",)),
    Pair("commis boulanger", "Ouvrier boulanger", "title/hand", ("D1901", "G1901")),
    Pair("hôtesse de caisse", "Hôte de caisse", "title/hand", ("D1902",)),
    Pair("caissière du marché", "Caissier", "title/hand", ("N1902",)),
) * 25
SKILLS = (Pair("tailler les légumes", "Éplucher et tailler des légumes", "tree", ("8205",)),)


@pytest.fixture
def encoder() -> HashingEncoder:
    return HashingEncoder(512)


@pytest.fixture
def examples(tiny_catalogue: Catalogue, encoder: HashingEncoder) -> dict[str, list[Example]]:
    sets = {Subject.TITLES: TITLES, Subject.SKILLS: SKILLS}
    return mine(sets, tiny_catalogue, encoder.encode, seed=3)


def test_the_pairs_stay_as_they_were_drawn(examples: dict[str, list[Example]]) -> None:
    assert [one.pair for one in examples["titles"]] == list(TITLES)
    assert [one.pair for one in examples["skills"]] == list(SKILLS)


def test_no_negative_shares_a_code_with_its_pair(examples: dict[str, list[Example]]) -> None:
    for one in (*examples["titles"], *examples["skills"]):
        assert one.negative
        assert one.negative_keys
        assert set(one.negative_keys).isdisjoint(one.pair.keys)


def test_a_label_of_two_metiers_is_no_negative_for_either(
    tiny_catalogue: Catalogue, examples: dict[str, list[Example]]
) -> None:
    labels = labels_of(tiny_catalogue)
    assert labels.keys[labels.texts.index("Caissier")] == ("D1902", "N1902")
    cashiers = [one for one in examples["titles"] if "caiss" in one.pair.anchor]
    assert "Caissier" not in {one.negative for one in cashiers}


def test_titles_are_told_from_titles_and_skills_from_skills(
    tiny_catalogue: Catalogue, examples: dict[str, list[Example]]
) -> None:
    skills = set(labels_of(tiny_catalogue, skills=True).texts)
    assert {one.negative for one in examples["skills"]} <= skills
    assert skills.isdisjoint(one.negative for one in examples["titles"])


def test_some_titles_get_the_metier_one_moves_to(
    tiny_catalogue: Catalogue, examples: dict[str, list[Example]]
) -> None:
    near = {(label, (code,)) for label, code in near_metiers(tiny_catalogue, "D1901")}
    bakers = [one for one in examples["titles"] if one.pair.keys == ("D1901",)]
    moved = [one for one in bakers if (one.negative, one.negative_keys) in near]
    assert 0 < len(moved) < len(bakers)


def test_a_pair_without_codes_has_no_negative(
    tiny_catalogue: Catalogue, encoder: HashingEncoder
) -> None:
    pair = Pair("boulangère", "Boulanger", "offer/text")
    found = mine({Subject.TITLES: [pair]}, tiny_catalogue, encoder.encode, seed=3)
    assert found == {"titles": [Example(pair)]}


def test_one_seed_gives_the_same_negatives(
    tiny_catalogue: Catalogue, encoder: HashingEncoder, examples: dict[str, list[Example]]
) -> None:
    sets = {Subject.TITLES: TITLES, Subject.SKILLS: SKILLS}
    assert mine(sets, tiny_catalogue, encoder.encode, seed=3) == examples
    assert mine(sets, tiny_catalogue, encoder.encode, seed=4) != examples


def test_every_text_is_encoded_once(tiny_catalogue: Catalogue, encoder: HashingEncoder) -> None:
    asked: list[str] = []

    def encode(texts: Sequence[str]) -> Matrix:
        asked.extend(texts)
        return encoder.encode(texts)

    mine({Subject.TITLES: TITLES}, tiny_catalogue, encode, seed=3)
    assert len(asked) == len(set(asked))
