"""The scale of an encoder's cosines: kept beside its weights, which it leaves as they are."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from romarin.encoder import (
    FALLBACK,
    CosineScale,
    EncoderDamaged,
    OnnxEncoder,
    checksum,
    load_encoder,
    read_scale,
    write_scale,
)
from romarin.encoder.scale import SCALE

OTHER = CosineScale(least=0.3, related=0.25, middle=0.41, slope=12.5)


def test_a_scale_comes_back_as_written(tmp_path: Path) -> None:
    write_scale(tmp_path, OTHER)
    assert read_scale(tmp_path) == OTHER


def test_without_a_scale_there_is_the_fallback(tmp_path: Path) -> None:
    assert read_scale(tmp_path) == FALLBACK


def test_an_encoder_has_the_scale_of_its_folder(shelf: Path) -> None:
    write_scale(shelf / "romarin-mini", OTHER)
    assert load_encoder("mini").scale == OTHER
    assert load_encoder("small").scale == FALLBACK


def test_the_packaged_encoder_reads_its_own(encoder: OnnxEncoder) -> None:
    assert isinstance(encoder.scale, CosineScale)


def test_a_new_scale_leaves_the_checksum_as_it_is(shelf: Path) -> None:
    folder = shelf / "romarin-mini"
    before = checksum(folder)
    write_scale(folder, OTHER)
    assert checksum(folder) == load_encoder("mini").sha256 == before


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "0.5",
        "{}",
        '{"least": 0.5, "related": 0.47, "middle": 0.66}',
        '{"least": 0.5, "related": 0.47, "middle": 0.66, "slope": 9, "more": 1}',
        '{"least": "0.5", "related": 0.47, "middle": 0.66, "slope": 9}',
        '{"least": NaN, "related": 0.47, "middle": 0.66, "slope": 9}',
        '{"least": 0.5, "related": 0.47, "middle": 0.66, "slope": -9}',
    ],
)
def test_a_scale_of_another_making_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / SCALE).write_text(content)
    with pytest.raises(EncoderDamaged, match=SCALE):
        read_scale(tmp_path)


@pytest.mark.parametrize(
    ("field", "value"),
    [("least", 1.1), ("related", -1.1), ("middle", 2.1), ("slope", 0.0), ("slope", 201.0)],
)
def test_a_scale_that_cannot_be_is_refused(field: str, value: float) -> None:
    with pytest.raises(ValueError, match=r"expected|cosines"):
        replace(FALLBACK, **{field: value})


@pytest.mark.parametrize("scale", [FALLBACK, OTHER, CosineScale(0, 0, middle=-2, slope=200)])
def test_the_nearer_a_row_the_likelier_it_is_right(scale: CosineScale) -> None:
    shares = [scale.likelihood(cosine / 10) for cosine in range(-10, 11)]
    assert all(0 <= lower <= higher <= 1 for lower, higher in pairwise(shares))
    assert scale.likelihood(scale.middle) == 0.5
