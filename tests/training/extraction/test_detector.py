"""Fitting of the detector: what marked texts have in common is found in others."""

from romarin.engines.extraction.detection import Detector, tags_of
from romarin.text import Parser
from romarin.training.extraction import fit_detector

TEACHING = ["trier le linge", "livrer un colis", "ranger un rayon", "peser le pain"]


def test_phrases_like_those_marked_are_found() -> None:
    parser = Parser()
    texts = [f"Il faut {phrase} ici ." for phrase in [*TEACHING, "laver le sol"]]
    parsed = list(parser(texts))
    signs = [[["b", f"w={word.folded}", f"p={word.place}"] for word in one.words] for one in parsed]
    marked = [tags_of(one.words, [(8, len(one.text) - 6)]) for one in parsed]
    model = fit_detector(zip(signs[:-1] * 3, marked[:-1] * 3, strict=True))
    [span] = Detector(model)(parsed[-1].words, signs[-1])
    assert texts[-1][span.start : span.end] == "laver le sol"
    assert 0.5 < span.confidence <= 1
