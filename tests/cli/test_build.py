"""`romarin build`: the artefact of the options and of the environment, made once."""

from pathlib import Path

import pytest
from tests.cli.conftest import Romarin

from romarin.index import Artefact


def _files(folder: Path) -> dict[str, int]:
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_it_prints_the_folder_that_it_built_and_nothing_else(
    romarin: Romarin, tiny: Path, own_environment: Path
) -> None:
    done = romarin("build", "--archive", tiny)
    folder = Path(done.out.removesuffix("\n"))
    assert (done.code, done.err) == (0, "")
    assert folder.parent == own_environment / "artefacts"
    assert Artefact.open(folder).manifest.rows["appellations"] == 70


def test_a_second_build_finds_the_first(romarin: Romarin, tiny: Path, built: Path) -> None:
    before = _files(built)
    again = romarin("build", "--archive", tiny, "--artefacts", built.parent)
    assert (again.code, Path(again.out.strip())) == (0, built)
    assert _files(built) == before
    assert [path.name for path in built.parent.iterdir()] == [built.name]


def test_the_environment_says_what_the_options_leave_out(
    romarin: Romarin, tiny: Path, tmp_path: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROMARIN_ARCHIVE", str(tiny))
    monkeypatch.setenv("ROMARIN_ARTEFACTS", str(tmp_path / "artefacts"))
    done = romarin("build")
    assert Path(done.out.strip()) == built
    assert "ROMARIN_ARCHIVE" in done.err


def test_an_option_wins_over_the_environment(
    romarin: Romarin, tiny: Path, tmp_path: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROMARIN_ARCHIVE", "/nowhere")
    monkeypatch.setenv("ROMARIN_ARTEFACTS", "/nowhere")
    done = romarin("build", "--archive", tiny, "--artefacts", tmp_path / "artefacts")
    assert Path(done.out.strip()) == built


def test_another_thesaurus_or_priors_makes_another_artefact(
    romarin: Romarin, tiny: Path, tiny_thesaurus: Path, tmp_path: Path, built: Path
) -> None:
    priors = tmp_path / "priors.tsv"
    priors.write_text("code_ogr\tcount\n6001\t3\n", "utf-8")
    same = ("build", "--archive", tiny, "--artefacts", built.parent)
    folders = {built} | {
        Path(romarin(*same, *more).out.strip())
        for more in (("--thesaurus", tiny_thesaurus), ("--priors", priors))
    }
    assert len(folders) == 3


def test_a_users_thesaurus_is_answered_from(
    romarin: Romarin, tiny: Path, tiny_thesaurus: Path
) -> None:
    done = romarin("lookup", "codeur", "--archive", tiny, "--thesaurus", tiny_thesaurus)
    assert "Développeur / Développeuse web" in done.out


def test_a_folder_that_is_an_artefact_is_taken_as_it_is(romarin: Romarin, built: Path) -> None:
    assert Path(romarin("build", "--artefacts", built).out.strip()) == built


@pytest.mark.slow
def test_a_fresh_machine_builds_the_starter_and_says_so_in_one_line(romarin: Romarin) -> None:
    done = romarin("build")
    assert done.code == 0
    assert Path(done.out.strip()).name.startswith("starter-460-words-")
    (line,) = done.err.splitlines()
    assert "starter catalogue, not the official ROME" in line
    assert "download is turned off" in line


@pytest.mark.slow
def test_the_packaged_encoder_is_the_default(
    romarin: Romarin, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ROMARIN_ENCODER")
    done = romarin("build", "--archive", tiny)
    stamp = Artefact.open(Path(done.out.strip())).manifest.inputs.encoder
    assert stamp is not None
    assert (stamp.name, stamp.dimension) == ("romarin-mini", 384)
    assert romarin("lookup", "dév web", "--archive", tiny).code == 0
