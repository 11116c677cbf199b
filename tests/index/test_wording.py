"""Wording: the words of labels and phrases, kept as they were."""

from pathlib import Path

import numpy as np

from romarin.index import Wording

WORDING = Wording(
    vocabulary=["conduit", "chariot", "permi", "b"],
    cells=np.array([[0, 0, 1, 1, 2], [0, 1, 2, 3, 1]], np.int32),
    owners=np.array([0, 1, 0], np.int32),
    macros=np.array([-1, 0], np.int32),
    metiers=["N1901"],
    links=np.array([[0, 0], [0, 1]], np.int32),
    core=np.array([True, False]),
)


def test_a_saved_wording_is_read_back(tmp_path: Path) -> None:
    WORDING.save(tmp_path)
    read = Wording.load(tmp_path)
    assert (read.vocabulary, read.metiers) == (WORDING.vocabulary, WORDING.metiers)
    for name in ("cells", "owners", "macros", "links", "core"):
        before, after = getattr(WORDING, name), getattr(read, name)
        np.testing.assert_array_equal(after, before)
        assert after.dtype == before.dtype


def test_the_same_wording_makes_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        WORDING.save(tmp_path / name)
    for file in ("wording.json", "wording.npz"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
