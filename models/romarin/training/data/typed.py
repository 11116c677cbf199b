"""Pairs of typed texts: labels with mistakes, half typed, or dressed as the titles of offers."""

from collections.abc import Iterator
from random import Random

from romarin.text import noise_terms
from romarin.training.data.material import Material
from romarin.training.data.noise import misspell
from romarin.training.data.pair import Pair

PER_APPELLATION = 2
SHARE_TWICE = 0.2  # with a second mistake
SHARE_LOWER = 0.6  # typed without capitals
SHARE_UPPER = 0.15  # titles in capitals
SHARE_OF_SKILLS = 0.25
GENDER_MARKS = ("H/F", "(H/F)", "F/H", "(F/H)", "h/f", "(H/F/X)")
DRESSING = frozenset({"contract", "place", "time", "pay"})  # kinds of romarin.text's noise
_SHAPES = ("{label} {mark}", "{label} {noise} {mark}", "{label} {mark} - {noise}")


def typed_pairs(material: Material) -> Iterator[Pair]:
    """Appellations and skills with mistakes, and appellations dressed as titles."""
    random = material.random("typed")
    noise = sorted(term for term, kind in noise_terms().items() if kind in DRESSING)
    for code in material.catalogue.appellations:
        for _ in range(PER_APPELLATION):
            label = material.label(code, random)
            yield from _mistyped(label, label, material.keys(code), random)
        anchor = _dressed(material.label(code, random), noise, random)
        yield Pair(anchor, material.label(code, random), "typed/dressed", material.keys(code))
    for entry in material.thesaurus:
        keys = entry.codes_rome
        if all(code in material.catalogue.metiers for code in keys):
            yield from _mistyped(entry.term, entry.term, keys, random)
    for code, competence in material.catalogue.competences.items():
        if random.random() < SHARE_OF_SKILLS:
            yield from _mistyped(
                competence.libelle, competence.libelle, material.twins[code], random
            )


def _mistyped(text: str, positive: str, keys: tuple[str, ...], random: Random) -> Iterator[Pair]:
    if random.random() < SHARE_LOWER:
        text = text.lower()
    found = misspell(text, random)
    if found is None:
        return
    rule, mistyped = found
    if random.random() < SHARE_TWICE:
        again = misspell(mistyped, random)
        rule, mistyped = ("twice", again[1]) if again else (rule, mistyped)
    yield Pair(mistyped, positive, f"typed/{rule}", keys)


def _dressed(label: str, noise: list[str], random: Random) -> str:
    shape = random.choice(_SHAPES)
    mark, term = random.choice(GENDER_MARKS), random.choice(noise)
    title = shape.format(label=label, mark=mark, noise=term)
    return title.upper() if random.random() < SHARE_UPPER else title
