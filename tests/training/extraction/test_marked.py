"""Marked texts: what is written in brackets is a skill, and the text is as without them."""

from hashlib import sha256
from pathlib import Path

import pytest

from romarin.catalogue import RowInvalid
from romarin.engines.extraction import DocumentKind, Level
from romarin.training.extraction import (
    OFFERS,
    TEXTS,
    Mark,
    read_marked,
    read_marked_offers,
)

TWO = """##### a-1 | Cariste H/F | offre
Vous ⟦conduisez un chariot|task⟧ et ⟦livrez|task⟧.

⟦CACES|required⟧ exigé.

##### a-2 | | cv
Rien.
"""
HEADER = "offer\ttext_sha256\tstart\tend\tlevel\n"
TEXT = "Vous livrez des colis."


def written(folder: Path, text: str) -> Path:
    path = folder / "texts.txt"
    path.write_text(text, "utf-8")
    return path


def marks_file(folder: Path, *rows: str) -> Path:
    path = folder / "offers.tsv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), "utf-8")
    return path


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def test_brackets_are_taken_out_and_offsets_are_the_text_s(tmp_path: Path) -> None:
    one, other = read_marked(written(tmp_path, TWO))
    assert (one.id, one.title, one.kind) == ("a-1", "Cariste H/F", "offre")
    assert one.text == "Vous conduisez un chariot et livrez.\n\nCACES exigé."
    assert [(one.text[mark.start : mark.end], mark.level) for mark in one.marks] == [
        ("conduisez un chariot", "task"),
        ("livrez", "task"),
        ("CACES", "required"),
    ]
    assert (other.id, other.title, other.text, other.marks) == ("a-2", "", "Rien.", ())


@pytest.mark.parametrize(
    "text",
    [
        "##### a-1 | Cariste\nVous livrez.\n",
        "##### a-1 | Cariste | offre | encore\nVous livrez.\n",
        "##### a-1 | Cariste | offre\nVous ⟦livrez.\n",
        "##### a-1 | Cariste | offre\nVous livrez⟧.\n",
        "##### a-1 | Cariste | offre\nVous ⟦livrez⟧.\n",
        "##### a-1 | Cariste | offre\nVous ⟦⟦livrez|task⟧|task⟧.\n",
    ],
)
def test_a_text_that_is_not_well_marked_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(RowInvalid) as caught:
        list(read_marked(written(tmp_path, "\n\n" + text)))
    assert "3" in str(caught.value)
    assert "a-1" in str(caught.value)


def test_a_file_without_a_text_has_none(tmp_path: Path) -> None:
    assert list(read_marked(written(tmp_path, "\n"))) == []


def test_offers_are_marked_where_their_text_is_the_one_that_was_read(tmp_path: Path) -> None:
    path = marks_file(
        tmp_path,
        f"o-1\t{digest(TEXT)}\t5\t21\ttask",
        f"o-2\t{digest('another text')}\t0\t4\ttask",
        f"o-3\t{digest('not given')}\t0\t3\ttask",
        f"o-4\t{digest('Rien.')}\t\t\t",
    )
    given = {"o-1": ("Livreur", TEXT), "o-2": ("Livreur", TEXT), "o-4": ("", "Rien.")}
    one, empty = read_marked_offers(path, given)
    assert (one.id, one.kind, one.title, one.text) == ("o-1", "offre", "Livreur", TEXT)
    assert one.marks == (Mark(5, 21, "task"),)
    assert (empty.id, empty.marks) == ("o-4", ())


def test_a_row_of_another_width_is_told_with_its_line(tmp_path: Path) -> None:
    path = marks_file(tmp_path, f"o-1\t{digest(TEXT)}\t5\t21")
    with pytest.raises(RowInvalid, match="five fields") as caught:
        list(read_marked_offers(path, {}))
    assert "2" in str(caught.value)


def test_the_packaged_texts_are_well_marked() -> None:
    texts = [one for path in sorted(TEXTS.glob("*.txt")) for one in read_marked(path)]
    assert len({one.id for one in texts}) == len(texts) >= 100
    assert {one.kind for one in texts} == {str(kind) for kind in DocumentKind}
    levels = {mark.level for one in texts for mark in one.marks}
    assert levels == {str(level) for level in Level}
    for one in texts:
        for mark in one.marks:
            phrase = one.text[mark.start : mark.end]
            assert phrase
            assert phrase == phrase.strip()


def test_the_packaged_marks_of_offers_hold_places_and_no_word() -> None:
    levels = {str(level) for level in Level}
    for line in OFFERS.read_text("utf-8").strip().split("\n")[1:]:
        _offer, _digest, start, end, level = line.split("\t")
        assert (not start and not end and not level) or (int(start) < int(end) and level in levels)
