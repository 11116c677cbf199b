"""Trigram: the labels whose letter trigrams are most alike, as pass-emploi asks PostgreSQL."""

from collections.abc import Sequence

from romarin.evaluation.answers import Answer
from romarin.evaluation.baselines.baseline import Baseline
from romarin.evaluation.baselines.plain import plain
from romarin.evaluation.baselines.referentiel import Referentiel
from romarin.evaluation.baselines.titles import titles_of
from romarin.evaluation.ground import Ground
from romarin.text import fold

# `%` is "similarity above the threshold" in the form that an index answers: the same rows as
# SIMILARITY(libelle_sanitized, typed) > 0.1, several times faster. The planner does not know what
# comparing every row costs, and would do it for long queries.
SETTINGS = "SET pg_trgm.similarity_threshold = 0.1; SET enable_seqscan = off"
STATEMENT = """
SELECT place, similarity(libelle_sanitized, %(typed)s)::float8 AS score
FROM appellation
WHERE libelle_sanitized %% %(typed)s OR code_rome = %(query)s
ORDER BY score DESC, place
LIMIT %(limit)s
"""


class Trigram:
    """`GetMetiersRomeQuery` of SocialGouv/pass-emploi-api: no accents, by similarity."""

    def __init__(self, referentiel: Referentiel) -> None:
        self._referentiel = referentiel
        referentiel.connection.execute(SETTINGS)

    def __call__(self, query: str, *, limit: int) -> Sequence[Answer]:
        """Up to `limit` appellations, the most alike first; the score is pg_trgm's similarity."""
        asked = plain(query).strip()
        if not asked:
            return []
        return self._referentiel.answers(STATEMENT, typed=fold(asked), query=asked, limit=limit)


def trigram(ground: Ground) -> Trigram:
    """On the cluster of the run. Raises BaselineUnavailable."""
    return Trigram(Referentiel.of(ground))


TRIGRAM = Baseline(
    "trigram",
    "pass-emploi: PostgreSQL pg_trgm, similarity above 0.1 or the very code ROME",
    lookup=trigram,
    titles=titles_of(trigram),
)
