"""Hierarchy: how near to right an answer is, from the appellation up to the grand domaine."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from romarin.catalogue import Catalogue

DEPTHS = (1, 5)


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """What stands above each métier."""

    parents: Mapping[str, str]  # code ROME -> code_rome_parent
    metiers: Mapping[str, str]  # OGR of an appellation -> code ROME

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Hierarchy":
        """The levels as the ROME's own columns and codes have them."""
        return cls(
            {code: metier.code_parent for code, metier in catalogue.metiers.items()},
            {code: one.code_rome for code, one in catalogue.appellations.items()},
        )

    def figures(self, found: Sequence[str], accepted: Collection[str]) -> dict[str, float]:
        """hit@1 and hit@5 of codes ROME, best first, at each level above the métier."""
        figures = {}
        for level, lift in self._levels.items():
            right = {lift(code) for code in accepted}
            lifted = [lift(code) for code in found]
            for depth in DEPTHS:
                figures[f"{level}@{depth}"] = float(not right.isdisjoint(lifted[:depth]))
        return figures

    @property
    def _levels(self) -> Mapping[str, Callable[[str], str]]:
        return {
            "metier": str,
            "parent": lambda code: self.parents.get(code, code),
            "domaine": lambda code: code[:3],
            "grand_domaine": lambda code: code[:1],
        }
