"""Integrity of an archive: every relation holds, and orphans are refused or let through, listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from romarin.catalogue.errors import OrphanKey
from romarin.catalogue.records import Orphan
from romarin.catalogue.relations import DECIDED, RELATIONS, UNIQUE, Key, Keys, Relation, Tables
from romarin.catalogue.table import Row


@dataclass(slots=True)
class Ledger:
    """The orphans let through so far, and how many may be."""

    limit: int
    orphans: list[Orphan] = field(default_factory=list)

    def admit(self, orphan: Orphan) -> None:
        """Notes the orphan, or raises OrphanKey when the limit is reached."""
        if len(self.orphans) >= self.limit:
            raise OrphanKey(
                orphan.file,
                orphan.line,
                orphan.column,
                orphan.value,
                orphan.target,
                len(self.orphans),
            )
        self.orphans.append(orphan)


def check(tables: Tables, *, tolerate: int) -> tuple[Orphan, ...]:
    """Drops up to `tolerate` orphan rows and returns them; raises OrphanKey or RowInvalid.

    A dropped row's own key goes with it, so rows that point at it count as orphans too; relations
    run in circles (a métier, its domaine, its parent), hence the passes until nothing falls.
    """
    for group in UNIQUE:
        _check_unique(tables, group)
    for key, whole in DECIDED:
        _check_decided(tables, key, whole)
    ledger = Ledger(tolerate)
    before = -1
    while before < len(ledger.orphans):
        before = len(ledger.orphans)
        for relation in RELATIONS:
            _check_relation(tables, relation, ledger)
    return tuple(ledger.orphans)


def _check_unique(tables: Tables, group: Sequence[Keys]) -> None:
    if sum(len(tables[keys.table].rows) for keys in group) == len(
        set().union(*(keys.distinct(tables) for keys in group))
    ):
        return
    seen: dict[Key, Keys] = {}
    for keys in group:
        for row, key in keys.over(tables):
            if key in seen:
                reason = f"{', '.join(keys.columns)}: stands already in {seen[key].table}"
                raise tables[keys.table].invalid(row, _spell(key), reason)
            seen[key] = keys


def _check_decided(tables: Tables, key: Keys, whole: Keys) -> None:
    if len(key.distinct(tables)) == len(whole.distinct(tables)):
        return
    first: dict[Key, Key] = {}
    for row, value in whole.over(tables):
        if first.setdefault(value[0], value) != value:
            reason = f"{', '.join(whole.columns)}: another row says {_spell(first[value[0]])}"
            raise tables[whole.table].invalid(row, _spell(value), reason)


def _check_relation(tables: Tables, relation: Relation, ledger: Ledger) -> None:
    known: set[Key] = set().union(*(target.distinct(tables) for target in relation.targets))
    if relation.source.distinct(tables) <= known:
        return
    table = tables[relation.source.table]
    dropped: set[int] = set()
    for row, key in relation.source.over(tables):
        if key not in known:
            ledger.admit(_orphan(tables, relation, row))
            dropped.add(id(row))
    table.rows = [row for row in table.rows if id(row) not in dropped]


def _orphan(tables: Tables, relation: Relation, row: Row) -> Orphan:
    table, columns = tables[relation.source.table], relation.source.columns
    value = ", ".join(row[table.schema.index(column)] for column in columns)
    target = " or ".join(map(str, relation.targets))
    return Orphan(table.file, table.line_of(row), ", ".join(columns), value, target)


def _spell(key: Key) -> str:
    return key if isinstance(key, str) else ", ".join(key)
