"""Fixtures of the text tests."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import settings

from romarin.catalogue.archive import Archive

# A busy machine is no defect of the code.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def libelles(archive: Path) -> list[str]:
    """Every label of the full ROME's appellations, long and short, once each."""
    table = Archive.read(archive).files["referentiel_appellation"].decode("utf-8-sig")
    columns = ("libelle_appellation_long", "libelle_appellation_court")
    rows = csv.DictReader(io.StringIO(table))
    return sorted({row[column] for row in rows for column in columns})
