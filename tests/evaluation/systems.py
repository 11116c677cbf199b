"""Systems of a few fixed answers, for figures that can be worked by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from romarin.evaluation.answers import Answer


def answers(*codes: str) -> list[Answer]:
    """Answers of falling score, each "OGR" or "OGR CODE_ROME"."""
    named = [code.partition(" ") for code in codes]
    return [
        Answer(ogr, code_rome, 0.9 - at / 100, f"libellé de {ogr}")
        for at, (ogr, _, code_rome) in enumerate(named)
    ]


@dataclass(frozen=True, slots=True)
class Table:
    """Answers by what is asked; nothing for anything else."""

    rows: Mapping[str, Sequence[Answer]]
    asked: list[str] = field(default_factory=list)
    breaks_after: int | None = None  # raises OSError when asked more often

    def __call__(self, query: str, *, limit: int) -> Sequence[Answer]:
        if self.breaks_after is not None and len(self.asked) >= self.breaks_after:
            raise OSError("the system went away")
        self.asked.append(query)
        return self.rows.get(query, ())[:limit]


@dataclass(frozen=True, slots=True)
class TitleTable:
    """Métiers by title, and by title and text."""

    by_title: Mapping[str, Sequence[Answer]]
    by_both: Mapping[tuple[str, str], Sequence[Answer]] = field(default_factory=dict)

    @property
    def reads_text(self) -> bool:
        return bool(self.by_both)

    def __call__(self, title: str, text: str, *, limit: int) -> Sequence[Answer]:
        found = self.by_both.get((title, text), ()) if text else self.by_title.get(title, ())
        return found[:limit]
