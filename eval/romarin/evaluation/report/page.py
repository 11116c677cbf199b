"""Page: one HTML file that needs no network, for one result or several."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from romarin.evaluation.report.palette import palette
from romarin.evaluation.report.part import Part
from romarin.evaluation.results import OWN

FOLDER = "html"
TITLE = "Romarin evaluation"


def page(parts: Sequence[Part]) -> str:
    """The whole page, a section a part; the same parts give the same bytes."""
    styles = palette([name for part in parts for name in part.systems], OWN)
    sections = [
        part.section(anchor, styles)
        for part, anchor in zip(parts, _anchors([part.name for part in parts]), strict=True)
    ]
    template = _templates().get_template("page.html")
    return template.render(
        title=TITLE, sections=sections, styles=styles, style=_packaged("page.css"), own=OWN
    )


def _anchors(names: Sequence[str]) -> list[str]:
    """Letters and digits only, none twice."""
    plain = ["".join(sign for sign in name if sign.isascii() and sign.isalnum()) for name in names]
    return [f"{name or 'part'}{at}" for at, name in enumerate(plain, 1)]


@cache
def _templates() -> Environment:
    return Environment(
        loader=FunctionLoader(_packaged),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _packaged(name: str) -> str:
    return (files("romarin.evaluation.report") / FOLDER / name).read_text("utf-8")
