"""Probes: short texts that each catch one kind of mistake, read as the service reads them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from romarin.api.readers import open_extraction, open_prediction
from romarin.catalogue import Catalogue
from romarin.encoder import Encoder
from romarin.engines import Lookup
from romarin.engines.extraction import Document, DocumentKind, Extracted, Extraction
from romarin.evaluation.answers import Level
from romarin.evaluation.cases import GoldMention, TextCase, read_texts
from romarin.evaluation.measures.spans import matched, overlap
from romarin.evaluation.own import mentions_of
from romarin.index import Artefact

PROBES = Path(__file__).parents[3] / "eval" / "cases" / "extraction" / "probes"
# What the engine has reached once, by family, in whole hundredths: a floor that only rises. The aim
# is .95, .95 and .90 (docs/decisions/0013-tagger.md says what falls short).
FLOORS = json.loads((PROBES.parent / "probes-floors.json").read_text("utf-8"))

pytestmark = pytest.mark.slow


@cache
def families() -> list[str]:
    return sorted(path.stem for path in PROBES.glob("*.jsonl"))


@dataclass(frozen=True, slots=True)
class Probe:
    """A text, what a reader marked in it and what was found."""

    case: TextCase
    found: Extracted


@pytest.fixture(scope="module")
def probes(
    full_catalogue: Catalogue, full_artefact: Path, encoder: Encoder
) -> Mapping[str, Sequence[Probe]]:
    """The probes of each family, read with the métiers predicted."""
    artefact = Artefact.open(full_artefact)
    prediction = open_prediction(artefact, encoder, Lookup.of(artefact, encoder))
    extraction = open_extraction(artefact, encoder, prediction)
    return {
        family: list(
            _read(read_texts(PROBES / f"{family}.jsonl", full_catalogue).cases, extraction)
        )
        for family in families()
    }


def _read(cases: Sequence[TextCase], extraction: Extraction) -> Iterator[Probe]:
    documents = [
        Document(one.document.text, one.document.title, DocumentKind(str(one.document.kind)))
        for one in cases
    ]
    for case, found in zip(cases, extraction.many(documents), strict=True):
        yield Probe(case, found)


def test_there_are_enough_probes_and_each_is_in_its_family(
    probes: Mapping[str, Sequence[Probe]],
) -> None:
    assert sum(map(len, probes.values())) >= 200
    for family in families():
        lines = (PROBES / f"{family}.jsonl").read_text("utf-8").strip().split("\n")
        assert {json.loads(line)["family"] for line in lines} == {family}


@pytest.mark.parametrize("family", families())
def test_what_is_denied_is_kept_out_of_the_skills_of_the_text(
    probes: Mapping[str, Sequence[Probe]], family: str
) -> None:
    asked = [
        (probe, one)
        for probe in probes[family]
        for one in probe.case.mentions
        if one.level is Level.NEGATED
    ]
    listed = [probe.case.id for probe, one in asked if _is_listed(probe, one)]
    kept_out = _right(listed, len(asked))
    assert kept_out >= FLOORS["kept out"][family], f"{family}: {listed} listed, of {len(asked)}"


def test_texts_without_a_skill_stay_empty(probes: Mapping[str, Sequence[Probe]]) -> None:
    asked = probes["nothing"]
    filled = [one.case.id for one in asked if one.found.mentions or one.found.competences]
    empty = _right(filled, len(asked))
    assert empty >= FLOORS["left empty"], f"{filled} not empty, of {len(asked)}"


@pytest.mark.parametrize("family", [one for one in families() if one != "nothing"])
def test_levels_of_phrases_that_are_found_are_right(
    probes: Mapping[str, Sequence[Probe]], family: str
) -> None:
    wrong, asked = [], 0
    for probe in probes[family]:
        found, marked = mentions_of(probe.found), probe.case.mentions
        pairs = matched(found, marked)
        asked += len(pairs)
        wrong += [
            f"{probe.case.id}: {found[at].level}, not {marked[of].level}"
            for at, of in pairs
            if found[at].level != marked[of].level
        ]
    assert asked, f"{family}: nothing found"
    right = _right(wrong, asked)
    assert right >= FLOORS["levels"][family], f"{family}: {wrong} of {asked}"


def _is_listed(probe: Probe, denied: GoldMention) -> bool:
    """A skill listed means what is denied, or stands on a mention that covers most of it."""
    own = {code for one in probe.case.mentions if one.level != Level.NEGATED for code in one.codes}
    barred = set(denied.codes) - own
    return any(
        one.code in barred
        or any(
            overlap(probe.found.mentions[at], denied) > (denied.end - denied.start) / 2
            for at in one.mentions
        )
        for one in probe.found.competences
    )


def _right(failed: Sequence[str], asked: int) -> float:
    return 1 - len(failed) / asked if asked else 1.0
