"""What every engine around another one passes on unchanged."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from pocket_tts_wyoming.models.engine import Engine, Frame, Prompts, VoiceSource


class EngineAround(ABC):
    """Passes on what needs a loaded engine; loading, `ready` and `close` are the wrapper's own."""

    @property
    @abstractmethod
    def _inner(self) -> Engine:
        """The engine that it is passed on to; raises ModelNotReadyError if there is none yet."""

    async def load_voice(self, voice: VoiceSource) -> None:
        """See Engine."""
        await self._inner.load_voice(voice)

    def count_tokens(self, text: str) -> int:
        """See Engine."""
        return self._inner.count_tokens(text)

    def frames(
        self,
        voice: VoiceSource,
        prompts: Prompts,
        seed: int | None = None,
        *,
        paced: bool = True,
        peer: str = "",
    ) -> AsyncGenerator[Frame, None]:
        """See Engine."""
        return self._inner.frames(voice, prompts, seed, paced=paced, peer=peer)
