"""Errors of bulk runs: each names the file or the option, and says the way out."""

# ruff: noqa: N818 - named after what went wrong, as the house style does (ArtefactMismatch)

from collections.abc import Sequence
from pathlib import Path

from romarin.catalogue import RomarinError
from romarin.catalogue.errors import shown

_SHOWN_COLUMNS = 30


class InputMissing(RomarinError):
    """No file that can be read stands where the input was named."""

    def __init__(self, named: str, suffixes: Sequence[str]) -> None:
        super().__init__(
            f"{named}: no file there to read; name files, folders or globs of files that end in "
            f"{', '.join(suffixes)}"
        )
        self.named, self.suffixes = named, tuple(suffixes)


class InputUnreadable(RomarinError):
    """An input that stands there and cannot be read to its end."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}; write the file again, then run the same command anew")
        self.path, self.reason = path, reason


class ColumnsMissing(RomarinError):
    """An input has no column of the name that was given, or none of the usual names."""

    def __init__(
        self, path: Path, what: str, wanted: Sequence[str], found: Sequence[str], way_out: str
    ) -> None:
        names = [shown(name) for name in found[:_SHOWN_COLUMNS]]
        names += ["…"] if len(found) > _SHOWN_COLUMNS else []
        super().__init__(
            f"{path}: no column {' or '.join(wanted)} for the {what}; the columns found are "
            f"{', '.join(names) or 'none'}: {way_out}"
        )
        self.path, self.what = path, what
        self.wanted, self.found = tuple(wanted), tuple(found)


class OutUnclear(RomarinError):
    """The format of the output is not told, or told twice."""

    def __init__(self, out: Path, reason: str) -> None:
        super().__init__(
            f"{out}: {reason}; end a file's name in .jsonl, .jsonl.gz or .parquet, or name a "
            "folder and give --format"
        )
        self.out, self.reason = out, reason


class OutStands(RomarinError):
    """Something that this run did not write stands where it is to write."""

    def __init__(self, out: Path) -> None:
        super().__init__(f"{out} stands already: name another output, or take it away")
        self.out = out


class OutUnwritable(RomarinError):
    """The output cannot be written."""

    def __init__(self, out: Path, reason: str) -> None:
        super().__init__(
            f"{out}: cannot be written: {reason}; mend that and run the same command: it goes on "
            "where it stopped"
        )
        self.out, self.reason = out, reason


class RunDiffers(RomarinError):
    """The output was begun, or made, from other inputs or with other options."""

    def __init__(self, out: Path, what: str, before: str, now: str, remove: Path) -> None:
        super().__init__(
            f"{out} was begun with another {what}: {before} before, {now} now; repeat the command "
            f"as it was to go on, name another output, or remove {remove} to begin anew"
        )
        self.out, self.what, self.before, self.now = out, what, before, now
        self.remove = remove


class RunBusy(RomarinError):
    """Another process writes the same output now."""

    def __init__(self, out: Path) -> None:
        super().__init__(f"{out}: another run is writing it; wait for its end, or stop it")
        self.out = out


class WorkerDied(RomarinError):
    """A worker process ended by itself: most often the machine had no memory left."""

    def __init__(self, workers: int) -> None:
        super().__init__(
            f"one of {workers} workers died, for want of memory perhaps; run the same command, "
            "with fewer --workers: it goes on where it stopped"
        )
        self.workers = workers


class EngineFailed(RomarinError):
    """Document after document fails: a defect of the engine, not of a document."""

    def __init__(self, kind: str, documents: int) -> None:
        super().__init__(
            f"{documents} documents in a row failed, the last with {kind}: the fault is the "
            "engine's; please report it"
        )
        self.kind, self.documents = kind, documents


class ExtraMissing(RomarinError):
    """The work asked for needs packages that a plain installation leaves out."""

    def __init__(self, work: str, module: str, extra: str, instead: str) -> None:
        super().__init__(
            f"{work} needs {module}, which is not installed: pip install 'romarin[{extra}]', or "
            f"{instead}"
        )
        self.work, self.module, self.extra = work, module, extra


class ClusterFailed(RomarinError):
    """The Ray cluster cannot be reached, or gave up."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            f"Ray at {address}: {reason}; mend that and run the same command: it goes on where it "
            "stopped"
        )
        self.address, self.reason = address, reason
