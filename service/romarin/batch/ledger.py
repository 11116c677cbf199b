"""Ledger: the folder of a run under way, which holds what is done and what it was done from."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from romarin.batch.errors import OutUnwritable, RunBusy, RunDiffers
from romarin.batch.records import START, Place, Rejected

RUN = "run.json"
RECORD = ".json"

Fingerprint = Mapping[str, Any]  # plain JSON


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the input that is done: its rows stand in a file of their own."""

    number: int
    last: Place
    documents: int
    rejected: tuple[Rejected, ...]


class Ledger:
    """Parts are written aside and renamed; a part counts once its record stands beside it."""

    def __init__(self, out: Path, folder: Path, suffix: str) -> None:
        """`out` is what the parts will be joined to, for those who are told of it."""
        self.out, self.folder, self._suffix = out, folder, suffix

    @contextmanager
    def held(self, fingerprint: Fingerprint) -> Iterator[None]:
        """Begins the run, or goes on with it; nobody else can until the block ends.

        Raises RunBusy, RunDiffers or OutUnwritable.
        """
        with writing(self.out):
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = (self.folder / "lock").open("wb")
        with lock:  # the system lets go of it when we are killed
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise RunBusy(self.out) from error
            known = self.folder / RUN
            if known.is_file():
                compare(self.out, json.loads(known.read_text("utf-8")), fingerprint, self.folder)
            else:
                with writing(self.out):
                    write_json(known, fingerprint)
            yield

    def parts(self) -> list[Part]:
        """Those done, in order."""
        done: list[Part] = []
        while (record := self._record(len(done))).is_file():
            done.append(_read(len(done), record))
        return done

    def path(self, number: int) -> Path:
        """Where a part stands once it is done."""
        return self.folder / f"{number:06}.{self._suffix}"

    def aside(self, number: int) -> Path:
        """Where a part is written."""
        return self.folder / f"{number:06}.part"

    def commit(self, part: Part) -> None:
        """Counts a part that was written aside as done. Raises OutUnwritable."""
        aside = self.aside(part.number)
        with writing(self.out):
            with aside.open("rb") as file:
                os.fsync(file.fileno())
            aside.replace(self.path(part.number))
            write_json(self._record(part.number), _plain(part))

    def remove(self) -> None:
        """Takes the folder away, at the end of a run."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _record(self, number: int) -> Path:
        return self.folder / f"{number:06}{RECORD}"


def last_of(parts: Sequence[Part]) -> Place:
    """The place after which there is work left."""
    return parts[-1].last if parts else START


def compare(out: Path, before: Fingerprint, now: Fingerprint, remove: Path) -> None:
    """Raises RunDiffers for the first thing that is not as it was."""
    for what in (*now, *before):
        if before.get(what) != now.get(what):
            raise RunDiffers(out, what, *_difference(before.get(what), now.get(what)), remove)


def _difference(before: object, now: object) -> tuple[str, str]:
    """What to tell of each; of lists, the first items that differ."""
    if isinstance(before, list) and isinstance(now, list):
        pairs = zip_longest(before, now)
        before, now = next(pair for pair in pairs if pair[0] != pair[1])
    return json.dumps(before, ensure_ascii=False), json.dumps(now, ensure_ascii=False)


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Raises OutUnwritable where the system refuses to write."""
    try:
        yield
    except OSError as error:
        raise OutUnwritable(out, error.strerror or str(error)) from error


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Writes aside, then renames: the file is whole or not there."""
    aside = path.with_name(f".{path.name}.part")
    with aside.open("w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def _plain(part: Part) -> dict[str, Any]:
    return {
        "last": [part.last.file, part.last.row, part.last.byte],
        "documents": part.documents,
        "rejected": [[r.place.file, r.place.row, r.id, r.reason] for r in part.rejected],
    }


def _read(number: int, record: Path) -> Part:
    plain = json.loads(record.read_text("utf-8"))
    rejected = (
        Rejected(Place(file, row), id_, reason) for file, row, id_, reason in plain["rejected"]
    )
    return Part(number, Place(*plain["last"]), plain["documents"], tuple(rejected))
