"""Build: the same inputs give the same folder, made once; a failure leaves nothing behind."""

import stat
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.fakes import HashingEncoder

from romarin.catalogue import Catalogue, EncodingInvalid, ListUnreadable, RowInvalid, Source
from romarin.encoder import Kind, Matrix
from romarin.index import Artefact, Inputs, Stamp
from romarin.indexing import FolderUnwritable, Recipe, build, inputs_of

ENCODER = HashingEncoder(16)


class CountingEncoder(HashingEncoder):
    """Counts the texts it has encoded."""

    texts = 0

    def encode(self, texts: Sequence[str], *, kind: Kind = Kind.QUERY) -> Matrix:
        self.texts += len(texts)
        return super().encode(texts, kind=kind)


class BreakingEncoder(HashingEncoder):
    """Fails after some texts, as a machine may."""

    def encode(self, texts: Sequence[str], *, kind: Kind = Kind.QUERY) -> Matrix:
        if any("mur" in text for text in texts):
            raise KeyboardInterrupt
        return super().encode(texts, kind=kind)


@pytest.fixture
def recipe(tiny_thesaurus: Path) -> Recipe:
    return Recipe((tiny_thesaurus,))


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def test_the_same_inputs_give_the_same_folder_byte_for_byte(
    tiny_catalogue: Catalogue, recipe: Recipe, tmp_path: Path
) -> None:
    one = build(tiny_catalogue, ENCODER, recipe, tmp_path / "one")
    two = build(tiny_catalogue, ENCODER, recipe, tmp_path / "two")
    assert one.name == two.name
    assert contents(one) == contents(two)


def test_the_folder_is_named_by_rome_encoder_and_hash(
    tiny_catalogue: Catalogue, recipe: Recipe, tmp_path: Path
) -> None:
    folder = build(tiny_catalogue, ENCODER, recipe, tmp_path)
    inputs = inputs_of(tiny_catalogue.release, ENCODER, recipe)
    assert folder == tmp_path / f"490-hashing-{inputs.hash}"
    assert Artefact.open(folder).manifest.inputs == inputs


def test_the_folder_can_be_read_by_others(
    tiny_catalogue: Catalogue, recipe: Recipe, tmp_path: Path
) -> None:
    folder = build(tiny_catalogue, ENCODER, recipe, tmp_path)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755


def _tables(inputs: Inputs, name: str) -> Inputs:
    return replace(inputs, tables={**inputs.tables, name: "0"})


