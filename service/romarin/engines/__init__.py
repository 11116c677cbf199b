"""Engines: from a question to an answer."""

from romarin.engines.completion import Trace
from romarin.engines.confidence import Confidence, Evidence, never_rising
from romarin.engines.loading import NO_ENCODER, load_encoder_of
from romarin.engines.lookup import Lookup, Suggestion
from romarin.engines.meaning import Neighbourhood
from romarin.engines.prediction import (
    Posting,
    Predicted,
    PredictedAppellation,
    PredictedMetier,
    Prediction,
)
from romarin.engines.skills import SkillLookup, SkillSuggestion
from romarin.engines.suggestion import GroupBy, Highlight, Part, Reason

__all__ = [
    "NO_ENCODER",
    "Confidence",
    "Evidence",
    "GroupBy",
    "Highlight",
    "Lookup",
    "Neighbourhood",
    "Part",
    "Posting",
    "Predicted",
    "PredictedAppellation",
    "PredictedMetier",
    "Prediction",
    "Reason",
    "SkillLookup",
    "SkillSuggestion",
    "Suggestion",
    "Trace",
    "load_encoder_of",
    "never_rising",
]
