"""Levels: weights on the words around a phrase choose what is said of it."""

import numpy as np

from romarin.engines.extraction import DocumentKind, Level
from romarin.engines.extraction.detection import Span
from romarin.engines.extraction.levels import LEVELS, LevelJudge, level_signs
from romarin.text import ParsedText, Parser

OFFRE = DocumentKind.OFFRE


def parsed(parser: Parser, text: str) -> ParsedText:
    [found] = parser([text])
    return found


def span(text: ParsedText, phrase: str) -> Span:
    start = text.text.index(phrase)
    end = start + len(phrase)
    inside = [at for at, one in enumerate(text.words) if start <= one.start < end]
    return Span(start, end, inside[0], inside[-1] + 1, 1.0)


def signs(parser: Parser, text: str, *phrases: str) -> set[str]:
    """Of the first phrase among them."""
    read = parsed(parser, text)
    return level_signs(read, [span(read, one) for one in phrases], 0, OFFRE)


def test_the_heaviest_weights_choose_the_level(parser: Parser) -> None:
    weight = [0.0] * len(LEVELS)
    weight[LEVELS.index(Level.DESIRED)] = 2.0
    bias = [0.0] * len(LEVELS)
    bias[LEVELS.index(Level.TASK)] = 1.0
    judge = LevelJudge.of({"": bias, ">atout": weight})
    read = parsed(parser, "Anglais : un atout. Permis B.")
    spans = [span(read, "Anglais"), span(read, "Permis B")]
    assert judge(read, spans, OFFRE) == [Level.DESIRED, Level.TASK]


def test_no_phrase_has_no_level(parser: Parser) -> None:
    assert LevelJudge.packaged()(parsed(parser, "Anglais"), [], OFFRE) == []


def test_words_beyond_the_sentence_or_the_line_say_nothing(parser: Parser) -> None:
    text = "Le vélo est un plus.\nPermis B exigé. Anglais souhaité."
    found = signs(parser, text, "Permis B")
    assert ">0exige" in found
    assert not {one for one in found if "plus" in one or "souhaite" in one}


def test_words_of_other_phrases_say_nothing(parser: Parser) -> None:
    text = "Permis B et anglais exigés"
    assert ">anglai" in signs(parser, text, "Permis B")
    assert ">anglai" not in signs(parser, text, "Permis B", "anglais")


def test_the_heading_above_is_a_sign(parser: Parser) -> None:
    found = signs(parser, "Profil recherché :\n- vélo à assistance", "vélo")
    assert {"head=profil", "k|sec=offreprofile"} <= found
    assert not {one for one in signs(parser, "un vélo", "vélo") if one.startswith("head=")}


def test_as_many_weights_as_levels_are_packaged() -> None:
    judge = LevelJudge.packaged()
    assert judge.bias.shape == (len(LEVELS),)
    assert judge.weights
    assert all(one.shape == (len(LEVELS),) for one in judge.weights.values())
    assert np.isfinite(np.stack(list(judge.weights.values()))).all()
