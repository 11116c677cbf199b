"""Detection: what a tagger found, as phrases of the text."""

import re

import numpy as np
import pytest

from romarin.engines.extraction import Level
from romarin.engines.extraction.detection import Span, spans_of
from romarin.tagger import LEVELS, TaggedPhrase


def found(text: str, phrase: str, level: str = "task") -> list[Span]:
    start = text.index(phrase)
    levels = np.array([0.6 if one == level else 0.1 for one in LEVELS], np.float32)
    return list(spans_of(text, [TaggedPhrase(start, start + len(phrase), 0.9, levels)]))


@pytest.mark.parametrize(
    ("text", "tagged", "phrase"),
    [
        ("Tenir la caisse.", "Tenir la caisse.", "Tenir la caisse"),
        ("- Tenir la caisse ;", "- Tenir la caisse ;", "Tenir la caisse"),
        ("(permis B)", "permis B)", "permis B"),
        ("CACES (1 et 3)", "CACES (1 et 3)", "CACES (1 et 3)"),
        ("C++, C#", "C++", "C++"),
        ("connaître .NET", ".NET", ".NET"),
    ],
)
def test_signs_that_hang_at_the_ends_are_no_part_of_a_phrase(
    text: str, tagged: str, phrase: str
) -> None:
    [span] = found(text, tagged)
    assert text[span.start : span.end] == phrase


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("accueillir et orienter", True),
        ("accueillir et, orienter", False),
        ("accueillir et\norienter", False),
        ("accueillir bien orienter", False),
        ("Permis D orienter", False),
    ],
)
def test_a_phrase_that_breaks_off_goes_on_in_the_next(text: str, joined: bool) -> None:
    levels = np.eye(len(LEVELS), dtype=np.float32)
    second, first = text.index("orienter"), len(re.split("[,\n]| orienter", text)[0])
    tagged = [
        TaggedPhrase(0, first, 0.9, levels[0]),
        TaggedPhrase(second, len(text), 0.7, 0.8 * levels[0] + 0.2 * levels[1]),
    ]
    found = list(spans_of(text, tagged))
    if joined:
        [one] = found
        assert (one.start, one.end, one.confidence) == (0, len(text), 0.7)
        assert one.certainty == pytest.approx(0.9)
    else:
        assert [(one.start, one.end) for one in found] == [(0, first), (second, len(text))]


def test_signs_alone_are_no_phrase() -> None:
    assert found("caisse ...", "...") == []


@pytest.mark.parametrize("level", LEVELS)
def test_the_likeliest_level_is_told_with_how_likely_it_is(level: str) -> None:
    [span] = found("Anglais", "Anglais", level)
    assert span.level is Level(level)
    assert span.certainty == pytest.approx(0.6)
    assert span.confidence == 0.9
