"""Loading of engines: the encoder that an artefact was built with."""

from romarin.encoder import Encoder, default_encoder
from romarin.index import Artefact, ArtefactMismatch


def load_encoder_of(artefact: Artefact, encoder: Encoder | None = None) -> Encoder | None:
    """The encoder for an artefact's queries: the one given, else the packaged one.

    None for an artefact without vectors. Raises ArtefactMismatch when the artefact was built
    with another.
    """
    stamp = artefact.manifest.inputs.encoder
    if stamp is None:
        return None
    chosen = encoder or default_encoder()
    if chosen.sha256 != stamp.sha256:
        found, expected = (f"{e.name} ({e.sha256[:12]})" for e in (stamp, chosen))
        raise ArtefactMismatch(artefact.folder, "encoder", found, expected)
    return chosen
