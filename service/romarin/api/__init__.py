"""API: the HTTP service, from settings to an application and to a server that stops gracefully."""

from typing import TYPE_CHECKING

from romarin.api.server import serve
from romarin.api.settings import SETTINGS, Setting, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

    from romarin.api.loading import AppellationLookup, SkillsLookup
    from romarin.api.readers import Readers

__all__ = ["SETTINGS", "Setting", "Settings", "create_app", "serve"]


def create_app(
    settings: Settings,
    lookup: "AppellationLookup | None" = None,
    skills: "SkillsLookup | None" = None,
    open_readers: "Callable[[], Readers] | None" = None,
) -> "FastAPI":
    """The application; a `lookup` given takes the place of the artefact that the settings name.

    With a lookup of one's own the routes of skills and of texts stand only when `skills` and
    `open_readers` are given too. Raises ArtefactUnnamed when neither it nor an artefact is given.
    """
    # Imported here: `serve` sets the thread counts of numpy and FAISS before anything loads them.
    from romarin.api.app import create_app as create

    return create(settings, lookup, skills, open_readers)
