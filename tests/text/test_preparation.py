"""Preparation: the one object that serves both build and query."""

import pytest

from romarin.text import Preparation, reduce, sound, words

PREPARATION = Preparation()


def test_the_id_holds_name_and_version() -> None:
    assert PREPARATION.id == f"titles-{Preparation.VERSION}"


def test_a_key_is_the_words_in_order() -> None:
    assert PREPARATION.key(PREPARATION.words("Chef de Projet")) == "chef de projet"
    assert PREPARATION.key([]) == ""


@pytest.mark.parametrize(
    ("text", "lean"), [("conducteur de bus", "conducteur bus"), ("de la", ""), ("", "")]
)
def test_a_lean_key_leaves_out_stop_words(text: str, lean: str) -> None:
    assert PREPARATION.lean_key(PREPARATION.words(text)) == lean


def test_it_prepares_words_as_the_package_does() -> None:
    assert PREPARATION.words("Aide-soignant·e") == words("Aide-soignant·e") == ["aide", "soignant"]
    assert PREPARATION.reduce("vendeuses") == reduce("vendeuses")
    assert PREPARATION.sound("vendeuses") == sound("vendeuses")


def test_two_preparations_are_equal() -> None:
    assert Preparation() == PREPARATION
