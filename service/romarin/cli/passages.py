"""Passages: what was read out of a document, as tables of a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from romarin.engines.extraction import Extracted, Item, Mention
from romarin.engines.prediction import Predicted

_SHOWN = 60  # characters of a passage


def print_extracted(text: str, found: Extracted, *, explain: bool) -> None:
    """Prints passages with their skills, then what has none, then métiers."""
    console = Console()
    table = Table("level", "passage", "score", "code", "libellé", box=None)
    for mention in found.mentions:
        _add(table, text, mention, explain=explain)
    for one in found.unresolved:
        none = Text("no item of the ROME", "dim")
        table.add_row(one.level, _passage(text, one.start, one.end), "", "", none)
    console.print(table if table.row_count else "no skill")
    if found.metiers:
        console.print()
        console.print(_metiers([(one.score, one.code, one.libelle) for one in found.metiers]))
    if found.metiers and found.unsure:
        console.print("unsure of the first")


def print_predicted(found: Predicted) -> None:
    """Prints métiers, and whether the first is in doubt."""
    console = Console()
    rows = [(one.score, one.code, one.libelle) for one in found.metiers]
    console.print(_metiers(rows) if rows else "no métier")
    if rows and found.unsure:
        console.print(f"unsure of the first: its score is {found.margin:.2f} above the next")


def _add(table: Table, text: str, mention: Mention, *, explain: bool) -> None:
    """The best item of a passage, or all with what speaks for each."""
    level, passage = str(mention.level), _passage(text, mention.start, mention.end)
    for item in mention.items if explain else mention.items[:1]:
        table.add_row(level, passage, f"{item.score:.2f}", item.code, _label(item))
        level, passage = "", Text("")


def _label(item: Item) -> Text:
    signs = ", ".join(f"{one.feature} {one.value:.2f}" for one in item.evidence)
    return Text.assemble(item.libelle, (f"\n{signs}", "dim")) if signs else Text(item.libelle)


def _passage(text: str, start: int, end: int) -> Text:
    words = " ".join(text[start:end].split())
    return Text(words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…")


def _metiers(rows: Sequence[tuple[float, str, str]]) -> Table:
    table = Table("score", "métier", "libellé", box=None)
    for score, code, libelle in rows:
        table.add_row(f"{score:.2f}", code, Text(libelle))
    return table
