"""NAF: the sector of an employer, and the métiers that the ROME lists under it."""

import re
from collections.abc import Sequence

import numpy as np

from romarin.index import Fiche, Floats

_DIVISION = re.compile(r"\s*([0-9]{2})(?:\.?[0-9]{1,2}[A-Za-z]?)?\s*")
# Temporary work and staffing: they employ people of every métier for employers of every sector.
_SAYS_NOTHING = frozenset({"78"})


def division(naf: str) -> str:
    """The two digits of a code ("4711D", "47.11D", "47"); "" for anything else."""
    match = _DIVISION.fullmatch(naf)
    return match[1] if match else ""


class Sectors:
    """The métiers of each division."""

    def __init__(self, fiches: Sequence[Fiche]) -> None:
        self._count = len(fiches)
        self._metiers: dict[str, list[int]] = {}
        for at, fiche in enumerate(fiches):
            for naf in fiche.naf:
                if naf not in _SAYS_NOTHING:
                    self._metiers.setdefault(naf, []).append(at)

    def listed(self, naf: str) -> Floats:
        """1 for the métiers of the code's division; 0 for all where there is no such division."""
        listed = np.zeros(self._count, np.float32)
        listed[self._metiers.get(division(naf), [])] = 1.0
        return listed
