"""Scale: what the cosines of an encoder's vectors say of rows compared with a question."""

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from romarin.encoder.errors import EncoderDamaged

SCALE = "scale.json"
_STEEPEST, _FARTHEST = 200.0, 2.0  # beyond, a likelihood would leave the range of floats


@dataclass(frozen=True, slots=True)
class CosineScale:
    """Cosines that part right rows from wrong ones, in the centred index of the ROME.

    Raises ValueError where they are none: `least` and `related` in [-1, 1], `middle` in [-2, 2],
    `slope` above 0 and at most 200.
    """

    least: float  # of a row that answers by its meaning alone
    related: float  # of the nearest row, below which the question is about nothing that is there
    middle: float  # at which half of the rows are right
    slope: float  # of the logistic curve through `middle`: share of right rows by cosine

    def __post_init__(self) -> None:
        """A comparison with NaN is false, so that NaN is none either."""
        if not (-1 <= self.least <= 1 and -1 <= self.related <= 1):
            raise ValueError(f"{self}: least and related are cosines, in [-1, 1]")
        if not (abs(self.middle) <= _FARTHEST and 0 < self.slope <= _STEEPEST):
            raise ValueError(f"{self}: middle in [-2, 2] and slope in ]0, 200] expected")

    def likelihood(self, cosine: float) -> float:
        """How often a row at this cosine is right, in [0, 1]."""
        return 1 / (1 + math.exp(-self.slope * (cosine - self.middle)))


# Fitted for e5-small-fr on dev queries and our own (docs/decisions/0005-lookup.md): where no form
# holds every word, the nearest row lies under 0.46 for strings that are no job (but for some that
# hold a job's word), over 0.48 for jobs; of dev's rows 0.13 are right at 0.45, 0.5 at 0.66, 0.9 at
# 0.9. Encoders without a scale of their own are read by it too: centred, unrelated texts lie near 0
# in any, but how near related ones come differs, so that refusals and scores are then rough.
FALLBACK = CosineScale(least=0.5, related=0.47, middle=0.66, slope=9.0)


def write_scale(folder: Path, scale: CosineScale) -> None:
    """Write scale.json beside the weights; vectors and checksum of the encoder stay as they are."""
    text = json.dumps(asdict(scale), indent=2)
    (folder / SCALE).write_text(text + "\n", encoding="utf-8")


def read_scale(folder: Path) -> CosineScale:
    """What scale.json says; FALLBACK where there is none.

    Raises:
        EncoderDamaged: scale.json is of another making.
    """
    path = folder / SCALE
    if not path.is_file():
        return FALLBACK
    try:
        fields: Any = json.loads(path.read_text(encoding="utf-8"))
        return CosineScale(**fields)
    except (OSError, ValueError, TypeError) as error:
        raise EncoderDamaged(path, f"cannot be read ({error!r})") from error
