"""Options that several verbs share."""

from pathlib import Path
from typing import Annotated

import typer

Archive = Annotated[
    Path | None,
    typer.Option(help="Official CSV archive, zip or folder. [env: ROMARIN_ARCHIVE]"),
]
EncoderName = Annotated[
    str | None,
    typer.Option(
        "--encoder",
        help="'default', 'none', a packaged one (`romarin encoder list`), a folder, or a hub name; "
        "a named artefact's own by default. [env: ROMARIN_ENCODER]",
    ),
]
Thesaurus = Annotated[
    list[Path] | None,
    typer.Option(help="Further thesaurus TSV, more than once if need be. [env: ROMARIN_THESAURUS]"),
]
Priors = Annotated[
    Path | None,
    typer.Option(help="TSV of OGR code and count: what is popular. [env: ROMARIN_PRIORS]"),
]
Artefacts = Annotated[
    Path | None,
    typer.Option(help="A built artefact, or the folder to build them in. [env: ROMARIN_ARTEFACTS]"),
]
Tolerate = Annotated[
    int, typer.Option(min=0, help="Rows that point nowhere to leave out, listed, before failing.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
Limit = Annotated[int, typer.Option(min=1, max=25, help="Answers at most.")]
