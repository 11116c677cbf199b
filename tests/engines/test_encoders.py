"""The encoder of an artefact: the packaged one that made its vectors, unless one is named."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes import HashingEncoder

from romarin.catalogue import Catalogue
from romarin.encoder import FALLBACK, load_encoder, write_scale
from romarin.engines import Lookup, Reason, load_encoder_of
from romarin.index import Artefact, ArtefactMismatch
from romarin.indexing import Recipe, build


@pytest.fixture
def mini_artefact(
    shelf: Path, tiny_catalogue: Catalogue, tiny_thesaurus: Path, tmp_path: Path
) -> Artefact:
    """The tiny archive with the vectors of romarin-mini, which is not the default."""
    encoder = load_encoder(str(shelf / "romarin-mini"))
    return Artefact.open(
        build(tiny_catalogue, encoder, Recipe((tiny_thesaurus,)), tmp_path / "built")
    )


def name_of(artefact: Artefact, *named: str) -> str | None:
    encoder = load_encoder_of(artefact, *named)
    return encoder.name if encoder else None


def test_an_artefact_opens_with_the_packaged_encoder_that_made_it(mini_artefact: Artefact) -> None:
    assert name_of(mini_artefact) == "romarin-mini"
    assert name_of(mini_artefact, "default") == "romarin-mini"


def test_an_artefact_answers_without_its_encoder_being_named(mini_artefact: Artefact) -> None:
    assert Lookup.load(mini_artefact.folder)("boulangère")[0].code == "6006"


def test_an_encoder_named_is_the_one_loaded(mini_artefact: Artefact) -> None:
    assert name_of(mini_artefact, "mini") == "romarin-mini"
    assert Lookup.load(mini_artefact.folder, encoder="romarin-mini")("cariste")[0].code == "6061"


def test_a_named_encoder_that_is_another_is_refused_with_the_way_out(
    mini_artefact: Artefact,
) -> None:
    with pytest.raises(ArtefactMismatch, match=r"romarin-mini .* expects 'romarin-small") as caught:
        load_encoder_of(mini_artefact, "small")
    assert "--encoder" in str(caught.value)
    assert "romarin build" in str(caught.value)


def test_none_means_words_alone(mini_artefact: Artefact) -> None:
    assert load_encoder_of(mini_artefact, "none") is None


@pytest.mark.usefixtures("shelf")
def test_vectors_that_no_packaged_encoder_made_are_told_with_those_there_are(
    hashing_artefact: Path,
) -> None:
    with pytest.raises(ArtefactMismatch, match=r"hashing .*romarin-mini .* romarin-small"):
        Lookup.load(hashing_artefact)


def test_new_weights_under_an_old_name_are_told(mini_artefact: Artefact, shelf: Path) -> None:
    settings = shelf / "romarin-mini" / "encoder.json"
    settings.write_text(settings.read_text().replace("ce test", "un autre"))
    with pytest.raises(ArtefactMismatch, match=r"romarin-mini \(.*romarin-mini \(") as caught:
        load_encoder_of(mini_artefact)
    assert caught.value.found not in caught.value.expected


def test_a_new_scale_changes_what_is_answered_and_no_vector(
    mini_artefact: Artefact, shelf: Path
) -> None:
    typed = "webdéveloppement"
    write_scale(shelf / "romarin-mini", replace(FALLBACK, least=-1, related=-1))
    assert {s.reason for s in Lookup.load(mini_artefact.folder)(typed)} == {Reason.MEANING}
    write_scale(shelf / "romarin-mini", replace(FALLBACK, least=1, related=1))
    assert Lookup.load(mini_artefact.folder)(typed) == []


def test_a_lower_middle_makes_the_same_cosine_likelier(
    hashing_artefact: Path,
) -> None:
    scores = []
    for middle in (0.66, 0.2):
        encoder = HashingEncoder(512)
        encoder.scale = replace(FALLBACK, middle=middle)
        scores.append(Lookup.load(hashing_artefact, encoder=encoder)("webdéveloppement")[0].score)
    assert scores[0] < scores[1]
