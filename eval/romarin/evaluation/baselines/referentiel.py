"""Referentiel: the appellations in PostgreSQL, a row each, indexed as two public services do."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from romarin.catalogue import Appellation
from romarin.evaluation.answers import Answer
from romarin.evaluation.baselines.postgres import Cluster, temporary_cluster
from romarin.evaluation.ground import Ground
from romarin.text import fold

if TYPE_CHECKING:
    from psycopg import Connection

TABLE = """
CREATE TEXT SEARCH CONFIGURATION french_unaccent (COPY = french);
ALTER TEXT SEARCH CONFIGURATION french_unaccent
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem;
CREATE TABLE appellation (
  place integer PRIMARY KEY,  -- in the order of the catalogue, from 0
  code_rome text NOT NULL,
  libelle text NOT NULL,
  libelle_sanitized text NOT NULL,
  full_text tsvector GENERATED ALWAYS AS
    (to_tsvector('public.french_unaccent', libelle || ' ' || code_rome)) STORED
);
"""
INDEXES = """
CREATE INDEX ON appellation USING gin (full_text);
CREATE INDEX ON appellation USING gist (libelle_sanitized gist_trgm_ops (siglen = 64));
CREATE INDEX ON appellation (code_rome);
"""

_CLUSTER, _FILLED = "postgresql", "referentiel"  # as a ground shares them


class Referentiel:
    """A filled table, and the answers that its rows stand for."""

    def __init__(self, cluster: Cluster, appellations: Sequence[Appellation]) -> None:
        """Connects; the table must have been filled with the same appellations."""
        self.connection = cluster.connect()
        self._appellations = appellations

    @classmethod
    def of(cls, ground: Ground) -> Self:
        """The one of the run, on the cluster of the run. Raises BaselineUnavailable."""
        return ground.share(_FILLED, lambda: cls._opened(ground))

    @staticmethod
    def lend(ground: Ground) -> Cluster | None:
        """The cluster that a baseline of this ground has filled, for another process to borrow."""
        return ground.share(_CLUSTER, temporary_cluster) if _CLUSTER in ground else None

    @classmethod
    def borrow(cls, ground: Ground, cluster: Cluster) -> None:
        """Has the baselines of this ground ask a cluster that another process fills and ends."""
        ground.share(_FILLED, lambda: cls._connected(ground, cluster))

    @classmethod
    @contextmanager
    def _opened(cls, ground: Ground) -> Iterator[Self]:
        cluster = ground.share(_CLUSTER, temporary_cluster)
        fill(cluster, ground.appellations)
        with cls._connected(ground, cluster) as found:
            yield found

    @classmethod
    @contextmanager
    def _connected(cls, ground: Ground, cluster: Cluster) -> Iterator[Self]:
        found = cls(cluster, ground.appellations)
        with found.connection:
            yield found

    def answers(self, statement: str, **values: object) -> list[Answer]:
        """Of a statement that gives places and scores, in its order."""
        rows = self.connection.execute(statement.encode(), values)
        return [
            Answer(one.code, one.code_rome, score, one.libelle)
            for place, score in rows
            for one in (self._appellations[place],)
        ]


def fill(cluster: Cluster, appellations: Sequence[Appellation]) -> None:
    """Makes the table in a cluster that has none; a second for the whole ROME."""
    with cluster.connect() as connection:
        connection.execute(TABLE)
        _copy(connection, appellations)
        connection.execute(INDEXES)
        connection.execute("VACUUM ANALYZE appellation")


def _copy(connection: "Connection[tuple[Any, ...]]", appellations: Sequence[Appellation]) -> None:
    statement = "COPY appellation (place, code_rome, libelle, libelle_sanitized) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for place, one in enumerate(appellations):
            copy.write_row((place, one.code_rome, one.libelle, fold(one.libelle)))
