"""Check: what score_http.py of the shared tools, which shares no code with us, makes of a server.

`romarin eval` measures the same; the two must agree.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.conditions import Conditions
from tests.bench.figures import Chapter, Figure, Target, at_least, at_most
from tests.bench.queries import Titles

from romarin.cli.servers import Running

TASKS: Mapping[str, Mapping[str, Target]] = {
    # The last: one of the 15 strings of dev that are no job may be answered.
    "lookup": {"hit@1": at_least(0.85), "hit@5": at_least(0.95), "oos": at_most(1 / 15)},
    "keystrokes": {"saved": at_least(0.72), "lost": at_most(0.015)},
}
TITLE = "Independent check: score_http.py on the same server"


def measure(conditions: Conditions, titles: Titles) -> Sequence[Chapter]:  # noqa: ARG001 - a part
    """Lookup always; keystrokes, which take minutes, unless the bench is to be quick."""
    script = conditions.shared / "tools" / "score_http.py" if conditions.shared else None
    if script is None or not script.is_file():
        return [Chapter(TITLE, [], notes=["There is no folder ../shared with that tool here."])]
    tasks = ("lookup",) if conditions.quick else tuple(TASKS)
    with conditions.serving() as server:
        return [Chapter(TITLE, [_figure(script, server, task) for task in tasks])]


def _figure(script: Path, server: Running, task: str) -> Figure:
    finished = subprocess.run(
        [sys.executable, "-B", str(script), server.url, task],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    # One line: the name of the task, then its measures.
    told = json.loads(finished.stdout.partition(" ")[2])
    values = {measure: float(told[measure]) for measure in TASKS[task]}
    return Figure(f"{task} ({told['n']})", "", values, {}, TASKS[task])
