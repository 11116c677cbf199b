"""Words that offers share: what a vocabulary must read, and nobody's name."""

from pathlib import Path

from tests.training.data.conftest import offer, write_lines

from romarin.catalogue import Catalogue
from romarin.training.data import WORDS_FILE, Built, Inputs, build, read_words, write
from romarin.training.data.offers import COMMON, common_words, read_offers


def _file(path: Path, texts: list[str]) -> Path:
    rows = [offer(str(at), "Boulanger", text) for at, text in enumerate(texts)]
    return write_lines(path, rows)


def test_a_word_counts_once_an_offer_and_must_stand_in_several(
    tiny_catalogue: Catalogue, tmp_path: Path
) -> None:
    texts = ["Pétrissage avec Durand Durand Durand"] + ["pétrissage"] * (COMMON - 1)
    offers = read_offers([_file(tmp_path / "o.jsonl", texts)], tiny_catalogue)
    assert common_words(offers) == ["petrissage"]


def test_the_words_of_the_offers_come_with_the_pairs(
    tiny_catalogue: Catalogue, tmp_path: Path
) -> None:
    offers = _file(tmp_path / "o.jsonl", ["zinguerie"] * COMMON + ["autre"])
    assert build(tiny_catalogue, Inputs(offers=(offers,)), hold_out=False).words == ("zinguerie",)


def test_offers_that_cases_ask_give_no_word(tiny_catalogue: Catalogue, tmp_path: Path) -> None:
    offers = _file(tmp_path / "o.jsonl", ["zinguerie"] * COMMON)
    asked = tmp_path / "asked.tsv"
    asked.write_text("id\n0\n", encoding="utf-8")
    inputs = Inputs(offers=(offers,), cases=(asked,))
    assert build(tiny_catalogue, inputs, hold_out=False).words == ()


def test_words_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    for words in ((), ("petrissage", "zinguerie")):
        write(Built((), {}, {}, words), tmp_path)
        assert read_words(tmp_path / WORDS_FILE) == list(words)
