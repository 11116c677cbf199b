"""Any encoder as a baseline, by meaning alone."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from tests.fakes import HashingEncoder

from romarin.catalogue import Catalogue
from romarin.encoder import EncoderDamaged, EncoderUnknown, encoder_folder
from romarin.evaluation.answers import Document, DocumentKind
from romarin.evaluation.baselines import Baseline, chosen
from romarin.evaluation.baselines.encoders import FoldingEncoder, near_enough
from romarin.evaluation.baselines.letters import TFIDF
from romarin.evaluation.errors import BaselineUnknown
from romarin.evaluation.ground import Ground

PACKAGED = "encoder:default"
KNOWN = {"tfidf": TFIDF}


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """The packaged weights, lying elsewhere."""
    packaged = encoder_folder("default")
    assert packaged is not None
    return Path(shutil.copytree(packaged, tmp_path / "weights"))


@pytest.fixture
def packaged() -> Baseline:
    [found] = chosen(PACKAGED, "lookup", KNOWN)
    return found


def test_encoders_stand_among_others_under_the_names_they_are_asked_by(weights: Path) -> None:
    asked = [PACKAGED, "tfidf", f"encoder:{weights}"]
    assert [one.name for one in chosen(",".join(asked), "titles", KNOWN)] == asked


def test_an_encoder_answers_every_task(packaged: Baseline, ground: Ground) -> None:
    assert packaged.lookup is not None
    assert packaged.titles is not None
    assert packaged.extraction is not None
    assert packaged.competences is not None
    assert packaged.lookup(ground)("boulangère", limit=1)[0].code_rome == "D1901"
    assert packaged.titles(ground)("Boulangère (H/F)", "", limit=1)[0].code_rome == "D1901"
    skills = packaged.extraction(ground)
    assert skills.extract is not None
    assert skills.link is not None
    text = "Encaisser un achat, livrer un colis."
    found = skills.extract(Document("1", DocumentKind.OFFRE, "", text))
    assert [one.items[0].code for one in found] == ["8223", "8228"]
    assert skills.link("livrer des colis", limit=1)[0].code == "8228"


@pytest.mark.parametrize("typed", ["", "\0", "a\0b", "\ud800", "%", "日本語", "🥖", "x" * 300])
def test_nothing_typed_is_an_error(packaged: Baseline, ground: Ground, typed: str) -> None:
    assert packaged.lookup is not None
    assert len(packaged.lookup(ground)(typed, limit=5)) <= 5


def test_accents_and_case_never_matter_to_an_encoder() -> None:
    encoder = FoldingEncoder(HashingEncoder(512))
    typed, folded = encoder.encode(["Pâtissière", "patissiere"])
    np.testing.assert_array_equal(typed, folded)


def test_what_is_near_enough_depends_on_how_near_all_labels_lie() -> None:
    apart = np.eye(200, dtype=np.float32)
    together = (apart + 0.1) / np.linalg.norm(apart + 0.1, axis=1, keepdims=True)
    assert 0.5 < near_enough(apart) < 0.6
    assert 0.8 < near_enough(together) < 0.9


def test_vectors_are_remembered_by_the_weights_wherever_they_lie(
    weights: Path, tiny_catalogue: Catalogue, tmp_path: Path
) -> None:
    def answered(name: str) -> list[str]:
        [found] = chosen(name, "lookup", KNOWN)
        assert found.lookup is not None
        with Ground(tiny_catalogue, tmp_path / "cache", told.append) as ground:
            return [one.code for one in found.lookup(ground)("dév web", limit=5)]

    told: list[str] = []
    assert answered(PACKAGED) == answered(f"encoder:{weights}")
    assert len(told) == 1
    [path] = (tmp_path / "cache" / "vectors").iterdir()
    assert str(weights) not in path.name


def test_other_weights_are_told_apart_in_the_same_folder(weights: Path) -> None:
    name = f"encoder:{weights}"
    [before] = chosen(name, "lookup", KNOWN)
    settings = weights / "encoder.json"
    settings.write_text(json.dumps(json.loads(settings.read_text()) | {"max_tokens": 16}))
    [after] = chosen(name, "lookup", KNOWN)
    assert after.about != before.about


@pytest.mark.parametrize("name", ["encoder:", "encoder:/no/such/folder", "encoder:./none"])
def test_an_encoder_that_cannot_be_had_is_told_at_once(name: str) -> None:
    with pytest.raises(EncoderUnknown):
        chosen(f"tfidf,{name}", "lookup", KNOWN)


def test_damaged_weights_are_told_at_once(weights: Path) -> None:
    (weights / "model.onnx").write_bytes(b"")
    with pytest.raises(EncoderDamaged, match="sha256"):
        chosen(f"encoder:{weights}", "lookup", KNOWN)


def test_another_unknown_name_is_told_before_an_encoder_is_loaded() -> None:
    with pytest.raises(BaselineUnknown, match="encoder:NAME_OR_FOLDER"):
        chosen("encoder:/no/such/folder,bm26", "lookup", KNOWN)
