"""Annotated texts: offers and CVs with the skills that a reader marked in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from romarin.catalogue import Catalogue
from romarin.evaluation.answers import Document, DocumentKind, Level
from romarin.evaluation.cases.queries import check_codes
from romarin.evaluation.cases.reading import (
    CaseSet,
    Checker,
    case_files,
    case_set,
    json_objects,
    text_of,
)
from romarin.evaluation.errors import CaseInvalid

LONGEST_TEXT = 50_000  # characters that /v1/extractions takes
ChoiceT = TypeVar("ChoiceT", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A skill phrase as a reader marked it, code points [start, end) of the text."""

    start: int
    end: int
    codes: tuple[str, ...]  # OGR accepted, best first; () when the ROME has no item
    level: Level


@dataclass(frozen=True, slots=True)
class TextCase:
    """One annotated text; it may be somebody's: it is never shown unasked."""

    document: Document
    rome: tuple[str, ...]  # codes ROME that the text fits
    mentions: tuple[GoldMention, ...]  # by start, none overlapping another

    @property
    def id(self) -> str:
        """That of the document."""
        return self.document.id

    @property
    def family(self) -> str:
        """Whether an offer or a CV."""
        return str(self.document.kind)

    def phrase(self, mention: GoldMention) -> str:
        """The words that were marked."""
        return self.document.text[mention.start : mention.end]


def read_texts(
    path: Path, catalogue: Catalogue, *, skip_invalid: bool = False
) -> CaseSet[TextCase]:
    """The texts of a file of JSON lines, or of all such files of a folder.

    Raises CasesMissing, CasesUnreadable, CaseInvalid or CasesEmpty.
    """
    checker = Checker(skip_invalid)
    cases: dict[str, TextCase] = {}
    for file in case_files(path, (".jsonl", ".jsonl.gz")):
        for number, fields in json_objects(file, checker):
            with checker.line():
                case = _case(file, number, fields, catalogue)
                if case.id in cases:
                    raise CaseInvalid(file, number, case.id, "the same id twice")
                cases[case.id] = case
    return case_set(path, list(cases.values()), checker)


def _case(path: Path, number: int, fields: dict[str, Any], catalogue: Catalogue) -> TextCase:
    document = Document(
        id=text_of(path, number, fields, "id"),
        kind=_choice(DocumentKind, path, number, fields, "kind"),
        title=text_of(path, number, fields, "title") if fields.get("title") else "",
        text=text_of(path, number, fields, "text"),
    )
    if not 0 < len(document.text) <= LONGEST_TEXT:
        length = f"{len(document.text)} characters"
        raise CaseInvalid(path, number, length, f"a text has 1 to {LONGEST_TEXT}")
    rome = tuple(_listed(path, number, fields, "rome"))
    check_codes(path, number, rome, catalogue.metiers, catalogue)
    mentions = [
        _mention(path, number, one, document.text, catalogue)
        for one in _listed(path, number, fields, "mentions")
    ]
    mentions.sort(key=lambda one: one.start)
    for one, following in pairwise(mentions):
        if following.start < one.end:
            raise CaseInvalid(path, number, f"mention at {following.start}", "overlaps another")
    return TextCase(document, rome, tuple(mentions))


def _mention(
    path: Path, number: int, fields: object, text: str, catalogue: Catalogue
) -> GoldMention:
    if not isinstance(fields, dict):
        raise CaseInvalid(path, number, "mentions", "each must be a JSON object")
    start, end = fields.get("start"), fields.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        raise CaseInvalid(path, number, "mentions", "start and end must be whole numbers")
    where = f"mention [{start}, {end})"
    if not 0 <= start < end <= len(text):
        raise CaseInvalid(path, number, where, f"outside the text of {len(text)} characters")
    if fields.get("text", text[start:end]) != text[start:end]:
        raise CaseInvalid(path, number, where, "its `text` is not what stands there")
    codes = tuple(_listed(path, number, fields, "codes"))
    check_codes(path, number, codes, catalogue.competences, catalogue)
    return GoldMention(start, end, codes, _choice(Level, path, number, fields, "level"))


def _listed(path: Path, number: int, fields: Mapping[str, Any], name: str) -> Sequence[Any]:
    value = fields.get(name)
    if not isinstance(value, list):
        raise CaseInvalid(path, number, name, "the field must be a list")
    return value


def _choice(
    choices: type[ChoiceT],
    path: Path,
    number: int,
    fields: Mapping[str, Any],
    name: str,
) -> ChoiceT:
    value = fields.get(name)
    known = [str(one) for one in choices]
    if value not in known:
        raise CaseInvalid(path, number, f"{name}: {value}", f"must be one of {', '.join(known)}")
    return choices(value)
