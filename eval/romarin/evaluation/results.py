"""Results: what a run found, in the shape of the contract's JSON, and back again."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from romarin.evaluation.errors import OutUnwritable, ResultUnreadable
from romarin.evaluation.measures.calibration import Scored

DIGITS = 6  # of every figure: more would only show the order of summing
ALL = "all"
OWN = "romarin"  # the name of our own system among those of a run


@dataclass(frozen=True, slots=True)
class Row:
    """What one system made of one case; averages derive from such rows."""

    id: str
    family: str
    rank: int | None  # of the first right answer, from 1
    measures: Mapping[str, float]
    scored: tuple[Scored, ...] = ()  # first answers: score, right or not
    expected: tuple[str, ...] = ()  # what was right, to be read by people
    answers: tuple[str, ...] = ()  # the first answers, likewise
    ranks: tuple[int, ...] = ()  # after each key; 0: none right, -1: nothing answered
    milliseconds: float | None = None  # of the whole case; kept only when asked for

    def to_json(self) -> dict[str, Any]:
        """As in `rows` of the contract; empty fields are left out."""
        told: dict[str, Any] = {
            "id": self.id,
            "family": self.family,
            "rank": self.rank,
            "measures": rounded(self.measures),
        }
        if self.scored:
            told["scored"] = [[round(score, DIGITS), right] for score, right in self.scored]
        if self.expected:
            told["expected"] = list(self.expected)
        if self.answers:
            told["answers"] = list(self.answers)
        if self.ranks:
            told["ranks"] = list(self.ranks)
        if self.milliseconds is not None:
            told["milliseconds"] = round(self.milliseconds, 3)
        return told

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Self:
        """What `to_json` gave. Raises KeyError, TypeError or ValueError for something else."""
        return cls(
            id=told["id"],
            family=told["family"],
            rank=told["rank"],
            measures=dict(told["measures"]),
            scored=tuple((float(score), bool(right)) for score, right in told.get("scored", ())),
            expected=tuple(told.get("expected", ())),
            answers=tuple(told.get("answers", ())),
            ranks=tuple(told.get("ranks", ())),
            milliseconds=told.get("milliseconds"),
        )

    def as_kept(self) -> Self:
        """The same, rounded as a reader of the JSON sees it: figures derive from nothing finer."""
        return self.of_json(self.to_json())

    def untimed(self) -> Self:
        """The same without what differs from run to run."""
        return replace(self, milliseconds=None)


Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one system, and the rows that they come from."""

    measures: Mapping[str, Any]  # "all", "by_family", and what else the task tells apart
    confidence: Mapping[str, tuple[float, float]]  # 95 % intervals of the figures of "all"
    rows: Sequence[Row]
    about: str = ""  # one line on the system

    @property
    def all(self) -> Figures:
        """The figures over all rows."""
        figures: Figures = self.measures[ALL]
        return figures

    @property
    def by_family(self) -> Mapping[str, Figures]:
        """The same for each kind of difficulty."""
        figures: Mapping[str, Figures] = self.measures["by_family"]
        return figures

    def to_json(self) -> dict[str, Any]:
        """As an entry of `baselines`."""
        return {
            "about": self.about,
            **_rounded_deep(self.measures),
            "confidence": _rounded_deep({k: list(v) for k, v in self.confidence.items()}),
            "rows": [row.to_json() for row in self.rows],
        }


