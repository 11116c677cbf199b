"""Markdown: tables and texts of a summary, whatever signs they hold."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from romarin.evaluation.report.tables import Table

# What would be markup; a "_" within a word is none.
_SIGNS = re.compile(r"[\\`*|~]|(?<!\w)_|_(?!\w)|\((?<=\]\()")
_MENTION = re.compile(r"(?<!\w)@(?=\w)")
_APART = "\N{ZERO WIDTH SPACE}"


def text(plain: str) -> str:
    """The same to be read, whatever it holds: no markup, no line break, nobody called."""
    one_line = " ".join(plain.split())
    return _MENTION.sub(f"@{_APART}", _SIGNS.sub(r"\\\g<0>", escape(one_line, quote=False)))


def table(one: Table, *, right: bool = True) -> str:
    """Its lines, the best of a line in bold; figures stand to the right."""
    heads = [one.corner, *one.columns]
    return "\n".join(
        [
            _line(map(text, heads)),
            _line([":---", *["---:" if right else ":---"] * len(one.columns)]),
            *(
                _line([text(line.name), *(_cell(str(cell), best=cell.best) for cell in line.cells)])
                for line in one.lines
            ),
        ]
    )


def folded(title: str, body: str) -> str:
    """What opens when it is asked for."""
    return f"<details><summary>{escape(title)}</summary>\n\n{body}\n\n</details>"


def bullets(items: Sequence[str]) -> str:
    """One line each."""
    return "\n".join(f"- {text(item)}" for item in items)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(told: str, *, best: bool) -> str:
    return f"**{text(told)}**" if best else text(told)
