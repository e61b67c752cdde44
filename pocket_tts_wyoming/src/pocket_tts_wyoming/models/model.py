"""What a request is sent to: one language's weights and all that belongs to them."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from pocket_tts_wyoming.audio.prefix import PrefixSettings
    from pocket_tts_wyoming.models.engine import Engine
    from pocket_tts_wyoming.models.loading import LoadingEngine
    from pocket_tts_wyoming.models.memory import Share
    from pocket_tts_wyoming.models.store.files import ModelVariant
    from pocket_tts_wyoming.text.pipeline import TextPipeline
    from pocket_tts_wyoming.voices.catalogue import Catalogue


@dataclass(slots=True, eq=False)
class Model:
    """A model with its engine, its voices and the text side of its language.

    `prefix`: how its sacrificial prefix is cut off; None speaks none. `in_use`: a model is not put
    away inside such a block. `loading`: the engine within `engine` that loads, and `share` what it
    has of the memory. `is_awake`: whether it is loaded, and not put away. `spare`: the engine
    within it that speaks while the model cannot.

    With MODEL_VARIANT=auto, variant and voices are those of `english` until the engine is loaded:
    all models that `auto` chooses from offer the same voices, each from a folder of its own.
    """

    variant: ModelVariant
    engine: Engine
    voices: Catalogue
    text: TextPipeline
    prefix: PrefixSettings | None = None
    in_use: Callable[[], AbstractContextManager[None]] = nullcontext
    loading: LoadingEngine | None = None
    share: Share | None = None
    is_awake: Callable[[], bool] = lambda: True
    spare: Engine | None = None

    def become(self, variant: ModelVariant, voices: Catalogue) -> None:
        """Take the place of the model that was assumed; may be called on any thread."""
        self.voices = voices
        self.variant = variant
