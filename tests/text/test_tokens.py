"""Tokens: folded words that keep their offsets, inclusive endings put aside."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.text.writing import ANYTHING, FRENCH

from romarin.text import STOP_WORDS, Token, fold, tokenize, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("agent d'accueil", ["agent", "d", "accueil"]),
        ("l’hôte", ["l", "hote"]),
        ("aide-soignant", ["aide", "soignant"]),
        ("D.G.S. adjoint", ["dgs", "adjoint"]),
        ("D.R.H", ["drh"]),
        ("développeur C++ ou C#", ["developpeur", "c++", "ou", "c#"]),
        ("ingénieur R&D", ["ingenieur", "r", "d"]),
        ("bac+2", ["bac", "2"]),
        ("Node.js / ASP.NET", ["node", "js", "asp", "net"]),
        ("vendeur 35h", ["vendeur", "35h"]),
        ("…", []),
        ("", []),
        ("   \t\n", []),
    ],
)
def test_a_text_is_cut_into_folded_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("inclusive", "masculine"),
    [
        ("développeur·euse web", "développeur web"),
        ("développeur.euse web", "développeur web"),
        ("développeur-euse", "développeur"),
        ("serveur/euse", "serveur"),
        ("vendeur(se)", "vendeur"),
        ("vendeur (se) en magasin", "vendeur en magasin"),
        ("vendeur/-se", "vendeur"),
        ("vendeur(-euse)", "vendeur"),
        ("directeur(trice)", "directeur"),
        ("directeur-trice", "directeur"),
        ("directeur/rice", "directeur"),
        ("conducteur.trice de bus", "conducteur de bus"),
        ("agriculteurs·trices", "agriculteurs"),
        ("infirmier(ère)", "infirmier"),
        ("infirmier.ière", "infirmier"),
        ("boulanger/ère", "boulanger"),
        ("conseiller·ère·s", "conseiller"),
        ("conseiller(ère)s", "conseiller"),
        ("technicien(ne)", "technicien"),
        ("technicien/ne", "technicien"),
        ("techniciens/nes", "techniciens"),
        ("gardien-ne-s", "gardien"),
        ("électricien•ne", "électricien"),
        ("chargé·e·s de clientèle", "chargé de clientèle"),
        ("salarié.e.s", "salarié"),
        ("salarié-e-s", "salarié"),
        ("né.e en mai", "né en mai"),
        ("agent(e)(s)", "agent"),
        ("assistant (e) de direction", "assistant de direction"),
        ("employé/ée", "employé"),
        ("sportif/ve", "sportif"),
        ("administratif(tive)", "administratif"),
        ("professionnel.le", "professionnel"),
        ("chef·fe", "chef"),
        ("chef/fe de rang", "chef de rang"),
        ("maître(sse)", "maître"),
        ("hôte-sse", "hôte"),
        ("cadet/te", "cadet"),
        ("technicien(s)", "technicien"),
        ("visiteur(se)détacheur", "visiteur détacheur"),
        ("assistant/(e)", "assistant"),
    ],
)
def test_an_inclusive_spelling_gives_its_masculine(inclusive: str, masculine: str) -> None:
    assert words(inclusive) == words(masculine)


@pytest.mark.parametrize(
    ("joined", "spaced"),
    [
        ("nouveau-né", "nouveau né"),
        ("Noisy-le-Grand", "Noisy le Grand"),
        ("web/e-commerce", "web e commerce"),
        ("docteur-ès-sciences", "docteur ès sciences"),
        ("lance-elle", "lance elle"),
        ("asp.net", "asp net"),
        ("examinateur de vol (FE)", "examinateur de vol FE"),
        ("éleveur (lapins)", "éleveur lapins"),
    ],
)
def test_a_word_that_only_looks_like_an_ending_stays(joined: str, spaced: str) -> None:
    assert words(joined) == words(spaced)


def test_spans_are_those_of_the_text_as_received() -> None:
    assert tokenize("Chargé·e d’œuvre") == (
        Token("charge", 0, 6),
        Token("d", 9, 10),
        Token("oeuvre", 11, 16),
    )


def test_the_span_of_a_decomposed_word_ends_after_its_accent() -> None:
    text = unicodedata.normalize("NFD", "retraité caché")
    assert [text[token.start : token.end] for token in tokenize(text)] == text.split(" ")


@given(text=st.one_of(st.text(max_size=60), st.text("½¼㎏…œé'-./·ab1 \u0301", max_size=30)))
def test_words_are_those_of_the_tokens(text: str) -> None:
    assert words(text) == [token.text for token in tokenize(text)]


def test_one_character_that_stands_for_two_words_gives_one() -> None:
    assert tokenize("½ poste") == (Token("1", 0, 1), Token("poste", 2, 7))


def test_stop_words_are_folded_words() -> None:
    assert all(words(word) == [word] for word in STOP_WORDS)


@given(ANYTHING)
def test_any_text_gives_spans_in_order_that_hold_their_word(text: str) -> None:
    end = 0
    for token in tokenize(text):
        assert end <= token.start < token.end <= len(text)
        assert token.text in fold(text[token.start : token.end]).replace(".", "")
        end = token.end


@given(FRENCH)
def test_the_span_of_a_french_word_folds_to_it(text: str) -> None:
    for token in tokenize(text):
        assert fold(text[token.start : token.end]).replace(".", "") == token.text


@given(FRENCH)
def test_words_are_the_same_however_accents_are_encoded(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert words(unicodedata.normalize("NFD", text)) == words(text) == words(fold(text))
    assert words(text.upper()) == words(text)


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "a\x00b",
        "\ud800\udfff",
        "\udc80vendeur",
        "👩‍🍳 cuisinière",
        "\u0301",
        "\uffff",
        "﷽",
        "٣",
    ],
    ids=ascii,
)
def test_hostile_characters_are_no_words_and_no_error(text: str) -> None:
    assert all(token.text.isascii() for token in tokenize(text))
