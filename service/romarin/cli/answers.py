"""Answers of the command line: one lookup, and its explanation."""

import json
from collections.abc import Sequence

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from romarin.cli.workshop import Workshop
from romarin.engines import GroupBy, Lookup, SkillLookup, SkillSuggestion, Suggestion, Trace

Suggested = Suggestion | SkillSuggestion


def look_up(
    workshop: Workshop, text: str, *, limit: int, group_by: str, skills: bool, as_json: bool
) -> None:
    """Prints the suggestions for a query, as a table or as the API's JSON."""
    if group_by not in set(GroupBy):
        raise typer.BadParameter(
            f"{group_by!r}: appellation or metier expected", param_hint="--group-by"
        )
    suggestions = _ask(workshop, text, limit=limit, group_by=GroupBy(group_by), skills=skills)
    if as_json:
        rows = [_plain(suggestion) for suggestion in suggestions]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    table = Table(
        "code", "libellé", "métier" if not skills else "type", "score", "reason", box=None
    )
    for suggestion in suggestions:
        table.add_row(
            suggestion.code,
            _lit(suggestion),
            Text(_beside(suggestion)),
            f"{suggestion.score:.2f}",
            suggestion.reason,
        )
    Console().print(table if suggestions else "no answer")


def explain_query(workshop: Workshop, text: str, *, limit: int, skills: bool) -> None:
    """Prints each step with its time, then each answer's score and the parts of its strength."""
    traces: list[Trace] = []
    suggestions = _ask(
        workshop, text, limit=limit, group_by=GroupBy.APPELLATION, skills=skills, traces=traces
    )
    steps = Table("step", "ms", "note", box=None)
    for trace in traces:
        steps.add_row(trace.step, f"{trace.milliseconds:.2f}", Text(trace.note))
    console = Console()
    console.print(steps)
    for suggestion in suggestions:
        console.print()
        console.print(
            Text.assemble(f"{suggestion.score:.3f} ", _lit(suggestion), f"  {suggestion.reason}")
        )
        form, strength = suggestion.matched_form, suggestion.strength
        _plainly(console, f"      by the form {form!r}, strength {strength:.3f}")
        for part in suggestion.parts:
            _plainly(console, f"      {part.value:+.3f} of {part.ceiling:.3f}  {part.reason}")


def _ask(
    workshop: Workshop,
    text: str,
    *,
    limit: int,
    group_by: GroupBy,
    skills: bool,
    traces: list[Trace] | None = None,
) -> Sequence[Suggested]:
    artefact, encoder = workshop.open()
    if skills:
        return SkillLookup.of(artefact, encoder)(text, limit=limit, traces=traces)
    return Lookup.of(artefact, encoder)(text, limit=limit, group_by=group_by, traces=traces)


def _plainly(console: Console, line: str) -> None:
    console.print(line, highlight=False, markup=False)


def _lit(suggestion: Suggested) -> Text:
    text = Text(suggestion.libelle)
    for span in suggestion.highlights:
        text.stylize("bold", span.start, span.end)
    return text


def _beside(suggestion: Suggested) -> str:
    if isinstance(suggestion, Suggestion):
        return f"{suggestion.code_rome} {suggestion.libelle_metier}"
    return suggestion.type


def _plain(suggestion: Suggested) -> dict[str, object]:
    plain: dict[str, object] = {"code": suggestion.code, "libelle": suggestion.libelle}
    if isinstance(suggestion, Suggestion):
        plain["metier"] = {"code": suggestion.code_rome, "libelle": suggestion.libelle_metier}
    else:
        plain["type"] = suggestion.type
    return plain | {
        "score": round(suggestion.score, 4),
        "reason": suggestion.reason,
        "matchedForm": suggestion.matched_form,
    }
