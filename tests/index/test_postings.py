"""Postings: a sparse matrix by word, summed as a dense one would be."""

import numpy as np
import pytest

from romarin.index import Floats, Postings

HEIGHT, WIDTH = 6, 9


@pytest.fixture
def dense() -> Floats:
    """Some words speak for columns, the fourth for none."""
    random = np.random.default_rng(5)
    table = random.normal(size=(HEIGHT, WIDTH)) * (random.random((HEIGHT, WIDTH)) < 0.4)
    table[3] = 0
    return table.astype(np.float32)


@pytest.fixture
def postings(dense: Floats) -> Postings:
    """The same cells, in no order."""
    rows, columns = np.nonzero(dense)
    order = np.random.default_rng(6).permutation(len(rows))
    cells = np.stack([rows[order], columns[order]]).astype(np.int32)
    return Postings.of(cells[0], cells[1], dense[tuple(cells)], height=HEIGHT, width=WIDTH)


@pytest.mark.parametrize("rows", [[0], [3], [2, 5], [5, 0, 4], list(range(HEIGHT)), []])
def test_a_sum_is_that_of_the_dense_rows(
    postings: Postings, dense: Floats, rows: list[int]
) -> None:
    weights = np.linspace(0.5, 2, len(rows)).astype(np.float32)
    found = postings.sum(np.array(rows, np.int32), weights)
    np.testing.assert_allclose(found, weights @ dense[rows], atol=1e-6)
    assert found.shape == (WIDTH,)


def test_words_beyond_the_last_speak_for_nothing(postings: Postings, dense: Floats) -> None:
    found = postings.sum(np.array([1, HEIGHT, 99], np.int32), np.ones(3, np.float32))
    np.testing.assert_allclose(found, dense[1], atol=1e-6)
