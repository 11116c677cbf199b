"""The baselines that can be named, ours and those that installed packages add."""

import sys
from pathlib import Path

import pytest

from romarin.evaluation.baselines import baselines, chosen
from romarin.evaluation.errors import BaselineUnknown, BaselineUnloadable
from romarin.evaluation.ground import Ground

LOOKUPS = ["tsvector", "trigram", "bm25", "tfidf", "rapidfuzz", "use", "e5"]

SHOUTED = '''
from romarin.evaluation.answers import Answer
from romarin.evaluation.baselines import Baseline


class FirstLetter:
    """Whatever begins with the same letter."""

    def __init__(self, ground):
        self.appellations = ground.appellations

    def __call__(self, query, *, limit):
        return [
            Answer(one.code, one.code_rome, 1.0, one.libelle)
            for one in self.appellations
            if query and one.libelle.startswith(query[0])
        ][:limit]


BASELINE = Baseline("first-letter", "the labels that begin with the same letter", FirstLetter)
NO_BASELINE = "first-letter"
'''


def test_lookups_are_ours_in_the_order_of_the_report() -> None:
    assert [one.name for one in chosen("all", "lookup", baselines([]))] == LOOKUPS
    assert [one.name for one in chosen("all", "titles", baselines([]))] == LOOKUPS


def test_an_installed_package_adds_a_baseline(package: Path, ground: Ground) -> None:
    install(package, SHOUTED, "first-letter = shouted_baseline:BASELINE")
    [found] = chosen("first-letter", "lookup", baselines())
    assert found.lookup is not None
    answers = found.lookup(ground)("Fournil", limit=3)
    assert [answer.libelle for answer in answers] == ["Fournier / Fournière"]
    with pytest.raises(BaselineUnknown, match="first-letter"):
        chosen("first-letter", "titles", baselines())


def test_an_installed_package_may_take_the_place_of_ours(package: Path) -> None:
    install(package, SHOUTED.replace("first-letter", "bm25"), "mine = shouted_baseline:BASELINE")
    assert baselines()["bm25"].about == "the labels that begin with the same letter"
    assert [one.name for one in chosen("all", "lookup", baselines())] == LOOKUPS


@pytest.mark.parametrize(
    ("source", "point", "reason"),
    [
        (SHOUTED, "mine = shouted_baseline:NO_BASELINE", "it names str, not a Baseline"),
        (SHOUTED, "mine = shouted_baseline:MISSING", "MISSING"),
        (SHOUTED, "mine = shouted_elsewhere:BASELINE", "No module named 'shouted_elsewhere'"),
        ("import shouted_need", "mine = shouted_baseline:B", "No module named 'shouted_need'"),
        ("def (:", "mine = shouted_baseline:BASELINE", "SyntaxError"),
        ("Baseline()", "mine = shouted_baseline:BASELINE", "NameError"),
    ],
)
def test_a_package_without_the_baseline_that_it_announces_is_named(
    package: Path, source: str, point: str, reason: str
) -> None:
    install(package, source, point)
    with pytest.raises(BaselineUnloadable) as error:
        baselines()
    assert error.value.entry_point == point
    assert reason in str(error.value)
    assert "uninstall" in str(error.value)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the path, to install a package into."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "shouted_baseline", raising=False)
    return tmp_path


def install(folder: Path, source: str, entry_point: str) -> None:
    """What pip leaves of a package with one module and one entry point."""
    (folder / "shouted_baseline.py").write_text(source)
    told = folder / "shouted_baseline-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: shouted-baseline\nVersion: 1.0\n")
    (told / "entry_points.txt").write_text(f"[romarin.baselines]\n{entry_point}\n")
