"""Recipe: how romarin-small and romarin-mini are made, stage by stage, each kept when it is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer

from romarin.catalogue import Catalogue
from romarin.encoder import Matrix
from romarin.training.data import PAIRS_FILE, WORDS_FILE, Pair, labels_of, read_pairs, read_words
from romarin.training.distilling import student_of
from romarin.training.export import export_encoder, load_trained
from romarin.training.mining import mine
from romarin.training.mixture import ALL, FORMS, PARAPHRASES, TITLES, Share, Subject, draw
from romarin.training.start import start, trainable
from romarin.training.tuning import Example, Plan, Targets, Watch, tune
from romarin.training.vocabulary import misspellings, spellings

SMALL, MINI = "romarin-small", "romarin-mini"
CORES = 2
_FLOATS = "float16"  # of vectors kept between stages: a cosine moves by 0.0001

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Pairs seen and rates of each stage; the defaults are those of the packaged weights."""

    first: int = 100_000  # pairs without hard negatives
    second: int = 80_000  # with negatives that the model of the first stage mines
    copied: int = 200_000  # texts that mini copies from small
    ranked: int = 120_000  # pairs that mini is trained on beside
    plan: Plan = Plan()
    second_plan: Plan = Plan(rate=6e-5)
    mini_plan: Plan = Plan(rate=4e-4, words=True, save_every=1500)
    seed: int = 4

    @classmethod
    def smallest(cls) -> "Recipe":
        """Some steps of everything: shows that it runs, makes nothing of use."""
        few = Plan(batch=8, save_every=2)
        return cls(24, 24, 32, 16, few, few, replace(few, words=True))


@dataclass(frozen=True, slots=True)
class Bench:
    """Where the stages lie and what they need."""

    folder: Path
    catalogue: Catalogue
    recipe: Recipe = Recipe()
    tell: Tell = lambda _line: None
    watch: Watch | None = None  # takes figures of checkpoints

    @property
    def data(self) -> Path:
        """What `romarin.training.data.write` wrote."""
        return self.folder / "data"

    def pairs(self) -> list[Pair]:
        """All pairs. Raises ListUnreadable or RowInvalid."""
        return list(read_pairs(self.data / PAIRS_FILE))


def train_small(bench: Bench, *, shares: Sequence[Share] = ALL, mined: bool = True) -> Path:
    """Trains romarin-small in two stages and gives its folder of sentence-transformers."""
    recipe, pairs = bench.recipe, bench.pairs()
    torch.set_num_threads(CORES)
    model = trainable(start(_texts(bench, pairs)), max_tokens=_SERVED)
    sets = draw(pairs, shares, count=recipe.first, seed=recipe.seed)
    bench.tell(f"{SMALL}, first stage: {_sizes(sets)}")
    first = tune(
        model, _plain(sets), bench.folder / "small-1", plan=recipe.plan, watch=bench.watch
    )
    if not mined:
        return first
    out = bench.folder / "small-2"
    model = SentenceTransformer(str(first), device="cpu")
    sets = draw(pairs, shares, count=recipe.second, seed=recipe.seed + 1)
    bench.tell(f"{SMALL}, second stage: {_sizes(sets)} and hard negatives")
    examples = mine(sets, bench.catalogue, encoding(model), seed=recipe.seed)
    return tune(model, examples, out, plan=recipe.second_plan, watch=bench.watch)


def train_mini(bench: Bench, small: Path) -> Path:
    """Distils romarin-mini from small's folder and gives its own, of sentence-transformers."""
    recipe, pairs = bench.recipe, bench.pairs()
    torch.set_num_threads(CORES)
    student = trainable(student_of(load_trained(small, MINI)), max_tokens=_SERVED)
    texts = _copied_texts(bench, pairs)
    bench.tell(f"{MINI}: vectors of {len(texts):,} texts by {SMALL}")
    vectors = _kept_vectors(bench.folder / "targets.npy", texts, small)
    sets = draw(pairs, ALL, count=recipe.ranked, seed=recipe.seed + 2)
    bench.tell(f"{MINI}: {_sizes(sets)}")
    return tune(
        student,
        _plain(sets),
        bench.folder / "mini-1",
        plan=recipe.mini_plan,
        targets=Targets(texts, vectors),
        watch=bench.watch,
    )


def export(bench: Bench, model: Path, name: str) -> Path:
    """The encoder folder of a trained model, in int8, under the bench's folder."""
    out = bench.folder / name
    if out.is_dir():
        return out
    texts = [text for pair in bench.pairs()[::200] for text in (pair.anchor, pair.positive)]
    return export_encoder(model, out, texts=texts, name=name)


def encoding(model: SentenceTransformer) -> Callable[[Sequence[str]], Matrix]:
    """Unit vectors by torch, in bfloat16 where the processor is fast at it."""
    from romarin.training.tuning import fast_bfloat16

    def encode(texts: Sequence[str]) -> Matrix:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=fast_bfloat16()):
            rows = model.encode(
                list(texts),
                batch_size=128,
                prompt_name="query",
                show_progress_bar=False,
                convert_to_tensor=True,
            )
        return np.asarray(rows.float().numpy(), dtype=np.float32)

    return encode


_SERVED = 128  # tokens of a text that are read when serving
ABLATIONS: Mapping[str, tuple[Share, ...]] = {
    "forms": FORMS,
    "titles": (*FORMS, *TITLES),
    "paraphrases": ALL,
}


def _texts(bench: Bench, pairs: Sequence[Pair]) -> list[str]:
    """All that the vocabulary must read: the pairs, the words of the offers, half-typed labels."""
    words = {
        word
        for one in (*labels_of(bench.catalogue).texts, *labels_of(bench.catalogue, skills=True).texts)
        for word in one.split()
    }
    read = [text for pair in pairs for text in (pair.anchor, pair.positive)]
    known = read_words(bench.data / WORDS_FILE)
    return [*read, *known, *spellings(words), *misspellings(words), "query: "]


def _copied_texts(bench: Bench, pairs: Sequence[Pair]) -> list[str]:
    """Labels, and texts of all sources in the proportions of the mixture, each once."""
    labels = (*labels_of(bench.catalogue).texts, *labels_of(bench.catalogue, skills=True).texts)
    recipe = bench.recipe
    sets = draw(pairs, ALL, count=recipe.copied, seed=recipe.seed + 3)
    drawn = (text for some in sets.values() for pair in some for text in (pair.anchor, pair.positive))
    return list(dict.fromkeys([*drawn, *labels]))[: recipe.copied]


def _kept_vectors(path: Path, texts: Sequence[str], teacher: Path) -> Matrix:
    """The teacher's vectors of the texts, read back where they stand already."""
    if not path.is_file():
        vectors = encoding(SentenceTransformer(str(teacher), device="cpu"))(texts)
        aside = path.with_name(f".{path.name}")
        with aside.open("wb") as file:
            np.save(file, vectors.astype(_FLOATS))
        aside.replace(path)
    return np.asarray(np.load(path), dtype=np.float32)


def _plain(sets: Mapping[Subject, Sequence[Pair]]) -> dict[str, list[Example]]:
    return {subject.value: [Example(pair) for pair in some] for subject, some in sets.items()}


def _sizes(sets: Mapping[Subject, Sequence[Pair]]) -> str:
    return ", ".join(f"{len(some):,} pairs of {subject}" for subject, some in sets.items())
