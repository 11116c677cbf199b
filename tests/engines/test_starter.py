"""The starter catalogue: what a fresh machine answers with the packaged encoder."""

import pytest

from romarin.catalogue import Source
from romarin.engines import GroupBy, Lookup

pytestmark = pytest.mark.slow


def test_it_says_that_it_is_not_the_official_rome(starter_lookup: Lookup) -> None:
    assert starter_lookup.release.source is Source.STARTER
    assert "pas le ROME officiel" in starter_lookup.release.licence


@pytest.mark.parametrize(
    ("typed", "code_rome"),
    [
        ("dév web", "M1855"),
        ("boulangère", "D1102"),
        ("infirmiere", "J1506"),
        ("plombeir", "F1603"),
        ("prof de yoga", "G1209"),
        ("camionneur", "N4101"),
        ("aide soignante", "J1501"),
        ("comptable", "M1203"),
        ("hotesse de caisse", "D1505"),
        ("macon", "F1703"),
        ("M1855", "M1855"),
    ],
)
def test_any_common_job_finds_its_code(starter_lookup: Lookup, typed: str, code_rome: str) -> None:
    found = starter_lookup(typed, limit=5, group_by=GroupBy.METIER)
    assert code_rome in [s.code_rome for s in found]


@pytest.mark.parametrize("typed", ["bonjour", "paris", "azerty", "", "1500", "cdi"])
def test_what_is_no_job_has_no_answer_either(starter_lookup: Lookup, typed: str) -> None:
    assert starter_lookup(typed) == []
