"""Detection: tags of words are phrases, and the other way round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from romarin.engines.extraction.detection import (
    FIRST,
    NEXT,
    OUTSIDE,
    Detector,
    actions_of,
    spans_of,
    tags_of,
)
from romarin.engines.extraction.records import DocumentKind
from romarin.engines.extraction.signs import signs_of
from romarin.text import Parser, Word


def read(parser: Parser, text: str) -> list[Word]:
    [parsed] = parser([text])
    return list(parsed.words)


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("", []),
        ("OOO", []),
        ("BII", [(0, 3)]),
        ("OBOBI", [(1, 2), (3, 5)]),
        ("BBI", [(0, 1), (1, 3)]),
        ("OII", [(1, 3)]),  # a tagger may begin so
    ],
)
def test_a_phrase_begins_anew_or_goes_on(tags: str, spans: list[tuple[int, int]]) -> None:
    assert list(spans_of(tags)) == spans


@given(tags=st.lists(st.sampled_from([OUTSIDE, FIRST, NEXT])))
def test_phrases_never_overlap_and_hold_every_tagged_word(tags: list[str]) -> None:
    spans = list(spans_of(tags))
    places = [at for first, last in spans for at in range(first, last)]
    assert places == [at for at, tag in enumerate(tags) if tag != OUTSIDE]


def test_marked_phrases_are_tagged_word_by_word(parser: Parser) -> None:
    text = "Vous préparez les commandes, livrez."
    words = read(parser, text)
    marked = [(5, text.index(",")), (text.index("livrez"), len(text) - 1)]
    assert "".join(tags_of(words, marked)) == "OBIIOBO"


def test_a_mark_on_a_part_of_a_word_tags_it(parser: Parser) -> None:
    assert tags_of(read(parser, "Vous préparez"), [(7, 9)]) == [OUTSIDE, FIRST]


def actions(parser: Parser, text: str) -> list[str]:
    words = read(parser, text)
    spans = actions_of(words, 0, len(words))
    return [text[words[first].start : words[last - 1].end] for first, last in spans]


def test_a_second_action_with_an_object_of_its_own_is_a_phrase_of_its_own(parser: Parser) -> None:
    assert actions(parser, "tenir la caisse et ranger les rayons") == [
        "tenir la caisse",
        "ranger les rayons",
    ]


def test_verbs_that_share_an_object_stay_together(parser: Parser) -> None:
    text = "conduire et surveiller la machine"
    assert actions(parser, text) == [text]


def test_no_word_is_no_phrase() -> None:
    assert Detector.packaged()([], []) == []


def test_the_stop_of_a_sentence_is_no_part_of_a_certificate(parser: Parser) -> None:
    text = "Profil : rigueur, permis B. Autonomie."
    [parsed] = parser([text])
    found = Detector.packaged()(
        parsed.words, signs_of(parsed, DocumentKind.OFFRE, frozenset({"permi b"}))
    )
    phrases = [text[span.start : span.end] for span in found]
    assert "permis B" in phrases
    assert not [one for one in phrases if one.endswith(".")]
