"""Tsvector: every typed word begins a word of the label, as les-emplois asks PostgreSQL."""

import re
from collections.abc import Sequence

from romarin.evaluation.answers import Answer
from romarin.evaluation.baselines.baseline import Baseline
from romarin.evaluation.baselines.referentiel import Referentiel
from romarin.evaluation.baselines.titles import titles_of
from romarin.evaluation.ground import Ground

# Operators and quotes would be syntax to to_tsquery, and a NUL or a surrogate is no text to it.
_SIGN = re.compile(r"[^\w]|_")
# The service has no score: what matches, matches. Its alphabet depends on the server's locale;
# letters without case and accents sort alike on every machine.
STATEMENT = """
SELECT place, 1.0::float8
FROM appellation
WHERE full_text @@ to_tsquery('public.french_unaccent', %(typed)s)
ORDER BY libelle_sanitized COLLATE "C", place
LIMIT %(limit)s
"""


class Tsvector:
    """`AppellationQuerySet.autocomplete` of gip-inclusion/les-emplois: filtered, alphabetical."""

    def __init__(self, referentiel: Referentiel) -> None:
        self._referentiel = referentiel

    def __call__(self, query: str, *, limit: int) -> Sequence[Answer]:
        """Up to `limit` appellations in the order of the alphabet, all with the score 1."""
        words = _SIGN.sub(" ", query).split()
        if not words:
            return []
        typed = " & ".join(f"{word}:*" for word in words)
        return self._referentiel.answers(STATEMENT, typed=typed, limit=limit)


def tsvector(ground: Ground) -> Tsvector:
    """On the cluster of the run. Raises BaselineUnavailable."""
    return Tsvector(Referentiel.of(ground))


TSVECTOR = Baseline(
    "tsvector",
    "les-emplois: PostgreSQL full text in French, every word a prefix, alphabetical",
    lookup=tsvector,
    titles=titles_of(tsvector),
)
