"""Popularity: what is likelier to be meant before a letter is typed."""

from collections import Counter
from pathlib import Path

import pytest

from romarin.catalogue import Appellation, Catalogue, RowInvalid
from romarin.indexing.popularity import (
    COMMONEST,
    competence_popularities,
    load_tiers,
    popularities,
)


@pytest.fixture
def appellations(tiny_catalogue: Catalogue) -> list[Appellation]:
    return list(tiny_catalogue.appellations.values())


def by_code(
    catalogue: Catalogue, tiers: dict[str, int], priors: dict[str, int] | None = None
) -> dict[str, float]:
    appellations = list(catalogue.appellations.values())
    values = popularities(appellations, catalogue, tiers=tiers, priors=priors)
    return dict(zip(catalogue.appellations, values.tolist(), strict=True))


def test_the_commoner_tier_leads(tiny_catalogue: Catalogue) -> None:
    # Six labels of the same shape in one métier, none principal, none rare.
    tiers = {"6013": 1, "6014": 2, "6015": 3}
    values = by_code(tiny_catalogue, tiers)
    assert values["6013"] > values["6014"] > values["6015"] > values["6016"]


def test_a_tier_leads_over_being_principal(tiny_catalogue: Catalogue) -> None:
    values = by_code(tiny_catalogue, {"6013": 3})
    assert values["6013"] > values["6012"]


def test_a_rare_label_comes_after_all_others_of_its_metier(tiny_catalogue: Catalogue) -> None:
    values = by_code(tiny_catalogue, {})
    rare = [a for a in tiny_catalogue.appellations.values() if a.peu_usite]
    assert rare
    for appellation in rare:
        siblings = tiny_catalogue.appellations_of(appellation.code_rome)
        usual = [values[a.code] for a in siblings if not a.peu_usite]
        assert values[appellation.code] < min(usual)


def test_the_principal_appellation_leads_in_its_metier_without_tiers(
    tiny_catalogue: Catalogue,
) -> None:
    values = by_code(tiny_catalogue, {})
    principal, *others = tiny_catalogue.appellations_of("A1901")
    assert all(values[principal.code] > values[other.code] for other in others)


def test_a_users_counts_lead_over_our_own_list(tiny_catalogue: Catalogue) -> None:
    counts = {"6016": 900, "6017": 30, "6014": 1}
    values = by_code(tiny_catalogue, {"6013": 1, "6012": 1}, counts)
    assert max(values, key=values.__getitem__) == "6016"
    assert values["6016"] > values["6017"] > values["6013"]


@pytest.mark.parametrize("priors", [None, {"6001": 10**9}, {"6001": 0}, {"6001": 0, "6002": 1}])
def test_every_value_lies_in_0_to_1(
    tiny_catalogue: Catalogue, priors: dict[str, int] | None
) -> None:
    values = by_code(tiny_catalogue, dict.fromkeys(tiny_catalogue.appellations, 1), priors)
    assert all(0 <= value <= 1 for value in values.values())


def test_skills_of_more_fiches_and_of_fewer_words_lead(tiny_catalogue: Catalogue) -> None:
    competences = list(tiny_catalogue.competences.values())
    values = competence_popularities(competences, tiny_catalogue)
    assert len(values) == len(competences)
    assert all(0 <= value <= 1 for value in values)
    counts = Counter(lien.code_ogr for liens in tiny_catalogue.liens.values() for lien in liens)
    most, _ = counts.most_common(1)[0]
    unlinked = [at for at, c in enumerate(competences) if not counts[c.code]]
    at_most = [c.code for c in competences].index(most)
    assert all(values[at_most] > values[at] for at in unlinked)


def test_tiers_are_found_by_code_else_by_label(
    tmp_path: Path, appellations: list[Appellation]
) -> None:
    path = tmp_path / "commonest.tsv"
    path.write_text(
        "code_ogr\ttier\tlibelle\n6061\t1\tanother label\n1\t2\tMAÇON / maçonne\n2\t3\tnowhere\n",
        "utf-8",
    )
    assert load_tiers(path, appellations) == {"6061": 1, "6018": 2}


@pytest.mark.parametrize("row", ["6061\t4\tCariste", "6061\t\tCariste", "6061\t1", "6061"])
def test_a_malformed_row_is_told_with_its_line(
    tmp_path: Path, appellations: list[Appellation], row: str
) -> None:
    path = tmp_path / "commonest.tsv"
    path.write_text(f"code_ogr\ttier\tlibelle\n\n{row}\n", "utf-8")
    with pytest.raises(RowInvalid, match=r"commonest\.tsv, line 3") as caught:
        load_tiers(path, appellations)
    assert caught.value.line == 3


def test_the_packaged_list_names_each_appellation_once(appellations: list[Appellation]) -> None:
    rows = _packaged()
    assert load_tiers(COMMONEST, appellations)  # some by their label
    assert [row for row, count in Counter(code for code, _, _ in rows).items() if count > 1] == []
    assert {tier for _, tier, _ in rows} == {"1", "2", "3"}


@pytest.mark.slow
def test_the_packaged_list_is_of_the_full_rome(archive: Path) -> None:
    catalogue = Catalogue.load(archive)
    for code, _, libelle in _packaged():
        assert catalogue.appellations[code].libelle.replace("’", "'") == libelle.replace("’", "'")


def _packaged() -> list[list[str]]:
    header, *lines = COMMONEST.read_text("utf-8").splitlines()
    assert header == "code_ogr\ttier\tlibelle"
    return [line.split("\t") for line in lines]
