"""Overlap: which queries of a case file are terms of the thesaurus, and the quality without them.

    python tests/bench/overlap.py CASES.tsv [--artefact FOLDER]

Prints the queries that the thesaurus has word for word, then hit@1 and hit@5 over all queries that
have an answer, over those that are no term, and by words and meaning alone on those that are.
"""

import argparse
import csv
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from romarin.catalogue import Thesaurus
from romarin.catalogue.thesaurus import PACKAGED
from romarin.engines import Lookup
from romarin.text import reduce, words


@dataclass(frozen=True, slots=True)
class Case:
    """One query with the codes that answer it."""

    query: str
    ogr: frozenset[str]
    rome: frozenset[str]

    def hit(self, lookup: Lookup, at: int) -> bool:
        """Whether one of the first `at` answers is accepted."""
        found = lookup(self.query, limit=at)
        return any(one.code in self.ogr or one.code_rome in self.rome for one in found)


def read(path: Path) -> list[Case]:
    """The cases of a file that have an answer."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    cases = (
        Case(row["query"], codes(row["accepted_ogr"]), codes(row["accepted_rome"])) for row in rows
    )
    return [case for case in cases if case.ogr or case.rome]


def codes(field: str | None) -> frozenset[str]:
    """The codes of a field, '|' between them."""
    return frozenset(filter(None, (field or "").split("|")))


def key(text: str) -> tuple[str, ...]:
    """What two writings of one term share."""
    return tuple(reduce(word) for word in words(text))


def main(say: Callable[[str], None] = print) -> None:
    """Reads the options and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--artefact", type=Path)
    options = parser.parse_args()
    folder = options.artefact or built()
    terms = {key(entry.term) for entry in Thesaurus.load(PACKAGED)}
    cases = read(options.cases)
    inside = [case for case in cases if key(case.query) in terms]
    outside = [case for case in cases if key(case.query) not in terms]
    say(f"terms of the thesaurus: {', '.join(case.query for case in inside) or 'none'}")
    lookup = Lookup.load(folder)
    for name, chosen in (("all", cases), ("no term", outside), ("terms", inside)):
        say(line(name, chosen, lookup))


def line(name: str, cases: Sequence[Case], lookup: Lookup) -> str:
    """hit@1 and hit@5 of some cases."""
    hits = [sum(case.hit(lookup, at) for case in cases) / max(len(cases), 1) for at in (1, 5)]
    return f"{name:8} n {len(cases):4}  hit@1 {hits[0]:.3f}  hit@5 {hits[1]:.3f}"


def built() -> Path:
    """The artefact that `make run` serves."""
    command = ["romarin", "build"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Path(done.stdout.strip())


if __name__ == "__main__":
    main()
