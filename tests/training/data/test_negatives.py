"""Hard negatives: near, and of something else."""

import subprocess
import sys

import numpy as np
from tests.test_layout import ROOT, STAGES

from romarin.catalogue import Catalogue
from romarin.training.data import Labels, Pair, hard_negatives, labels_of, near_metiers

LABELS = Labels(
    texts=("Boulanger", "Fournier", "Cuisinier", "Maçon", "Pâtissier"),
    keys=(("D1901",), ("D1901",), ("G1901",), ("F1901",), ("G1902",)),
)
VECTORS = np.array([[1, 0], [0.99, 0.14], [0.8, 0.6], [0, 1], [0.999, 0.045]], dtype=np.float32)
PAIR = Pair("boulangère", "Boulanger", "appellation/feminine", ("D1901",))


def _negatives(pair: Pair, *, limit: int = 4) -> tuple[str, ...]:
    anchor = np.array([[1, 0]], dtype=np.float32)
    return hard_negatives([pair], anchor, anchor, LABELS, VECTORS, limit=limit)[0]


def test_neighbours_of_other_metiers_come_nearest_first() -> None:
    assert _negatives(PAIR) == ("Cuisinier", "Maçon")
    assert _negatives(PAIR, limit=1) == ("Cuisinier",)


def test_a_label_as_near_as_the_right_one_may_be_right_and_is_left_out() -> None:
    assert "Pâtissier" not in _negatives(PAIR)


def test_a_pair_without_keys_has_no_negatives() -> None:
    assert _negatives(Pair("a", "b", "offer/text/unlabelled")) == ()


def test_labels_carry_the_codes_that_pairs_carry(tiny_catalogue: Catalogue) -> None:
    titles, skills = labels_of(tiny_catalogue), labels_of(tiny_catalogue, skills=True)
    assert ("D1901",) in titles.keys
    assert len(titles.texts) == len(titles.keys)
    assert sum(map(len, titles.keys)) == len(tiny_catalogue.appellations)
    assert skills.texts[skills.keys.index(("8228",))] == "Livrer un colis"


def test_a_label_of_two_metiers_stands_once_with_both_codes(tiny_catalogue: Catalogue) -> None:
    titles = labels_of(tiny_catalogue)
    assert titles.texts.count("Caissier") == 1
    assert titles.keys[titles.texts.index("Caissier")] == ("D1902", "N1902")


def test_near_metiers_are_those_one_moves_to(tiny_catalogue: Catalogue) -> None:
    code = next(iter(tiny_catalogue.mobilites))
    near = near_metiers(tiny_catalogue, code, limit=1)
    assert len(near) == 1
    assert near_metiers(tiny_catalogue, "Z9999") == ()


def test_the_training_data_needs_no_extra() -> None:
    code = f"""
import sys
sys.path[:0] = {[str(ROOT / stage) for stage in STAGES]!r}
import romarin.training.data
assert not {{"torch", "onnx", "faiss", "sentence_transformers"}} & {{*sys.modules}}
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
