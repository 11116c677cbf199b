"""Stages: a tagger learns what is marked, is exported as it is, and goes on where it was ended."""

# ruff: noqa: E402 - imports stand after the check that the extra `train` is there

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the extra train")
pytest.importorskip("sentence_transformers", reason="needs the extra train")
pytest.importorskip("accelerate", reason="needs the extra train")

from tests.training.tiny import tiny_trained

from romarin.tagger import Tagger
from romarin.tagger.windows import windows
from romarin.training.errors import RecipeChanged
from romarin.training.extraction.marked import Mark, MarkedText
from romarin.training.start import trainable
from romarin.training.tagging.export import export_tagger
from romarin.training.tagging.folds import fold_folder
from romarin.training.tagging.learning import Plan
from romarin.training.tagging.lessons import lessons_of
from romarin.training.tagging.network import begin
from romarin.training.tagging.stages import TAGGER, make_taggers

pytestmark = pytest.mark.slow
PLANS = (Plan(rounds=25, rate=3e-3, batch=4), Plan(rounds=4, rate=1e-3, batch=4))


def texts(count: int, seed: int) -> Iterator[MarkedText]:
    """A boulanger is a skill here, and a chef none."""
    random = Random(seed)
    for at in range(count):
        words = [random.choice(["boulanger", "chef", "rang"]) for _ in range(4)]
        starts = [sum(len(word) + 1 for word in words[:place]) for place in range(4)]
        marks = [
            Mark(start, start + len(word), "task" if at % 2 else "required")
            for start, word in zip(starts, words, strict=True)
            if word == "boulanger"
        ]
        title = "nuit" if at % 2 else "de"
        yield MarkedText(f"t-{seed}-{at}", "cv", title, " ".join(words), tuple(marks))


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A tiny encoder as sentence-transformers keeps one, with places for a whole window."""
    trained = tiny_trained()
    places = np.resize(trained.bert.positions, (128, trained.bert.width))
    model = trainable(
        replace(trained, bert=replace(trained.bert, positions=places)), max_tokens=128
    )
    folder = tmp_path_factory.mktemp("start") / "tuned"
    model.save(str(folder), create_model_card=False)
    return str(folder)


def test_what_is_marked_is_learnt_and_a_tagger_written_for_each_fold(
    start: str, tmp_path: Path
) -> None:
    folds = [list(texts(2, 1)), list(texts(2, 2))]
    marked = list(texts(60, 3))
    written = list(make_taggers(start, marked, folds, tmp_path / "out", plans=PLANS))
    assert written == [
        tmp_path / "out" / TAGGER,
        *(fold_folder(tmp_path / "out", fold) for fold in range(2)),
    ]
    tagger = Tagger.load(written[0])
    text = "chef boulanger rang chef"
    found = tagger(text, title="nuit", kind="cv")
    assert [text[one.start : one.end] for one in found] == ["boulanger"]
    before = {path: path.stat().st_mtime_ns for path in written}
    again = list(make_taggers(start, marked, folds, tmp_path / "out", plans=PLANS))
    assert {path: path.stat().st_mtime_ns for path in again} == before
    with pytest.raises(RecipeChanged):
        list(make_taggers(start, marked[1:], folds, tmp_path / "out", plans=PLANS))


def test_what_is_exported_answers_nearly_as_what_was_trained(start: str, tmp_path: Path) -> None:
    """Whole numbers of eight bits stand for floats."""
    torch.manual_seed(5)
    network, tokenizer = begin(start)
    network.eval()
    material = list(lessons_of(tokenizer, texts(40, 4)))
    export_tagger(network, tokenizer, material, tmp_path / "tagger")
    tagger = Tagger.load(tmp_path / "tagger")
    [window] = windows(
        tokenizer, "chef de rang, Boulanger de NUIT", title="boulanger", kind="offre"
    )
    ids, writings = (torch.tensor([rows]) for rows in (window.ids, window.writings))
    with torch.no_grad():
        told = network(ids, writings, torch.ones_like(ids))["logits"]
    lead = len(window.lead)
    for expected, given in zip(told, tagger.logits(window), strict=True):
        alike = np.corrcoef(expected[0, lead:].numpy().ravel(), given.ravel())[0, 1]
        assert alike > 0.97
