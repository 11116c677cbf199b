"""Phrases of skills and titles of recruiters, as the package has them and as a file may be."""

from pathlib import Path

import pytest

from romarin.catalogue import (
    PHRASES,
    TITLES,
    Catalogue,
    ListUnreadable,
    RowInvalid,
    load_phrases,
    load_titles,
)


def test_phrases_of_unknown_skills_are_let_be(tiny_catalogue: Catalogue, tmp_path: Path) -> None:
    code = next(iter(tiny_catalogue.competences))
    path = tmp_path / "phrases.tsv"
    path.write_text(f"code\tphrase\n{code}\tsavoir faire\n999999999\trien\n", encoding="utf-8")
    assert [(one.code, one.text) for one in load_phrases(path, tiny_catalogue)] == [
        (code, "savoir faire")
    ]


def test_a_title_is_given_the_nearest_appellation_of_its_metier(
    tiny_catalogue: Catalogue, tmp_path: Path
) -> None:
    one = list(tiny_catalogue.appellations.values())[-1]
    path = tmp_path / "titles.tsv"
    path.write_text(f"code\ttitle\n{one.code_rome}\t{one.libelle} CDI\nZ9999\tx\n", "utf-8")
    [title] = load_titles(path, tiny_catalogue)
    assert (title.code_rome, title.code_ogr) == (one.code_rome, one.code)


def test_a_line_without_two_fields_is_named(tiny_catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "phrases.tsv"
    path.write_text("code\tphrase\n100015\n", encoding="utf-8")
    with pytest.raises(RowInvalid, match="line 2"):
        load_phrases(path, tiny_catalogue)


def test_a_missing_list_is_named(tiny_catalogue: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(ListUnreadable, match="nothing"):
        load_titles(tmp_path / "nothing.tsv", tiny_catalogue)


@pytest.mark.slow
def test_the_packaged_lists_speak_of_the_rome(archive: Path) -> None:
    catalogue = Catalogue.load(archive)
    phrases, titles = load_phrases(PHRASES, catalogue), load_titles(TITLES, catalogue)
    assert len(phrases) > 20_000
    assert {one.code_rome for one in titles} == set(catalogue.metiers)
    labels = {one.libelle.casefold() for one in catalogue.competences.values()}
    assert not labels & {one.text.casefold() for one in phrases}
