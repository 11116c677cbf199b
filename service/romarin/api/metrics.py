"""Metrics: counts and times of requests for Prometheus, summed over the worker processes."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.process_collector import ProcessCollector

from romarin.api.settings import EXTRACTION

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (
    0.0005,
    0.001,
    0.002,
    0.003,
    0.005,
    0.0075,
    0.01,
    0.015,
    0.025,
    0.05,
    0.1,
    0.25,
    1.0,
    2.5,
    10.0,
    30.0,
)
NO_ANSWER = "none"
LOOKUP = "lookup"  # the part that is always there
# How many workers have loaded a part, by its name.
_READY = {LOOKUP: "romarin_ready_workers", EXTRACTION: "romarin_ready_extraction_workers"}
_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})


class Metrics:
    """What one application counts; no label ever holds what somebody typed."""

    def __init__(self, shared: Path | None = None) -> None:
        """`shared` is the folder through which worker processes add up their counts.

        prometheus_client shares counts when PROMETHEUS_MULTIPROC_DIR named that folder as it was
        first imported: `serve` sees to it.
        """
        self._shared = shared
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "romarin_requests_total",
            "Requests answered.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self.seconds = Histogram(
            "romarin_request_seconds",
            "Time from request to answer.",
            ("route",),
            buckets=SECONDS,
            registry=self._registry,
        )
        self.answers = Counter(
            "romarin_answers_total",
            "Lists of suggestions by the reason of the first.",
            ("route", "reason"),
            registry=self._registry,
        )
        self.documents = Counter(
            "romarin_documents_total",
            "Documents answered; error: a file that could not be read.",
            ("route", "outcome"),
            registry=self._registry,
        )
        self.places = Gauge(
            "romarin_queue_places",
            "Places that requests with texts hold.",
            multiprocess_mode="livesum",
            registry=self._registry,
        )
        self.ready = {
            part: Gauge(
                name,
                f"Worker processes that have loaded {part}.",
                multiprocess_mode="livesum",
                registry=self._registry,
            )
            for part, name in _READY.items()
        }
        self.info = Gauge(
            "romarin_info",
            "1, with what is served as labels.",
            ("version", "rome", "source", "encoder", "artefact"),
            multiprocess_mode="max",
            registry=self._registry,
        )
        # The time of a counter's first step: a third of the text that nobody reads.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        if shared is None:
            ProcessCollector(registry=self._registry)

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Counts one request; `route` is a pattern such as /v1/completions."""
        known = method if method in _METHODS else "other"
        self.requests.labels(known, route, str(status)).inc()
        self.seconds.labels(route).observe(seconds)

    def answered(self, route: str, reasons: Sequence[str]) -> None:
        """Counts one list of suggestions by the `reasons` of its items, in order."""
        self.answers.labels(route, reasons[0] if reasons else NO_ANSWER).inc()

    def read(self, route: str, documents: Sequence[Mapping[str, Any]]) -> None:
        """Counts the documents of one answer."""
        for document in documents:
            self.documents.labels(route, "error" if "error" in document else "read").inc()

    def ready_workers(self, part: str) -> int:
        """How many worker processes have loaded a part."""
        families = self._summed().collect()
        samples = (s for family in families for s in family.samples if s.name == _READY[part])
        return int(sum(sample.value for sample in samples))

    def text(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self._summed())

    def _summed(self) -> CollectorRegistry:
        if self._shared is None:
            return self._registry
        registry = CollectorRegistry()
        MultiProcessCollector(registry, str(self._shared))  # type: ignore[no-untyped-call]
        return registry
