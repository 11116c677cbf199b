"""Begun: what a folder of a training was begun with, so that only the same training goes on."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from romarin.training.errors import RecipeChanged


def keep_begun(path: Path, fields: Mapping[str, Any]) -> None:
    """Writes the fields to a file of the folder that begins here.

    Raises RecipeChanged where the file stands and says otherwise: with the first such field.
    """
    if path.is_file():
        begun = json.loads(path.read_text(encoding="utf-8"))
        for name, value in fields.items():
            if begun.get(name) != value:
                raise RecipeChanged(path.parent, name, str(begun.get(name)), str(value))
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(fields, indent=1) + "\n", encoding="utf-8")
