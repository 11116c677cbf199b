"""`romarin tag`: its options and mistakes, and a real run that is killed."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import Romarin
from tests.trees import tree, wait_for_end

COMMAND = (sys.executable, "-c", "from romarin.cli import main; main()")
TEXT = (
    "Vous conduisez des chariots élévateurs.\n- Préparer les commandes\n- Charger les camions\n"
    "Le permis C serait un plus."
)


def write_offers(path: Path, count: int, *, id_name: str = "id") -> Path:
    """Offers of our own, each a little other."""
    rows = (
        {id_name: f"o{at}", "title": f"Cariste {at}", "text": f"{TEXT} Poste {at}."}
        for at in range(count)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture
def offers(tmp_path: Path) -> Path:
    return write_offers(tmp_path / "offers.jsonl", 3)


@pytest.fixture
def packaged(monkeypatch: pytest.MonkeyPatch) -> None:
    """The packaged encoder, without which no skill is read."""
    monkeypatch.delenv("ROMARIN_ENCODER")


def test_columns_found_are_listed_where_one_is_missing(romarin: Romarin, tmp_path: Path) -> None:
    offers = write_offers(tmp_path / "offers.jsonl", 1, id_name="ref")
    done = romarin("tag", offers, tmp_path / "out.jsonl")
    assert done.code == 1
    assert done.err.splitlines()[-1] == (
        f"romarin: {offers}: no column id for the id; the columns found are 'ref', 'title', "
        "'text': name one with --id-column, or @row to go by file and row"
    )


def test_an_input_that_is_not_there_is_told(romarin: Romarin, tmp_path: Path) -> None:
    assert "none.csv" in romarin("tag", tmp_path / "none.csv", tmp_path / "out.jsonl").error_line


def test_an_output_without_a_format_is_told(romarin: Romarin, offers: Path, tmp_path: Path) -> None:
    line = romarin("tag", offers, tmp_path / "tags").error_line
    assert "--format" in line
    assert ".parquet" in line


@pytest.mark.parametrize(
    "options",
    [
        "--task jobs",
        "--format csv",
        "--kind lettre",
        "--engine spark",
        "--min-score 2",
        "--limit 0",
        "--workers 0",
        "--ray-address auto",
    ],
)
def test_a_wrong_option_is_told_before_anything_is_read(
    romarin: Romarin, tmp_path: Path, options: str
) -> None:
    done = romarin("tag", tmp_path / "none.jsonl", tmp_path / "out.jsonl", *options.split())
    assert done.code == 2
    assert options.split()[0] in done.err


@pytest.mark.slow
@pytest.mark.usefixtures("packaged")
def test_several_inputs_come_before_the_output(
    romarin: Romarin, starter_artefact: Path, tmp_path: Path
) -> None:
    names = ("b.jsonl", "a.jsonl")
    files = [write_offers(tmp_path / name, at) for at, name in enumerate(names, 2)]
    out = tmp_path / "out.jsonl"
    done = romarin("tag", *files, out, "--workers", "1", "--artefacts", starter_artefact)
    assert done.code == 0, done.err
    assert f"{out}: 5 documents" in done.err
    assert [json.loads(line)["id"] for line in out.read_text("utf-8").splitlines()] == [
        "o0",
        "o1",
        "o0",
        "o1",
        "o2",
    ]
    again = romarin("tag", *files, out, "--workers", "1", "--artefacts", starter_artefact)
    assert again.code == 0
    assert "nothing to do" in again.err
    other = romarin("tag", *files, out, "--min-score", "0.7", "--artefacts", starter_artefact)
    assert "min-score" in other.err.splitlines()[-1]
    assert other.code == 1


@pytest.mark.slow
@pytest.mark.usefixtures("packaged")
@pytest.mark.parametrize(
    ("task", "parts"),
    [
        ("skills", {"mentions", "competences", "unresolved", "metiers", "unsure"}),
        ("metiers", {"metiers", "margin", "unsure"}),
        ("both", {"mentions", "competences", "unresolved", "metiers", "margin", "unsure"}),
    ],
)
def test_every_task_has_its_parts(
    romarin: Romarin, starter_artefact: Path, tmp_path: Path, task: str, parts: set[str]
) -> None:
    offers = write_offers(tmp_path / "offers.jsonl", 1)
    out = tmp_path / "out.jsonl"
    done = romarin("tag", offers, out, "--task", task, "--artefacts", starter_artefact)
    assert done.code == 0, done.err
    row = json.loads(out.read_text("utf-8"))
    assert set(row) == {"id", "rome"} | parts
    assert row["rome"] == {"version": "460", "source": "starter"}
    first = row["metiers"][0]
    assert ("appellation" in first) == (task != "skills")


@pytest.mark.slow
@pytest.mark.usefixtures("packaged")
def test_nothing_of_a_text_is_told(
    romarin: Romarin, starter_artefact: Path, tmp_path: Path
) -> None:
    offers = write_offers(tmp_path / "offers.jsonl", 3)
    with offers.open("a", encoding="utf-8") as file:
        file.write('{"id": "bad", "text": "chariots')
    out = tmp_path / "out.jsonl"
    done = romarin("tag", offers, out, "--workers", "1", "--artefacts", starter_artefact)
    assert "1 rows rejected" in done.err
    for told in (done.err, done.out, (tmp_path / "out.jsonl.rejected.jsonl").read_text("utf-8")):
        assert "chariots" not in told


@pytest.mark.slow
@pytest.mark.usefixtures("packaged")
def test_a_command_that_is_killed_goes_on_when_called_again(
    starter_artefact: Path, tmp_path: Path
) -> None:
    offers, out = write_offers(tmp_path / "offers.jsonl", 3_000), tmp_path / "out.jsonl"
    command = [*COMMAND, "tag", str(offers), str(out), "--workers", "1"]
    command += ["--artefacts", str(starter_artefact)]
    process = subprocess.Popen(command)
    while not (part := tmp_path / ".out.jsonl.run" / "000000.json").is_file():
        assert process.poll() is None
        time.sleep(0.05)
    family = tree(process.pid)
    process.kill()
    process.wait()
    wait_for_end(family, patience=10)
    kept = json.loads(part.read_text("utf-8"))["documents"]
    assert 0 < kept < 3_000
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with out.open(encoding="utf-8") as lines:
        assert [json.loads(line)["id"] for line in lines] == [f"o{at}" for at in range(3_000)]
