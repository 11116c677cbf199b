"""The start: a model to train that gives the vectors of the plain matrices, blind to accents."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the extra train")
pytest.importorskip("sentence_transformers", reason="needs the extra train")

from tests.training.tiny import LAYERS, PIECES, tiny_trained

from romarin.encoder import Kind, Matrix, OnnxEncoder
from romarin.encoder.hub import load_sentence_transformer
from romarin.training import export_encoder
from romarin.training.calibration import PHRASES
from romarin.training.distilling import KEPT_LAYERS, student_of
from romarin.training.export import load_trained
from romarin.training.start import PREFIX, start, trainable
from romarin.training.trained import TrainedBert

# Libraries that a newer release of another library scolds; none of it is ours to mend.
pytestmark = pytest.mark.filterwarnings("ignore")
TEXTS = ("boulanger", "chef de rang", "Éboueur de nuit", "x", *PHRASES)
WAYS = ("Éboueur de nuit", "eboueur de nuit", "ÉBOUEUR DE NUIT", "E\u0301boueur  de nuit")


@pytest.fixture
def started(packed: Path) -> TrainedBert:
    return start(["boulanger de nuit"], packed=packed)


def cosines(some: Matrix, others: Matrix) -> Matrix:
    return np.asarray((some * others).sum(axis=1))


def test_the_model_gives_the_vectors_of_the_plain_matrices(started: TrainedBert) -> None:
    model = trainable(started, max_tokens=40)
    found = model.encode(TEXTS, show_progress_bar=False)  # padded, many at once
    assert cosines(found, started.vectors(TEXTS)).min() > 0.999


def test_saved_and_exported_it_gives_them_again(started: TrainedBert, tmp_path: Path) -> None:
    model = trainable(started, max_tokens=40)
    model.save(str(tmp_path / "saved"))
    aimed = started.vectors(TEXTS)
    again = load_sentence_transformer(str(tmp_path / "saved"))
    assert cosines(again.encode(TEXTS, show_progress_bar=False), aimed).min() > 0.999
    assert cosines(load_trained(tmp_path / "saved", "essai").vectors(TEXTS), aimed).min() > 0.999
    exported = OnnxEncoder.load(export_encoder(tmp_path / "saved", tmp_path / "out", texts=TEXTS))
    assert cosines(exported.encode(TEXTS), aimed).min() > 0.99  # in int8


def test_two_models_of_the_same_matrices_are_the_same(started: TrainedBert) -> None:
    states = [trainable(started, max_tokens=40).state_dict() for _ in range(2)]
    assert all((states[0][name] == states[1][name]).all() for name in states[0])


def test_accents_and_capitals_never_move_a_vector(started: TrainedBert) -> None:
    for vectors in (
        started.vectors(WAYS),
        trainable(started, max_tokens=40).encode(WAYS, show_progress_bar=False),
    ):
        assert vectors == pytest.approx(np.tile(vectors[0], (len(WAYS), 1)), abs=1e-6)


def test_the_vocabulary_keeps_what_the_texts_use(started: TrainedBert) -> None:
    pieces = started.tokenizer.get_vocab()
    assert {"▁boulanger", "▁nuit", "▁query"} <= pieces.keys()
    assert "▁chef" not in pieces
    assert len(started.bert.words) == len(pieces) < len(PIECES)


def test_both_kinds_of_text_have_the_prefix_of_e5(started: TrainedBert) -> None:
    assert started.habits.prefixes == {Kind.QUERY: PREFIX, Kind.PASSAGE: PREFIX}
    model = trainable(started, max_tokens=40)
    plain = model.encode(["boulanger"], prompt="", show_progress_bar=False)
    assert cosines(plain, model.encode(["boulanger"], show_progress_bar=False)).max() < 0.999


def test_a_student_has_some_of_the_teachers_layers_and_all_of_its_words() -> None:
    teacher = tiny_trained()
    student = student_of(teacher, layers=(1,))
    assert student.bert.layers == teacher.bert.layers[1:2]
    assert student.bert.words is teacher.bert.words
    assert student.habits == teacher.habits
    assert len(teacher.bert.layers) == LAYERS


def test_a_student_of_a_shallow_teacher_takes_what_there_is() -> None:
    teacher = tiny_trained()
    assert max(KEPT_LAYERS) >= LAYERS
    assert student_of(teacher).bert.layers == teacher.bert.layers[:1]
