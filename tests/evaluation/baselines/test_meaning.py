"""Sentence encoders, and vectors of labels kept from one run to the next."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from tests.fakes import HashingEncoder

from romarin.catalogue import Catalogue
from romarin.encoder import Matrix
from romarin.evaluation.baselines import meaning
from romarin.evaluation.baselines.meaning import (
    TextEncoder,
    e5_encoder,
    remembered_vectors,
    use_encoder,
)
from romarin.evaluation.errors import OutUnwritable
from romarin.evaluation.ground import Ground

TEXTS = [f"métier numéro {at}" for at in range(25)]


class Counting(HashingEncoder):
    """Counts the texts that it is given, and stops after some of them if so told."""

    def __init__(self, stop_after: int = 1_000) -> None:
        super().__init__(16)
        self.count, self.stop_after = 0, stop_after

    def encode(self, texts: Sequence[str], **_: object) -> Matrix:
        if self.count >= self.stop_after:
            raise KeyboardInterrupt
        self.count += len(texts)
        return super().encode(texts)


@pytest.fixture
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "PORTION", 10)


@pytest.fixture
def ground(tiny_catalogue: Catalogue, tmp_path: Path) -> Callable[[], Ground]:
    """A new run on the same cache each time."""
    return lambda: Ground(tiny_catalogue, tmp_path / "cache")


@pytest.mark.usefixtures("small_portions")
def test_vectors_are_encoded_once_and_found_again(ground: Callable[[], Ground]) -> None:
    encoder = Counting()
    first = remembered_vectors(ground(), encoder, "labels", TEXTS)
    again = remembered_vectors(ground(), encoder, "labels", TEXTS)
    assert encoder.count == len(TEXTS)
    np.testing.assert_array_equal(first, HashingEncoder(16).encode(TEXTS))
    np.testing.assert_array_equal(again, first)


@pytest.mark.usefixtures("small_portions")
def test_an_interrupted_encoding_goes_on_where_it_stopped(ground: Callable[[], Ground]) -> None:
    with pytest.raises(KeyboardInterrupt):
        remembered_vectors(ground(), Counting(stop_after=20), "labels", TEXTS)
    rest = Counting()
    vectors = remembered_vectors(ground(), rest, "labels", TEXTS)
    assert rest.count == 5
    np.testing.assert_array_equal(vectors, HashingEncoder(16).encode(TEXTS))


def test_nothing_but_the_vectors_is_left_behind(ground: Callable[[], Ground]) -> None:
    run = ground()
    remembered_vectors(run, Counting(), "labels", TEXTS)
    [path] = (run.cache / "vectors").iterdir()
    assert path.name.startswith("labels-hashing-")


def test_other_texts_have_other_vectors(ground: Callable[[], Ground]) -> None:
    encoder = Counting()
    remembered_vectors(ground(), encoder, "labels", TEXTS)
    remembered_vectors(ground(), encoder, "labels", TEXTS[::-1])
    assert encoder.count == 2 * len(TEXTS)


@pytest.mark.parametrize("kept", [b"", b"\x93NUMPY", b"no vectors"])
def test_a_damaged_file_is_made_anew(ground: Callable[[], Ground], kept: bytes) -> None:
    run = ground()
    vectors = remembered_vectors(run, Counting(), "labels", TEXTS)
    [path] = (run.cache / "vectors").iterdir()
    path.write_bytes(kept)
    np.testing.assert_array_equal(
        remembered_vectors(ground(), Counting(), "labels", TEXTS), vectors
    )


def test_a_cache_that_cannot_be_written_is_named(tiny_catalogue: Catalogue, tmp_path: Path) -> None:
    in_the_way = tmp_path / "cache"
    in_the_way.write_text("a file")
    with pytest.raises(OutUnwritable, match="cache"):
        remembered_vectors(Ground(tiny_catalogue, in_the_way), Counting(), "labels", TEXTS)


@pytest.mark.slow
@pytest.mark.parametrize("make", [use_encoder, e5_encoder])
def test_a_vector_does_not_depend_on_the_texts_beside_it(make: Callable[[], TextEncoder]) -> None:
    encoder = make()
    texts = ["boulangère", "", "développeur web " * 60, "a\0b", "\ud800", "chef de rang"] * 12
    together = encoder.encode(texts)
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    np.testing.assert_array_equal(together, alone)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)
    assert together.dtype == np.float32


@pytest.mark.slow
@pytest.mark.parametrize("make", [use_encoder, e5_encoder])
def test_words_of_one_meaning_lie_nearer_than_others(make: Callable[[], TextEncoder]) -> None:
    asked, near, far = make().encode(["conduire un camion", "chauffeur poids lourd", "pâtissier"])
    assert asked @ near > asked @ far
