"""Parsing: the words of a text, where they stand, and what grammar says of them."""

import pytest
from hypothesis import HealthCheck, given, settings
from tests.text.writing import ANYTHING, FRENCH

from romarin.text import ParsedText, Parser


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def parsed(parser: Parser, text: str) -> ParsedText:
    [found] = parser([text])
    return found


tried = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.differing_executors],
)


@given(text=ANYTHING | FRENCH)
@tried
def test_words_stand_in_the_text_one_after_another(parser: Parser, text: str) -> None:
    if any("\ud800" <= character <= "\udfff" for character in text):
        return  # the service refuses them, and spaCy cannot hold them
    found, end = parsed(parser, text), 0
    assert found.text == text
    for word in found.words:
        assert end <= word.start < word.end <= len(text)
        assert text[word.start : word.end] == word.text
        line = found.lines[word.line]
        assert line.start <= word.start
        assert word.end <= line.end
        end = word.end


def test_a_text_without_a_word_has_none(parser: Parser) -> None:
    assert parsed(parser, "").words == []
    assert parsed(parser, " \n\r\n\t").words == []


def test_several_texts_are_parsed_in_their_order(parser: Parser) -> None:
    texts = ["Vous conduisez.", "", "Vous rangez."]
    assert [one.text for one in parser(texts)] == texts


def test_each_word_knows_its_line_and_its_place_in_it(parser: Parser) -> None:
    words = parsed(parser, "Missions :\n\n- ranger\n- trier").words
    assert [(one.text, one.line, one.place, one.ends_line) for one in words] == [
        ("Missions", 0, 0, False),
        (":", 0, 1, True),
        ("-", 2, 0, False),
        ("ranger", 2, 1, True),
        ("-", 3, 0, False),
        ("trier", 3, 1, True),
    ]


def test_a_sentence_opens_after_a_stop_and_on_a_new_line(parser: Parser) -> None:
    words = parsed(parser, "Vous rangez. Puis livrez\nles colis").words
    assert [one.text for one in words if one.opens_sentence] == ["Vous", "Puis", "les"]


def test_a_word_has_one_form_for_its_genders_and_numbers(parser: Parser) -> None:
    one, two = parsed(parser, "vendeuses vendeur").words
    assert one.reduced == two.reduced == "vendeur"
    assert one.folded == "vendeuses"


def test_a_verb_is_told_from_a_noun(parser: Parser) -> None:
    words = {one.text: one for one in parsed(parser, "Vous préparez les commandes.").words}
    assert words["préparez"].pos == "VERB"
    assert words["commandes"].pos == "NOUN"
    assert words["les"].is_stop
    assert words["."].is_stop
    assert not words["commandes"].is_stop
