"""Grounds: what is known of a phrase beside its items."""

import numpy as np

from romarin.engines.extraction import DocumentKind, Level
from romarin.engines.extraction.detection import Span
from romarin.engines.extraction.grounds import ABOUT, about, unknown
from romarin.text import lines

TEXT = "Nous offrons :\n- un panier de la cantine"


def told(level: Level, kind: DocumentKind) -> dict[str, float]:
    """Of the words after the dash."""
    span = Span(TEXT.index("un "), len(TEXT), level, confidence=0.5, certainty=0.5)
    values = about(TEXT, [*lines(TEXT)], span, kind)
    return dict(zip(ABOUT, values.tolist(), strict=True))


def test_its_words_its_level_its_section_and_its_text_are_told() -> None:
    found = told(Level.OFFERED, DocumentKind.CV)
    assert (found["words"], found["stop words"]) == (5, 3)
    assert (found["is left out"], found["is a task"]) == (1, 0)
    assert found["in a CV"] == found["of employer or terms"] == 1
    assert found["in the opening"] == found["detection"] == found["level"] == 0


def test_a_task_of_an_offer_is_told_from_what_is_required() -> None:
    task = told(Level.TASK, DocumentKind.OFFRE)
    required = told(Level.REQUIRED, DocumentKind.OFFRE)
    assert (task["is a task"], task["is required"]) == (1, 0)
    assert (required["is a task"], required["is required"]) == (0, 1)
    assert task["in a CV"] == task["is left out"] == 0


def test_a_phrase_by_itself_is_taken_for_a_task_that_was_surely_found() -> None:
    found = dict(zip(ABOUT, unknown("conduit chariot").tolist(), strict=True))
    assert found["words"] == 2
    assert found["is a task"] == 1
    assert found["detection"] > 5
    assert np.isfinite(list(found.values())).all()
