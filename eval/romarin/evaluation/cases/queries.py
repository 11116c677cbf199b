"""Queries: what people type, with the codes that are right for it."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from romarin.catalogue import Appellation, Catalogue
from romarin.evaluation.cases.reading import (
    CaseSet,
    Checker,
    case_files,
    case_set,
    checked_text,
    table_lines,
)
from romarin.evaluation.errors import CaseInvalid
from romarin.text import split_gender

HEADER = ("query", "family", "accepted_ogr", "accepted_rome", "note")
SEPARATOR = "|"
KEYSTROKES = "keystrokes"  # family of the cases that are made


@dataclass(frozen=True, slots=True)
class QueryCase:
    """One query; an answer with an accepted OGR, or of an accepted métier, is right."""

    query: str
    family: str
    accepted_ogr: tuple[str, ...]  # best first
    accepted_rome: tuple[str, ...]  # both empty: out of scope, the right answer is nothing

    @property
    def id(self) -> str:
        """The same wherever the line stands in its file."""
        return f"{self.family}: {self.query}"

    @property
    def in_scope(self) -> bool:
        """Whether there is a right answer."""
        return bool(self.accepted_ogr or self.accepted_rome)


def read_queries(
    path: Path,
    catalogue: Catalogue,
    *,
    of_skills: bool = False,
    in_scope: bool = False,
    skip_invalid: bool = False,
) -> CaseSet[QueryCase]:
    """The cases of a TSV or of all the TSV of a folder, each code checked.

    With `of_skills` the accepted OGR are those of skills, not of appellations; with `in_scope`
    queries that have no right answer are left out, counted in a note.

    Raises CasesMissing, CasesUnreadable, HeaderInvalid, CaseInvalid or CasesEmpty.
    """
    checker = Checker(skip_invalid)
    known = catalogue.competences if of_skills else catalogue.appellations
    cases: dict[str, QueryCase] = {}
    for file in case_files(path, (".tsv",)):
        _, lines = table_lines(file, checker, HEADER, exactly=True)
        for number, values in lines:
            with checker.line():
                case = _case(file, number, values, known, catalogue)
                if of_skills and case.accepted_rome:
                    code = case.accepted_rome[0]
                    raise CaseInvalid(file, number, code, "a skill has an OGR, no code ROME")
                if case.id in cases:
                    raise CaseInvalid(file, number, case.query, f"twice in {case.family}")
                cases[case.id] = case
    asked = [case for case in cases.values() if case.in_scope or not in_scope]
    left_out = len(cases) - len(asked)
    notes = [f"{left_out} queries left out: they have no right answer"] if left_out else []
    return case_set(path, asked, checker, notes)


def keystrokes_of(appellations: Iterable[Appellation]) -> str:
    """A case file: each masculine form once, with every appellation that it names."""
    named: dict[str, list[Appellation]] = {}
    for one in appellations:
        named.setdefault(split_gender(one.libelle).masculine, []).append(one)
    lines = [
        (
            typed,
            KEYSTROKES,
            SEPARATOR.join(one.code for one in meant),
            SEPARATOR.join(dict.fromkeys(one.code_rome for one in meant)),
            "",
        )
        for typed, meant in named.items()
    ]
    return "".join("\t".join(line) + "\n" for line in (HEADER, *lines))


def _case(
    path: Path, number: int, values: Sequence[str], known: Container[str], catalogue: Catalogue
) -> QueryCase:
    if len(values) not in (len(HEADER) - 1, len(HEADER)):  # the note may be missing
        reason = f"{len(values)} columns, expected {len(HEADER)}"
        raise CaseInvalid(path, number, values[0], reason)
    query, family, ogr, rome = values[:4]
    if not query.strip() or not family.strip():
        raise CaseInvalid(path, number, query + family, "query and family must not be blank")
    checked_text(path, number, "query", query)
    case = QueryCase(query, family.strip(), split_codes(ogr), split_codes(rome))
    check_codes(path, number, case.accepted_ogr, known, catalogue)
    check_codes(path, number, case.accepted_rome, catalogue.metiers, catalogue)
    return case


def check_codes(
    path: Path, line: int, codes: Iterable[object], known: Container[str], catalogue: Catalogue
) -> None:
    """Raises CaseInvalid for the first code that the catalogue lacks, or that is no text."""
    for code in codes:
        if not isinstance(code, str) or code not in known:
            release = catalogue.release
            raise CaseInvalid(
                path,
                line,
                str(code),
                f"no such code in ROME {release.version} ({release.source}); "
                "are these cases of another version?",
            )


def split_codes(column: str) -> tuple[str, ...]:
    """Codes of a column, in order."""
    return tuple(filter(None, (code.strip() for code in column.split(SEPARATOR))))
