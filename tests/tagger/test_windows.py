"""Windows: every word of a text stands in one, none is too long, and each says where it stands."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from tests.engines.extraction.offers import CARISTE, texts
from tokenizers import Tokenizer

from romarin.tagger import Tagger, Window, Writing, windows
from romarin.tagger.windows import MOST

tried = settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.differing_executors],
)
TITLE = "Cariste en entrepôt frigorifique de nuit avec CACES 1, 3 et 5 obligatoires et permis B"


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tagger.packaged().tokenizer


def cut(tokenizer: Tokenizer, text: str, title: str = "") -> list[Window]:
    return windows(tokenizer, text, title=title, kind="offre")


def read(tokenizer: Tokenizer, window: Window) -> str:
    """The lead of a window, as text."""
    pieces = (str(tokenizer.id_to_token(id_)) for id_ in window.lead if id_ > 1)
    return "".join(pieces).replace("▁", " ").strip()


@given(text=texts)
@tried
def test_tokens_follow_each_other_and_leave_no_letter_out(text: str) -> None:
    found = cut(Tagger.packaged().tokenizer, text, TITLE)
    tokens = [token for window in found for token in window.tokens]
    assert all(0 <= token.start <= token.end <= len(text) for token in tokens)
    assert all(one.end <= two.start or one.start == two.start for one, two in pairwise(tokens))
    held = {at for token in tokens for at in range(token.start, token.end)}
    assert {at for at, letter in enumerate(text) if letter.isascii() and letter.isalnum()} <= held


@pytest.mark.parametrize("piece", ["mot ", "mot", "Préparer une commande. ", "a, ", "x\n", "É"])
@pytest.mark.parametrize("title", ["", TITLE])
def test_no_window_holds_more_than_the_weights_know(
    tokenizer: Tokenizer, piece: str, title: str
) -> None:
    text = "COMPÉTENCES REQUISES POUR LE POSTE DE CARISTE :\n" + piece * 800
    found = cut(tokenizer, text, title)
    assert len(found) > 1
    assert all(len(one.ids) == len(one.writings) <= MOST for one in found)


def test_a_window_begins_with_the_title_and_the_heading_above_it(tokenizer: Tokenizer) -> None:
    text = "Profil :\n" + "Vous savez tenir une caisse et ranger un rayon.\n" * 12
    first, *others = (read(tokenizer, one) for one in cut(tokenizer, text, "Caissier"))
    assert first == "offre caissier"
    assert set(others) == {"offre caissier profil :"}


def test_windows_end_with_a_line_or_a_sentence(tokenizer: Tokenizer) -> None:
    for text in (CARISTE * 6, "Vous tenez la caisse et rangez les rayons du magasin. " * 30):
        for window in cut(tokenizer, text)[:-1]:
            assert text[window.tokens[-1].end - 1 :][:1] in ".\n" or window.tokens[-1].id == 1


def test_how_a_word_is_written_is_told_apart_from_the_word(tokenizer: Tokenizer) -> None:
    [small] = cut(tokenizer, "conduire")
    [large] = cut(tokenizer, "CONDUIRE")
    assert small.ids == large.ids
    assert small.tokens[0].writing == Writing.SMALL
    assert large.tokens[0].writing == Writing.CAPITALS


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t\r\n"])
def test_a_text_without_a_word_has_no_window(tokenizer: Tokenizer, text: str) -> None:
    assert cut(tokenizer, text) == []
