"""Pairs of ESCO: its French labels of occupations and skills, with the ROME where they meet."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from romarin.catalogue import Catalogue
from romarin.text import fold, split_gender
from romarin.training.data.material import Material
from romarin.training.data.pair import Pair
from romarin.training.data.tables import csv_rows

COLUMNS = ("conceptUri", "preferredLabel", "altLabels")
PER_CONCEPT = 6  # pairs of labels of one concept
MOST_ITEMS = {"occupation": 3, "skill": 1}  # of the ROME that one concept may meet
_KINDS = (("occupation", "*occupations*fr.csv*"), ("skill", "*skills*fr.csv*"))


@dataclass(slots=True)
class Concept:
    """One concept of ESCO, whatever the versions it stands in; labels once each, in order."""

    uri: str
    labels: dict[str, None] = field(default_factory=dict)


def esco_pairs(material: Material) -> Iterator[Pair]:
    """Labels of one concept with each other, and with the items of the ROME that have one."""
    if material.inputs.esco is None:
        return
    random = material.random("esco")
    for kind, pattern in _KINDS:
        of_rome = _rome_forms(material.catalogue, kind)
        for concept in concepts(sorted(material.inputs.esco.glob(pattern)), kind):
            labels = list(concept.labels)
            codes = _codes(labels, of_rome, MOST_ITEMS[kind])
            keys = tuple(dict.fromkeys(key for code in codes for key in material.keys(code)))
            yield from _of_one(labels, kind, keys or (concept.uri,), random)
            yield from _with_rome(labels, codes, kind, material, random)


def concepts(paths: Iterable[Path], kind: str) -> list[Concept]:
    """Concepts of all versions given, in file order.

    Raises ListUnreadable, EncodingInvalid or RowInvalid.
    """
    found: dict[str, Concept] = {}
    for path in paths:
        for row in csv_rows(path, COLUMNS):
            concept = found.setdefault(row["conceptUri"], Concept(row["conceptUri"]))
            written = [row["preferredLabel"], *re.split(r"[\n|]", row["altLabels"])]
            for label in written:
                parts = _genders(label) if kind == "occupation" else [label]
                concept.labels.update(dict.fromkeys(filter(None, map(_plain, parts))))
    return list(found.values())


def _genders(label: str) -> list[str]:
    """Both titles of "directeur technique/directrice technique"."""
    left, slash, right = label.partition("/")
    alike = left[:3].lower() == right.strip()[:3].lower()
    return [left, right] if slash and alike and "/" not in right else [label]


def _plain(label: str) -> str:
    return " ".join(label.replace("’", "'").split())


def _of_one(labels: list[str], kind: str, keys: tuple[str, ...], random: Random) -> Iterator[Pair]:
    """The first label, which ESCO prefers, with some of the others."""
    others = labels[1:]
    for other in random.sample(others, min(PER_CONCEPT, len(others))):
        yield Pair(other, labels[0], f"esco/{kind}", keys)


def _with_rome(
    labels: list[str], codes: list[str], kind: str, material: Material, random: Random
) -> Iterator[Pair]:
    for code in codes:
        for label in labels:
            positive = material.label(code, random)
            if fold(label) != fold(positive):
                yield Pair(label, positive, f"esco/{kind}_rome", material.keys(code))


def _codes(labels: Iterable[str], of_rome: Mapping[str, list[str]], most: int) -> list[str]:
    """Codes of the ROME that have one of the labels, in order; [] where too many do.

    A concept that meets many items is wider than each, and would teach that they are one.
    """
    found = dict.fromkeys(code for label in labels for code in of_rome.get(fold(label), ()))
    return list(found) if len(found) <= most else []


def _rome_forms(catalogue: Catalogue, kind: str) -> Mapping[str, list[str]]:
    """Codes by folded label, in both genders for appellations."""
    forms: dict[str, list[str]] = {}
    if kind == "skill":
        for competence in catalogue.competences.values():
            forms.setdefault(fold(competence.libelle), []).append(competence.code)
        return forms
    for appellation in catalogue.appellations.values():
        genders = split_gender(appellation.libelle)
        for form in {fold(genders.masculine), fold(genders.feminine)}:
            forms.setdefault(form, []).append(appellation.code)
    return forms
