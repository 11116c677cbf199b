"""The ONNX graph computes what a Bert means, in every precision."""

# ruff: noqa: E402 - imports stand after the check that the extra `train` is there

from dataclasses import replace
from math import erf

import numpy as np
import onnxruntime
import pytest

onnx = pytest.importorskip("onnx", reason="needs the extra train")

from tests.training.tiny import tiny_bert

from romarin.encoder import Matrix
from romarin.training.bert import Bert, Layer, Linear, Norm
from romarin.training.calibration import measure_peaks
from romarin.training.graph import Pooling, Precision, build_graph
from romarin.training.smoothing import smooth

TOKENS = [[0, 5, 9, 2], [0, 4, 2], [0, 30, 31, 12, 17, 8, 2], [0, 7, 6, 20, 11, 2]]


def run(bert: Bert, tokens: list[list[int]], precision: Precision) -> Matrix:
    graph = build_graph(bert, precision=precision)
    session = onnxruntime.InferenceSession(
        graph.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    rows = [session.run(None, {"input_ids": np.array([ids], dtype=np.int64)})[0] for ids in tokens]
    return np.concatenate(rows)


def forward(bert: Bert, ids: list[int]) -> Matrix:
    """The textbook's BERT, slowly."""
    state = _norm(bert.words[ids] + bert.positions[: len(ids)], bert.norm, bert.epsilon)
    for layer in bert.layers:
        state = _block(bert, layer, state)
    pooled: Matrix = state.mean(axis=0)
    return pooled / np.float32(np.linalg.norm(pooled))


def _block(bert: Bert, layer: Layer, state: Matrix) -> Matrix:
    parts = np.split(_linear(layer.query_key_value, state), 3, axis=1)
    queries, keys, values = (np.split(part, bert.heads, axis=1) for part in parts)
    heads = []
    for query, key, value in zip(queries, keys, values, strict=True):
        weights = np.exp(query @ key.T / np.sqrt(query.shape[1]))
        heads.append(weights / weights.sum(axis=1, keepdims=True) @ value)
    attended = _linear(layer.attended, np.concatenate(heads, axis=1))
    state = _norm(state + attended, layer.attended_norm, bert.epsilon)
    widened = _linear(layer.widened, state)
    widened = widened * (1 + np.vectorize(erf)(widened / np.sqrt(2))) / 2
    return _norm(state + _linear(layer.narrowed, widened), layer.narrowed_norm, bert.epsilon)


def _linear(linear: Linear, state: Matrix) -> Matrix:
    return state @ linear.weight.T + linear.bias


def _norm(state: Matrix, norm: Norm, epsilon: float) -> Matrix:
    centred = state - state.mean(axis=1, keepdims=True)
    deviation = np.sqrt((centred**2).mean(axis=1, keepdims=True) + epsilon)
    result: Matrix = centred / deviation * norm.gain + norm.shift
    return result


def test_floats_give_what_the_textbook_gives() -> None:
    bert = tiny_bert()
    expected = np.stack([forward(bert, ids) for ids in TOKENS])
    np.testing.assert_allclose(run(bert, TOKENS, Precision.FLOAT), expected, atol=1e-4)


@pytest.mark.parametrize("precision", [Precision.BLOCKS, Precision.BYTES])
def test_small_integers_give_nearly_what_floats_give(precision: Precision) -> None:
    bert = tiny_bert()
    exact, rounded = run(bert, TOKENS, Precision.FLOAT), run(bert, TOKENS, precision)
    assert ((exact * rounded).sum(axis=1) > 0.995).all()


def test_rows_of_blocks_do_not_touch_each_other() -> None:
    graph = build_graph(tiny_bert(), precision=Precision.BLOCKS)
    session = onnxruntime.InferenceSession(
        graph.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    ids = np.random.default_rng(5).integers(4, 40, size=(6, 9))
    together = session.run(None, {"input_ids": ids})[0]
    alone = np.concatenate([session.run(None, {"input_ids": row[None]})[0] for row in ids])
    assert ((together * alone).sum(axis=1) > 0.9999).all()


def test_the_first_token_can_stand_for_the_text() -> None:
    graph = build_graph(tiny_bert(), precision=Precision.FLOAT, pooling=Pooling.FIRST)
    session = onnxruntime.InferenceSession(
        graph.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    row = session.run(None, {"input_ids": np.array(TOKENS[:1], dtype=np.int64)})[0]
    assert row.shape == (1, tiny_bert().width)
    assert not np.allclose(row, run(tiny_bert(), TOKENS[:1], Precision.FLOAT))


def test_smoothing_changes_nothing_in_floats() -> None:
    bert = tiny_bert()
    smoothed = smooth(bert, measure_peaks(bert, TOKENS))
    np.testing.assert_allclose(
        run(smoothed, TOKENS, Precision.FLOAT), run(bert, TOKENS, Precision.FLOAT), atol=1e-4
    )


def test_smoothing_saves_what_a_large_dimension_would_crowd_out() -> None:
    bert = with_a_large_dimension(tiny_bert())
    exact = run(bert, TOKENS, Precision.FLOAT)
    plain = run(bert, TOKENS, Precision.BYTES)
    smoothed = run(smooth(bert, measure_peaks(bert, TOKENS)), TOKENS, Precision.BYTES)
    lost_plain = 1 - (exact * plain).sum(axis=1).mean()
    lost_smoothed = 1 - (exact * smoothed).sum(axis=1).mean()
    assert lost_smoothed < lost_plain / 2


def with_a_large_dimension(bert: Bert) -> Bert:
    """One dimension of every state is 30 times the others, and weighs little, as in e5."""
    layers = []
    for layer in bert.layers:
        gain = layer.attended_norm.gain.copy()
        gain[3] *= 30
        weight = layer.widened.weight.copy()
        weight[:, 3] /= 30
        layers.append(
            replace(
                layer,
                attended_norm=Norm(gain, layer.attended_norm.shift),
                widened=Linear(weight, layer.widened.bias),
            )
        )
    return replace(bert, layers=tuple(layers))
