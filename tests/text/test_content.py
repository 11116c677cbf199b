"""Content words: what a text speaks of, whatever the gender, the number and the small words."""

from romarin.text import content_words


def test_genders_and_numbers_meet_in_one_word() -> None:
    assert content_words("Les vendeuses de la boulangerie") == content_words("vendeur, boulangerie")


def test_stop_words_single_letters_and_numbers_are_left_out() -> None:
    assert content_words("CDI de 35 h, 2 postes à pourvoir") == ["cdi", "post", "pourvoir"]
