"""NAF: a code in any of its shapes names the métiers of its division."""

import pytest

from romarin.engines.prediction.naf import division


@pytest.mark.parametrize("naf", ["4711D", "47.11D", "47", " 47.11d ", "47.11", "471"])
def test_every_shape_of_a_code_has_its_division(naf: str) -> None:
    assert division(naf) == "47"


@pytest.mark.parametrize("naf", ["", "4", "commerce", "4711DD", "47-11D", "４７"])
def test_anything_else_has_none(naf: str) -> None:
    assert division(naf) == ""
