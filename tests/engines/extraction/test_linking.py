"""Linking: the items that a phrase may mean, each with what speaks for it."""

import numpy as np
import pytest

from romarin.engines.extraction import DocumentKind, Extraction, LikelyMetier
from romarin.engines.extraction.linking import SIGNS, Candidates, Linker, Phrase

OFFRE = DocumentKind.OFFRE


@pytest.fixture(scope="module")
def linker(extraction: Extraction) -> Linker:
    return extraction.linker


def link(linker: Linker, phrase: str, *metiers: LikelyMetier) -> Candidates:
    [found] = linker([Phrase(phrase, asked=False)], "Cariste", OFFRE, metiers)
    return found


def signs(linker: Linker, found: Candidates, code: str) -> dict[str, float]:
    codes = [linker.skills.codes[at] for at in found.items.tolist()]
    return dict(zip(SIGNS, found.signs[codes.index(code)].tolist(), strict=True))


def test_every_candidate_has_every_sign(linker: Linker) -> None:
    found = link(linker, "conduite de chariot")
    assert found.signs.shape == (len(found.items), len(SIGNS))
    assert np.isfinite(found.signs).all()
    assert len(set(found.items.tolist())) == len(found.items)
    assert len(set(SIGNS)) == len(SIGNS)


def test_a_phrase_that_is_a_label_shares_all_with_it(linker: Linker) -> None:
    told = signs(linker, link(linker, "Conduire un chariot élévateur"), "8226")
    assert told["same words"] == 1
    assert told["same first word"] == 1
    assert told["label cosine"] == pytest.approx(1, abs=2e-3)
    assert told["label words"] == pytest.approx(1, abs=1e-5)
    assert told["share of phrase"] == pytest.approx(1, abs=1e-5)
    assert told["share of label"] == pytest.approx(1, abs=1e-5)
    assert told["cosine behind best"] == told["words behind best"] == told["rank"] == 0


def test_the_macro_of_a_candidate_is_a_candidate(linker: Linker) -> None:
    skills, found = linker.skills, link(linker, "livrer un colis")
    held = set(found.items.tolist())
    assert {skills.macros[at] for at in held if skills.macros[at] >= 0} <= held


def test_a_likely_metier_speaks_for_the_items_of_its_fiche(linker: Linker) -> None:
    found = link(linker, "conduite de chariot", LikelyMetier("N1901", "Cariste", 0.5))
    told = signs(linker, found, "8226")
    assert told["in likely fiche"] == told["principal in likely fiche"] == 0.5
    assert told["macro in likely fiche"] == 0.5
    unknown = signs(linker, link(linker, "conduite de chariot"), "8226")
    assert unknown["in likely fiche"] == unknown["share of domaine"] == 0


def test_a_metier_of_another_release_speaks_for_nothing(linker: Linker) -> None:
    found = link(linker, "conduite de chariot", LikelyMetier("Z9999", "?", 0.9))
    assert signs(linker, found, "8226") == signs(
        linker, link(linker, "conduite de chariot"), "8226"
    )


def test_types_are_told_apart_by_what_is_asked_and_claimed(linker: Linker) -> None:
    [asked] = linker([Phrase("Linux", asked=True)], "", DocumentKind.CV, ())
    told = signs(linker, asked, "8518")
    assert told["is SAVOIR"] == told["asked SAVOIR"] == told["claimed SAVOIR"] == 1
    assert told["is MACRO-SAVOIR-FAIRE"] == told["asked MACRO-SAVOIR-FAIRE"] == 0


@pytest.mark.parametrize("phrase", ["…", "🙂", "xyzzy", "de la", "mot " * 2000])
def test_any_phrase_has_candidates_with_finite_signs(linker: Linker, phrase: str) -> None:
    found = link(linker, phrase)
    assert len(found.items)
    assert np.isfinite(found.signs).all()


def test_no_phrase_has_no_candidate(linker: Linker) -> None:
    assert linker([], "Cariste", OFFRE, ()) == []
