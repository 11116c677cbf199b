"""Layout: four source roots share one namespace package, and the catalogue stays light."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STAGES = ("models", "indexer", "service", "eval")
HEAVY = frozenset({"torch", "faiss", "onnxruntime", "fastapi", "spacy", "numpy", "typer", "rich"})


@pytest.mark.parametrize("stage", STAGES)
def test_no_init_file_hides_the_other_roots(stage: str) -> None:
    for folder in (ROOT / stage, ROOT / stage / "romarin"):
        assert not (folder / "__init__.py").exists()
        assert not list(folder.glob("*.py"))


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_says_what_enters_and_what_leaves(stage: str) -> None:
    assert (ROOT / stage / "README.md").is_file()


def test_every_package_opens_with_one_sentence() -> None:
    packages = [path for stage in STAGES for path in (ROOT / stage / "romarin").glob("*/")]
    modules = [module for package in packages for module in package.rglob("*.py")]
    assert modules
    for module in modules:
        first = module.read_text("utf-8").partition("\n")[0]
        assert first.startswith('"""'), module
        assert "." in first, module


def test_every_package_has_an_init_file() -> None:
    for stage in STAGES:
        for package in (ROOT / stage / "romarin").glob("*/"):
            if any(package.glob("*.py")):
                assert (package / "__init__.py").is_file()


def test_importing_the_catalogue_loads_no_engine() -> None:
    assert not _loaded_by("romarin.catalogue") & HEAVY


def test_importing_the_command_line_loads_no_engine() -> None:
    assert not _loaded_by("romarin.cli") & (HEAVY - {"typer", "rich"})


def test_importing_the_engines_loads_no_web_server_and_no_torch() -> None:
    assert not _loaded_by("romarin.engines") & {"fastapi", "starlette", "uvicorn", "torch"}


def _loaded_by(package: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after importing a package."""
    code = f"""
import sys
sys.path[:0] = {[str(ROOT / stage) for stage in STAGES]!r}
import {package}
print(*sys.modules, sep="\\n")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=120
    )
    return {name.partition(".")[0] for name in done.stdout.split()}
