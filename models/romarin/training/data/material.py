"""Material: what every source draws from, worked out once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Self

from romarin.catalogue import Appellation, Catalogue, Competence, Metier, Thesaurus
from romarin.text import GenderForms, split_gender
from romarin.training.data.inputs import Inputs
from romarin.training.data.offers import Offer
from romarin.training.data.stems import stems


@dataclass(frozen=True, slots=True)
class Material:
    """The catalogue with the forms of its labels, the inputs, and chance that can be repeated."""

    catalogue: Catalogue
    inputs: Inputs
    seed: int
    thesaurus: Thesaurus
    offers: Sequence[Offer]  # that may be trained on
    genders: Mapping[str, GenderForms]  # by OGR of appellation and by code ROME of métier
    twins: Mapping[str, tuple[str, ...]]  # OGR of skill -> it and those of the same words

    @classmethod
    def of(
        cls,
        catalogue: Catalogue,
        inputs: Inputs,
        *,
        seed: int,
        offers: Sequence[Offer],
    ) -> Self:
        """Raises what Thesaurus.load raises."""
        labels: tuple[Appellation | Metier, ...] = (
            *catalogue.appellations.values(),
            *catalogue.metiers.values(),
        )
        return cls(
            catalogue=catalogue,
            inputs=inputs,
            seed=seed,
            thesaurus=Thesaurus.load(inputs.thesaurus) if inputs.thesaurus else Thesaurus(),
            offers=offers,
            genders={one.code: split_gender(one.libelle) for one in labels},
            twins=_twins(catalogue.competences),
        )

    def random(self, source: str) -> Random:
        """Chance of one source, so that none moves when another changes."""
        return Random(f"{self.seed}: {source}")

    def label(self, code: str, random: Random) -> str:
        """The masculine or the feminine of an appellation or a métier, or a skill's label.

        KeyError for a code that the catalogue lacks.
        """
        if code in self.genders:
            forms = self.genders[code]
            return random.choice((forms.masculine, forms.feminine))
        return self.catalogue.competences[code].libelle

    def keys(self, code: str) -> tuple[str, ...]:
        """What a pair on this code speaks of: the métier of an appellation, the twins of a skill.

        KeyError for a code that the catalogue lacks.
        """
        if code in self.catalogue.appellations:
            return (self.catalogue.appellations[code].code_rome,)
        return (code,) if code in self.catalogue.metiers else self.twins[code]


def _twins(competences: Mapping[str, Competence]) -> dict[str, tuple[str, ...]]:
    """Skills by what their labels say, whatever the order and the endings of the words."""
    groups: dict[frozenset[str], list[str]] = {}
    for code, competence in competences.items():
        groups.setdefault(frozenset(stems(competence.libelle)), []).append(code)
    return {code: tuple(group) for group in groups.values() for code in group}
