"""Fixtures of bulk runs: files of a few offers, and plans over them."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

import pytest
from tests.batch.engines import LoadFakes

from romarin.batch import (
    Asked,
    Job,
    MakeTagger,
    Options,
    Output,
    Plan,
    checked,
    find_inputs,
)

USUAL = Asked()
ABOUT = {"rome": "460", "source": "official", "romarin": "0"}

Plain = dict[str, Any]


class MakePlan(Protocol):
    """A plan over files, with options of `Options` by name."""

    def __call__(
        self, *named: Path, out: Path, rows: int = 32, columns: Asked = USUAL, **options: Any
    ) -> Plan: ...


@pytest.fixture
def plan() -> MakePlan:
    """Plans with the engines of these tests."""

    def make(
        *named: Path, out: Path, rows: int = 32, columns: Asked = USUAL, **options: Any
    ) -> Plan:
        output = Output.of(out, options.pop("format", None))
        wanted = Options(format=output.format, **options)
        inputs = find_inputs([str(path) for path in named], leave_out=output.ours)
        inputs = tuple(checked(file) for file in inputs)
        make = MakeTagger(LoadFakes(wanted.task), wanted)
        return Plan(Job(inputs, columns, wanted.task, make), wanted, output, ABOUT, rows)

    return make


@pytest.fixture
def offers(tmp_path: Path) -> Path:
    """300 offers as JSON lines, in ten batches."""
    return write_lines(tmp_path / "offers.jsonl", (offer(at) for at in range(300)))


def offer(at: int, text: str = "Conduire des chariots") -> Plain:
    """An offer by number."""
    return {"id": f"o{at}", "title": f"Cariste {at}", "text": f"{text} {at}"}


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    """The rows as JSON lines."""
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), "utf-8")
    return path


def read_lines(path: Path) -> list[Plain]:
    """What JSON lines hold."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def ids(path: Path) -> list[str]:
    """The ids of an output, in its order."""
    return [row["id"] for row in read_lines(path)]
