"""Content words: what a text speaks of, and what names a thing."""

from hypothesis import given
from tests.text.writing import FRENCH

from romarin.text import STOP_WORDS, content_words, naming_words


def test_stop_words_letters_and_numbers_say_nothing_of_a_text() -> None:
    assert content_words("Conduite de 3 chariots, permis B et C") == ["conduit", "chariot", "permi"]


def test_letters_and_numbers_name_a_certificate() -> None:
    assert naming_words("Permis B, CACES R489 3") == ["permi", "b", "cace", "r489", "3"]


def test_masculine_feminine_and_plural_are_one_word() -> None:
    assert content_words("vendeuses expérimentées") == content_words("vendeur expérimenté")


@given(text=FRENCH)
def test_every_content_word_names_too(text: str) -> None:
    assert set(content_words(text)) <= set(naming_words(text))
    assert not set(naming_words("de la des et")) & STOP_WORDS
