"""Skills: as-you-type search of compétences, macro-compétences, savoirs and savoir-être."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from romarin.catalogue import Release, TypeCompetence
from romarin.encoder import Encoder
from romarin.engines.completion import Completer, Trace
from romarin.engines.confidence import Confidence, Evidence
from romarin.engines.highlights import highlight
from romarin.engines.loading import Loaded
from romarin.engines.question import LONGEST
from romarin.engines.suggestion import LIT, Found, Highlight, Part, Reason
from romarin.index import Section
from romarin.text import words


@dataclass(frozen=True, slots=True)
class SkillSuggestion:
    """One suggested skill of any type."""

    code: str  # OGR
    type: TypeCompetence
    libelle: str
    matched_form: str
    score: float  # how likely it is right, in [0, 1]
    strength: float  # what orders the list, in [0, 1]: the sum of the parts
    reason: Reason
    highlights: tuple[Highlight, ...]  # in libelle
    parts: tuple[Part, ...]
    evidence: Evidence | None  # what the score is made from; None for a code


class SkillLookup(Loaded):
    """Suggests skills for what is typed so far; safe to share between threads."""

    SECTION = "competences"

    def __init__(self, section: Section, release: Release, encoder: Encoder | None) -> None:
        """See `load` for the usual way in."""
        self.release = release
        self._codes = [code for code, _, _ in section.rows]
        self._types = [TypeCompetence(type_) for _, type_, _ in section.rows]
        self._libelles = [libelle for _, _, libelle in section.rows]
        self._completer = Completer(
            section,
            encoder,
            Confidence.packaged(self.SECTION),
            codes={code: owner for owner, code in enumerate(self._codes)},
            labels=self._libelles,
            groups=self._codes,
            titles=False,
        )

    def __call__(
        self,
        query: str,
        *,
        limit: int = 10,
        types: Collection[TypeCompetence] = (),
        traces: list[Trace] | None = None,
    ) -> list[SkillSuggestion]:
        """Up to `limit` (1 to 25) skills of the types given (all when empty), best first."""
        allowed = frozenset(types)
        found = self._completer(
            query,
            traces,
            limit=limit,
            allowed=(lambda owner: self._types[owner] in allowed) if allowed else None,
        )
        typed = words(query[:LONGEST])
        return [self._dress(row, typed) for row in found]

    def _dress(self, found: Found, typed: Sequence[str]) -> SkillSuggestion:
        libelle = self._libelles[found.owner]
        return SkillSuggestion(
            self._codes[found.owner],
            self._types[found.owner],
            libelle,
            found.matched_form,
            found.score,
            found.strength,
            found.reason,
            highlight(libelle, typed) if found.reason in LIT else (),
            found.parts,
            found.evidence,
        )