CHANGES: dict[str, Callable[[Any], Inputs]] = {
    "ROME version": lambda i: replace(i, release=replace(i.release, version="491")),
    "ROME content": lambda i: replace(i, release=replace(i.release, sha256="0")),
    "date": lambda i: replace(i, release=replace(i.release, date=date(2020, 1, 1))),
    "source": lambda i: replace(i, release=replace(i.release, source=Source.STARTER)),
    "no encoder": lambda i: replace(i, encoder=None),
    "encoder's weights": lambda i: replace(i, encoder=Stamp("hashing", "0", 16)),
    "encoder's name": lambda i: replace(i, encoder=replace(i.encoder, name="other")),
    "dimension": lambda i: replace(i, encoder=replace(i.encoder, dimension=17)),
    "preparation": lambda i: replace(i, preparation="titles-0"),
    "format": lambda i: replace(i, format=0),
    "thesaurus": lambda i: _tables(i, "thesaurus 0"),
    "further thesaurus": lambda i: _tables(i, "thesaurus 1"),
    "commonest": lambda i: _tables(i, "commonest"),
    "priors": lambda i: _tables(i, "priors"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_input_changes_the_hash(
    tiny_catalogue: Catalogue, recipe: Recipe, change: str
) -> None:
    inputs = inputs_of(tiny_catalogue.release, ENCODER, recipe)
    changed = CHANGES[change](inputs)
    assert changed.hash != inputs.hash
    assert changed.folder_name != inputs.folder_name


def test_one_letter_of_a_table_changes_the_hash(
    tiny_catalogue: Catalogue, tiny_thesaurus: Path, tmp_path: Path
) -> None:
    other = tmp_path / "thesaurus.tsv"
    other.write_text(tiny_thesaurus.read_text("utf-8").replace("codeur", "codeuse"), "utf-8")
    hashes = {
        inputs_of(tiny_catalogue.release, ENCODER, recipe).hash
        for recipe in (
            Recipe((tiny_thesaurus,)),
            Recipe((other,)),
            Recipe((tiny_thesaurus, other)),
            Recipe((other, tiny_thesaurus)),
            Recipe((tiny_thesaurus,), priors=other),
        )
    }
    assert len(hashes) == 5


def test_the_name_of_a_tables_file_does_not_matter(
    tiny_catalogue: Catalogue, tiny_thesaurus: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.tsv"
    copy.write_bytes(tiny_thesaurus.read_bytes())
    one, two = (
        inputs_of(tiny_catalogue.release, ENCODER, Recipe((path,)))
        for path in (tiny_thesaurus, copy)
    )
    assert one == two


def test_vectors_of_texts_seen_are_remembered(
    tiny_catalogue: Catalogue, recipe: Recipe, tmp_path: Path
) -> None:
    encoder = CountingEncoder(16)
    build(tiny_catalogue, encoder, recipe, tmp_path)
    seen = encoder.texts
    assert seen > len(tiny_catalogue.appellations) + len(tiny_catalogue.competences)
    further = tmp_path / "further.tsv"
    further.write_text(
        "term\tkind\tcodes_rome\tcodes_ogr\tnote\npanetier\tformer\tD1901\t6006\t\n", "utf-8"
    )
    build(tiny_catalogue, encoder, Recipe((*recipe.thesauri, further)), tmp_path)
    assert encoder.texts - seen < 10  # the thesaurus' own terms


def test_another_encoder_remembers_nothing_of_the_first(
    tiny_catalogue: Catalogue, recipe: Recipe, tmp_path: Path
) -> None:
    build(tiny_catalogue, HashingEncoder(16), recipe, tmp_path)
    encoder = CountingEncoder(17)
    build(tiny_catalogue, encoder, recipe, tmp_path)
    assert encoder.texts > len(tiny_catalogue.competences)


def test_remembered_vectors_build_the_same_artefact(
    tiny_catalogue: Catalogue, recipe: Recipe, tmp_path: Path
) -> None:
    folder = build(tiny_catalogue, ENCODER, recipe, tmp_path)
    before = contents(folder)
    folder.rename(tmp_path / "before")
    assert contents(build(tiny_catalogue, ENCODER, recipe, tmp_path)) == before


def test_without_an_encoder_the_artefact_has_no_vectors(
    tiny_catalogue: Catalogue, recipe: Recipe, tmp_path: Path
) -> None:
    folder = build(tiny_catalogue, None, recipe, tmp_path)
    assert folder.name.startswith("490-words-")
    assert not list(folder.rglob("*.faiss"))
    assert Artefact.open(folder).section("appellations").vectors is None


def test_progress_is_told_up_to_the_end(
    tiny_catalogue: Catalogue, recipe: Recipe, tmp_path: Path
) -> None:
    told: list[tuple[str, int, int]] = []
    build(
        tiny_catalogue,
        ENCODER,
        recipe,
        tmp_path,
        on_progress=lambda what, done, of: told.append((what, done, of)),
    )
    last = {what: (done, of) for what, done, of in told}
    assert set(last) == {"appellations", "synonyms", "titles", "competences", "definitions"}
    assert all(done == of for done, of in last.values())


def test_a_build_that_is_interrupted_leaves_no_artefact(
    tiny_catalogue: Catalogue, recipe: Recipe, tmp_path: Path
) -> None:
    with pytest.raises(KeyboardInterrupt):
        build(tiny_catalogue, BreakingEncoder(16), recipe, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".vectors"]


def test_a_build_from_a_broken_table_leaves_nothing(
    tiny_catalogue: Catalogue, tiny_thesaurus: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.tsv"
    root = tmp_path / "artefacts"
    for content, error in ((b"term\n", RowInvalid), (b"\xff\xfe\x81", EncodingInvalid)):
        broken.write_bytes(content)
        for recipe in (Recipe((tiny_thesaurus, broken)), Recipe((tiny_thesaurus,), priors=broken)):
            with pytest.raises(error):
                build(tiny_catalogue, None, recipe, root)
            assert list(root.iterdir()) == []


def test_a_missing_table_is_told_by_its_path(
    tiny_catalogue: Catalogue, tiny_thesaurus: Path, tmp_path: Path
) -> None:
    missing = tmp_path / "missing.tsv"
    for recipe in (Recipe((tiny_thesaurus, missing)), Recipe((tiny_thesaurus,), priors=missing)):
        with pytest.raises(ListUnreadable, match=r"missing\.tsv"):
            build(tiny_catalogue, None, recipe, tmp_path / "artefacts")
    assert not (tmp_path / "artefacts").exists()


def test_a_folder_that_takes_no_files_is_told_with_the_way_out(
    tiny_catalogue: Catalogue, recipe: Recipe, tmp_path: Path
) -> None:
    root = tmp_path / "artefacts"
    root.write_text("a file stands here", "utf-8")
    with pytest.raises(FolderUnwritable, match="--artefacts"):
        build(tiny_catalogue, None, recipe, root)
    assert root.read_text("utf-8") == "a file stands here"


def test_an_artefact_that_another_process_put_there_first_is_kept(
    tiny_catalogue: Catalogue, recipe: Recipe, tmp_path: Path
) -> None:
    folder = build(tiny_catalogue, ENCODER, recipe, tmp_path)
    before = folder.stat().st_ino
    assert build(tiny_catalogue, ENCODER, recipe, tmp_path) == folder
    assert folder.stat().st_ino == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".vectors", folder.name]
