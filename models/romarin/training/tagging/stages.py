"""Stages: a tagger learnt from texts marked for training, then from annotated cases beside them."""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from random import Random
from shutil import rmtree

import torch
from tokenizers import Tokenizer

from romarin.training.extraction.marked import MarkedText
from romarin.training.tagging.export import export_tagger
from romarin.training.tagging.folds import Begun, fold_folder
from romarin.training.tagging.learning import FIRST, SECOND, Plan, learn
from romarin.training.tagging.lessons import Material, lessons_of
from romarin.training.tagging.network import Network, begin

TAGGER = "tagger"  # folder of the one that learnt from all
CORES = 2
TIMES = 4  # that an annotated case counts beside a text marked for training: it is the measure
SHARE = 2  # one window of so many is read again beside the cases, lest it be forgotten
_SEED = 1
_FIRST = "first"


def make_taggers(
    start: str,
    marked: Sequence[MarkedText],
    folds: Sequence[Sequence[MarkedText]],
    out: Path,
    *,
    plans: tuple[Plan, Plan] = (FIRST, SECOND),
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Path]:
    """Trains and writes one tagger a fold that learnt from the other folds, then one from all.

    `start` is what `romarin.training.tagging.network.begin` reads. Every folder is kept when done;
    a training that was interrupted goes on. Raises RecipeChanged for one begun with other texts.
    """
    Begun.of(marked, folds).keep(out)
    torch.set_num_threads(CORES)
    network, tokenizer = begin(start)
    material = list(lessons_of(tokenizer, marked))
    tell(f"{len(marked):,} marked texts in {len(material):,} windows")
    kept = out / _FIRST / "network.pt"
    if not kept.is_file():
        learn(network, material, out / _FIRST, plans[0])
        part = kept.with_suffix(".part")
        torch.save(network.state_dict(), part)
        part.rename(kept)
    network.load_state_dict(torch.load(kept))
    again = Random(_SEED).sample(material, len(material) // SHARE)
    for held_out in [None, *range(len(folds))]:
        folder = out / TAGGER if held_out is None else fold_folder(out, held_out)
        if not folder.is_dir():
            cases = [one for at, fold in enumerate(folds) if at != held_out for one in fold]
            own = list(lessons_of(tokenizer, cases)) * TIMES
            _second_stage(deepcopy(network), tokenizer, [*own, *again], folder, plans[1])
        yield folder


def _second_stage(
    network: Network, tokenizer: Tokenizer, material: Sequence[Material], out: Path, plan: Plan
) -> None:
    learning = out.with_name(f"{out.name}-learning")
    learn(network, material, learning, plan)
    export_tagger(network.eval(), tokenizer, material, out)
    rmtree(learning, ignore_errors=True)
