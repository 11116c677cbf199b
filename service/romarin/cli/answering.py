"""Answering: Romarin as the tasks of `romarin eval` ask it, in process or at a URL."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from romarin.api.readers import open_extraction, open_prediction
from romarin.cli.workshop import Workshop
from romarin.encoder import Encoder
from romarin.engines import Lookup, Prediction, SkillLookup
from romarin.evaluation import own
from romarin.evaluation.answers import SkillSystem
from romarin.evaluation.remote import (
    EXTRACTIONS,
    RemoteExtraction,
    RemoteLinker,
    RemoteLookup,
    RemoteTitles,
    Server,
)
from romarin.index import Artefact


@dataclass(frozen=True, slots=True)
class Answering:
    """Romarin where it stands, and what its answers depend on."""

    about: str
    rome: Mapping[str, str]  # version, source
    encoder: str | None
    identity: str  # changes whenever an answer may
    systems: Mapping[str, Callable[[], Any]]  # by the part of it that is asked; made when needed


def in_process(workshop: Workshop) -> Answering:
    """The engines over the artefact of the workshop. Raises what the workshop raises."""
    artefact, encoder = workshop.open()
    inputs = artefact.manifest.inputs
    return Answering(
        about=f"Romarin, artefact {inputs.folder_name}",
        rome={"version": inputs.release.version, "source": str(inputs.release.source)},
        encoder=encoder.name if encoder else None,
        identity=f"{inputs.folder_name} {encoder and encoder.scale}",
        systems={
            "lookup": lambda: own.OwnLookup(Lookup.of(artefact, encoder)),
            "titles": lambda: own.OwnTitles(_prediction(artefact, encoder)),
            "competences": lambda: SkillSystem(None, _linker(artefact, encoder)),
            "extraction": lambda: _skills(artefact, encoder),
        },
    )


def _prediction(artefact: Artefact, encoder: Encoder | None) -> Prediction:
    return open_prediction(artefact, encoder, Lookup.of(artefact, encoder))


def _linker(artefact: Artefact, encoder: Encoder | None) -> own.OwnLinker:
    return own.OwnLinker(SkillLookup.of(artefact, encoder))


def _skills(artefact: Artefact, encoder: Encoder | None) -> SkillSystem:
    """Without an encoder texts are not read, in process as by a server."""
    if encoder is None:
        return SkillSystem(None, _linker(artefact, encoder))
    extraction = open_extraction(artefact, encoder, _prediction(artefact, encoder))
    return SkillSystem(own.OwnExtraction(extraction), own.OwnNaming(extraction))


def at_server(server: Server) -> Answering:
    """What a running server offers. Raises ServerFailed."""
    told = server.version()
    about = f"Romarin {told['version']} over HTTP, artefact {told['artefact']}"
    return Answering(
        about=about,
        rome=told["rome"],
        encoder=told["encoder"],
        # Another server may run other code: its answers are not gone on with.
        identity=f"{about}, {server.url}",
        systems={
            "lookup": lambda: RemoteLookup(server),
            "titles": lambda: RemoteTitles.of(server),
            "competences": lambda: SkillSystem(None, RemoteLinker(server)),
            "extraction": lambda: SkillSystem(
                RemoteExtraction(server) if server.offers(EXTRACTIONS) else None,
                RemoteLinker(server),
            ),
        },
    )
