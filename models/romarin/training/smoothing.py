"""Smoothing: a Bert whose activations survive being rounded to 8 bits.

A few dimensions of a transformer's states are tens of times larger than the others, and one scale
for all of them would round the others away. Dividing each input of a linear map by its usual peak,
and multiplying the map's weights by it, changes nothing in floats and evens the peaks out.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from romarin.training.bert import Bert, Layer, Linear, Vector

# Share of a peak that goes over to the weights. Median cosine to floats on 300 dev titles and
# skills: 0.9980 at 0.5, 0.9996 from 0.7 to 0.8, 0.9988 at 1 (docs/decisions/0002).
_SHARE = 0.75
_LEAST_PEAK, _LEAST_WEIGHT = 1e-3, 1e-4


class Peaks(NamedTuple):
    """Largest magnitude of each input of a layer's linear maps, over many texts."""

    query_key_value: Vector
    attended: Vector
    widened: Vector
    narrowed: Vector


def smooth(bert: Bert, peaks: Sequence[Peaks]) -> Bert:
    """The same function of the tokens, with evened-out inputs of every linear map."""
    layers = [_smooth_layer(layer, at) for layer, at in zip(bert.layers, peaks, strict=True)]
    return replace(bert, layers=tuple(layers))


def _smooth_layer(layer: Layer, peaks: Peaks) -> Layer:
    # The values that attention averages are themselves outputs of a map: their divisor is free.
    divisor = _divisor(layer.attended, peaks.attended)
    attended = replace(layer.attended, weight=layer.attended.weight * divisor)
    projected = _divide_values(layer.query_key_value, divisor)
    return replace(
        layer,
        query_key_value=_smoothed(projected, peaks.query_key_value),
        attended=attended,
        widened=_smoothed(layer.widened, peaks.widened),
        narrowed=_smoothed(layer.narrowed, peaks.narrowed),
    )


def _smoothed(linear: Linear, peak: Vector) -> Linear:
    divisor = _divisor(linear, peak)
    return replace(linear, weight=linear.weight * divisor, divisor=divisor)


def _divide_values(projections: Linear, divisor: Vector) -> Linear:
    weight, bias = projections.weight.copy(), projections.bias.copy()
    weight[-len(divisor) :] /= divisor[:, None]
    bias[-len(divisor) :] /= divisor
    return replace(projections, weight=weight, bias=bias)


def _divisor(linear: Linear, peak: Vector) -> Vector:
    """Peaks of the inputs against those of the weights, with a geometric mean of 1."""
    weights = np.maximum(np.abs(linear.weight).max(axis=0), _LEAST_WEIGHT)
    logarithm = _SHARE * np.log(np.maximum(peak, _LEAST_PEAK)) - (1 - _SHARE) * np.log(weights)
    result: Vector = np.exp(logarithm - logarithm.mean()).astype(np.float32)
    return result
