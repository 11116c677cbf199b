"""What every vector of the packaged encoder keeps to."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from romarin.encoder import Encoder, Kind, OnnxEncoder, default_encoder

TEXTS = (
    "Boulanger / Boulangère",
    "dev web",
    "INFIRMIERE DE NUIT 80%",
    "a",
    "Établir des devis et suivre les commandes jusqu'à la livraison chez le client",
    "日本語教師 🥖",
)


def test_a_row_is_a_unit_vector_of_the_dimension_named(encoder: OnnxEncoder) -> None:
    rows = encoder.encode(TEXTS)
    assert rows.shape == (len(TEXTS), encoder.dimension)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_empty_text_gives_a_zero_row_among_the_others(encoder: OnnxEncoder, text: str) -> None:
    rows = encoder.encode(["boulanger", text, "maçon"])
    assert not rows[1].any()
    assert rows[0].any()
    assert rows[2].any()


def test_no_text_gives_no_row(encoder: OnnxEncoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_a_text_has_the_same_vector_alone_and_among_others(encoder: OnnxEncoder) -> None:
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    backwards = encoder.encode(TEXTS[::-1])[::-1]
    assert ((together * alone).sum(axis=1) > 0.9999).all()
    assert ((together * backwards).sum(axis=1) > 0.9999).all()


def test_spaces_around_a_text_say_nothing(encoder: OnnxEncoder) -> None:
    plain, padded = encoder.encode(["chef de rang", "   chef  de rang \n"])
    assert plain @ padded > 0.9999


def test_several_threads_give_the_same_vectors_in_the_same_order(encoder: OnnxEncoder) -> None:
    texts = TEXTS * 3
    expected = encoder.encode(texts)
    np.testing.assert_array_equal(default_encoder(threads=3).encode(texts), expected)


def test_threads_can_share_an_encoder(encoder: OnnxEncoder) -> None:
    expected = encoder.encode(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        for rows in pool.map(lambda _: encoder.encode(TEXTS), range(8)):
            np.testing.assert_array_equal(rows, expected)


def test_a_text_longer_than_the_encoder_reads_is_cut(encoder: OnnxEncoder) -> None:
    long = "conduire un engin de chantier et " * 200
    cut, longer = encoder.encode([long, long + "garder des enfants"])
    assert cut @ longer > 0.9999


def test_queries_and_passages_of_this_encoder_meet_in_one_space(encoder: OnnxEncoder) -> None:
    query = encoder.encode(["fleuriste"], kind=Kind.QUERY)[0]
    passage = encoder.encode(["fleuriste"], kind=Kind.PASSAGE)[0]
    assert query @ passage > 0.99


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("prof de maths", "Enseignant en mathématiques", "Maçon"),
        ("camionneur", "Conducteur routier", "Coiffeuse"),
        ("nounou", "Assistante maternelle", "Soudeur"),
        ("cook", "Cuisinier", "Comptable"),
        ("faire le ménage", "Nettoyer des locaux", "Piloter un drone"),
    ],
)
def test_what_means_the_same_lies_nearer_than_what_does_not(
    encoder: Encoder, text: str, near: str, far: str
) -> None:
    asked, same, other = encoder.encode([text, near, far])
    assert asked @ same > asked @ other
