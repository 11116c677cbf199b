"""Floors: what our own cases have reached is not lost again, and the file only rises."""

import json
import subprocess
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from romarin.cli.assessment import Asked, Assessment
from romarin.cli.workshop import Choices, Workshop
from romarin.evaluation.errors import FloorsUnreadable, RomeMismatch
from romarin.evaluation.floors import Floors, worsened
from romarin.evaluation.ground import Ground
from romarin.evaluation.results import Result, Scores
from romarin.evaluation.tasks import KeystrokesTask

ROOT = Path(__file__).parents[2]
FLOORS = ROOT / "eval" / "floors.json"
SETS = {
    "lookup": ROOT / "eval" / "cases" / "lookup",
    "competences": ROOT / "eval" / "cases" / "competences.tsv",
    "extraction": ROOT / "eval" / "cases" / "extraction",
}
LOWER_IS_BETTER = ("answered_out_of_scope", "lost")


def result(measures: Mapping[str, float], *, version: str = "460") -> Result:
    own = Scores({"all": measures, "by_family": {}}, {}, [])
    rome = {"version": version, "source": "official"}
    return Result("keystrokes", "cases/keys.tsv", 1, "", "", 0, None, rome, None, own)


def test_floors_stand_at_the_hundredth_below_what_was_reached() -> None:
    floors = Floors("").raised(result({"saved": 0.7899, "lost": 0.0033}), KeystrokesTask())
    assert floors.sets == {"keystrokes keys.tsv": {"all": {"saved": 0.78, "lost": 0.01}}}


def test_a_figure_that_reaches_a_hundredth_exactly_keeps_it() -> None:
    floors = Floors("").raised(result({"saved": 0.29, "lost": 0.07}), KeystrokesTask())
    assert floors.sets["keystrokes keys.tsv"]["all"] == {"saved": 0.29, "lost": 0.07}


def test_a_worse_result_lowers_no_floor_and_a_better_one_lifts_it() -> None:
    floors = Floors("").raised(result({"saved": 0.7, "lost": 0.02}), KeystrokesTask())
    assert floors.raised(result({"saved": 0.5, "lost": 0.3}), KeystrokesTask()) == floors
    lifted = floors.raised(result({"saved": 0.8, "lost": 0.01}), KeystrokesTask())
    assert lifted.sets["keystrokes keys.tsv"]["all"] == {"saved": 0.8, "lost": 0.01}


def test_a_figure_under_its_floor_is_named_with_both_values() -> None:
    floors = Floors("").raised(result({"saved": 0.7, "lost": 0.02}), KeystrokesTask())
    falls = floors.falls(result({"saved": 0.6999, "lost": 0.0201}), KeystrokesTask())
    assert [str(fall) for fall in falls] == [
        "keystrokes keys.tsv, all, saved: 0.6999, floor 0.70",
        "keystrokes keys.tsv, all, lost: 0.0201, floor 0.02",
    ]


def test_a_figure_that_is_not_measured_any_more_is_a_fall() -> None:
    floors = Floors("").raised(result({"saved": 0.7, "lost": 0.02}), KeystrokesTask())
    [fall] = floors.falls(result({"saved": 0.7}), KeystrokesTask())
    assert "lost: not measured" in str(fall)


def test_floors_of_another_rome_are_refused() -> None:
    floors = Floors("").raised(result({"saved": 0.7}), KeystrokesTask())
    with pytest.raises(RomeMismatch, match=r"460.*expected 461"):
        floors.falls(result({"saved": 0.7}, version="461"), KeystrokesTask())


def test_a_file_that_holds_no_floors_is_named(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text("[]", "utf-8")
    with pytest.raises(FloorsUnreadable, match=r"floors\.json"):
        Floors.load(path)


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    floors = Floors("").raised(result({"saved": 0.7, "lost": 0.02}), KeystrokesTask())
    floors.save(tmp_path / "floors.json")
    assert Floors.load(tmp_path / "floors.json") == floors


def test_the_floor_file_has_only_risen() -> None:
    known = _git("log", "--format=%H", "--", "eval/floors.json").split()
    versions = [_floors_at(commit) for commit in reversed(known)]
    versions.append(Floors.load(FLOORS))
    for before, after in pairwise(versions):
        if before.rome == after.rome:  # another ROME has other cases
            assert list(worsened(before, after, LOWER_IS_BETTER)) == []


@pytest.mark.slow
@pytest.mark.parametrize("task", SETS)
def test_our_own_cases_are_answered_as_well_as_they_ever_were(archive: Path, task: str) -> None:
    choices = Choices.of(archive, None, None, None, None, 0)
    assessment = Assessment(Asked(task, SETS[task]), Workshop(choices))
    with Ground(assessment.catalogue, choices.artefacts) as ground:
        found = assessment.run(ground, save=lambda _: None)
    floors = Floors.load(FLOORS)
    assert f"{task} {SETS[task].name}" in floors.sets
    assert list(map(str, floors.falls(found, assessment.task))) == []


def _floors_at(commit: str) -> Floors:
    told = json.loads(_git("show", f"{commit}:eval/floors.json"))
    return Floors(told["rome"], told["floors"])


def _git(*words: str) -> str:
    done = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"needs the git history: {done.stderr.strip()}")
    return done.stdout
