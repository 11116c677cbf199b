"""Memory of bulk runs: as much for many documents as for few."""

import os
from pathlib import Path

import pytest
from tests.batch.conftest import ABOUT, USUAL, offer, write_lines
from tests.trees import held, tree

from romarin.batch import (
    ArtefactEngines,
    Job,
    MakeTagger,
    Options,
    Output,
    Plan,
    Processes,
    Progress,
    checked,
    find_inputs,
    run,
)

MOST_GROWTH = 0.02
DUTIES = ("Préparer les commandes", "Charger les camions", "Tenir l'inventaire à jour")


@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_documents(
    starter_artefact: Path, tmp_path: Path
) -> None:
    rows = (offer(at, f"Missions :\n- {DUTIES[at % 3]}\n- Entrepôt {at}") for at in range(1024))
    write_lines(tmp_path / "offers.jsonl", rows)
    options, output = Options(), Output.of(tmp_path / "out.jsonl")
    inputs = tuple(checked(file) for file in find_inputs([str(tmp_path / "offers.jsonl")]))
    make = MakeTagger(ArtefactEngines(starter_artefact), options)
    samples: dict[int, tuple[int, int]] = {}  # of all, of the workers alone

    def sample(progress: Progress) -> None:
        family = tree(os.getpid())
        samples[progress.documents] = held(family), held(family[1:])

    plan = Plan(Job(inputs, USUAL, options.task, make), options, output, ABOUT)
    run(plan, Processes(1), sample)
    early = [counts for documents, counts in samples.items() if 256 <= documents <= 512]
    late = [counts for documents, counts in samples.items() if documents > 768]
    for before, after in zip(zip(*early, strict=True), zip(*late, strict=True), strict=True):
        assert max(after) <= max(before) * (1 + MOST_GROWTH)
