"""`romarin train prediction` on the tiny archive, with offers of our own."""

import json
from pathlib import Path

import numpy as np
import pytest
from tests.cli.conftest import Romarin

from romarin.catalogue import Catalogue
from romarin.engines.prediction import Associations, Given, Weights

DUTIES = {
    "D1901": "Vous préparez le pain et suivez la cuisson au four de chaque fournée.",
    "F1901": "Vous montez les murs d'une maison et coulez les dalles sur le chantier.",
    "G1901": "Vous préparez les plats du restaurant et tenez votre poste propre.",
    "N1901": "Vous conduisez le chariot et rangez les palettes dans l'entrepôt.",
}


def offers_of(catalogue: Catalogue, folder: Path, *, count: int) -> Path:
    codes = list(DUTIES)
    lines = []
    for at in range(count):
        code = codes[at % len(codes)]
        appellations = catalogue.appellations_of(code)
        told = {
            "id": f"o{at}",
            "intitule": appellations[at % len(appellations)].libelle,
            "description": f"Poste {at}. {DUTIES[code]} {DUTIES[code]} {DUTIES[code]}",
            "origin": "ft" if at % 7 else "partner",
            "dup_group": f"g{at}",
            "romeCode_v490": code,
            "codeNAF": "47.24Z",
        }
        lines.append(json.dumps(told) + "\n")
    path = folder / "offers.jsonl"
    path.write_text("".join(lines), "utf-8")
    return path


@pytest.mark.slow
def test_what_is_fitted_is_what_the_engine_reads(
    romarin: Romarin, tiny: Path, tiny_catalogue: Catalogue, tmp_path: Path
) -> None:
    offers = offers_of(tiny_catalogue, tmp_path, count=140)
    coding = tmp_path / "coding.tsv"
    coding.write_text("id\tbest\taccepted\no1\tF1901\tF1901|D1901\n", "utf-8")
    out = tmp_path / "out"
    given = ("--archive", tiny, "--offers", offers, "--coding", coding, "--out", out)
    done = romarin("train", "prediction", *given)
    assert done.code == 0, done.err
    assert "none, both: expert's codes, 1 offers: first 1.000" in done.out
    with np.load(out / "associations.npz") as told:
        assert sorted(Associations.of(told).codes) == sorted(DUTIES)
    told = json.loads((out / "ranker.json").read_text("utf-8"))
    assert {Given(given) for given in told["none"]} == set(Given)
    assert Weights(**told["none"]["both"]).signs


def test_too_few_offers_are_refused(
    romarin: Romarin, tiny: Path, tiny_catalogue: Catalogue, tmp_path: Path
) -> None:
    offers = offers_of(tiny_catalogue, tmp_path, count=30)
    given = ("--archive", tiny, "--offers", offers, "--out", tmp_path / "out")
    line = romarin("train", "prediction", *given).error_line
    assert "25 offers with a code that a person chose; 50 are needed" in line
    assert not (tmp_path / "out").exists()
