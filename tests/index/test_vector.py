"""The vector index: nearest rows by cosine, whatever the kind."""

from pathlib import Path

import numpy as np
import pytest

from romarin.index.vector import IndexKind, Matrix, VectorIndex

DIMENSION = 32


def unit(rows: Matrix) -> Matrix:
    result: Matrix = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return result


@pytest.fixture(scope="module")
def vectors() -> Matrix:
    """3,000 rows crowded around one direction, as those of e5 are."""
    random = np.random.default_rng(7)
    groups = random.normal(size=(300, DIMENSION)).repeat(10, axis=0)
    rows = groups + 0.4 * random.normal(size=(3000, DIMENSION)) + 6
    return unit(rows.astype(np.float32))


@pytest.fixture(scope="module")
def questions(vectors: Matrix) -> Matrix:
    noise = np.random.default_rng(8).normal(scale=0.01, size=(100, DIMENSION))
    return unit(vectors[::30] + noise.astype(np.float32))


@pytest.mark.parametrize("kind", list(IndexKind))
def test_every_kind_finds_nearly_what_an_exact_search_finds(
    vectors: Matrix, questions: Matrix, kind: IndexKind
) -> None:
    _, exact = VectorIndex.from_vectors(vectors, kind=IndexKind.FLAT).query(questions, limit=10)
    _, found = VectorIndex.from_vectors(vectors, kind=kind).query(questions, limit=10)
    shared = [len(set(a) & set(b)) / 10 for a, b in zip(exact, found, strict=True)]
    assert np.mean(shared) > 0.95


def test_scores_are_cosines_best_first(vectors: Matrix, questions: Matrix) -> None:
    index = VectorIndex.from_vectors(vectors, kind=IndexKind.FLAT, centred=False)
    scores, rows = index.query(questions, limit=5)
    expected = np.sort(questions @ vectors.T, axis=1)[:, ::-1][:, :5]
    np.testing.assert_allclose(scores, expected, atol=1e-5)
    np.testing.assert_allclose((questions[:, None] * vectors[rows]).sum(-1), scores, atol=1e-5)


def test_a_row_asked_for_comes_first_with_a_score_of_one(vectors: Matrix) -> None:
    scores, rows = VectorIndex.from_vectors(vectors).query(vectors[40:50], limit=3)
    np.testing.assert_array_equal(rows[:, 0], np.arange(40, 50))
    np.testing.assert_allclose(scores[:, 0], 1, atol=1e-3)


def test_centring_tells_unrelated_rows_apart(vectors: Matrix) -> None:
    crowded = VectorIndex.from_vectors(vectors, kind=IndexKind.FLAT, centred=False)
    centred = VectorIndex.from_vectors(vectors, kind=IndexKind.FLAT)
    everything = len(vectors)
    assert np.median(crowded.query(vectors[:1], limit=everything)[0]) > 0.9
    assert abs(np.median(centred.query(vectors[:1], limit=everything)[0])) < 0.2


@pytest.mark.parametrize("kind", list(IndexKind))
def test_a_saved_index_answers_as_before(
    vectors: Matrix, questions: Matrix, tmp_path: Path, kind: IndexKind
) -> None:
    index = VectorIndex.from_vectors(vectors, kind=kind)
    index.save(tmp_path / "essai.faiss")
    loaded = VectorIndex.load(tmp_path / "essai.faiss")
    assert (len(loaded), loaded.dimension) == (len(vectors), DIMENSION)
    for before, after in zip(
        index.query(questions, limit=10), loaded.query(questions, limit=10), strict=True
    ):
        np.testing.assert_array_equal(before, after)


def test_the_same_vectors_make_the_same_file(vectors: Matrix, tmp_path: Path) -> None:
    for name in ("a", "b"):
        VectorIndex.from_vectors(vectors).save(tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_no_more_rows_come_than_there_are(vectors: Matrix) -> None:
    scores, rows = VectorIndex.from_vectors(vectors[:3]).query(vectors[:2], limit=10)
    assert scores.shape == rows.shape == (2, 3)
    assert set(rows[0]) == {0, 1, 2}


@pytest.mark.parametrize("dimension", [6, 7])
def test_few_dimensions_do(vectors: Matrix, dimension: int) -> None:
    narrow = unit(vectors[:, :dimension] - vectors[:, :dimension].mean(axis=0))
    scores, rows = VectorIndex.from_vectors(narrow).query(narrow[:5], limit=1)
    np.testing.assert_allclose(scores[:, 0], 1, atol=1e-3)
    assert rows.shape == (5, 1)


def test_one_row_is_an_index(vectors: Matrix) -> None:
    scores, rows = VectorIndex.from_vectors(vectors[:1]).query(vectors[:1], limit=5)
    assert rows.tolist() == [[0]]
    assert scores[0, 0] == pytest.approx(1, abs=1e-3)


def test_a_zero_vector_is_near_nothing(vectors: Matrix) -> None:
    question = np.zeros((1, DIMENSION), dtype=np.float32)
    scores, _ = VectorIndex.from_vectors(vectors).query(question, limit=4)
    assert not scores.any()


@pytest.mark.parametrize("centred", [True, False])
@pytest.mark.parametrize("kind", list(IndexKind))
def test_cosines_of_named_rows_are_the_scores_of_a_query(
    vectors: Matrix, questions: Matrix, kind: IndexKind, centred: bool
) -> None:
    index = VectorIndex.from_vectors(vectors, kind=kind, centred=centred)
    scores, rows = index.query(questions[:5], limit=20)
    for at, asked in enumerate(questions[:5]):
        [found] = index.cosines(asked[None], rows[at])
        np.testing.assert_allclose(found, scores[at], atol=2e-3)


def test_cosines_come_in_the_order_of_the_rows_named(vectors: Matrix) -> None:
    index = VectorIndex.from_vectors(vectors, kind=IndexKind.FLAT)
    rows = np.array([7, 3, 7, 2999])
    found = index.cosines(vectors[:2], rows)
    assert found.shape == (2, 4)
    np.testing.assert_allclose(found[:, 0], found[:, 2])
    np.testing.assert_allclose(index.cosines(vectors[:2], rows[::-1].copy()), found[:, ::-1])


def test_a_saved_index_gives_the_same_cosines(vectors: Matrix, tmp_path: Path) -> None:
    index, rows = VectorIndex.from_vectors(vectors), np.arange(0, 3000, 100)
    index.save(tmp_path / "essai.faiss")
    loaded = VectorIndex.load(tmp_path / "essai.faiss")
    np.testing.assert_array_equal(
        loaded.cosines(vectors[:3], rows), index.cosines(vectors[:3], rows)
    )


def test_a_zero_vector_has_no_cosine_to_any_row(vectors: Matrix) -> None:
    nothing = np.zeros((1, DIMENSION), np.float32)
    assert not VectorIndex.from_vectors(vectors).cosines(nothing, np.arange(5)).any()
