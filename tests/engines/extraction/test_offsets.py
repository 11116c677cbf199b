"""Offsets: whatever the text, phrases lie in it, in order, and none in another."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from tests.engines.extraction.offers import CARISTE, texts

from romarin.engines.extraction import DocumentKind, Extracted, Extraction, Options

LONG = 10_000  # characters
tried = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.differing_executors],
)


def assert_well_formed(found: Extracted, text: str) -> None:
    mentions = [one.start for one in found.mentions]
    unresolved = [one.start for one in found.unresolved]
    assert (mentions, unresolved) == (sorted(mentions), sorted(unresolved))
    spans = [(one.start, one.end) for one in found.mentions]
    spans = sorted([*spans, *((one.start, one.end) for one in found.unresolved)])
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= following[0] for one, following in pairwise(spans))
    for start, end in spans:
        assert text[start:end] == text[start:end].strip()
    assert all(one.items for one in found.mentions)
    for skill in found.competences:
        assert skill.mentions == tuple(sorted(set(skill.mentions)))
        assert all(0 <= at < len(found.mentions) for at in skill.mentions)


@given(text=texts)
@tried
def test_phrases_lie_in_the_text_in_order_and_apart(extraction: Extraction, text: str) -> None:
    assert_well_formed(extraction(text), text)
    assert_well_formed(extraction(text, options=Options(min_score=0.0)), text)


@pytest.mark.parametrize(
    "piece",
    [CARISTE, CARISTE.replace("\n", " "), "mot", "préparer une commande ", "-\n", "\r\n", "É"],
)
def test_so_they_do_in_a_long_text(extraction: Extraction, piece: str) -> None:
    text = (piece * (LONG // len(piece) + 1))[:LONG]
    assert_well_formed(extraction(text), text)


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\r\n", "\t", ".", "🙂", "\ufeff"])
def test_a_text_without_a_word_says_nothing(extraction: Extraction, text: str) -> None:
    found = extraction(text)
    assert (found.mentions, found.unresolved, found.competences) == ((), (), ())


@pytest.mark.parametrize("before", ["🙂\n", "\r\n", "\n\n", "e\u0301te\u0301\n"])
def test_a_character_before_a_phrase_moves_it_by_one(extraction: Extraction, before: str) -> None:
    """Code points are counted: an emoji is one, a carriage return and an accent apart too."""
    phrase, kind = "Conduire un chariot élévateur", DocumentKind.OFFRE
    text = f"{before}Missions :\n- {phrase}\n"
    at = text.index(phrase)
    spans = [(one.start, one.end) for one in extraction(text, kind=kind).mentions]
    assert (at, at + len(phrase)) in spans
