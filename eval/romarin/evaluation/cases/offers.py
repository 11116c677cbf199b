"""Offers: real titles and texts, with the métier that a recruiter or an expert chose."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from romarin.catalogue import Catalogue
from romarin.evaluation.cases.queries import check_codes, split_codes
from romarin.evaluation.cases.reading import (
    CaseSet,
    Checker,
    case_files,
    case_set,
    json_objects,
    table_lines,
    text_of,
)
from romarin.evaluation.errors import CaseInvalid, CasesMissing, RomeMismatch
from romarin.text import fold, split_gender

LEAST_TEXT = 200  # characters: shorter texts say too little of the job (contract)
PEOPLE = "ft"  # origin of the offers whose code a person chose
CODING_HEADER = ("id", "best", "accepted")
EXACT, OTHER = "exact_label", "other"
_GENDER_MARK = re.compile(r"\(?\s*\b[hf]\s*[/-]\s*[hf](\s*[/-]\s*[xd])?\b\s*\)?", re.IGNORECASE)
_CODE_FIELD = re.compile(r"romeCode_v(\w+)")


@dataclass(frozen=True, slots=True)
class OfferCase:
    """One offer; its title and text are personal data: neither is ever shown unasked."""

    id: str
    family: str  # "exact_label" when the title is already a form of a label, else "other"
    title: str
    text: str
    code_rome: str  # of the recruiter
    code_ogr: str  # of the recruiter's appellation; "" when unknown
    accepted: tuple[str, ...] = ()  # an expert's codes ROME, best first; () when not coded


def read_offers(
    path: Path,
    catalogue: Catalogue,
    *,
    coding: Path | None = None,
    skip_invalid: bool = False,
) -> CaseSet[OfferCase]:
    """The offers that the contract scores: chosen by a person, one a group, with a whole text.

    Raises CasesMissing, CasesUnreadable, HeaderInvalid, CaseInvalid, RomeMismatch or CasesEmpty.
    """
    checker = Checker(skip_invalid)
    experts = _read_coding(coding, catalogue, checker) if coding else {}
    labels = _label_forms(catalogue)
    cases: dict[str, OfferCase] = {}
    groups: set[str] = set()
    left_out: Counter[str] = Counter()
    for file in case_files(path, (".jsonl", ".jsonl.gz")):
        for number, fields in json_objects(file, checker):
            with checker.line():
                reason = _unscored(file, number, fields, groups, catalogue)
                if reason:
                    left_out[reason] += 1
                    continue
                case = _case(file, number, fields, labels, catalogue)
                if case.id in cases:
                    raise CaseInvalid(file, number, case.id, "the same id twice")
                groups |= _group(fields)
                cases[case.id] = replace(case, accepted=experts.get(case.id, ()))
    notes = [f"{count} offers left out: {reason}" for reason, count in left_out.most_common()]
    unmet = len(experts.keys() - cases.keys())
    if unmet:
        notes.append(f"{unmet} coded offers are not among the offers scored")
    return case_set(path, list(cases.values()), checker, notes)


def read_appellations(path: Path, catalogue: Catalogue) -> list[str]:
    """OGR codes of the appellations of the offers scored, each once, in file order.

    Raises what `read_offers` raises.
    """
    found = read_offers(path, catalogue).cases
    return list(dict.fromkeys(case.code_ogr for case in found if case.code_ogr))


def _unscored(
    path: Path, number: int, fields: Mapping[str, Any], groups: set[str], catalogue: Catalogue
) -> str:
    """Why the contract leaves an offer out; "" for one that it scores."""
    if fields.get("origin") != PEOPLE:
        return f"origin is not {PEOPLE!r}"
    if not fields.get(_code_field(path, number, fields, catalogue)):
        return "no code ROME"
    if len(str(fields.get("description") or "")) < LEAST_TEXT:
        return f"text under {LEAST_TEXT} characters"
    if fields.get("desc_truncated"):
        return "text cut off"
    if _group(fields) & groups:
        return "another of its group is there"
    return ""


def _group(fields: Mapping[str, Any]) -> set[str]:
    """The offer's group of duplicates; none when the file does not say."""
    group = fields.get("dup_group")
    return set() if group is None else {str(group)}


def _code_field(path: Path, number: int, fields: Mapping[str, Any], catalogue: Catalogue) -> str:
    """The field of the code ROME in this version. Raises RomeMismatch for that of another."""
    expected = f"romeCode_v{catalogue.release.version}"
    if expected in fields:
        return expected
    for name in fields:
        of_another = _CODE_FIELD.fullmatch(name)
        if of_another:
            where = f"{path}, line {number}: field {name}"
            raise RomeMismatch(where, of_another[1], catalogue.release.version)
    raise CaseInvalid(path, number, expected, "the field is missing")


def _case(
    path: Path,
    number: int,
    fields: dict[str, Any],
    labels: frozenset[str],
    catalogue: Catalogue,
) -> OfferCase:
    code_rome = text_of(path, number, fields, _code_field(path, number, fields, catalogue))
    check_codes(path, number, [code_rome], catalogue.metiers, catalogue)
    title = text_of(path, number, fields, "intitule")
    ogr = str(fields.get(f"appellation_ogr_v{catalogue.release.version}"))
    return OfferCase(
        id=text_of(path, number, fields, "id"),
        family=EXACT if fold(without_gender_mark(title)) in labels else OTHER,
        title=title,
        text=text_of(path, number, fields, "description"),
        code_rome=code_rome,
        code_ogr=ogr if ogr in catalogue.appellations else "",
    )


def without_gender_mark(title: str) -> str:
    """The title without "(H/F)" and the like at its ends and within."""
    return " ".join(_GENDER_MARK.sub(" ", title).split()).strip(' -/()"')


def _label_forms(catalogue: Catalogue) -> frozenset[str]:
    """Every label of an appellation, whole, masculine and feminine, folded."""
    forms: set[str] = set()
    for appellation in catalogue.appellations.values():
        genders = split_gender(appellation.libelle)
        forms |= {fold(appellation.libelle), fold(genders.masculine), fold(genders.feminine)}
    return frozenset(forms)


def _read_coding(path: Path, catalogue: Catalogue, checker: Checker) -> dict[str, tuple[str, ...]]:
    """Accepted codes by offer. Raises what `read_offers` raises."""
    if not path.is_file():
        raise CasesMissing(path, "file of an expert's codes")
    names, lines = table_lines(path, checker, CODING_HEADER, exactly=False)
    experts: dict[str, tuple[str, ...]] = {}
    for number, values in lines:
        with checker.line():
            if len(values) != len(names):
                found = f"{len(values)} columns"
                raise CaseInvalid(path, number, found, f"expected {len(names)}, as in line 1")
            fields = dict(zip(names, values, strict=True))
            accepted = split_codes(fields["accepted"])
            if not accepted:
                raise CaseInvalid(path, number, fields["id"], "no accepted code")
            if fields["id"] in experts:
                raise CaseInvalid(path, number, fields["id"], "the same id twice")
            check_codes(path, number, accepted, catalogue.metiers, catalogue)
            experts[fields["id"]] = accepted
    return experts