@dataclass(frozen=True, slots=True)
class Result:
    """One task on one set of cases: Romarin's scores, if it took part, and the baselines'."""

    task: str
    cases: str  # the path as it was named
    count: int  # cases asked
    sha256: str  # of the cases asked
    commit: str
    seed: int
    sample: int | None  # None: every case
    rome: Mapping[str, str]  # version, source
    encoder: str | None
    own: Scores | None
    baselines: Mapping[str, Scores] = field(default_factory=dict)
    notes: Sequence[str] = ()  # what a reader must know: what was left out, and why
    licence: str = ""  # the line to show with labels of this ROME

    def to_json(self) -> dict[str, Any]:
        """The contract's object; more fields than it names, none less."""
        own = self.own.to_json() if self.own else {ALL: {}, "by_family": {}, "rows": []}
        about, confidence, rows = (own.pop(name, {}) for name in ("about", "confidence", "rows"))
        return {
            "task": self.task,
            "cases": self.cases,
            "count": self.count,
            "cases_sha256": self.sha256,
            "commit": self.commit,
            "seed": self.seed,
            "sample": self.sample,
            "rome": dict(self.rome),
            "licence": self.licence,
            "encoder": self.encoder,
            "about": about or "",
            "measures": own,
            "baselines": {name: scores.to_json() for name, scores in self.baselines.items()},
            "confidence": confidence,
            "rows": rows,
            "notes": list(self.notes),
        }

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Self:
        """What `to_json` gave.

        Raises AttributeError, KeyError, TypeError or ValueError for something else.
        """
        own = {
            **told["measures"],
            "confidence": told["confidence"],
            "rows": told["rows"],
            "about": told.get("about", ""),
        }
        return cls(
            task=told["task"],
            cases=told["cases"],
            count=told["count"],
            sha256=told["cases_sha256"],
            commit=told["commit"],
            seed=told["seed"],
            sample=told["sample"],
            rome=told["rome"],
            encoder=told["encoder"],
            own=_scores(own) if told["rows"] else None,
            baselines={name: _scores(one) for name, one in told["baselines"].items()},
            notes=told.get("notes", ()),
            licence=told.get("licence", ""),
        )

    def systems(self) -> dict[str, Scores]:
        """Romarin first, then the baselines."""
        own = {OWN: self.own} if self.own else {}
        return {**own, **self.baselines}

    def save(self, path: Path) -> None:
        """Writes the JSON, whole or not at all. Raises OutUnwritable."""
        text = json.dumps(self.to_json(), ensure_ascii=False, indent=1, allow_nan=False)
        write_whole(path, text + "\n")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Reads what `save` wrote. Raises ResultUnreadable."""
        try:
            return cls.of_json(json.loads(path.read_text("utf-8")))
        except OSError as error:
            raise ResultUnreadable(path, error.strerror or str(error)) from error
        except json.JSONDecodeError as error:
            raise ResultUnreadable(path, f"no JSON: {error}") from error
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ResultUnreadable(path, f"not a result: {error!r}") from error


def write_whole(path: Path, text: str) -> None:
    """Writes beside the file, then renames. Raises OutUnwritable."""
    aside = _aside(path)
    try:
        aside.write_text(text, "utf-8")
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):  # the reason to tell is the first one
            aside.unlink()
        raise OutUnwritable(path, error.strerror or str(error)) from error


def check_writable(path: Path) -> None:
    """Raises OutUnwritable at once where `write_whole` would after a long run."""
    aside = _aside(path)
    try:
        if path.exists() and not path.is_file():
            raise OutUnwritable(path, "it is no regular file")
        aside.touch()
        aside.unlink()
    except OSError as error:
        raise OutUnwritable(path, error.strerror or str(error)) from error


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def rounded(figures: Figures) -> dict[str, float]:
    """To the digits of the contract's JSON."""
    return {name: round(float(value), DIGITS) for name, value in figures.items()}


def _rounded_deep(told: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(told, Mapping):
        return {name: _rounded_deep(value) for name, value in told.items()}
    if isinstance(told, list):
        return [_rounded_deep(value) for value in told]
    return round(told, DIGITS) if isinstance(told, float) else told


def _scores(told: Mapping[str, Any]) -> Scores:
    measures = {k: v for k, v in told.items() if k not in ("about", "confidence", "rows")}
    return Scores(
        measures={ALL: measures[ALL], "by_family": measures["by_family"], **measures},
        confidence={name: (low, high) for name, (low, high) in told["confidence"].items()},
        rows=[Row.of_json(row) for row in told["rows"]],
        about=told.get("about", ""),
    )
