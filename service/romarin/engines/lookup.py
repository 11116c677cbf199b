"""Lookup: as-you-type search of appellations."""

from collections.abc import Sequence
from dataclasses import dataclass

from romarin.catalogue import Release
from romarin.encoder import Encoder, Matrix
from romarin.engines.completion import Completer, Trace
from romarin.engines.confidence import Confidence, Evidence
from romarin.engines.highlights import highlight
from romarin.engines.loading import Loaded
from romarin.engines.meaning import Neighbourhood
from romarin.engines.question import LONGEST
from romarin.engines.suggestion import (
    LIT,
    Found,
    GroupBy,
    Highlight,
    NearAppellation,
    Part,
    Reason,
)
from romarin.index import Section
from romarin.text import words


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggested appellation with its métier."""

    code: str  # OGR of the appellation
    libelle: str
    libelle_court: str
    code_rome: str
    libelle_metier: str
    matched_form: str
    score: float  # how likely it is right, in [0, 1]
    strength: float  # what orders the list, in [0, 1]: the sum of the parts
    reason: Reason
    highlights: tuple[Highlight, ...]  # in libelle
    parts: tuple[Part, ...]
    evidence: Evidence | None  # what the score is made from; None for a code


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    libelle: str
    libelle_court: str
    code_rome: str
    libelle_metier: str
    principale: str


class Lookup(Loaded):
    """Suggests appellations for what is typed so far; safe to share between threads."""

    SECTION = "appellations"

    def __init__(self, section: Section, release: Release, encoder: Encoder | None) -> None:
        """See `load` for the usual way in."""
        self.release = release
        self._rows = [_Row(*row) for row in section.rows]
        codes = {row.code_rome: at for at, row in enumerate(self._rows) if row.principale}
        codes |= {row.code: at for at, row in enumerate(self._rows)}
        self._completer = Completer(
            section,
            encoder,
            Confidence.packaged(self.SECTION),
            codes=codes,
            labels=[row.libelle for row in self._rows],
            groups=[row.code_rome for row in self._rows],
        )

    def __call__(
        self,
        query: str,
        *,
        limit: int = 10,
        group_by: GroupBy = GroupBy.APPELLATION,
        traces: list[Trace] | None = None,
        meaning: bool = True,
    ) -> list[Suggestion]:
        """Up to `limit` (1 to 25) suggestions, best first; the first n never depend on `limit`.

        `meaning=False` answers by words alone, for those who ask the vectors themselves.
        """
        once = group_by is GroupBy.METIER
        found = self._completer(query, traces, limit=limit, once=once, meaning=meaning)
        typed = words(query[:LONGEST])
        return [self._dress(row, typed) for row in found]

    def near(self, query: str) -> Neighbourhood | None:
        """The appellations near by meaning, by their row; None where the words settle it."""
        return self._completer.near(query)

    def appellations_near(self, vectors: Matrix, *, limit: int) -> list[dict[str, NearAppellation]]:
        """For each vector, by code ROME, the nearest of its appellations among `limit` rows.

        A title's vector is that of its words as the index holds them: folded. Without an encoder
        nothing is near.
        """
        meaning = self._completer.meaning
        if meaning is None:
            return [{} for _ in vectors]
        cosines, found = meaning.vectors.query(vectors, limit=limit)
        owners = meaning.owners[found]
        return [self._nearest(*row) for row in zip(cosines.tolist(), owners.tolist(), strict=True)]

    def _nearest(
        self, cosines: Sequence[float], owners: Sequence[int]
    ) -> dict[str, NearAppellation]:
        near: dict[str, NearAppellation] = {}
        for cosine, owner in zip(cosines, owners, strict=True):
            row = self._rows[owner]
            if row.code_rome not in near or near[row.code_rome].cosine < cosine:
                near[row.code_rome] = NearAppellation(row.code, row.libelle, cosine)
        return near

    @property
    def codes(self) -> list[frozenset[str]]:
        """The OGR and the code ROME of each row."""
        return [frozenset({row.code, row.code_rome}) for row in self._rows]

    def _dress(self, found: Found, typed: Sequence[str]) -> Suggestion:
        row = self._rows[found.owner]
        return Suggestion(
            row.code,
            row.libelle,
            row.libelle_court,
            row.code_rome,
            row.libelle_metier,
            found.matched_form,
            found.score,
            found.strength,
            found.reason,
            highlight(row.libelle, typed) if found.reason in LIT else (),
            found.parts,
            found.evidence,
        )
