"""Baselines: what others do, in the same run on the same cases."""

from romarin.evaluation.baselines.baseline import Baseline
from romarin.evaluation.baselines.registry import EVERY, NO, baselines, chosen

__all__ = ["EVERY", "NO", "Baseline", "baselines", "chosen"]
