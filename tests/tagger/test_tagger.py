"""Tagger: phrases of whole words, at levels that the text around tells."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.extraction.offers import CARISTE

from romarin.tagger import (
    LEVELS,
    MODEL,
    TAGS,
    TOKENIZER,
    TaggedWords,
    Tagger,
    TaggerDamaged,
    TaggerMissing,
    phrases_of,
)

OUTSIDE, FIRST, NEXT = range(len(TAGS))


def words(*rows: tuple[float, float, float], told: int = 0) -> TaggedWords:
    """Words of two letters with a space between, and the probabilities of their tags."""
    starts = [3 * at for at in range(len(rows))]
    levels = np.full((len(rows), len(LEVELS)), 0.1)
    levels[:, told] = 0.6
    tags = np.log(np.array(rows, np.float32) + 1e-9)
    return TaggedWords(starts, [at + 2 for at in starts], tags, np.log(levels).astype(np.float32))


def test_a_phrase_goes_on_or_begins_anew() -> None:
    found = list(phrases_of(words((0, 1, 0), (0, 0, 1), (0, 1, 0), (1, 0, 0), (0, 1, 0))))
    assert [(one.start, one.end) for one in found] == [(0, 5), (6, 8), (12, 14)]


def test_a_further_word_never_comes_first() -> None:
    """Taken word by word, the first here is a further one of nothing."""
    [found] = phrases_of(words((0.3, 0.25, 0.45), (0.1, 0.1, 0.8)))
    assert (found.start, found.end) == (0, 5)


def test_the_least_sure_word_tells_how_sure_a_phrase_is() -> None:
    [found] = phrases_of(words((0.1, 0.9, 0), (0.3, 0, 0.7), (1, 0, 0), told=3))
    assert found.confidence == pytest.approx(0.7, abs=1e-5)
    assert found.levels.argmax() == 3
    assert found.levels.sum() == pytest.approx(1, abs=1e-5)


@given(rows=st.lists(st.tuples(*[st.floats(0.01, 1)] * 3), min_size=1, max_size=30))
def test_phrases_lie_apart_and_in_order(rows: list[tuple[float, float, float]]) -> None:
    found = [(one.start, one.end) for one in phrases_of(words(*rows))]
    assert all(start < end for start, end in found)
    assert found == sorted(found)
    assert all(one[1] < two[0] for one, two in pairwise(found))


CLEAR = [
    ("Vous accueillez les clients.", "accueillez les clients", "task"),
    ("Permis B exigé.", "Permis B", "required"),
    ("La connaissance de l'anglais serait un plus.", "connaissance de l'anglais", "desired"),
    ("Une formation à la soudure vous sera dispensée.", "soudure", "offered"),
    ("Le permis B n'est pas demandé.", "permis B", "negated"),
]


@pytest.mark.parametrize(("text", "phrase", "level"), CLEAR)
def test_what_a_sentence_says_of_a_skill_is_its_level(text: str, phrase: str, level: str) -> None:
    [found] = Tagger.packaged()(text, title="", kind="offre")
    assert phrase in text[found.start : found.end]
    assert LEVELS[int(found.levels.argmax())] == level


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_phrase_is_of_whole_words(form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, CARISTE + "Contrôle qualité\nSécurité exigée")
    found = Tagger.packaged()(text, title="Cariste", kind="offre")
    assert found
    for one in found:
        assert not (text[one.start - 1].isalnum() and text[one.start].isalnum())
        after = text[one.end : one.end + 1]
        assert not (after.isalnum() and text[one.end - 1].isalnum())
        assert not (after and unicodedata.combining(after))


@pytest.mark.parametrize("text", ["½ journée de caisse", "ﬁche de paie", "e\u0301tablir un devis"])
def test_words_never_share_a_character(text: str) -> None:
    words = Tagger.packaged().words(text, title="", kind="offre")
    assert all(end <= start for end, start in zip(words.ends, words.starts[1:], strict=False))


def test_threads_share_one() -> None:
    tagger = Tagger.packaged()

    def read(_: int) -> list[tuple[int, int]]:
        return [(one.start, one.end) for one in tagger(CARISTE, title="", kind="offre")]

    with ThreadPoolExecutor(4) as pool:
        assert len({tuple(found) for found in pool.map(read, range(12))}) == 1


def test_a_folder_without_a_tagger_is_named_with_the_way_to_one(tmp_path: Path) -> None:
    with pytest.raises(TaggerMissing, match="romarin train tagger") as caught:
        Tagger.load(tmp_path / "fold-3")
    assert caught.value.folder == tmp_path / "fold-3"


def test_a_damaged_file_is_told_with_the_way_out(tmp_path: Path) -> None:
    for name in (MODEL, TOKENIZER):
        (tmp_path / name).write_bytes(b"damaged")
    with pytest.raises(TaggerDamaged, match="install Romarin again"):
        Tagger.load(tmp_path)


def test_no_text_no_phrase() -> None:
    assert Tagger.packaged()("", title="Cariste", kind="offre") == []
