"""Pairs of appellations: the ways to write one, those of one métier, and the métier's label."""

from collections.abc import Iterator
from random import Random

from romarin.catalogue import Appellation
from romarin.text import contracted, split_gender
from romarin.training.data.gendered import inclusive_forms
from romarin.training.data.material import Material
from romarin.training.data.pair import Pair


def appellation_pairs(material: Material) -> Iterator[Pair]:
    """Forms of one appellation; gender must not move a vector, so the two are a pair too."""
    random = material.random("appellation")
    for appellation in material.catalogue.appellations.values():
        keys = (appellation.code_rome,)
        for kind, anchor, positive in _forms(material, appellation, random):
            if anchor != positive:
                yield Pair(anchor, positive, f"appellation/{kind}", keys)


def metier_pairs(material: Material) -> Iterator[Pair]:
    """Each appellation with its métier and another of the same; métiers with their definition."""
    random = material.random("metier")
    for code, metier in material.catalogue.metiers.items():
        appellations = material.catalogue.appellations_of(code)
        for at, appellation in enumerate(appellations):
            anchor = material.label(appellation.code, random)
            label = material.label(code, random)
            if anchor != label:
                yield Pair(anchor, label, "metier/appellation", (code,))
            if len(appellations) > 1:
                other = appellations[at - random.randrange(1, len(appellations))]
                positive = material.label(other.code, random)
                yield Pair(anchor, positive, "metier/sibling", (code,))
        for sentence in metier.definition:
            yield Pair(sentence, material.label(code, random), "metier/definition", (code,))


def _forms(
    material: Material, appellation: Appellation, random: Random
) -> Iterator[tuple[str, str, str]]:
    """Kind, anchor and positive of each pair of forms."""
    genders = material.genders[appellation.code]
    court = split_gender(appellation.libelle_court)
    yield "feminine", genders.feminine, genders.masculine
    yield "both", appellation.libelle, material.label(appellation.code, random)
    inclusive = sorted(inclusive_forms(genders))
    if inclusive:
        yield "inclusive", random.choice(inclusive), genders.masculine
        yield "inclusive", random.choice(inclusive), genders.feminine
    if appellation.libelle_court != appellation.libelle:
        yield "short", appellation.libelle_court, material.label(appellation.code, random)
        yield "short", random.choice((court.masculine, court.feminine)), genders.masculine
    shorter = contracted(genders.masculine)
    if shorter:
        yield "short", shorter, material.label(appellation.code, random)
