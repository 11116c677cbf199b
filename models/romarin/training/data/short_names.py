"""Pairs of short names: acronyms that labels give or people use, and the thesaurus."""

import re
from collections.abc import Iterator, Mapping
from random import Random

from romarin.catalogue import Entry, Kind
from romarin.text import STOP_WORDS, acronyms, fold, without_acronyms, words
from romarin.training.data.material import Material
from romarin.training.data.pair import Pair
from romarin.training.data.rewriting import Shape, shape_of

PER_TERM = 3  # appellations of a term of the thesaurus
LEAST_INITIALS = 3
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,6}")


def acronym_pairs(material: Material) -> Iterator[Pair]:
    """Acronyms with the label less them, and the initials of labels that people do use.

    Initials count as used where the métier has that acronym in another label or the thesaurus:
    three letters alone may stand for anything.
    """
    random = material.random("acronym")
    used = _used_acronyms(material)
    for code, appellation in material.catalogue.appellations.items():
        keys = material.keys(code)
        for libelle in {appellation.libelle: None, appellation.libelle_court: None}:
            for acronym in acronyms(libelle):
                whole = without_acronyms(material.label(code, random))
                yield Pair(acronym, whole, "acronym/appellation", keys)
        initials = _initials(without_acronyms(material.genders[code].masculine))
        if initials in used.get(appellation.code_rome, ()):
            yield Pair(initials, material.label(code, random), "acronym/initials", keys)
    for code, competence in material.catalogue.competences.items():
        if shape_of(competence) is Shape.DIPLOMA:
            continue  # "Photographe (BTM)": the acronym is another word for diploma
        for acronym in acronyms(competence.libelle):
            whole = without_acronyms(competence.libelle)
            yield Pair(acronym, whole, "acronym/skill", material.twins[code])


def thesaurus_pairs(material: Material) -> Iterator[Pair]:
    """Each term with its first appellations, or with its métiers where it names none."""
    random = material.random("thesaurus")
    for entry in material.thesaurus:
        known = [code for code in entry.codes_ogr if code in material.catalogue.appellations]
        metiers = tuple(code for code in entry.codes_rome if code in material.catalogue.metiers)
        meant = known[:PER_TERM] or metiers[:PER_TERM]
        keys = metiers or tuple(key for code in meant for key in material.keys(code))
        for code in meant:
            positive = material.label(code, random)
            yield Pair(entry.term, positive, f"thesaurus/{entry.kind}", tuple(dict.fromkeys(keys)))
        yield from _spelt_out(entry, keys, random)


def _spelt_out(entry: Entry, keys: tuple[str, ...], random: Random) -> Iterator[Pair]:
    """An acronym with what its note says, when the note is words and not a remark of ours."""
    if entry.kind is not Kind.ACRONYM or not entry.note:
        return
    if _initials(entry.note) == fold(entry.term).upper():
        anchor = random.choice((entry.term, entry.term.lower()))
        yield Pair(anchor, entry.note, "thesaurus/spelt_out", keys)


def _used_acronyms(material: Material) -> Mapping[str, set[str]]:
    """Acronyms in labels and in the thesaurus, by code ROME."""
    used: dict[str, set[str]] = {}
    for appellation in material.catalogue.appellations.values():
        used.setdefault(appellation.code_rome, set()).update(acronyms(appellation.libelle))
    for entry in material.thesaurus:
        if entry.kind is Kind.ACRONYM and _ACRONYM.fullmatch(entry.term):
            for code in entry.codes_rome:
                used.setdefault(code, set()).add(entry.term)
    return used


def _initials(libelle: str) -> str:
    """First letters of the words that carry meaning; "" when there are too few."""
    found = "".join(word[0] for word in words(libelle) if word not in STOP_WORDS)
    return found.upper() if len(found) >= LEAST_INITIALS else ""
