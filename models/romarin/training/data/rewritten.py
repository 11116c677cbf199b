"""Pairs of skills rewritten by rule in the manner of offers and CVs."""

from collections.abc import Iterator, Sequence
from random import Random

from romarin.text import fold
from romarin.training.data.material import Material
from romarin.training.data.pair import Pair
from romarin.training.data.rewriting import rewritings, shape_of

PER_SKILL = 2  # of the rules that have a hold on it, drawn at random
# Against 1 for the others: these have a hold on almost every label, and move its words the least.
WEIGHTS = {"vous": 0.4, "done": 0.4, "telegraphic": 0.3, "knowledge": 0.6, "training": 0.6}


def rewritten_pairs(material: Material) -> Iterator[Pair]:
    """Some rewritings of every skill, with its label; never another skill's label."""
    random = material.random("rewritten")
    labels = {fold(one.libelle) for one in material.catalogue.competences.values()}
    for competence in material.catalogue.competences.values():
        found = [
            (rule, phrase)
            for rule, phrase in rewritings(competence.libelle, shape_of(competence))
            if fold(phrase) not in labels
        ]
        for rule, phrase in _drawn(found, random):
            keys = material.twins[competence.code]
            yield Pair(phrase, competence.libelle, f"paraphrase/{rule}", keys)


def _drawn(found: Sequence[tuple[str, str]], random: Random) -> list[tuple[str, str]]:
    """PER_SKILL of the rewritings at most, no rule twice, by weight."""
    keys = [random.random() ** (1 / WEIGHTS.get(rule, 1.0)) for rule, _ in found]
    order = sorted(range(len(found)), key=lambda at: -keys[at])
    return [found[at] for at in order[:PER_SKILL]]
