"""Errors of the evaluation: each names file, line and value, and says the way out."""

# ruff: noqa: N818 - named after what went wrong, as the house style does (ArtefactMismatch)

from collections.abc import Collection, Sequence
from pathlib import Path

from romarin.catalogue import RomarinError
from romarin.catalogue.errors import shown


class CasesMissing(RomarinError):
    """No case file stands at the path that was named, or none of the task's format."""

    def __init__(self, path: Path, wanted: str) -> None:
        super().__init__(f"{path}: no {wanted} there; name a case file, or a folder of them")
        self.path, self.wanted = path, wanted


class CasesUnreadable(RomarinError):
    """A case file that stands there and cannot be read to its end."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: cannot be read: {reason}; fetch or write the file again")
        self.path, self.reason = path, reason


class CasesEmpty(RomarinError):
    """The files were read, and no case is left to ask."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: no case to ask: {why}")
        self.path, self.why = path, why


class CaseInvalid(RomarinError):
    """A line of a case file that cannot be asked."""

    def __init__(self, path: Path, line: int, value: str, reason: str) -> None:
        self.path, self.line, self.value, self.reason = path, line, value, reason
        super().__init__(
            f"{self.where}; mend the line, or leave such lines out, counted and listed, with "
            "--skip-invalid"
        )

    @property
    def where(self) -> str:
        """File, line, value and what is wrong with it."""
        return f"{self.path}, line {self.line}: {shown(self.value)}: {self.reason}"


class HeaderInvalid(RomarinError):
    """A case file of another format than the task's."""

    def __init__(self, path: Path, found: str, expected: str) -> None:
        super().__init__(f"{path}, line 1: {shown(found)}: expected {expected}")
        self.path, self.found, self.expected = path, found, expected


class BaselineUnknown(RomarinError):
    """No baseline has this name, or none for this task."""

    def __init__(self, name: str, task: str, known: Collection[str]) -> None:
        super().__init__(
            f"--baselines {shown(name)}: no such baseline for {task}; known: "
            f"{', '.join(sorted(known))}, encoder:NAME_OR_FOLDER, or all, or none"
        )
        self.name, self.task, self.known = name, task, tuple(known)


class BaselineUnavailable(RomarinError):
    """What a baseline needs is not on this machine."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"baseline {name}: {reason}; {remedy}, or leave it out of --baselines")
        self.name, self.reason, self.remedy = name, reason, remedy


class BaselineUnloadable(RomarinError):
    """An installed package announces a baseline, and has none."""

    def __init__(self, entry_point: str, reason: str) -> None:
        super().__init__(
            f"entry point {entry_point} of the group romarin.baselines: {reason}; mend the package "
            "that has it, or uninstall it"
        )
        self.entry_point, self.reason = entry_point, reason


class SystemMissing(RomarinError):
    """Nothing answers this task: Romarin's own engine is not there, and no baseline is named."""

    def __init__(self, task: str) -> None:
        super().__init__(
            f"{task}: nothing to evaluate: Romarin has no engine for it here; "
            "name baselines with --baselines"
        )
        self.task = task


class UrlInvalid(RomarinError):
    """What stands after --url is no address of a server."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"--url {shown(url)}: {reason}; give one such as http://127.0.0.1:8000")
        self.url, self.reason = url, reason


class ServerFailed(RomarinError):
    """The server under --url stopped, refused, or answered with something else."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"{url}: {reason}; see that Romarin answers there (`romarin serve`), then give the "
            "same command: answers that came before are kept, and it goes on from them"
        )
        self.url, self.reason = url, reason


class RomeMismatch(RomarinError):
    """Two things that must speak of one ROME speak of two."""

    def __init__(self, what: str, found: str, expected: str) -> None:
        super().__init__(
            f"{what}: ROME {found}, expected {expected}; give cases and an archive (--archive) "
            "of one version"
        )
        self.what, self.found, self.expected = what, found, expected


class ResultUnreadable(RomarinError):
    """A file that is no result of `romarin eval`."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}; give a file that `romarin eval --json` wrote")
        self.path, self.reason = path, reason


class ResultsDiffer(RomarinError):
    """Two results that cannot be compared."""

    def __init__(self, field: str, before: str, after: str) -> None:
        super().__init__(
            f"{field}: {shown(before)} against {shown(after)}: results of the same task on the "
            "same cases can be compared, others not"
        )
        self.field, self.before, self.after = field, before, after


class SystemUnknown(RomarinError):
    """A result has no system of this name."""

    def __init__(self, name: str, known: Collection[str]) -> None:
        super().__init__(
            f"{shown(name)}: no such system in the result; it has {', '.join(known) or 'none'}; "
            "name two with --systems BEFORE,AFTER"
        )
        self.name, self.known = name, tuple(known)


class OutUnwritable(RomarinError):
    """A file that was asked for cannot be written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: cannot be written: {reason}; name another file")
        self.path, self.reason = path, reason


class RunGoesOn(RomarinError):
    """Another process keeps its rows in the same file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: another run keeps its rows there; wait for its end, or name another --json"
        )
        self.path = path


class NameTaken(RomarinError):
    """Two systems of one run have one name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"two systems are named {shown(name)}; rename the one that you added")
        self.name = name


class ExtraMissing(RomarinError):
    """A package of the extra `eval` is not installed."""

    def __init__(self, packages: Sequence[str]) -> None:
        super().__init__(
            f"the evaluation needs {', '.join(packages)}: install them with "
            "`pip install 'romarin[eval]'`, in a checkout `pip install -e '.[eval]'`"
        )
        self.packages = tuple(packages)


class FloorsUnreadable(RomarinError):
    """A file that holds no floors."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: no floors: {reason}; give a file that --raise-floors wrote")
        self.path, self.reason = path, reason


class FloorsBroken(RomarinError):
    """Figures that are worse than what the same cases reached before."""

    def __init__(self, path: Path, falls: Sequence[object]) -> None:
        listed = "; ".join(map(str, falls))
        super().__init__(f"{path}: {len(falls)} figures under their floor: {listed}")
        self.path, self.falls = path, tuple(falls)


class CasesTooFew(RomarinError):
    """A fit needs right answers and wrong ones, of some queries."""

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(f"{what} cannot be fitted: {reason}; give more cases")
        self.what, self.reason = what, reason
