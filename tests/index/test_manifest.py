"""Manifest: what an artefact folder was built from and holds."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.index.inputs import INPUTS, RELEASE, STAMP, written

from romarin.catalogue import Source
from romarin.index import ArtefactDamaged, ArtefactMismatch, ArtefactMissing, Inputs, Manifest
from romarin.index.manifest import FORMAT, NAME

OTHERS = {
    "another version": replace(INPUTS, release=replace(RELEASE, version="491")),
    "another number": replace(INPUTS, release=replace(RELEASE, number=91)),
    "another date": replace(INPUTS, release=replace(RELEASE, date=date(2026, 3, 3))),
    "another title": replace(INPUTS, release=replace(RELEASE, title="ROME")),
    "another source": replace(INPUTS, release=replace(RELEASE, source=Source.STARTER)),
    "another archive": replace(INPUTS, release=replace(RELEASE, sha256="c" * 64)),
    "no encoder": replace(INPUTS, encoder=None),
    "another encoder": replace(INPUTS, encoder=replace(STAMP, name="other")),
    "other weights": replace(INPUTS, encoder=replace(STAMP, sha256="d" * 64)),
    "another dimension": replace(INPUTS, encoder=replace(STAMP, dimension=7)),
    "another preparation": replace(INPUTS, preparation="titles-0"),
    "another table": replace(INPUTS, tables={"thesaurus 0": "e" * 64}),
    "one table more": replace(INPUTS, tables={**INPUTS.tables, "priors": "f" * 64}),
    "no table": replace(INPUTS, tables={}),
    "another format": replace(INPUTS, format=FORMAT + 1),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_the_hash_changes_with_any_input(other: Inputs) -> None:
    assert other.hash != INPUTS.hash


def test_hashes_of_all_these_inputs_differ() -> None:
    assert len({inputs.hash for inputs in OTHERS.values()}) == len(OTHERS)


def test_the_hash_is_the_same_for_equal_inputs() -> None:
    assert replace(INPUTS, tables=dict(INPUTS.tables)).hash == INPUTS.hash
    assert len(INPUTS.hash) == 12


def test_the_hash_does_not_depend_on_the_order_of_the_tables() -> None:
    tables = {"priors": "f" * 64, **INPUTS.tables}
    backwards = dict(reversed(tables.items()))
    assert replace(INPUTS, tables=tables).hash == replace(INPUTS, tables=backwards).hash


@pytest.mark.parametrize(
    ("inputs", "beginning"),
    [
        (INPUTS, "490-hashing-"),
        (OTHERS["no encoder"], "490-words-"),
        (OTHERS["another source"], "starter-490-hashing-"),
        (replace(INPUTS, encoder=replace(STAMP, name="intfloat/e5")), "490-e5-"),
        (replace(INPUTS, encoder=replace(STAMP, name="/home/me/models/mine")), "490-mine-"),
    ],
)
def test_a_folder_is_named_by_release_encoder_and_hash(inputs: Inputs, beginning: str) -> None:
    assert inputs.folder_name == beginning + inputs.hash


@pytest.mark.parametrize("inputs", [INPUTS, OTHERS["no encoder"], OTHERS["another source"]])
def test_a_saved_manifest_reads_back(tmp_path: Path, inputs: Inputs) -> None:
    written(tmp_path / "artefact", inputs)
    manifest = Manifest.load(tmp_path / "artefact")
    assert manifest.inputs == inputs
    assert manifest.inputs.hash == inputs.hash
    assert manifest.rows == {"appellations": 3}


def test_a_manifest_lists_every_file_but_itself(tmp_path: Path) -> None:
    artefact = written(tmp_path / "artefact")
    files = {
        path.relative_to(artefact).as_posix() for path in artefact.rglob("*") if path.is_file()
    }
    assert set(Manifest.load(artefact).files) == files - {NAME}
    assert "appellations/forms.npy" in files


def test_a_folder_as_it_was_written_verifies(tmp_path: Path) -> None:
    artefact = written(tmp_path / "artefact")
    Manifest.load(artefact).verify(artefact)


def test_a_missing_file_is_found_out(tmp_path: Path) -> None:
    artefact = written(tmp_path / "artefact")
    (artefact / "appellations/priors.npy").unlink()
    with pytest.raises(ArtefactDamaged, match="missing") as caught:
        Manifest.load(artefact).verify(artefact)
    assert caught.value.file == "appellations/priors.npy"


def test_an_altered_file_is_found_out(tmp_path: Path) -> None:
    artefact = written(tmp_path / "artefact")
    forms = artefact / "appellations/forms.txt"
    forms.write_text(forms.read_text("utf-8").replace("Boulanger", "boulanger"), "utf-8")
    with pytest.raises(ArtefactDamaged, match="checksum") as caught:
        Manifest.load(artefact).verify(artefact)
    assert caught.value.file == "appellations/forms.txt"


def test_a_folder_without_a_manifest_is_no_artefact(tmp_path: Path) -> None:
    with pytest.raises(ArtefactMissing, match="romarin build"):
        Manifest.load(tmp_path)


def test_another_format_is_refused(tmp_path: Path) -> None:
    written(tmp_path / "artefact", OTHERS["another format"])
    with pytest.raises(ArtefactMismatch) as caught:
        Manifest.load(tmp_path / "artefact")
    error = caught.value
    assert (error.field, error.found, error.expected) == ("format", str(FORMAT + 1), str(FORMAT))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b"\xff\xfe",
        json.dumps({"inputs": {"format": FORMAT}}).encode(),
        json.dumps({"inputs": []}).encode(),
    ],
)
def test_what_is_no_manifest_is_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(ArtefactDamaged, match="not a manifest"):
        Manifest.load(tmp_path)


@pytest.mark.parametrize("part", ["rows", "files"])
def test_a_manifest_without_a_part_is_damaged(tmp_path: Path, part: str) -> None:
    artefact = written(tmp_path / "artefact")
    content = json.loads((artefact / NAME).read_text("utf-8"))
    (artefact / NAME).write_text(json.dumps(content | {part: None}), "utf-8")
    with pytest.raises(ArtefactDamaged):
        Manifest.load(artefact)
