"""Pairs given in lists: declared job names, paraphrases by hand, and a user's own titles."""

from collections.abc import Iterator
from pathlib import Path

from romarin.catalogue import RowInvalid, load_phrases, load_titles, tsv
from romarin.training.data.material import Material
from romarin.training.data.pair import Pair


def pcs_pairs(material: Material) -> Iterator[Pair]:
    """INSEE's job names that have a code ROME, with the label of its métier."""
    if material.inputs.pcs is None:
        return
    random = material.random("pcs")
    for _, (name, code, *_) in _rows(material.inputs.pcs)[1:]:
        if code not in material.catalogue.metiers:
            continue  # most names have none, and codes may be of another release
        yield Pair(name, material.label(code, random), "pcs/declared", (code,))


def hand_pairs(material: Material) -> Iterator[Pair]:
    """Phrases written by hand, with the label of their skill.

    Raises ListUnreadable, EncodingInvalid or RowInvalid.
    """
    if material.inputs.phrases is None:
        return
    for one in load_phrases(material.inputs.phrases, material.catalogue):
        label = material.catalogue.competences[one.code].libelle
        yield Pair(one.text, label, "paraphrase/hand", material.twins[one.code])


def title_pairs(material: Material) -> Iterator[Pair]:
    """Titles written by hand, with their nearest appellation and with the label of the métier.

    Raises ListUnreadable, EncodingInvalid or RowInvalid.
    """
    if material.inputs.titles is None:
        return
    random = material.random("titles")
    for one in load_titles(material.inputs.titles, material.catalogue):
        for code in (one.code_ogr, one.code_rome):
            yield Pair(one.text, material.label(code, random), "title/hand", (one.code_rome,))


def user_pairs(material: Material) -> Iterator[Pair]:
    """A user's titles or phrases, with the label of the code each is given.

    Raises ListUnreadable, EncodingInvalid, or RowInvalid for a code that the catalogue lacks.
    """
    path = material.inputs.pairs
    if path is None:
        return
    random = material.random("user")
    for line, (title, code, *_) in _rows(path):
        if code in material.genders or code in material.catalogue.competences:
            yield Pair(title, material.label(code, random), "user/given", material.keys(code))
        elif line > 1 or any(map(str.isdigit, code)):  # no code: the first line may be a header
            reason = f"no code ROME or OGR of ROME {material.catalogue.release.version}"
            raise RowInvalid(str(path), line, code, reason)


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """Lines of two fields or more, numbered. Raises RowInvalid for a shorter one."""
    rows = list(tsv.lines(path))
    for line, fields in rows:
        if len(fields) < 2 or not fields[0]:
            raise RowInvalid(
                str(path), line, "\t".join(fields), "a text, a tab and a code expected"
            )
    return rows
