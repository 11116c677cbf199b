"""Fuzzy: what a developer would write first, RapidFuzz over every form, as a baseline."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from romarin.catalogue import Release
from romarin.engines import GroupBy, Reason, Suggestion
from romarin.index import Artefact, Section
from romarin.text import fold

LEAST = 60.0  # of 100: WRatio gives as much to any two texts that share a few letters


class FuzzyForms:
    """The forms of one section, compared one by one with what is typed; folded both."""

    def __init__(self, section: Section) -> None:
        self._owners = section.lexical.owners
        self._forms = [fold(text) for text in section.lexical.texts]

    def __call__(self, query: str, *, limit: int) -> list[tuple[int, float]]:
        """Up to `limit` forms as owner and score in [0, 1], best first."""
        near = process.extract(
            fold(query), self._forms, scorer=fuzz.WRatio, limit=limit, score_cutoff=LEAST
        )
        return [(int(self._owners[form]), score / 100) for _, score, form in near]


class FuzzyLookup:
    """FuzzyForms in the place of Romarin's own lookup, for the same server."""

    def __init__(self, artefact: Artefact) -> None:
        section = artefact.section("appellations")
        self.release: Release = artefact.manifest.inputs.release
        self._rows, self._forms = section.rows, FuzzyForms(section)

    def __call__(
        self,
        query: str,
        *,
        limit: int,
        group_by: GroupBy,  # noqa: ARG002 - part of the contract
    ) -> Sequence[Suggestion]:
        """Up to `limit` suggestions, best first, each appellation once."""
        best: dict[int, float] = {}
        for owner, score in self._forms(query, limit=4 * limit):
            best.setdefault(owner, score)
        return [self._dress(owner, score) for owner, score in list(best.items())[:limit]]

    def _dress(self, owner: int, score: float) -> Suggestion:
        code, libelle, court, code_rome, libelle_metier, _ = self._rows[owner]
        return Suggestion(
            code, libelle, court, code_rome, libelle_metier, libelle, score, Reason.WORDS, (), ()
        )
