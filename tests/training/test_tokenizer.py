"""The unigram tokenizer, rebuilt and trimmed."""

import pytest

pytest.importorskip("onnx", reason="needs the extra train")

from tests.training.tiny import PIECES, UNKNOWN, tiny_tokenizer
from tokenizers import Tokenizer, models

from romarin.training.errors import TrimUnsupported
from romarin.training.tokenizer import trim, used_pieces
from romarin.training.vocabulary import misspellings, spellings


def test_the_likeliest_pieces_win() -> None:
    assert tiny_tokenizer().encode("boulanger de nuit").tokens == [
        "<s>",
        "▁boulanger",
        "▁de",
        "▁nuit",
        "</s>",
    ]


def test_characters_are_composed_and_spaces_squashed_first() -> None:
    tokenizer = tiny_tokenizer()
    assert tokenizer.encode("e\u0301").tokens == tokenizer.encode("é").tokens
    assert tokenizer.encode("chef   de\u00a0rang ").ids == tokenizer.encode("chef de rang").ids


def test_a_character_that_no_piece_has_is_unknown() -> None:
    assert UNKNOWN in tiny_tokenizer().encode("寿").ids


def test_a_trimmed_tokenizer_reads_what_it_was_trimmed_for_in_the_same_pieces() -> None:
    tokenizer = tiny_tokenizer()
    texts = ["chef de rang", "boulangeur"]
    trimmed, kept = trim(tokenizer, used_pieces(tokenizer, texts))
    assert trimmed.get_vocab_size() == len(kept) < tokenizer.get_vocab_size()
    for text in texts:
        assert trimmed.encode(text).tokens == tokenizer.encode(text).tokens
        assert kept[trimmed.encode(text).ids].tolist() == tokenizer.encode(text).ids


def test_a_trimmed_tokenizer_keeps_every_character() -> None:
    trimmed, _ = trim(tiny_tokenizer(), set())
    assert {text for text, _ in PIECES if len(text) == 1} <= trimmed.get_vocab().keys()
    assert trimmed.encode("boulanger").tokens == ["<s>", "▁", *"boulanger", "</s>"]


def test_only_unigram_tokenizers_are_trimmed() -> None:
    with pytest.raises(TrimUnsupported, match="BPE"):
        trim(Tokenizer(models.BPE()), set())


def test_spellings_hold_accents_capitals_and_beginnings() -> None:
    found = set(spellings(["Élève"]))
    assert {"Élève", "ELEVE", "eleve", "el", "Élè", "ÉLÈVE"} <= found


def test_misspellings_leave_out_double_and_swap_letters() -> None:
    assert {"bulanger", "bouulanger", "boulanegr"} <= set(misspellings(["boulanger"]))
