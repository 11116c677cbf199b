"""Writing of the training data: a gzipped table of pairs, its counts, and words to be read."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from romarin.catalogue import RowInvalid
from romarin.training.data.build import Built
from romarin.training.data.pair import Pair

PAIRS_FILE = "pairs.tsv.gz"
COUNTS_FILE = "counts.json"
WORDS_FILE = "words.txt"
HEADER = ("source", "keys", "anchor", "positive")
SEPARATOR = "|"


def write(built: Built, folder: Path, *, notes: Mapping[str, object] | None = None) -> None:
    """Writes the files, the same bytes for the same pairs; `notes` go into the counts."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["\t".join(HEADER), *map(_line, built.pairs)]
    packed = gzip.compress("\n".join([*lines, ""]).encode(), compresslevel=6, mtime=0)
    (folder / PAIRS_FILE).write_bytes(packed)
    (folder / WORDS_FILE).write_text("".join(f"{word}\n" for word in built.words), encoding="utf-8")
    counts = json.dumps({**(notes or {}), **_counts(built)}, ensure_ascii=False, indent=1)
    (folder / COUNTS_FILE).write_text(counts + "\n", encoding="utf-8")


def read_pairs(path: Path) -> Iterator[Pair]:
    """Pairs as they were written, in order. Raises RowInvalid for a file of another shape."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        header = file.readline().rstrip("\n")
        if tuple(header.split("\t")) != HEADER:
            raise RowInvalid(str(path), 1, header, f"header {' '.join(HEADER)!r} expected")
        for line in file:
            source, keys, anchor, positive = line.rstrip("\n").split("\t")
            yield Pair(anchor, positive, source, tuple(keys.split(SEPARATOR)) if keys else ())


def read_words(path: Path) -> list[str]:
    """The words as they were written."""
    return path.read_text(encoding="utf-8").split()


def _line(pair: Pair) -> str:
    fields = (pair.source, SEPARATOR.join(pair.keys), pair.anchor, pair.positive)
    return "\t".join(" ".join(field.split()) for field in fields)


def _counts(built: Built) -> dict[str, object]:
    families = Counter(pair.family for pair in built.pairs)
    return {
        "pairs": len(built.pairs),
        "leaked_total": sum(built.leaked.values()),
        "doubles_total": sum(built.doubles.values()),
        "families": dict(sorted(families.items())),
        "sources": dict(sorted(built.counts.items())),
        "leaked": dict(sorted(built.leaked.items())),
        "doubles": dict(sorted(built.doubles.items())),
    }
