"""Tuning: batches of each set, interrupted and gone on with, done once."""

# ruff: noqa: E402 - imports stand after the check that the extra `train` is there

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the extra train")
pytest.importorskip("sentence_transformers", reason="needs the extra train")
pytest.importorskip("datasets", reason="needs the extra train")

from tests.training.tiny import tiny_trained

from romarin.encoder.hub import load_sentence_transformer
from romarin.training.data import Pair
from romarin.training.examples import Example, Targets
from romarin.training.start import trainable
from romarin.training.tuning import LOG, TUNED, Plan, tune

# Libraries that a newer release of another library scolds; none of it is ours to mend.
pytestmark = pytest.mark.filterwarnings("ignore")
PLAN = Plan(batch=4, rate=1e-3, save_every=2)
LETTERS = "abcdefghij"
TITLES = [
    Example(Pair(f"chef {one}{two}", f"boulanger {two}{one}", "essai", (one, two)))
    for one in LETTERS[:5]
    for two in LETTERS[5:8]
]
SKILLS = [
    Example(Pair(f"rang de {one}", f"nuit de {one}", "essai"), f"nuit {one}x", ("x",))
    for one in LETTERS
]
SETS = {"titles": TITLES, "skills": SKILLS}
STEPS = 15 // 4 + 10 // 4


class Interrupted(Exception):  # noqa: N818 - what happened
    """As a power cut, at a known place."""


@pytest.fixture
def model() -> Any:
    return trainable(tiny_trained(), max_tokens=40)


def state(model: Any) -> dict[str, Any]:
    return {name: tensor.clone() for name, tensor in model.state_dict().items()}


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / LOG).read_text("utf-8").splitlines()]


def interrupt(checkpoint: Path) -> Mapping[str, float]:
    raise Interrupted(checkpoint.name)


def test_training_moves_the_layers_and_leaves_the_words(model: Any, tmp_path: Path) -> None:
    before = state(model)
    tuned = load_sentence_transformer(str(tune(model, SETS, tmp_path, plan=PLAN)))
    moved = {name for name, tensor in tuned.state_dict().items() if (tensor != before[name]).any()}
    assert moved
    assert not [name for name in moved if "embeddings" in name]
    assert tuned.max_seq_length == 40  # training read fewer
    assert tuned.prompts["query"] == "query: "


def test_words_move_where_the_plan_says_so(model: Any, tmp_path: Path) -> None:
    before = state(model)
    plan = Plan(batch=4, rate=1e-3, words=True)
    tuned = load_sentence_transformer(str(tune(model, SETS, tmp_path, plan=plan)))
    (words,) = (name for name in before if "word_embeddings" in name)
    assert (tuned.state_dict()[words] != before[words]).any()


def test_each_checkpoint_is_watched_and_logged(model: Any, tmp_path: Path) -> None:
    watched = []

    def watch(checkpoint: Path) -> Mapping[str, float]:
        watched.append(load_sentence_transformer(str(checkpoint)).max_seq_length)
        return {"hit@1": 0.5}

    tune(model, SETS, tmp_path, plan=PLAN, watch=watch)
    assert len(watched) == 3
    assert [line["step"] for line in lines(tmp_path) if "hit@1" in line] == [2, 4, STEPS]
    assert any("train_loss" in line for line in lines(tmp_path))


@pytest.mark.slow
def test_an_interrupted_training_goes_on_and_ends_where_it_would_have(tmp_path: Path) -> None:
    def fresh() -> Any:
        return trainable(tiny_trained(), max_tokens=40)

    whole = tune(fresh(), SETS, tmp_path / "whole", plan=PLAN)
    out = tmp_path / "broken"
    with pytest.raises(Interrupted, match="checkpoint-2"):
        tune(fresh(), SETS, out, plan=PLAN, watch=interrupt)
    assert not (out / TUNED).exists()
    (out / "checkpoint-4").mkdir()  # ended while it was written
    seen: list[str] = []

    def watch(checkpoint: Path) -> Mapping[str, float]:
        seen.append(checkpoint.name)
        return {}

    again = tune(fresh(), SETS, out, plan=PLAN, watch=watch)
    assert seen == ["checkpoint-4", f"checkpoint-{STEPS}"]
    expected = load_sentence_transformer(str(whole)).state_dict()
    for name, tensor in load_sentence_transformer(str(again)).state_dict().items():
        assert torch.allclose(tensor, expected[name], atol=1e-6), name


def test_what_is_done_is_given_and_not_done_again(model: Any, tmp_path: Path) -> None:
    done = tune(model, SETS, tmp_path, plan=PLAN)
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert tune(model, {}, tmp_path, watch=interrupt) == done == tmp_path / TUNED
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == times


def test_a_set_without_pairs_is_passed_over(model: Any, tmp_path: Path) -> None:
    assert tune(model, {"titles": TITLES, "skills": []}, tmp_path, plan=PLAN).is_dir()


def test_a_student_comes_nearer_to_its_teacher(model: Any, tmp_path: Path) -> None:
    texts = [f"{one} {two}" for one in LETTERS for two in LETTERS]
    random = np.random.default_rng(1)
    vectors = model.encode(texts, show_progress_bar=False) + random.normal(scale=0.3, size=64)
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    before = (model.encode(texts, show_progress_bar=False) * vectors).sum(axis=1).mean()
    plan = Plan(batch=10, rate=3e-3, words=True)
    out = tune(model, {}, tmp_path, plan=plan, targets=Targets(texts, vectors))
    tuned = load_sentence_transformer(str(out))
    after = (tuned.encode(texts, show_progress_bar=False) * vectors).sum(axis=1).mean()
    assert after > before + 0.1
