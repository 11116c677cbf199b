"""Distilling: a student of few layers learns the vectors of a tuned encoder."""

from dataclasses import replace

from romarin.training.trained import TrainedBert

KEPT_LAYERS = (0, 11)  # of twelve: the first, which reads words, and the last, which gives meaning


def student_of(teacher: TrainedBert, *, layers: tuple[int, ...] = KEPT_LAYERS) -> TrainedBert:
    """The teacher with some of its layers only, to be trained."""
    kept = tuple(teacher.bert.layers[at] for at in layers if at < len(teacher.bert.layers))
    return replace(teacher, bert=replace(teacher.bert, layers=kept))
