"""What importing bulk runs costs, and what is told where an extra is not installed."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.batch.conftest import MakePlan

from romarin.batch import Cluster, Output, run
from romarin.batch.errors import ExtraMissing


def test_neither_ray_nor_pyarrow_is_imported_before_it_is_used() -> None:
    script = "import sys, romarin.batch; print(*{'ray', 'pyarrow', 'pandas'} & set(sys.modules))"
    environ = {"PYTHONPATH": ":".join(sys.path)}
    imported = subprocess.run(
        [sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=True
    )
    assert imported.stdout.split() == []


def test_parquet_without_its_extra_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(ExtraMissing, match=r"pip install 'romarin\[batch\]'.*JSON lines"):
        Output.of(tmp_path / "out.parquet")


def test_ray_without_its_extra_is_told(
    plan: MakePlan, offers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ExtraMissing, match=r"pip install 'romarin\[ray\]'"):
        run(plan(offers, out=tmp_path / "out.jsonl"), Cluster())
