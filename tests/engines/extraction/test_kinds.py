"""Kinds: an offer speaks to somebody, a CV of somebody."""

import pytest
from tests.engines.extraction.offers import CARISTE, CV

from romarin.engines.extraction import DocumentKind
from romarin.engines.extraction.kinds import kind_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (CARISTE, DocumentKind.OFFRE),
        (CV, DocumentKind.CV),
        ("Nous recherchons un cariste. Votre profil : rigoureux.", DocumentKind.OFFRE),
        ("Cariste, 34 ans. J'ai mon permis B. Loisirs : vélo.", DocumentKind.CV),
        ("Cariste", DocumentKind.OFFRE),  # nothing tells: most texts are offers
        ("", DocumentKind.OFFRE),
    ],
)
def test_whom_a_text_speaks_of_tells_its_kind(text: str, kind: DocumentKind) -> None:
    assert kind_of(text) is kind
