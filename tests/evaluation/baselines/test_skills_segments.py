"""Segments: sentences and clauses of French offers, with their offsets."""

from itertools import pairwise

import pytest

from romarin.evaluation.answers import Document, DocumentKind, Level
from romarin.evaluation.baselines.baseline import Baseline
from romarin.evaluation.baselines.skills_segments import (
    CLAUSES,
    SENTENCES,
    WHOLE_TEXT,
    Cut,
    clauses,
    sentences,
    whole_text,
)
from romarin.evaluation.ground import Ground

TEXT = (
    "Vos missions :\r\n- Préparer et livrer les commandes ;\n"
    "• Tenir la caisse, le stock/la vitrine.\n\n"
    "Vous êtes à l'aise avec C++ ? Venez !"
)


def told(cut: Cut, text: str) -> list[str]:
    return [text[start:end] for start, end in cut(text)]


def test_a_line_break_and_a_full_stop_end_a_sentence() -> None:
    assert told(sentences, TEXT) == [
        "Vos missions",
        "Préparer et livrer les commandes",
        "Tenir la caisse, le stock/la vitrine",
        "Vous êtes à l'aise avec C++",
        "Venez",
    ]


def test_clauses_end_at_commas_slashes_and_et() -> None:
    assert told(clauses, TEXT)[1:6] == [
        "Préparer",
        "livrer les commandes",
        "Tenir la caisse",
        "le stock",
        "la vitrine",
    ]


def test_et_within_a_word_ends_nothing() -> None:
    assert told(clauses, "Nettoyer la bergerie, étaler la colle") == [
        "Nettoyer la bergerie",
        "étaler la colle",
    ]


def test_what_is_no_character_takes_its_place_all_the_same() -> None:
    text = "Pétrir\0le pain \ud800, cuire"
    assert told(clauses, text) == ["Pétrir\0le pain \ud800", "cuire"]


def test_the_whole_text_goes_from_its_first_word_to_its_last() -> None:
    assert told(whole_text, "\n - Couper, coller. \n") == ["Couper, coller"]


@pytest.mark.parametrize("cut", [whole_text, sentences, clauses])
@pytest.mark.parametrize("text", [" ", "...", "-\n-\n", "\u2028", "\r\n"])
def test_there_is_nothing_where_no_word_is(cut: Cut, text: str) -> None:
    assert cut(text) == []


@pytest.mark.parametrize("cut", [whole_text, sentences, clauses])
def test_segments_stand_in_order_and_apart(cut: Cut) -> None:
    segments = cut(TEXT * 3)
    assert all(start < end for start, end in segments)
    assert all(one.end <= after.start for one, after in pairwise(segments))


@pytest.mark.parametrize(("baseline", "count"), [(WHOLE_TEXT, 1), (SENTENCES, 5), (CLAUSES, 8)])
def test_each_segment_is_a_task_that_nothing_names(
    baseline: Baseline, count: int, ground: Ground
) -> None:
    assert baseline.extraction is not None
    system = baseline.extraction(ground)
    assert system.extract is not None
    found = system.extract(Document("1", DocumentKind.OFFRE, "", TEXT))
    assert len(found) == count
    assert {(one.level, one.items) for one in found} == {(Level.TASK, ())}
    assert system.link is None
