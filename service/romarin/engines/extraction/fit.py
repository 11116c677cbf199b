"""Fit: how well items suit the métiers that a document is likely about."""

from collections.abc import Sequence

import numpy as np

from romarin.engines.extraction.records import LikelyMetier
from romarin.engines.extraction.skills import Skills
from romarin.index import Floats, Ids


class Fit:
    """What the likely métiers of one document say of items."""

    def __init__(self, skills: Skills, metiers: Sequence[LikelyMetier]) -> None:
        """The likelier a métier, the more it counts."""
        self._held = np.zeros(len(skills), np.float32)
        self._core = np.zeros(len(skills), np.float32)
        self._domaines = np.zeros(len(skills.domaines), np.float32)
        self._skills = skills
        for one in metiers:
            items = skills.items_of(one.code)
            self._held[items] += one.score
            core = [at for at in items.tolist() if skills.is_core(one.code, at)]
            self._core[core] += one.score
            if one.code[:3] in skills.domaines:
                self._domaines[skills.domaines[one.code[:3]]] += one.score
        grand = np.array([ord(name[0]) for name in skills.domaines])
        sums = {letter: self._domaines[grand == letter].sum() for letter in set(grand.tolist())}
        self._grands = np.array([sums[letter] for letter in grand.tolist()], np.float32)

    def __call__(self, items: Ids, macros: Ids) -> tuple[Floats, ...]:
        """In a likely fiche, its macro is, as a principal item, shares of domaines."""
        shares = self._skills.shares[items]
        return (
            self._held[items],
            self._held[macros],
            self._core[items],
            shares @ self._domaines,
            shares @ self._grands,
        )
