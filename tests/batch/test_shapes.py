"""Shapes: a document as the HTTP contract has it, the same in JSON lines and in Parquet."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.batch.conftest import MakePlan, offer, read_lines, write_lines
from tests.batch.engines import RELEASE, FirstWord, in_this_process, predict

from romarin.batch import Engines, Foretold, Format, Options, Place, Row, Tagger, Task, run
from romarin.engines.extraction import Document, Extracted
from romarin.engines.extraction import Options as ExtractionOptions

ROME = {"version": "460", "source": "official"}
SKILL = {"code": "7", "type": "SAVOIR", "libelle": "libelle"}
MENTION = {"start": 0, "end": 8, "text": "Conduire", "level": "required"}
SKILLS = {
    "mentions": [MENTION | {"items": [SKILL | {"score": 0.9}]}],
    "competences": [
        SKILL | {"score": 0.9124, "level": "required", "coreForMetier": None, "mentions": [0]}
    ],
    "unresolved": [{"start": 22, "end": 23, "text": "1", "level": "desired"}],
}
LIKELY = {"code": "D1106", "libelle": "Cariste 1", "score": 0.8124}
METIER = LIKELY | {"appellation": {"code": "1", "libelle": "Vendeuse"}}


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "one.jsonl", [offer(1)])


def tagged(plan: MakePlan, one: Path, out: Path, **options: Any) -> list[dict[str, Any]]:
    run(plan(one, out=out, **options), in_this_process)
    if out.name.endswith(".gz"):
        return [json.loads(line) for line in gzip.decompress(out.read_bytes()).splitlines()]
    return read_lines(out)


def test_skills_have_the_shape_of_an_extraction(plan: MakePlan, one: Path, tmp_path: Path) -> None:
    assert tagged(plan, one, tmp_path / "out.jsonl") == [
        {"id": "o1", **SKILLS, "metiers": [], "unsure": True, "rome": ROME}
    ]


def test_metiers_have_the_shape_of_a_prediction(plan: MakePlan, one: Path, tmp_path: Path) -> None:
    (row,) = tagged(plan, one, tmp_path / "out.jsonl", task=Task.METIERS, limit=1)
    assert row == {"id": "o1", "metiers": [METIER], "margin": 0.7124, "unsure": False, "rome": ROME}


def test_both_are_one_row(plan: MakePlan, one: Path, tmp_path: Path) -> None:
    (row,) = tagged(plan, one, tmp_path / "out.jsonl", task=Task.BOTH, limit=1)
    both = {"metiers": [METIER], "margin": 0.7124, "unsure": False}
    assert row == {"id": "o1", **SKILLS, **both, "rome": ROME}


def test_flat_has_a_row_for_each_competence_then_metier(
    plan: MakePlan, one: Path, tmp_path: Path
) -> None:
    skill, first, second = tagged(
        plan, one, tmp_path / "a.jsonl", task=Task.BOTH, flat=True, limit=2
    )
    rome = {"rome": "460", "romeSource": "official"}
    levels = {"level": "required", "coreForMetier": None}
    assert skill == {"id": "o1", "rank": 1, **SKILL, "score": 0.9124, **levels, **rome}
    nothing = {"level": None, "coreForMetier": None}
    assert first == {"id": "o1", "rank": 1, "type": "METIER", **LIKELY, **nothing, **rome}
    assert (second["rank"], second["code"]) == (2, "N1100")
    assert tagged(plan, one, tmp_path / "b.jsonl", flat=True) == [skill]


@pytest.mark.parametrize("task", Task)
@pytest.mark.parametrize("flat", [False, True])
def test_parquet_and_packed_lines_hold_the_same_as_lines(
    plan: MakePlan, offers: Path, tmp_path: Path, task: Task, flat: bool
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs the extra batch")
    options: Any = {"task": task, "flat": flat}
    lines = tagged(plan, offers, tmp_path / "out.jsonl", **options)
    assert tagged(plan, offers, tmp_path / "out.jsonl.gz", **options) == lines
    run(plan(offers, out=tmp_path / "out.parquet", **options), in_this_process)
    table = parquet.read_table(tmp_path / "out.parquet")
    assert table.to_pylist() == lines
    assert table.schema.metadata[b"rome"] == b"460"


def test_kind_and_least_score_reach_the_engine(plan: MakePlan, one: Path, tmp_path: Path) -> None:
    (row,) = tagged(plan, one, tmp_path / "out.jsonl", kind="cv", min_score=0.25)
    (item,) = row["mentions"][0]["items"]
    assert (item["libelle"], item["score"]) == ("cv", 0.25)


def test_a_folder_of_files_is_one_table(plan: MakePlan, offers: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs the extra batch")
    run(plan(offers, out=tmp_path / "tags", format=Format.PARQUET), in_this_process)
    assert parquet.read_table(tmp_path / "tags").num_rows == 300
    assert sorted(path.name for path in (tmp_path / "tags").iterdir()) == [
        "_manifest.json",
        "part-00000.parquet",
    ]


@pytest.mark.parametrize("limit", [1, 25])
def test_what_is_read_does_not_depend_on_how_many_metiers_are_wanted(limit: int) -> None:
    seen: list[int] = []

    class Watching(FirstWord):
        def many(
            self, documents: Sequence[Document], options: ExtractionOptions
        ) -> list[Extracted]:
            found = super().many(documents, options)
            seen.extend(len(one.metiers) for one in found)
            return found

    foretold = Foretold()
    engines = Engines(RELEASE, Watching(foretold), predict, foretold)
    tagger = Tagger(engines, Options(task=Task.BOTH, limit=limit))
    tagged = tagger((Row(Place(0, 1), "1", "Cariste", "Conduire", ""),))
    assert seen == [5]
    assert len(json.loads(tagged.content)["metiers"]) == limit
