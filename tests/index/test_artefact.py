"""Artefact: a folder opened after it is checked, and written aside before it stands."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.index.inputs import ENCODER, INPUTS, LIBELLES, RELEASE, section, written

from romarin.index import Artefact, ArtefactDamaged, ArtefactMismatch, ArtefactMissing, staged
from romarin.text import Preparation


def test_an_artefact_opens_and_gives_its_sections(tmp_path: Path) -> None:
    artefact = Artefact.open(written(tmp_path / "artefact"), encoder_sha256=ENCODER.sha256)
    assert artefact.manifest.inputs.release == RELEASE
    appellations, built = artefact.section("appellations"), section()
    assert [tuple(row) for row in appellations.rows] == built.rows
    assert list(appellations.lexical.texts) == list(built.lexical.texts)
    assert appellations.priors.tolist() == built.priors.tolist()
    assert appellations.vector_owners.tolist() == [0, 1, 2]


def test_its_vectors_answer_as_they_did_before(tmp_path: Path) -> None:
    vectors = Artefact.open(written(tmp_path / "artefact")).section("appellations").vectors
    assert vectors is not None
    _, rows = vectors.query(ENCODER.encode(LIBELLES), limit=1)
    assert rows[:, 0].tolist() == [0, 1, 2]


def test_a_section_without_vectors_has_none(tmp_path: Path) -> None:
    with staged(tmp_path / "artefact") as folder:
        replace(section(), vectors=None, vector_owners=np.zeros(0, np.int32)).save(folder / "words")
    opened = type(section()).load(tmp_path / "artefact" / "words", Preparation())
    assert opened.vectors is None
    assert len(opened.vector_owners) == 0


def test_another_preparation_is_refused_with_both_values_and_the_way_out(tmp_path: Path) -> None:
    target = written(tmp_path / "artefact", replace(INPUTS, preparation="titles-0"))
    with pytest.raises(ArtefactMismatch) as caught:
        Artefact.open(target)
    assert (caught.value.found, caught.value.expected) == ("titles-0", Preparation().id)
    assert_names_all(caught.value, target, "titles-0", Preparation().id)


def test_another_encoder_is_refused_with_both_values_and_the_way_out(tmp_path: Path) -> None:
    target = written(tmp_path / "artefact")
    with pytest.raises(ArtefactMismatch) as caught:
        Artefact.open(target, encoder_sha256="9" * 64)
    assert (caught.value.found, caught.value.expected) == (ENCODER.sha256, "9" * 64)
    assert_names_all(caught.value, target, ENCODER.sha256, "9" * 64)


def assert_names_all(error: ArtefactMismatch, folder: Path, found: str, expected: str) -> None:
    for part in (str(folder), found, expected, "romarin build"):
        assert part in str(error)


def test_an_artefact_without_vectors_opens_with_any_encoder(tmp_path: Path) -> None:
    target = written(tmp_path / "artefact", replace(INPUTS, encoder=None))
    assert Artefact.open(target, encoder_sha256="9" * 64).folder == target


def test_a_damaged_artefact_is_refused(tmp_path: Path) -> None:
    target = written(tmp_path / "artefact")
    (target / "appellations/rows.json").write_text("[]", "utf-8")
    with pytest.raises(ArtefactDamaged, match=r"rows\.json"):
        Artefact.open(target)


def test_a_missing_artefact_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(ArtefactMissing, match="romarin build"):
        Artefact.open(tmp_path / "nowhere")


def test_a_staged_folder_takes_its_place_at_the_end(tmp_path: Path) -> None:
    target = tmp_path / "root" / "artefact"
    with staged(target) as folder:
        (folder / "file").write_text("whole", "utf-8")
        assert not target.exists()
        assert folder.parent == target.parent
    assert (target / "file").read_text("utf-8") == "whole"
    assert list(target.parent.iterdir()) == [target]


def test_a_staged_folder_can_be_read_by_others(tmp_path: Path) -> None:
    with staged(tmp_path / "artefact"):
        pass
    assert (tmp_path / "artefact").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_nothing_is_left_half_written(tmp_path: Path, error: type[BaseException]) -> None:
    with pytest.raises(error):
        interrupted(tmp_path / "artefact", error)
    assert list(tmp_path.iterdir()) == []


def interrupted(target: Path, error: type[BaseException]) -> None:
    """Begins an artefact and fails."""
    with staged(target) as folder:
        (folder / "file").write_text("half", "utf-8")
        raise error


def test_a_failed_build_keeps_what_stood_there(tmp_path: Path) -> None:
    target = written(tmp_path / "artefact")
    with pytest.raises(KeyboardInterrupt):
        interrupted(target, KeyboardInterrupt)
    Artefact.open(target)
    assert list(tmp_path.iterdir()) == [target]


def test_a_target_that_another_process_finished_first_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "artefact"
    with staged(target) as folder:
        (folder / "file").write_text("second", "utf-8")
        with staged(target) as other:
            (other / "file").write_text("first", "utf-8")
    assert (target / "file").read_text("utf-8") == "first"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_in_the_way_is_an_error_and_stays(tmp_path: Path) -> None:
    target = tmp_path / "artefact"
    target.write_text("mine", "utf-8")
    with pytest.raises(OSError, match="artefact"), staged(target):
        pass
    assert target.read_text("utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [target]
