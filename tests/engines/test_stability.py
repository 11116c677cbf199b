"""Stability: an answer once shown does not vanish while typing goes on toward it."""

import random
from collections.abc import Iterator

import pytest

from romarin.catalogue import Catalogue
from romarin.engines import Lookup
from romarin.text import split_gender

SHOWN = 5  # suggestions that a list shows without scrolling
SAMPLE = 150
MOST_LOST = 0.015  # of the keys after the first list that shows the métier


def test_once_shown_a_metier_of_the_tiny_archive_stays(
    lookup: Lookup, tiny_catalogue: Catalogue
) -> None:
    for appellation in tiny_catalogue.appellations.values():
        shown = list(_shown(lookup, appellation.libelle, appellation.code_rome))
        assert shown[-1]
        assert all(shown[shown.index(True) :])


@pytest.mark.slow
def test_once_shown_a_metier_of_the_full_rome_is_lost_at_hardly_any_key(
    full_lookup: Lookup, full_catalogue: Catalogue
) -> None:
    appellations = random.Random(4).sample(list(full_catalogue.appellations.values()), SAMPLE)
    later = lost = 0
    for appellation in appellations:
        shown = list(_shown(full_lookup, appellation.libelle, appellation.code_rome))
        after = shown[shown.index(True) + 1 :] if True in shown else []
        later += len(after)
        lost += after.count(False)
    assert later > 10 * SAMPLE
    assert lost / later <= MOST_LOST


@pytest.mark.slow
def test_typed_in_full_nearly_every_appellation_shows_its_metier(
    full_lookup: Lookup, full_catalogue: Catalogue
) -> None:
    appellations = random.Random(5).sample(list(full_catalogue.appellations.values()), 500)
    missed = [
        appellation.libelle
        for appellation in appellations
        if appellation.code_rome
        not in {s.code_rome for s in full_lookup(_typed(appellation.libelle), limit=SHOWN)}
    ]
    assert len(missed) <= 2, missed


def _shown(lookup: Lookup, libelle: str, code_rome: str) -> Iterator[bool]:
    """For each key, whether the list shows an appellation of the métier."""
    typed = _typed(libelle)
    for length in range(1, len(typed) + 1):
        yield code_rome in {s.code_rome for s in lookup(typed[:length], limit=SHOWN)}


def _typed(libelle: str) -> str:
    return split_gender(libelle).masculine
