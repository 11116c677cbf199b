"""Small inputs of our own for the training data."""

import json
from pathlib import Path

import pytest

from romarin.training.data import Inputs

LONG = (
    "Notre fournil cherche une personne qui aime le bon pain. "
    "Vous devrez pétrir et façonner la pâte chaque nuit avec soin. "
    "Une équipe de quatre personnes vous attend au village depuis longtemps déjà. "
    "Le magasin ouvre à sept heures et ferme à midi tous les jours de la semaine."
)


def offer(id_: str, title: str, text: str = LONG, **more: object) -> dict[str, object]:
    """An offer as France Travail's files have it, of the tiny archive."""
    fields: dict[str, object] = {
        "id": id_,
        "intitule": title,
        "description": text,
        "origin": "ft",
        "dup_group": f"g-{id_}",
        "romeCode_v490": "D1901",
        "appellation_ogr_v490": "6006",
        "competences": [{"code_v490": "8204"}, {"code_v490": "8212"}],
    }
    return fields | more


def write_lines(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def inputs(tmp_path: Path, tiny_thesaurus: Path) -> Inputs:
    """Every input, each of a line or two."""
    esco = tmp_path / "esco"
    esco.mkdir()
    header = "conceptUri,preferredLabel,altLabels\n"
    (esco / "v2_occupations_fr.csv").write_text(
        header + "o/1,boulanger/boulangère,artisan du pain|ouvrier du pain\n", encoding="utf-8"
    )
    (esco / "v2_skills_fr.csv").write_text(
        header + 's/1,JavaScript,"JS\nECMAScript"\ns/2,coudre,faire de la couture\n',
        encoding="utf-8",
    )
    pcs = tmp_path / "pcs.tsv"
    pcs.write_text("label\trome\tsource\nMitron\tD1901\tx\nPape\t\tx\n", encoding="utf-8")
    paraphrases = tmp_path / "paraphrases.tsv"
    paraphrases.write_text(
        "code\tphrase\n8229\tpicking et mise sur palette\n99\trien\n", encoding="utf-8"
    )
    cases = tmp_path / "cases"
    cases.mkdir()
    (cases / "queries.tsv").write_text(
        "query\tfamily\npicking en entrepôt\teveryday\nboulangère\tfeminine\n", encoding="utf-8"
    )
    offers = write_lines(
        tmp_path / "offers.jsonl",
        [offer("1", "Boulanger de nuit H/F"), offer("2", "Mitron tourier (H/F)", origin="partner")],
    )
    return Inputs(
        offers=(offers,),
        esco=esco,
        pcs=pcs,
        thesaurus=tiny_thesaurus,
        phrases=paraphrases,
        cases=(cases,),
    )
