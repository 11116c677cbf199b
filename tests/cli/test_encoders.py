"""Encoders on the command line: named, listed, and found again by the artefact they made."""

from pathlib import Path

import pytest
from tests.cli.conftest import Romarin

from romarin.api import Settings
from romarin.api.loading import open_engines
from romarin.encoder import FALLBACK, CosineScale, write_scale

pytestmark = pytest.mark.usefixtures("shelf")


@pytest.fixture
def mini_built(romarin: Romarin, tiny: Path, tmp_path: Path) -> Path:
    """An artefact made with romarin-mini, which is not the default."""
    done = romarin("build", "--archive", tiny, "--encoder", "mini", "--artefacts", tmp_path / "a")
    assert done.code == 0, done.err
    return Path(done.out.strip())


def test_the_list_names_the_packaged_and_marks_the_default(romarin: Romarin) -> None:
    mini, small = romarin("encoder", "list").out.splitlines()
    assert mini.startswith("romarin-mini ")
    assert "64 dimensions" in mini
    assert [line.endswith("(default)") for line in (mini, small)] == [False, True]


@pytest.mark.parametrize("verb", ["build", "serve", "lookup", "explain", "eval lookup", "bench"])
def test_help_says_that_packaged_encoders_have_names(romarin: Romarin, verb: str) -> None:
    assert "romarin encoder list" in " ".join(romarin(*verb.split(), "--help").out.split())


def test_an_artefact_is_named_after_the_encoder(mini_built: Path) -> None:
    assert "-romarin-mini-" in mini_built.name


def test_the_short_name_and_the_whole_make_one_artefact(
    romarin: Romarin, tiny: Path, mini_built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROMARIN_ENCODER", "romarin-mini")
    again = romarin("build", "--archive", tiny, "--artefacts", mini_built.parent)
    assert Path(again.out.strip()) == mini_built


@pytest.mark.parametrize("setting", ["default", "mini", "none", None])
def test_a_named_artefact_is_asked_with_its_own_encoder(
    romarin: Romarin, mini_built: Path, monkeypatch: pytest.MonkeyPatch, setting: str | None
) -> None:
    monkeypatch.delenv("ROMARIN_ENCODER")
    if setting is not None:
        monkeypatch.setenv("ROMARIN_ENCODER", setting)
    for verb in ("lookup", "explain"):
        done = romarin(verb, "boulangère", "--artefacts", mini_built)
        assert done.code == 0, done.err
        assert "Boulanger / Boulangère" in done.out


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "romarin-mini"),
        ({"ROMARIN_ENCODER": "default"}, "romarin-mini"),
        ({"ROMARIN_ENCODER": "romarin-mini"}, "romarin-mini"),
        ({"ROMARIN_ENCODER": "none"}, None),
    ],
)
def test_the_service_serves_a_named_artefact_with_its_own_encoder(
    mini_built: Path, environ: dict[str, str], expected: str | None
) -> None:
    settings = Settings.from_env({"ROMARIN_ARTEFACTS": str(mini_built), **environ})
    assert open_engines(settings).encoder == expected


def test_the_edition_changes_with_the_scale_and_without_the_encoder(
    mini_built: Path, shelf: Path
) -> None:
    editions = {
        open_engines(Settings(mini_built, encoder=name)).edition for name in ("mini", "none")
    }
    write_scale(shelf / "romarin-mini", CosineScale(0.1, 0.1, FALLBACK.middle, FALLBACK.slope))
    editions.add(open_engines(Settings(mini_built)).edition)
    assert len(editions) == 3


def test_an_artefact_asked_with_another_packaged_encoder_is_told(
    romarin: Romarin, mini_built: Path
) -> None:
    line = romarin("lookup", "x", "--artefacts", mini_built, "--encoder", "small").error_line
    assert "romarin-mini" in line
    assert "romarin-small" in line
    assert "--encoder" in line


@pytest.mark.usefixtures("without_extra")  # with it, the hub is asked first
def test_a_name_that_is_not_packaged_is_told_with_those_that_are(
    romarin: Romarin, tiny: Path
) -> None:
    line = romarin("build", "--archive", tiny, "--encoder", "romarin-mni").error_line
    assert all(name in line for name in ("romarin-mni", "romarin-mini", "romarin-small"))
    assert "pip install 'romarin[train]'" in line
