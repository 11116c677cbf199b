"""The full official ROME, where it is at hand: counts, relations, time and memory."""

import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

import romarin.catalogue
from romarin.catalogue import Catalogue, TypeCompetence

MEGABYTES_MAX = 400


@pytest.fixture(scope="module")
def full(archive: Path) -> Catalogue:
    return Catalogue.load(archive)


@pytest.fixture(scope="module")
def v460(full: Catalogue) -> Catalogue:
    if full.release.version != "460":
        pytest.skip(f"counts are those of v460, this is v{full.release.version}")
    return full


@pytest.mark.slow
def test_the_counts_are_those_of_the_release(v460: Catalogue) -> None:
    assert len(v460.grands_domaines) == 14
    assert len(v460.domaines) == 110
    assert len(v460.metiers) == 1584
    assert len({metier.code_parent for metier in v460.metiers.values()}) == 532
    assert len(v460.appellations) == 13120
    assert Counter(one.type for one in v460.competences.values()) == {
        TypeCompetence.DETAILLEE: 17810,
        TypeCompetence.SAVOIR: 15354,
        TypeCompetence.MACRO_SAVOIR_FAIRE: 491,
        TypeCompetence.MACRO_SAVOIR_ETRE: 16,
    }
    assert len(v460.contextes) == 179
    assert (len(v460.domaines_competence), len(v460.enjeux), len(v460.objectifs)) == (6, 32, 84)
    assert sum(map(len, v460.liens.values())) == 104219
    assert sum(map(len, v460.mobilites.values())) == 14912
    assert v460.tolerated == ()


@pytest.mark.slow
def test_the_licence_line_is_the_one_asked_for(v460: Catalogue) -> None:
    assert v460.release.licence == (
        "Source : France Travail, ROME 4.0 version 60 du 18/09/2025 — Licence Ouverte 2.0"
    )


@pytest.mark.slow
def test_links_mix_the_four_kinds_as_told(v460: Catalogue) -> None:
    kinds = Counter(
        v460.competences[lien.code_ogr].type if lien.code_ogr in v460.competences else "contexte"
        for liens in v460.liens.values()
        for lien in liens
    )
    assert kinds == {
        TypeCompetence.DETAILLEE: 38166,
        TypeCompetence.SAVOIR: 35861,
        TypeCompetence.MACRO_SAVOIR_FAIRE: 11274,
        TypeCompetence.MACRO_SAVOIR_ETRE: 5255,
        "contexte": 13663,
    }


@pytest.mark.slow
def test_every_metier_is_whole(full: Catalogue) -> None:
    for code, metier in full.metiers.items():
        assert full.appellations_of(code)[0].principale
        assert metier.definition
        assert metier.acces
        assert metier.riasec_majeur
        assert sum(secteur.principal for secteur in metier.secteurs) == 1
        assert sum(interet.principal for interet in metier.centres_interet) == 1
        assert full.domaine_of(code).code_grand_domaine == code[0]


@pytest.mark.slow
def test_no_text_keeps_a_typographic_or_doubled_apostrophe(full: Catalogue) -> None:
    texts = [one.libelle for one in full.appellations.values()]
    texts += [one.libelle for one in full.competences.values()]
    texts += [text for one in full.metiers.values() for text in (*one.definition, *one.acces)]
    assert not [text for text in texts if "’" in text or "''" in text]
    assert not [text for text in texts if text != text.strip() or "Ã" in text]


@pytest.mark.slow
def test_its_unpacked_folder_is_the_same_catalogue(
    archive: Path, full: Catalogue, tmp_path: Path
) -> None:
    if not zipfile.is_zipfile(archive):
        pytest.skip("ROMARIN_ARCHIVE is a folder already")
    with zipfile.ZipFile(archive) as members:
        members.extractall(tmp_path)
    assert Catalogue.load(tmp_path) == full


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_it_loads_within_its_memory(archive: Path) -> None:
    """In a fresh process, the most that it ever held; its time is measured by `make bench`.

    VmHWM, as getrusage's figure is never under what the parent held when it started the process.
    """
    code = """
import re, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from romarin.catalogue import Catalogue
Catalogue.load(Path(sys.argv[2]))
status = Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) / 1024)
"""
    root = Path(romarin.catalogue.__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", code, str(root), str(archive)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert float(run.stdout) < MEGABYTES_MAX
