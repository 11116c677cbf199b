"""Terminal: the headline and the families of a result, to be read at once."""

from rich.console import Console, RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from romarin.evaluation.report.tables import Table

PIPED_WIDTH = 240  # columns where no terminal says how many it has: nothing is cut off there


def console() -> Console:
    """Standard output, as wide as it is; wide enough for anything when it is a file."""
    own = Console(highlight=False)
    return own if own.is_terminal else Console(highlight=False, width=PIPED_WIDTH)


def laid_out(one: Table, *, right: bool = True) -> RenderableType:
    """Its lines under a title, the best of each in bold; texts are texts, whatever they hold."""
    laid = RichTable(
        title=Text(one.title), title_justify="left", title_style="bold", box=None, pad_edge=False
    )
    laid.add_column(Text(one.corner), overflow="fold")
    for name in one.columns:
        laid.add_column(Text(name), justify="right" if right else "left", overflow="fold")
    for line in one.lines:
        cells = (Text(str(cell), style="bold" if cell.best else "") for cell in line.cells)
        laid.add_row(Text(line.name), *cells)
    return laid
