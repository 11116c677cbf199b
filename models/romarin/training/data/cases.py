"""Cases: what the evaluation will ask, so that no training pair gives the answer away."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from romarin.catalogue import Catalogue, RowInvalid, tsv
from romarin.text import fold, split_gender, words
from romarin.training.data.tables import json_objects

_TSV, _JSON = ".tsv", (".jsonl", ".jsonl.gz")
_MARK = re.compile(r"\(?\s*\b[hf]\s*[/-]\s*[hf](\s*[/-]\s*[xd])?\b\s*\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cases:
    """Ids of texts that are asked, and every short text that is asked, in two spellings."""

    ids: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()

    def with_texts(self, texts: Iterable[str]) -> "Cases":
        """These, and further texts that are asked."""
        return Cases(self.ids, self.texts.union(*map(spellings, texts)))


@dataclass(frozen=True, slots=True)
class LeakCheck:
    """Says whether a text is a case; forms of the labels of the ROME are anyone's."""

    cases: Cases
    _labels: frozenset[str] = field(repr=False)

    @classmethod
    def of(cls, cases: Cases, catalogue: Catalogue) -> "LeakCheck":
        """The check of these cases beside this catalogue."""
        return cls(cases, frozenset[str]().union(*map(spellings, _labels(catalogue))))

    def leaks(self, text: str) -> bool:
        """Whether one of the text's spellings is that of a case and of no label."""
        return bool(self.cases.texts.intersection(spellings(text)) - self._labels)


@lru_cache(maxsize=1 << 17)
def spellings(text: str) -> frozenset[str]:
    """The folded text and its folded words, gender marks such as "(H/F)" left out."""
    bare = without_mark(text)
    return frozenset({"=" + " ".join(fold(bare).split()), " ".join(words(bare))}) - {"=", ""}


def without_mark(title: str) -> str:
    """The title without "(H/F)" and the like."""
    return " ".join(_MARK.sub(" ", title).replace("()", " ").split()).strip(" -/")


def read_cases(paths: Iterable[Path]) -> Cases:
    """Cases of files and of whole folders: TSV with a column `query` or `id`, JSON lines of texts.

    Raises ListUnreadable, EncodingInvalid, or RowInvalid for a file of neither sort.
    """
    ids: set[str] = set()
    texts: list[str] = []
    for path in paths:
        for file in _files(path):
            for kind, value in _table(file) if file.suffix == _TSV else _annotated(file):
                (ids.add if kind == "id" else texts.append)(value)
    return Cases(frozenset(ids)).with_texts(texts)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.name.endswith((_TSV, *_JSON)))


def _table(path: Path) -> Iterator[tuple[str, str]]:
    rows = tsv.lines(path)
    line, header = next(rows, (1, [""]))
    columns = [(at, name) for at, name in enumerate(header) if name in ("id", "query")]
    if not columns:
        raise RowInvalid(str(path), line, "\t".join(header), "a column query or id expected")
    for _, fields in rows:
        yield from ((name, fields[at]) for at, name in columns if at < len(fields))


def _annotated(path: Path) -> Iterator[tuple[str, str]]:
    for number, fields in json_objects(path):
        if "id" not in fields:
            raise RowInvalid(str(path), number, ",".join(fields), "a field id expected")
        yield "id", str(fields["id"])
        for name in ("title", "intitule"):
            if name in fields:
                yield "text", str(fields[name])
        for mention in fields.get("mentions", ()):
            yield "text", str(mention["text"])


def _labels(catalogue: Catalogue) -> Iterator[str]:
    """Every label of the ROME that may be searched, in each of its genders."""
    for appellation in catalogue.appellations.values():
        for libelle in (appellation.libelle, appellation.libelle_court):
            genders = split_gender(libelle)
            yield from (libelle, genders.masculine, genders.feminine)
    yield from (metier.libelle for metier in catalogue.metiers.values())
    yield from (competence.libelle for competence in catalogue.competences.values())
