"""Extraction: what offers and CVs say, in answers that do not depend on how they are asked."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from tests.engines.extraction.offers import CARISTE, CV, NOTHING
from tests.fakes import HashingEncoder

from romarin.catalogue import Catalogue
from romarin.engines.extraction import (
    LEFT_OUT,
    Document,
    DocumentKind,
    Extracted,
    Extraction,
    Level,
)
from romarin.engines.extraction.detection import Span
from romarin.engines.extraction.errors import EncoderNeeded
from romarin.index import Artefact
from romarin.indexing import Recipe, build

CLEAR = [
    ("Permis B exigé.", "8523", Level.REQUIRED),
    ("Missions :\n- Conduire un chariot élévateur\n", "8226", Level.TASK),
    ("Profil :\nVous travaillez en équipe. Le CACES R489 serait un plus.", "8522", Level.DESIRED),
]


def level_of(found: Extracted, code: str) -> Level | None:
    """The level of the item where the text says it best."""
    return next((one.level for one in found.competences if one.code == code), None)


@pytest.mark.parametrize(("text", "code", "level"), CLEAR)
def test_a_phrase_that_is_a_label_is_its_item_at_its_level(
    extraction: Extraction, text: str, code: str, level: Level
) -> None:
    found = extraction(text, kind=DocumentKind.OFFRE)
    assert code in {one.items[0].code for one in found.mentions}
    assert level_of(found, code) is level


def test_an_offer_is_read_as_a_whole(extraction: Extraction) -> None:
    found = extraction(CARISTE, title="Cariste")
    phrases = [CARISTE[one.start : one.end] for one in found.mentions]
    assert "Conduire un chariot élévateur" in phrases
    assert "Livrer un colis" in phrases
    listed = {one.code for one in found.competences}
    assert {"8226", "8228", "8523"} <= listed


def test_what_the_employer_teaches_is_a_mention_and_no_skill_of_the_offer(
    extraction: Extraction,
) -> None:
    text = (
        "Vous livrez les colis. Une formation aux gestes de premiers secours vous sera dispensée."
    )
    found = extraction(text, kind=DocumentKind.OFFRE)
    taught = [one for one in found.mentions if one.items[0].code == "8511"]
    assert [one.level for one in taught] == [Level.OFFERED]
    assert "8511" not in {one.code for one in found.competences}


def test_what_is_not_asked_is_a_mention_and_no_skill_of_the_offer(extraction: Extraction) -> None:
    text = "Vous livrez les colis. Le permis B n'est pas demandé."
    found = extraction(text, kind=DocumentKind.OFFRE)
    denied = [one for one in found.mentions if one.items[0].code == "8523"]
    assert [one.level for one in denied] == [Level.NEGATED]
    assert "8523" not in {one.code for one in found.competences}


def test_skills_listed_stand_on_mentions_that_count(extraction: Extraction) -> None:
    found = extraction(CARISTE)
    for one in found.competences:
        levels = {found.mentions[at].level for at in one.mentions}
        assert one.level in levels
        assert not levels & LEFT_OUT


def test_a_text_without_a_skill_gives_none(extraction: Extraction) -> None:
    found = extraction(NOTHING)
    assert (found.mentions, found.competences) == ((), ())


def test_the_title_yields_no_mention(extraction: Extraction) -> None:
    assert extraction(NOTHING, title="Conduire un chariot élévateur").mentions == ()


def test_a_phrase_that_no_item_means_is_unresolved_and_only_there(
    extraction: Extraction,
) -> None:
    text = "Missions :\n- Souffler le verre\n- Livrer un colis\n"
    found = extraction(text, kind=DocumentKind.OFFRE)
    assert "Souffler le verre" in [text[one.start : one.end] for one in found.unresolved]
    spans = {(one.start, one.end) for one in found.mentions}
    assert not spans & {(one.start, one.end) for one in found.unresolved}


def test_without_anything_that_predicts_them_no_metier_is_told(extraction: Extraction) -> None:
    found = extraction(CARISTE)
    assert found.metiers == ()
    assert found.unsure
    assert {one.core_for_metier for one in found.competences} == {None}


def test_texts_read_together_are_answered_as_alone(extraction: Extraction) -> None:
    documents = [
        Document(CARISTE, "Cariste"),
        Document(""),
        Document(CV, kind=DocumentKind.CV),
        Document(NOTHING),
        Document(CARISTE, "Cariste"),
    ]
    together = extraction.many(documents)
    alone = [extraction(one.text, title=one.title, kind=one.kind) for one in documents]
    assert together == alone


def test_no_text_is_no_answer(extraction: Extraction) -> None:
    assert extraction.many([]) == []


def test_threads_are_answered_alike(extraction: Extraction) -> None:
    texts = [CARISTE, CV, NOTHING, CARISTE.upper(), CARISTE.replace("\n", "\r\n")]
    expected = [extraction(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda at: extraction(texts[at % len(texts)]), range(40)))
    assert found == expected * 8


def test_a_word_cut_at_the_end_of_a_line_is_joined_in_its_phrase(extraction: Extraction) -> None:
    [read] = extraction.read(
        [Document("assurer la prépa-\n  ration des\r\ncommandes, sous-\nVide")]
    )
    whole = Span(0, len(read.text), Level.TASK, confidence=1.0, certainty=1.0)
    joined = replace(read, spans=[whole]).phrase(0)
    assert joined == "assurer la préparation des commandes, sous- Vide"


def test_a_soft_hyphen_is_no_part_of_the_word(extraction: Extraction) -> None:
    [read] = extraction.read([Document("prépa\u00ad\nration des commandes")])
    whole = Span(0, len(read.text), Level.TASK, confidence=1.0, certainty=1.0)
    assert replace(read, spans=[whole]).phrase(0) == "préparation des commandes"


def test_one_phrase_alone_is_linked_however_unlikely(
    extraction: Extraction, tiny_catalogue: Catalogue
) -> None:
    found = extraction.link("livrer un colis", limit=5)
    assert found[0].code == "8228"
    assert len(found) == 5
    assert found[0].libelle == tiny_catalogue.competences["8228"].libelle
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_scores_are_between_0_and_1(extraction: Extraction) -> None:
    found = extraction(CARISTE)
    assert all(0 <= one.score <= 1 for mention in found.mentions for one in mention.items)


def test_without_an_encoder_or_vectors_the_way_out_is_told(
    hashing_artefact: Path,
    hashing_encoder: HashingEncoder,
    tiny_catalogue: Catalogue,
    tiny_thesaurus: Path,
    tmp_path: Path,
) -> None:
    with pytest.raises(EncoderNeeded, match="romarin build"):
        Extraction(Artefact.open(hashing_artefact), None)
    words = build(tiny_catalogue, None, Recipe((tiny_thesaurus,)), tmp_path)
    with pytest.raises(EncoderNeeded, match="romarin build"):
        Extraction(Artefact.open(words), hashing_encoder)
