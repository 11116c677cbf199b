"""Answer: what is asked of a prediction, and what it says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Posting:
    """What métiers are predicted from; any part may be empty."""

    title: str = ""
    text: str = ""
    naf: str = ""  # of the employer: "4711D", "47.11D" or "47"; an unknown one changes nothing


@dataclass(frozen=True, slots=True)
class PredictedAppellation:
    """The appellation of a métier that is nearest to the title."""

    code: str  # OGR
    libelle: str


@dataclass(frozen=True, slots=True)
class PredictedMetier:
    """One métier that a posting may be coded with."""

    code: str  # ROME
    libelle: str
    appellation: PredictedAppellation
    score: float  # calibrated probability that a recruiter chooses it, in [0, 1]


@dataclass(frozen=True, slots=True)
class Predicted:
    """The métiers of one posting; none for a posting without a word."""

    metiers: tuple[PredictedMetier, ...]  # best first
    margin: float  # score of the first less that of the second
    unsure: bool  # whether the margin is too small to rely on the first
