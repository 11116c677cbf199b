"""Figures: what was measured, beside its baseline and its target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

PERCENTILES = (50, 95, 99)


class Sense(Enum):
    """On which side of its limit a target is reached."""

    AT_MOST = "≤"
    AT_LEAST = "≥"


@dataclass(frozen=True, slots=True)
class Target:
    """A value to reach, in the unit of its figure."""

    sense: Sense
    limit: float

    def reached(self, value: float) -> bool:
        """Whether the value lies on the right side of the limit, or on it."""
        match self.sense:
            case Sense.AT_MOST:
                return value <= self.limit
            case Sense.AT_LEAST:
                return value >= self.limit

    def __str__(self) -> str:
        return f"{self.sense.value} {self.limit:.3g}"


def at_most(limit: float) -> Target:
    """A target that less is better than."""
    return Target(Sense.AT_MOST, limit)


def at_least(limit: float) -> Target:
    """A target that more is better than."""
    return Target(Sense.AT_LEAST, limit)


Values = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report: values by their short names, such as p50 and p95."""

    name: str
    unit: str
    values: Values
    baseline: Values = field(default_factory=dict)  # same names and unit; {}: it has none
    targets: Mapping[str, Target] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chapter:
    """The figures of one part, and what its baseline is."""

    title: str
    figures: Sequence[Figure]
    baseline: str = ""  # what the baseline column holds
    notes: Sequence[str] = ()
    in_times: bool = True  # whether a baseline is shown as a multiple of the value too


def percentiles(numbers: Sequence[float]) -> Values:
    """p50, p95 and p99; {} for no numbers."""
    if not numbers:
        return {}
    values = np.percentile(numbers, PERCENTILES)
    return {f"p{at}": float(value) for at, value in zip(PERCENTILES, values, strict=True)}
