"""Tuning: an encoder trained on pairs, with checkpoints to go on from and a log."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import torch
from datasets import Dataset, DatasetDict
from sentence_transformers import (
    SentenceTransformer,
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
)
from sentence_transformers.sentence_transformer.losses import MatryoshkaLoss
from transformers import TrainerCallback

from romarin.training.batches import BatchesOfLikeLength
from romarin.training.examples import Example, Targets
from romarin.training.ranking import KEYS, Imitation, MaskedRanking, padded

LOG = "log.jsonl"
TARGETS = "targets"
TUNED = "tuned"  # folder of the model when all is done
SHORT = 128  # Matryoshka: that many numbers from the first are a vector of their own
_WEIGHTS = (1.0, 0.5)  # of the whole vector and of the short one
_STATE = "trainer_state.json"

Watch = Callable[[Path], Mapping[str, float]]  # a checkpoint's folder to figures


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast."""

    batch: int = 128  # pairs
    rate: float = 1e-4  # of AdamW at its highest
    warm_up: float = 0.06  # share of the steps in which the rate rises; then it falls as a cosine
    save_every: int = 300  # steps
    # Whether word vectors move. A step touches few of them, and words that no pair holds must keep
    # their place; a model of few layers has hardly anything else to learn with.
    words: bool = False
    tokens: int = 32  # of a text that are read; the time of a step grows with the longest
    seed: int = 7


def tune(
    model: SentenceTransformer,
    sets: Mapping[str, Sequence[Example]],
    out: Path,
    *,
    plan: Plan | None = None,
    targets: Targets | None = None,
    watch: Watch | None = None,
) -> Path:
    """Trains the model once over the sets and gives the folder it is saved to, `out`/tuned.

    Batches are of one set each; `targets` are a set of their own, of texts with the vectors that a
    teacher gives them. Interrupted, training goes on from the last checkpoint under `out`; done, it
    gives what stands. `out`/log.jsonl gets the loss, the time and the figures that `watch` takes of
    each checkpoint.
    """
    done = out / TUNED
    if done.is_dir():
        return done
    plan = plan or Plan()
    out.mkdir(parents=True, exist_ok=True)
    # Fused attention is three times slower than plain on the way back on a CPU (torch 2.13).
    model[0].auto_model.set_attn_implementation("eager")
    served, model.max_seq_length = model.max_seq_length, plan.tokens
    for name, parameter in model.named_parameters():
        if "embeddings" in name:
            parameter.requires_grad_(requires_grad=plan.words)
    losses: dict[str, torch.nn.Module] = {name: _ranking(model) for name in sets}
    datasets = _datasets(sets)
    if targets is not None:
        losses[TARGETS] = Imitation(model)
        columns = {"text": list(targets.texts), "label": list(targets.vectors)}
        datasets[TARGETS] = Dataset.from_dict(columns)
    trainer = SentenceTransformerTrainer(
        model=model,
        args=_arguments(plan, out, prompt=model.prompts["query"]),
        train_dataset=datasets,
        loss=losses,
        callbacks=[_Logbook(out / LOG, watch)],
    )
    trainer.train(resume_from_checkpoint=_last_checkpoint(out))
    model.max_seq_length = served
    aside = out / f".{TUNED}"
    model.save(str(aside), create_model_card=False)
    aside.rename(done)
    return done


def _arguments(plan: Plan, out: Path, *, prompt: str) -> SentenceTransformerTrainingArguments:
    return SentenceTransformerTrainingArguments(
        output_dir=str(out),
        num_train_epochs=1,
        per_device_train_batch_size=plan.batch,
        learning_rate=plan.rate,
        warmup_steps=plan.warm_up,
        lr_scheduler_type="cosine",
        weight_decay=0.01,
        save_steps=plan.save_every,
        save_total_limit=2,
        logging_steps=20,
        batch_sampler=BatchesOfLikeLength,
        bf16=fast_bfloat16(),
        use_cpu=not torch.cuda.is_available(),
        seed=plan.seed,
        prompts=prompt,
        report_to=[],
        disable_tqdm=True,
    )


def fast_bfloat16() -> bool:
    """Whether the processor, or the GPU, multiplies bfloat16 natively: four times float's speed."""
    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    return bool(torch.cpu.get_capabilities().get("avx512_bf16"))


def _ranking(model: SentenceTransformer) -> MatryoshkaLoss:
    width = model.get_embedding_dimension()
    return MatryoshkaLoss(
        model,
        MaskedRanking(model),
        matryoshka_dims=[width, min(SHORT, width)],
        matryoshka_weights=list(_WEIGHTS),
    )


def _last_checkpoint(out: Path) -> str | None:
    """The last that is whole: a training may be ended while it writes one, its state last."""
    whole = [path.parent for path in out.glob(f"checkpoint-*/{_STATE}")]
    if not whole:
        return None
    return str(max(whole, key=lambda path: int(path.name.partition("-")[2])))


def _datasets(sets: Mapping[str, Sequence[Example]]) -> DatasetDict:
    numbers: dict[str, int] = {}
    return DatasetDict(
        {name: _dataset(examples, numbers) for name, examples in sets.items() if examples}
    )


def _dataset(examples: Sequence[Example], numbers: dict[str, int]) -> Dataset:
    columns: dict[str, list[Any]] = {
        "anchor": [one.pair.anchor for one in examples],
        "positive": [one.pair.positive for one in examples],
    }
    labels = [_keys((*one.pair.keys, one.pair.positive), numbers) for one in examples]
    if any(one.negative for one in examples):
        columns["negative"] = [one.negative or one.pair.positive for one in examples]
        labels = [
            # A pair without one has its own positive in its place, which is no negative for it.
            first + _keys(one.negative_keys or (*one.pair.keys, one.pair.positive), numbers)
            for first, one in zip(labels, examples, strict=True)
        ]
    return Dataset.from_dict({**columns, "label": labels})


def _keys(keys: Sequence[str], numbers: dict[str, int]) -> list[int]:
    return padded([numbers.setdefault(key, len(numbers)) for key in keys[-KEYS:]])


class _Logbook(TrainerCallback):
    """Appends a line of JSON for every report of the trainer and every checkpoint."""

    def __init__(self, path: Path, watch: Watch | None) -> None:
        self._path, self._watch, self._started = path, watch, monotonic()

    def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **_: Any) -> None:  # noqa: ANN401, ARG002
        """The loss and the rate, as the trainer tells them."""
        self._write(state.global_step, logs or {})

    def on_save(self, args: Any, state: Any, control: Any, **_: Any) -> None:  # noqa: ANN401, ARG002
        """The figures of the checkpoint."""
        if self._watch is not None:
            folder = Path(args.output_dir) / f"checkpoint-{state.global_step}"
            self._write(state.global_step, self._watch(folder))

    def _write(self, step: int, found: Mapping[str, Any]) -> None:
        line = {"step": step, "seconds": round(monotonic() - self._started, 1), **found}
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
