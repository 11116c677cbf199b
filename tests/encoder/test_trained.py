"""The trained encoders as they ship: what they were trained for, and cosines that must not move."""

import numpy as np
import pytest

from romarin.encoder import Encoder, load_encoder

NAMES = ("romarin-small", "romarin-mini")
# Cosines of the weights as shipped, by `load_encoder(name).encode`; another processor may round
# the last digits of int8 in other ways.
PINNED = {
    "romarin-small": {
        ("boulanger", "pâtissier"): 0.557,
        ("dev web", "développeur web"): 0.838,
        ("nounou", "assistant maternel"): 0.581,
        ("accueillir les clients", "accueil de la clientèle"): 0.881,
        ("maçon", "avocat"): 0.386,
    },
    "romarin-mini": {
        ("boulanger", "pâtissier"): 0.648,
        ("dev web", "développeur web"): 0.914,
        ("nounou", "assistant maternel"): 0.547,
        ("accueillir les clients", "accueil de la clientèle"): 0.899,
        ("maçon", "avocat"): 0.459,
    },
}
ROUNDING = 0.02


@pytest.fixture(scope="module", params=NAMES)
def trained(request: pytest.FixtureRequest) -> Encoder:
    return load_encoder(str(request.param))


def cosine(encoder: Encoder, text: str, other: str) -> float:
    one, another = encoder.encode([text, other])
    return float(one @ another)


def test_cosines_stay_as_they_were_shipped(trained: Encoder) -> None:
    pinned = PINNED[trained.name]
    found = {pair: cosine(trained, *pair) for pair in pinned}
    assert found == pytest.approx(pinned, abs=ROUNDING)


@pytest.mark.parametrize("written", ["DÉVELOPPEUR WEB", "developpeur web", "Développeur  web"])
def test_accents_and_capitals_say_nothing(trained: Encoder, written: str) -> None:
    assert cosine(trained, written, "développeur web") > 0.9999


@pytest.mark.parametrize(
    ("masculine", "feminine"),
    [
        ("infirmier", "infirmière"),
        ("directeur des ventes", "directrice des ventes"),
        ("ouvrier viticole", "ouvrière viticole"),
        ("agent d'entretien", "agente d'entretien"),
    ],
)
def test_gender_hardly_moves_a_vector(trained: Encoder, masculine: str, feminine: str) -> None:
    assert cosine(trained, masculine, feminine) > 0.9


@pytest.mark.parametrize(
    ("written", "meant", "other"),
    [
        ("caissière", "hôte de caisse", "agent de nettoyage"),
        ("nounou", "assistant maternel", "nageur-sauveteur"),
        ("full stack developer", "développeur web", "développeur photo"),
        ("plombié", "plombier", "pompier"),
        ("tenir la caisse", "encaisser le montant d'une vente", "conduire un chariot"),
        ("bon relationnel", "aisance relationnelle", "relations internationales"),
    ],
)
def test_what_is_meant_lies_nearer_than_what_looks_alike(
    trained: Encoder, written: str, meant: str, other: str
) -> None:
    vectors = trained.encode([written, meant, other])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


def test_vectors_have_the_length_that_the_index_expects(trained: Encoder) -> None:
    assert trained.encode(["boulanger"]).shape == (1, trained.dimension)
    assert np.isclose(np.linalg.norm(trained.encode(["boulanger"])), 1.0, atol=1e-5)
