"""Numbers for Prometheus: the answers, and what is going on now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pocket_tts_wyoming.web.backend import ModelState
    from pocket_tts_wyoming.web.presence import Answer, Presence

_FIRST_AUDIO_SECONDS = (0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10)
_RTF = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2)


class Metrics:
    """Counts answers from the moment it reads them; `page` prints everything."""

    def __init__(self, presence: Presence, models: Callable[[], Sequence[ModelState]]) -> None:
        self._registry = registry = CollectorRegistry()
        self._utterances = Counter(
            "pocket_tts_utterances",
            "Utterances that have ended, by outcome: complete, spare (the spare "
            "voice spoke), stopped (the client left), failed.",
            ["outcome"],
            registry=registry,
        )
        for outcome in ("complete", "spare", "stopped", "failed"):
            self._utterances.labels(outcome)
        self._first_audio = Histogram(
            "pocket_tts_first_audio_seconds",
            "From the last needed letter of a request to the first chunk of its audio.",
            buckets=_FIRST_AUDIO_SECONDS,
            registry=registry,
        )
        self._rtf = Histogram(
            "pocket_tts_rtf",
            "Work over length of the audio of an utterance; below 1 is faster than real time.",
            buckets=_RTF,
            registry=registry,
        )
        self._audio = Counter(
            "pocket_tts_audio_seconds", "Length of the audio that was sent.", registry=registry
        )
        self._bytes = Counter(
            "pocket_tts_sent_bytes", "Audio that was sent, in bytes.", registry=registry
        )
        self._gaps = Counter(
            "pocket_tts_gaps", "Times that a listener had nothing to play.", registry=registry
        )
        self._gap_seconds = Counter(
            "pocket_tts_gap_seconds", "How long listeners had nothing to play.", registry=registry
        )
        for name, sentence, count in (
            ("waiting", "Requests without any audio yet.", presence.waiting),
            ("speaking", "Requests that are being spoken.", presence.speaking),
            ("models_loaded", "Models in memory.", lambda: sum(m.loaded for m in models())),
        ):
            Gauge(f"pocket_tts_{name}", sentence, registry=registry).set_function(count)

    def read(self, answer: Answer) -> None:
        """Count an answer."""
        self._utterances.labels(answer.outcome).inc()
        if answer.first_audio_seconds is not None:
            self._first_audio.observe(answer.first_audio_seconds)
        if answer.rtf is not None:
            self._rtf.observe(answer.rtf)
        self._audio.inc(answer.audio_seconds)
        self._bytes.inc(answer.sent_bytes)
        self._gaps.inc(answer.gaps)
        self._gap_seconds.inc(answer.gap_seconds)

    def page(self) -> tuple[bytes, str]:
        """Return everything in Prometheus' text format, and the format's name."""
        return generate_latest(self._registry), CONTENT_TYPE_LATEST
