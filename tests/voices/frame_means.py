"""A model of simple arithmetic, for tests of what becomes of its voices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from audio.signals import RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pocket_tts_wyoming.audio.samples import Samples


@dataclass
class FrameMeans:
    """A model whose latents are means of frames, and whose states are the latents' bytes."""

    encoder: str = "e1"
    model: str = "m1"
    sample_rate_hz: int = RATE_HZ
    calls: list[str] = field(default_factory=list)

    def encoder_identity(self) -> str:
        return self.encoder

    def model_identity(self) -> str:
        return self.model

    def latents(self, audio: Samples, between: Callable[[], object]) -> Samples:
        between()
        self.calls.append("latents")
        means: Samples = audio[: audio.size // 1920 * 1920].reshape(-1, 1920).mean(axis=1)
        return means[:, None]

    def write_state(self, latents: Samples, path: Path, between: Callable[[], object]) -> None:
        self.calls.append("state")
        path.write_bytes(self.model.encode())
        between()
        path.write_bytes(self.model.encode() + latents.tobytes())
